//! Lints that look at one row.

use super::Subject;
use crate::{
    policy::{
        Fault,
        row::{Rule, Target},
    },
    vocabulary::{Act, Coded, Condition, Purpose, Role, View, Writer},
};

/// Faults of one row.
pub(super) fn faults(subject: &Subject, rule: &Rule) -> Vec<Fault> {
    let checks = [push_only_purpose, closed_role, push_writes, item_and_separate, own_rows, only_roles, writers, not_named];
    checks.iter().filter_map(|check| check(subject, rule)).collect()
}

/// Safeguarding is pushed and statistics never return a person: neither is a query (domain.md C3).
fn push_only_purpose(subject: &Subject, rule: &Rule) -> Option<Fault> {
    let pushed = matches!(rule.purpose, Purpose::Safeguarding | Purpose::Statistics);
    let what = format!("{} is never the purpose of a query", rule.purpose.code());
    (pushed && rule.opens()).then(|| subject.at(rule, "purpose", "push-only-purpose", what, "use PUSH, or another purpose"))
}

/// These roles have ways of their own and no plan content (domain.md C4, E0).
fn closed_role(subject: &Subject, rule: &Rule) -> Option<Fault> {
    let closed = matches!(rule.role, Role::Woman | Role::Analyst | Role::Dpo | Role::Admin);
    let what = format!("{} has no grants: it never reads plan content", rule.role.code());
    (closed && rule.allows().is_some()).then(|| subject.at(rule, "role", "closed-role", what, "take the row out"))
}

/// A push shows, it never writes.
fn push_writes(subject: &Subject, rule: &Rule) -> Option<Fault> {
    let pushed = rule.act == Act::Write && rule.allows().is_some_and(|(c, _)| c == Condition::Push);
    pushed.then(|| subject.at(rule, "consent", "push-writes", "PUSH never implies writing", "use READ, or another condition"))
}

/// What is asked on its own is asked of one field, and by nothing less than a yes to it alone.
fn item_and_separate(subject: &Subject, rule: &Rule) -> Option<Fault> {
    let (condition, item) = rule.allows()?;
    let single = matches!(rule.target, Target::Field(..)) && rule.act == Act::Read;
    match item {
        Some(_) if !single => {
            Some(subject.at(rule, "item", "item-target", "an item stands beside a group of fields or a WRITE", "name one field to read"))
        }
        Some(_) if condition != Condition::Separate => Some(subject.at(
            rule,
            "consent",
            "item-not-separate",
            "an item is met only by a yes to it alone",
            "write SEPARATE, or leave the item empty",
        )),
        None if single && condition == Condition::Separate => Some(subject.at(
            rule,
            "item",
            "separate-without-item",
            "a field asked separately does not say what she is asked",
            "name the item",
        )),
        Some(_) | None => None,
    }
}

/// `CATEGORY.own` opens named fields too: only an agency's own rows may be read so.
fn own_rows(subject: &Subject, rule: &Rule) -> Option<Fault> {
    let wide = matches!(rule.target, Target::Own(_)) && rule.allows().is_some() && !subject.own_rows;
    wide.then(|| {
        subject.at(
            rule,
            "target",
            "own-rows-only",
            "`own` opens named fields to partners",
            "use summary or full, and name each named field",
        )
    })
}

/// A field that is kept to certain roles cannot be opened to another by naming it.
fn only_roles(subject: &Subject, rule: &Rule) -> Option<Fault> {
    let Target::Field(field, _) = rule.target else { return None };
    let kept = rule.act == Act::Read && !field.only_roles.is_empty() && !field.only_roles.contains(&rule.role);
    let what = format!("`{}` is never for {}, so that the row would open nothing", field.path(), rule.role.code());
    (kept && rule.allows().is_some())
        .then(|| subject.at(rule, "role", "role-never-reads", what, "take the row out, or change the catalogue first"))
}

/// A field can be written only by the roles that the catalogue names.
fn writers(subject: &Subject, rule: &Rule) -> Option<Fault> {
    let Target::Field(field, _) = rule.target else { return None };
    let stranger = rule.act == Act::Write && !field.writers.contains(&Writer::Role(rule.role));
    let what = format!("{} is no writer of `{}`, so that the row would open nothing", rule.role.code(), field.path());
    (stranger && rule.allows().is_some())
        .then(|| subject.at(rule, "role", "role-never-writes", what, "take the row out, or change the catalogue first"))
}

/// A single field is opened only where its category does not open it.
fn not_named(subject: &Subject, rule: &Rule) -> Option<Fault> {
    let Target::Field(field, category) = rule.target else { return None };
    let loose = rule.act == Act::Read && field.view != View::Named && rule.allows().is_some() && !subject.own_rows;
    let what = format!("`{}` is no named field: {} opens it with the rest", field.path(), category.code());
    loose.then(|| subject.at(rule, "target", "field-not-named", what, "open the category's summary or full view"))
}
