//! The record of what was decided about one person, in words that stand without the policy.

use super::{
    agreed::AgreedState,
    decide::{CallerTerms, Decision},
    pointed::Pointed,
    shown::Disclosed,
};
use crate::{
    agency::Holder,
    audit::{Decided, Entry, Names},
    decision::Lens,
    record::catalogue,
    vocabulary::{AccessBasis, Category, Coded, FieldSet},
};
use entity::access_record;
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, sync::LazyLock};

/// The entry for one person; of what was only pointed to, no more than that.
pub(super) fn entry(
    entry: &Entry<'_>,
    names: &mut Names,
    agreed: &AgreedState,
    terms: &CallerTerms<'_>,
    decision: &Decision,
    shown: &Disclosed,
    pointed: Option<&Pointed>,
) -> access_record::Model {
    let selected = pointed.map_or(decision.selected, |p| p.fields & decision.selected);
    let open = decision.open() & selected;
    let mut policies: Vec<String> = terms.adopted.iter().map(|a| a.policy.to_owned()).collect();
    policies.extend(agreed.internal_hash().map(str::to_owned));
    let decided = Decided {
        released: released(names, terms, decision, shown, selected),
        refused: names.of(selected & !open & !public()).to_owned(),
        rows: pointed.map_or_else(|| rows(shown), |p| rows_among(shown, |id| p.rows.contains(id))),
        basis: basis(terms, decision, open),
        agreements: terms.adopted.iter().map(|a| a.agreement.clone()).collect(),
        policies,
        statements: decision.counted.statements.clone(),
        version: None,
        valid_until: decision.until,
        case_reference: None,
    };
    entry.decided(&decision.person, decided)
}

/// Fields of public places, which nobody is refused.
fn public() -> FieldSet {
    static PUBLIC: LazyLock<FieldSet> = LazyLock::new(|| Lens::public(catalogue()).fields());
    *PUBLIC
}

/// Fields by the holders of rows about her who share the same ones, whether or not a value exists.
fn released(names: &mut Names, terms: &CallerTerms<'_>, decision: &Decision, shown: &Disclosed, selected: FieldSet) -> String {
    let mut parts: Vec<(FieldSet, Vec<&str>)> = Vec::new();
    for (index, allowed) in decision.allowed.iter().enumerate() {
        let fields = allowed.fields() & selected;
        if fields.is_empty() {
            continue;
        }
        let here = |holder: &&Holder| terms.of.get(*holder) == Some(&index);
        let holders = shown.holders.iter().filter(here).map(Holder::as_str);
        match parts.iter_mut().find(|(same, _)| *same == fields) {
            Some((_, others)) => others.extend(holders),
            None => parts.push((fields, holders.collect())),
        }
    }
    let part = |(fields, holders): (FieldSet, Vec<&str>)| format!("{{\"holders\":{},\"fields\":{}}}", json!(holders), names.of(fields));
    let parts: Vec<_> = parts.into_iter().map(part).collect();
    format!("[{}]", parts.join(","))
}

/// Rows of lists that were let through, by entity.
pub(super) fn rows(shown: &Disclosed) -> String {
    rows_among(shown, |_| true)
}

fn rows_among(shown: &Disclosed, among: impl Fn(&str) -> bool) -> String {
    let mut lists: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let listed = |s: &&super::Shown| s.released.meta.rows.is_some() && !s.released.row.id.is_empty();
    for row in shown.rows().filter(listed).filter(|s| among(&s.released.row.id)) {
        lists.entry(row.released.meta.name).or_default().push(&row.released.row.id);
    }
    json!(lists).to_string()
}

/// What each category rested on: that she is told, her yes, her yes to it alone, or the agency's own record.
fn basis(terms: &CallerTerms<'_>, decision: &Decision, open: FieldSet) -> String {
    let told = terms.adopted.iter().fold(FieldSet::EMPTY, |all, a| all | a.grants.told);
    let separate = terms
        .adopted
        .iter()
        .fold(FieldSet::EMPTY, |all, a| a.grants.alone.iter().fold(all | a.grants.separate, |all, (_, fields)| all | *fields));
    let shared = decision.allowed.iter().fold(FieldSet::EMPTY, |all, a| all | a.agreed);
    let mut by_category = Map::new();
    for category in Category::ALL {
        let fields = catalogue().category(*category) & open;
        let mut bases = Vec::new();
        let mut add = |set: FieldSet, basis: AccessBasis| {
            if fields.meets(&set) {
                bases.push(Value::from(basis.code()));
            }
        };
        add(shared & told, AccessBasis::Told);
        add(shared & separate & !told, AccessBasis::AgreedSeparately);
        add(shared & !told & !separate, AccessBasis::Agreed);
        add(decision.allowed.iter().fold(FieldSet::EMPTY, |all, a| all | a.own), AccessBasis::Internal);
        if !bases.is_empty() {
            by_category.insert(category.code().to_owned(), Value::Array(bases));
        }
    }
    Value::Object(by_category).to_string()
}
