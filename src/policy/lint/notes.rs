//! What is no fault, and what a reviewer should look at all the same.

use super::Subject;
use crate::{
    policy::{
        Fault,
        fields::Fields,
        interpreter,
        row::{Rule, Target},
    },
    vocabulary::{Act, Coded, FieldNumber, Role},
};
use std::collections::BTreeMap;

/// Notes on the rows of a policy.
pub(super) fn notes(subject: &Subject) -> Vec<Fault> {
    [unusual_roles, single_writes, open_nothing].iter().flat_map(|note| note(subject)).collect()
}

/// Helpers that have no grants by default (domain.md C2).
fn unusual_roles(subject: &Subject) -> Vec<Fault> {
    let unusual = |r: &&Rule| matches!(r.role, Role::Peerp | Role::CommunityWorker) && r.allows().is_some();
    let note = |rule: &Rule| {
        let what = format!("{} has no grants by default", rule.role.code());
        subject.at(rule, "role", "unusual-role", what, "check that the agreement names this kind of helper")
    };
    subject.rules.iter().filter(unusual).map(note).collect()
}

/// Every pair of a role and a single field that it may hand in although it only reads the category (domain.md E0.3, rule 3).
fn single_writes(subject: &Subject) -> Vec<Fault> {
    let mut pairs: BTreeMap<(Role, FieldNumber), (&Rule, Vec<&str>)> = BTreeMap::new();
    for rule in subject.rules.iter().filter(|r| r.act == Act::Write && r.allows().is_some()) {
        if let Target::Field(field, _) = rule.target {
            pairs.entry((rule.role, field.number)).or_insert((rule, Vec::new())).1.push(rule.purpose.code());
        }
    }
    let note = |(rule, purposes): (&Rule, Vec<&str>)| {
        let what = format!("{} hands in the single field `{}` for {}", rule.role.code(), rule.target, purposes.join(", "));
        subject.at(rule, "target", "single-field-write", what, "check that no more is meant")
    };
    pairs.into_values().map(note).collect()
}

/// Rows that open no field, because the catalogue keeps all of them to other roles.
fn open_nothing(subject: &Subject) -> Vec<Fault> {
    let fields = Fields::of(subject.catalogue);
    let empty = |r: &&Rule| r.opens() && interpreter::reach(r, &fields).is_empty();
    let note = |rule: &Rule| {
        let what = format!("`{}` has no field that {} could ever get", rule.target, rule.role.code());
        subject.at(rule, "target", "opens-nothing", what, "take the row out, or check the catalogue")
    };
    subject.rules.iter().filter(empty).map(note).collect()
}
