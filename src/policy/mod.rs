//! TEMP
use crate::vocabulary::{AloneItem, FieldSet};
/// Temp.
#[derive(Clone, Debug, Default)]
pub struct Grants {
    pub told: FieldSet,
    pub agreed: FieldSet,
    pub separate: FieldSet,
    pub alone: Vec<(AloneItem, FieldSet)>,
}
