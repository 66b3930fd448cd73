//! TEMP
use crate::{
    agency::Holder,
    error::Error,
    vocabulary::{AgencyKind, FieldSet, Role},
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
/// T
#[derive(Debug)]
pub struct Agreements;
impl Agreements {
    /// T
    pub async fn load(_db: &impl ConnectionTrait) -> Result<Self, Error> {
        Ok(Self)
    }
    /// T
    pub fn policies_between(&self, _h: &Holder, _k: Option<AgencyKind>, _r: &str, _rk: AgencyKind, _t: NaiveDate) -> Vec<(String, String)> {
        vec![]
    }
    /// T
    pub fn denied(&self, _h: &Holder, _k: Option<AgencyKind>, _r: &str, _rk: AgencyKind, _role: Role) -> FieldSet {
        FieldSet::EMPTY
    }
    /// T
    pub fn valid_until(&self, _t: NaiveDate) -> Option<DateTime<Utc>> {
        None
    }
}
