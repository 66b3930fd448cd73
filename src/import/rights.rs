//! What an agency may write: by the catalogue's writers, and by the policy in force.

use super::fault::{Complaint, complain};
use crate::vocabulary::{Category, Class, Coded, FieldMeta, FieldNumber, Role, Writer};
use chrono::NaiveDate;
use std::collections::HashMap;

/// What the policies in force on a day let a role write; their compiled tables answer it.
pub trait WriteRights {
    /// Whether the role may write the field, for any purpose.
    fn may_write(&self, role: Role, field: FieldNumber, today: NaiveDate) -> bool;
    /// Whether anything at all is granted to the role in the category, for any purpose.
    fn has_any_grant(&self, role: Role, category: Category, today: NaiveDate) -> bool;
}

/// The rights of one agency, worked out once for each field.
pub(super) struct Rights<'a, W> {
    policy: &'a W,
    roles: Vec<Role>,
    today: NaiveDate,
    known: HashMap<(FieldNumber, bool), Result<(), (String, String)>>,
}

impl<'a, W: WriteRights> Rights<'a, W> {
    pub fn new(policy: &'a W, roles: Vec<Role>, today: NaiveDate) -> Self {
        Self { policy, roles, today, known: HashMap::new() }
    }

    /// Whether the field may be sent, in a row of the agency or, with `hers`, in a row of her own words.
    pub fn check(&mut self, field: &'static FieldMeta, hers: bool) -> Result<(), Complaint> {
        let (policy, roles, today) = (self.policy, &self.roles, self.today);
        let known = self.known.entry((field.number, hers)).or_insert_with(|| decide(policy, roles, field, hers, today));
        known.clone().map_err(|(what, mend)| complain(field.name(), what, mend))
    }
}

const ONLY_THE_HUB: (&str, &str) = ("the hub works it out", "leave it out");
const ONLY_SHE: (&str, &str) = ("only she says it", "send it with `forHer`: who wrote her words down and read them back");

fn decide(policy: &impl WriteRights, roles: &[Role], field: &FieldMeta, hers: bool, today: NaiveDate) -> Result<(), (String, String)> {
    let refuse = |what: &str, mend: String| Err((what.to_owned(), mend));
    if field.computed {
        return refuse(ONLY_THE_HUB.0, ONLY_THE_HUB.1.to_owned());
    }
    if hers {
        return her_words(policy, roles, field, today);
    }
    // Public tables are the hub's own, and each party sends its own entries; nothing in them is about a person.
    if field.class == Class::Public {
        return Ok(());
    }
    let writers: Vec<Role> = field.writers.iter().filter_map(|w| if let Writer::Role(role) = w { Some(*role) } else { None }).collect();
    if writers.is_empty() {
        let hers = field.writers.contains(&Writer::HerWords);
        let (what, mend) = if hers { ONLY_SHE } else { ONLY_THE_HUB };
        return refuse(what, mend.to_owned());
    }
    let own: Vec<Role> = writers.iter().copied().filter(|r| roles.contains(r)).collect();
    if own.is_empty() {
        let names: Vec<_> = writers.iter().map(|r| r.code()).collect();
        return refuse("no role of your agency may write it", format!("leave it out: it is written by {}", names.join(", ")));
    }
    // Fields of the hub's control have no category, so that no policy speaks of them.
    if field.class.category().is_some() && !own.iter().any(|role| policy.may_write(*role, field.number, today)) {
        let names: Vec<_> = own.iter().map(|r| r.code()).collect();
        return refuse(
            "the policy in force does not let your agency write it",
            format!("leave it out, or ask for it for {}", names.join(", ")),
        );
    }
    Ok(())
}

fn her_words(policy: &impl WriteRights, roles: &[Role], field: &FieldMeta, today: NaiveDate) -> Result<(), (String, String)> {
    if !field.writers.contains(&Writer::HerWords) {
        return Err(("these are not her words to give".to_owned(), "send it in a line of your own, without `forHer`".to_owned()));
    }
    match field.class.category() {
        Some(category) if !roles.iter().any(|role| policy.has_any_grant(*role, category, today)) => Err((
            format!("the policy in force opens nothing of {} to your agency", category.code()),
            "let a worker whose agency has it write it down".to_owned(),
        )),
        Some(_) | None => Ok(()),
    }
}
