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
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

/// Writes the entries of one disclosure. What is the same for many persons is put into words once.
pub(super) struct Words<'a> {
    entry: Entry<'a>,
    terms: &'a CallerTerms<'a>,
    agreements: String,
    policies: String,
    /// Fields that need no more than that she was told, and those that need her yes to them alone.
    told: FieldSet,
    separate: FieldSet,
    names: Names,
    bases: HashMap<[FieldSet; 3], String>,
}

impl<'a> Words<'a> {
    /// Begins, with what all persons have in common.
    pub fn new(entry: Entry<'a>, agreed: &AgreedState, terms: &'a CallerTerms<'a>) -> Self {
        let agreements: Vec<&str> = terms.adopted.iter().map(|a| a.agreement.as_str()).collect();
        let policies: Vec<&str> = terms.adopted.iter().map(|a| a.policy).chain(agreed.internal_hash()).collect();
        let grants = || terms.adopted.iter().map(|a| &a.grants);
        Self {
            entry,
            terms,
            agreements: text(&agreements),
            policies: text(&policies),
            told: grants().fold(FieldSet::EMPTY, |all, g| all | g.told),
            separate: grants().fold(FieldSet::EMPTY, |all, g| g.alone.iter().fold(all | g.separate, |all, (_, fields)| all | *fields)),
            names: Names::default(),
            bases: HashMap::new(),
        }
    }

    /// The entry for somebody who was asked for and does not exist for the caller.
    pub fn unknown(&mut self, asked_for: &str, selected: FieldSet) -> access_record::Model {
        self.entry.unknown(asked_for, self.names.of(selected).to_owned())
    }

    /// The entry for one person; of what was only pointed to, no more than that.
    pub fn person(&mut self, decision: &Decision, shown: &Disclosed, pointed: Option<&Pointed>) -> access_record::Model {
        let selected = pointed.map_or(decision.selected, |p| p.fields & decision.selected);
        let open = decision.open() & selected;
        let decided = Decided {
            released: released(&mut self.names, self.terms, decision, shown, selected),
            refused: self.names.of(selected & !open & !public()).to_owned(),
            rows: pointed.map_or_else(|| rows(shown), |p| rows_among(shown, |id| p.rows.contains(id))),
            basis: self.basis(decision, open).to_owned(),
            agreements: self.agreements.clone(),
            policies: self.policies.clone(),
            statements: text(&decision.counted.statements),
            version: None,
            valid_until: decision.until,
            case_reference: None,
        };
        self.entry.decided(&decision.person, decided)
    }

    /// What each category rested on: that she is told, her yes, her yes to it alone, or the agency's own record.
    fn basis(&mut self, decision: &Decision, open: FieldSet) -> &str {
        let shared = decision.allowed.iter().fold(FieldSet::EMPTY, |all, a| all | a.agreed);
        let own = decision.allowed.iter().fold(FieldSet::EMPTY, |all, a| all | a.own);
        let (told, separate) = (self.told, self.separate);
        self.bases.entry([open, shared, own]).or_insert_with(|| {
            let of = |category: &Category| {
                let fields = catalogue().category(*category) & open;
                let bases = [
                    (shared & told, AccessBasis::Told),
                    (shared & separate & !told, AccessBasis::AgreedSeparately),
                    (shared & !told & !separate, AccessBasis::Agreed),
                    (own, AccessBasis::Internal),
                ];
                let bases: Vec<&str> = bases.iter().filter(|(set, _)| fields.meets(set)).map(|(_, basis)| basis.code()).collect();
                (!bases.is_empty()).then(|| (category.code().to_owned(), json!(bases)))
            };
            Value::Object(Category::ALL.iter().filter_map(of).collect::<Map<_, _>>()).to_string()
        })
    }
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
    let part = |(fields, holders): (FieldSet, Vec<&str>)| format!("{{\"holders\":{},\"fields\":{}}}", text(&holders), names.of(fields));
    let parts: Vec<_> = parts.into_iter().map(part).collect();
    format!("[{}]", parts.join(","))
}

/// Rows that were let through, by entity; none of the hub's own.
pub(super) fn rows(shown: &Disclosed) -> String {
    rows_among(shown, |_| true)
}

fn rows_among(shown: &Disclosed, among: impl Fn(&str) -> bool) -> String {
    let mut lists: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let listed = |s: &&super::Shown| s.released.row.holder != Holder::Hub && !s.released.row.id.is_empty();
    for row in shown.rows().filter(listed).filter(|s| among(&s.released.row.id)) {
        lists.entry(row.released.meta.name).or_default().push(&row.released.row.id);
    }
    text(&lists)
}

/// Texts and lists of texts as JSON, which they always can be.
fn text(texts: &impl Serialize) -> String {
    serde_json::to_string(texts).unwrap_or_default()
}
