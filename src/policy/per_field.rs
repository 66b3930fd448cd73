//! Bench only: Casbin asked for each field while a question is answered, as a hub without compiled tables would.

use super::{
    engine::{Instance, Refusal, model},
    fields::Fields,
    row,
};
use crate::vocabulary::{Act, Catalogue, ConsentClass, FieldNumber, Governed, Purpose, Role};
use std::collections::{BTreeSet, HashMap};

/// One instance with the rows of one role, purpose and act: fewer rows than a whole policy, which favours Casbin.
pub struct PerField {
    instance: Instance,
    role: Role,
    purpose: Purpose,
    fields: HashMap<FieldNumber, Governed>,
}

impl PerField {
    /// The instance for reading.
    ///
    /// # Errors
    /// Whatever Casbin refuses.
    pub fn new(rows_text: &str, catalogue: &Catalogue, role: Role, purpose: Purpose) -> Result<Self, Refusal> {
        let rules = row::parse("bench", rows_text, catalogue).rules;
        let rows: Vec<_> = rules.iter().filter(|r| r.role == role && r.purpose == purpose && r.act == Act::Read).collect();
        let fields = Fields::of(catalogue);
        let instance = Instance::new(&model()?, &rows, &BTreeSet::from([role]), fields.all())?;
        Ok(Self { instance, role, purpose, fields: fields.all().map(|f| (f.number, f.clone())).collect() })
    }

    /// Whether Casbin opens a field at this class. What it does not know, or fails on, is closed.
    pub fn allows(&self, field: FieldNumber, class: ConsentClass) -> bool {
        let field = self.fields.get(&field);
        field.is_some_and(|field| self.instance.allows(self.role, self.purpose, Act::Read, field, class).unwrap_or(false))
    }
}
