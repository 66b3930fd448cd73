//! Lints that look at the rows together.

use super::Subject;
use crate::{
    policy::{
        Fault,
        row::{Effect, Rule, Target},
    },
    vocabulary::{Act, AloneItem, Category, Coded, FieldNumber, Purpose, Role},
};
use std::collections::{BTreeMap, BTreeSet};

/// Faults between rows.
pub(super) fn faults(subject: &Subject) -> Vec<Fault> {
    [empty, same_id, same_row, named_without_category, read_without_name, two_items].iter().flat_map(|check| check(subject)).collect()
}

/// Casbin evaluates an empty policy against empty strings, and may say yes to them.
fn empty(subject: &Subject) -> Vec<Fault> {
    let fault = || Fault::whole(subject.file, "empty-policy", "no row allows anything", "add a row, or adopt no policy at all");
    if subject.rules.iter().any(|r| r.allows().is_some()) { Vec::new() } else { vec![fault()] }
}

/// Rows that share a key with an earlier one, with the line of that one.
fn repeated<'a, K: Ord>(subject: &'a Subject, key: impl Fn(&Rule) -> K) -> Vec<(&'a Rule, u64)> {
    let mut seen: BTreeMap<K, u64> = BTreeMap::new();
    let mut by_line: Vec<&Rule> = subject.rules.iter().collect();
    by_line.sort_by_key(|r| r.line);
    let mut first = |rule: &Rule| {
        let line = *seen.entry(key(rule)).or_insert(rule.line);
        (line != rule.line).then_some(line)
    };
    by_line.into_iter().filter_map(|rule| first(rule).map(|line| (rule, line))).collect()
}

/// The record names a deciding row by its id.
fn same_id(subject: &Subject) -> Vec<Fault> {
    let repeated = repeated(subject, |r| r.id.clone());
    let fault = |(rule, line): (&Rule, u64)| {
        subject.at(rule, "id", "duplicate-id", format!("`{}` is the id of line {line} too", rule.id), "give it another id")
    };
    repeated.into_iter().map(fault).collect()
}

/// Casbin keeps one of two equal rows and says nothing.
fn same_row(subject: &Subject) -> Vec<Fault> {
    let key = |r: &Rule| (r.role, r.purpose, r.act, r.target.to_string(), r.allows());
    let fault = |(rule, line): (&Rule, u64)| {
        subject.at(rule, "", "duplicate-row", format!("the row says what line {line} says"), "take one of them out")
    };
    repeated(subject, key).into_iter().map(fault).collect()
}

type Cell = (Role, Purpose, Category);

/// A named field opens only beside its category: its rows and gates rest on the category's grant.
fn named_without_category(subject: &Subject) -> Vec<Fault> {
    let granted: BTreeSet<Cell> = subject
        .rules
        .iter()
        .filter(|r| r.opens() && r.act == Act::Read && !matches!(r.target, Target::Field(..)))
        .map(|r| (r.role, r.purpose, r.target.category()))
        .collect();
    let read = |r: &&Rule| r.act == Act::Read && matches!(r.effect, Effect::Deny);
    let denied = || subject.rules.iter().filter(read);
    let emptied: BTreeSet<Cell> = denied()
        .filter(|r| matches!(r.target, Target::Full(_) | Target::Own(_)))
        .map(|r| (r.role, r.purpose, r.target.category()))
        .collect();
    let key = |r: &Rule| (r.role, r.purpose, r.target.to_string());
    let also_denied = |rule: &Rule| denied().any(|r| key(r) == key(rule));
    let fault = |rule: &Rule| {
        let (role, purpose, category) = (rule.role, rule.purpose, rule.target.category());
        let cell = (role, purpose, category);
        let (what, mend) = if !granted.contains(&cell) {
            let what = format!("{} has no grant on {} for {}", role.code(), category.code(), purpose.code());
            (what, "grant the category's summary first, or take the row out")
        } else if emptied.contains(&cell) && !also_denied(rule) {
            let what = format!("{} stays open although {} is denied to {}", rule.target, category.code(), role.code());
            (what, "deny the field by name too, or take this row out")
        } else {
            return None;
        };
        Some(subject.at(rule, "target", "named-without-category", what, mend))
    };
    let named = |r: &&Rule| matches!(r.target, Target::Field(..)) && r.opens() && !subject.own_rows;
    subject.rules.iter().filter(named).filter_map(fault).collect()
}

/// Who reads anything in a purpose reads her name in it (domain.md C4).
fn read_without_name(subject: &Subject) -> Vec<Fault> {
    if subject.own_rows {
        return Vec::new();
    }
    let reads = |r: &&Rule| r.opens() && r.act == Act::Read;
    let named = |r: &&Rule| matches!(r.target, Target::Summary(Category::Identity) | Target::Full(Category::Identity));
    let known_by_name: BTreeSet<(Role, Purpose)> = subject.rules.iter().filter(reads).filter(named).map(|r| (r.role, r.purpose)).collect();
    let mut missing: BTreeMap<(Role, Purpose), &Rule> = BTreeMap::new();
    for rule in subject.rules.iter().filter(reads).filter(|r| !known_by_name.contains(&(r.role, r.purpose))) {
        missing.entry((rule.role, rule.purpose)).or_insert(rule);
    }
    let fault = |((role, purpose), rule): ((Role, Purpose), &Rule)| {
        let what = format!("{} reads for {} and not her name", role.code(), purpose.code());
        subject.at(rule, "target", "read-without-name", what, "add IDENTITY.summary for the role and purpose")
    };
    missing.into_iter().map(fault).collect()
}

/// A field has one consent item for a role and a purpose: otherwise nobody could tell which yes opened it.
fn two_items(subject: &Subject) -> Vec<Fault> {
    let mut items: BTreeMap<(Role, Purpose, FieldNumber), Option<AloneItem>> = BTreeMap::new();
    let mut faults = Vec::new();
    let reads = || subject.rules.iter().filter(|r| r.opens() && r.act == Act::Read);
    for rule in reads() {
        let (Target::Field(field, _), Some((_, item))) = (rule.target, rule.allows()) else { continue };
        let known = *items.entry((rule.role, rule.purpose, field.number)).or_insert(item);
        if known != item {
            let what = format!("`{}` is asked under two items", field.path());
            faults.push(subject.at(rule, "item", "two-items", what, "keep one item for the role and purpose"));
        }
    }
    let asked_alone = items.into_iter().filter(|(_, item)| item.is_some());
    for ((role, purpose, number), _) in asked_alone {
        let beside = |r: &&Rule| r.role == role && r.purpose == purpose && opens_by_category(subject, r, number);
        if let Some(rule) = reads().find(beside) {
            let what = "the row also opens a field that is asked on its own".to_owned();
            faults.push(subject.at(rule, "target", "two-items", what, "open the named fields one by one"));
        }
    }
    faults
}

/// Whether a row opens the field through its category.
fn opens_by_category(subject: &Subject, rule: &Rule, number: FieldNumber) -> bool {
    use crate::vocabulary::View;
    let Some(field) = subject.catalogue.field(number) else { return false };
    if field.class.category() != Some(rule.target.category()) {
        return false;
    }
    match rule.target {
        Target::Own(_) => true,
        Target::Full(_) => field.view != View::Named,
        Target::Summary(_) => field.view == View::Summary,
        Target::Write(_) | Target::Field(..) => false,
    }
}
