//! One line of the record: who asked for what about whom, what was let through and what was kept back, and on what it rested.

use crate::{
    identity::{Caller, Herself},
    record::catalogue,
    vocabulary::{AccessBasis, Coded, FieldNumber, FieldSet, Purpose, Role},
};
use chrono::{DateTime, Utc};
use entity::access_record;
use serde_json::json;
use std::collections::HashMap;
use uuid::{NoContext, Timestamp, Uuid};

/// Characters of an id, at most; of a text that was asked for as one, so many are kept.
pub const LONGEST_ID: usize = 64;

/// Who stands in a record as the one who asked.
pub trait Party {
    /// The worker, the acting system, the agency, the role, and whether a system asked for itself.
    fn columns(&self) -> (Option<String>, Option<String>, String, Role, bool);

    /// What for, where the question itself does not say.
    const PURPOSE: Option<&'static str> = None;
}

impl Party for Caller {
    fn columns(&self) -> (Option<String>, Option<String>, String, Role, bool) {
        let text = |id: &std::sync::Arc<str>| id.to_string();
        (self.worker().map(text), self.acting_client().map(text), self.agency().to_string(), self.role(), self.is_machine())
    }
}

/// The agency and the purpose in records of what she read herself. No agency has such an id, and no worker such a purpose.
pub const HERSELF: &str = "HERSELF";
/// See [`HERSELF`].
pub const OWN_VIEW: &str = "OWN_VIEW";

impl Party for Herself {
    fn columns(&self) -> (Option<String>, Option<String>, String, Role, bool) {
        (None, None, HERSELF.to_owned(), Role::Woman, false)
    }

    const PURPOSE: Option<&'static str> = Some(OWN_VIEW);
}

/// What every entry of one disclosure has in common.
#[derive(Clone, Debug)]
pub struct Entry<'a, P = Caller> {
    /// Who asks.
    pub caller: &'a P,
    /// The root field.
    pub operation: &'a str,
    /// What for; nothing for an oversight.
    pub purpose: Option<Purpose>,
    /// The request's id.
    pub trace: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was decided about one person, as texts ready to store.
#[derive(Clone, Debug)]
pub struct Decided {
    /// `[{"holders": […], "fields": […]}]`, whether or not a value exists.
    pub released: String,
    /// Selected and kept back, by name.
    pub refused: String,
    /// Rows that were let through: `{"Entity": [ids]}`.
    pub rows: String,
    /// What each category rested on.
    pub basis: String,
    /// Agreements, `["id/version"]`.
    pub agreements: String,
    /// Policies by hash, `["hash"]`.
    pub policies: String,
    /// Her statements that were relied on, `["id"]`.
    pub statements: String,
    /// Version of the person that was seen.
    pub version: Option<i64>,
    /// The earliest end of anything it relied on.
    pub valid_until: Option<DateTime<Utc>>,
    /// The case for which an officer looked.
    pub case_reference: Option<String>,
}

impl Decided {
    /// Something in which no field was let through and none kept back.
    pub fn nothing() -> Self {
        let none = || "[]".to_owned();
        Self {
            released: none(),
            refused: none(),
            rows: "{}".into(),
            basis: "{}".into(),
            agreements: none(),
            policies: none(),
            statements: none(),
            version: None,
            valid_until: None,
            case_reference: None,
        }
    }

    /// A look of hers at something that is no catalogue field.
    pub fn hers(rows: &serde_json::Value) -> Self {
        let basis = serde_json::json!({"*": [AccessBasis::HerOwn.code()]}).to_string();
        Self { rows: rows.to_string(), basis, ..Self::nothing() }
    }
}

impl<P: Party> Entry<'_, P> {
    /// A read that was decided.
    pub fn decided(&self, person: &str, decided: Decided) -> access_record::Model {
        self.model(person, true, decided)
    }

    /// A read of somebody who does not exist for the caller: recorded as it was asked, cut to the length of an id.
    pub fn unknown(&self, asked_for: &str, selected: String) -> access_record::Model {
        self.model(asked_for, false, Decided { refused: selected, ..Decided::nothing() })
    }

    fn model(&self, person: &str, known: bool, d: Decided) -> access_record::Model {
        let (worker, acting_client, agency, role, system_copy) = self.caller.columns();
        access_record::Model {
            id: id(self.at).to_string(),
            at: self.at,
            trace_id: self.trace.to_owned(),
            operation: self.operation.to_owned(),
            // A database that keeps no control characters, or no long texts in an index, must not refuse the record.
            person: person.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_ID).collect(),
            known,
            worker,
            acting_client,
            agency,
            role: role.code().to_owned(),
            purpose: self.purpose.map(Purpose::code).or(P::PURPOSE).map(str::to_owned),
            released: d.released,
            refused: d.refused,
            rows: d.rows,
            basis: d.basis,
            agreements: d.agreements,
            policies: d.policies,
            consent_statements: d.statements,
            case_reference: d.case_reference,
            system_copy,
            person_version: d.version,
            valid_until: d.valid_until,
            // The writer gives it its place.
            log: None,
            position: None,
            salt: None,
        }
    }
}

/// An id that nobody guesses and that begins with the moment, so that records of one time stand together in the index.
fn id(at: DateTime<Utc>) -> Uuid {
    Uuid::new_v7(Timestamp::from_unix(NoContext, at.timestamp().unsigned_abs(), at.timestamp_subsec_nanos()))
}

/// Names of sets of fields, made once for each set in a disclosure.
#[derive(Debug, Default)]
pub struct Names(HashMap<FieldSet, String>);

impl Names {
    /// The names of these fields as a JSON list, in the order of their numbers.
    pub fn of(&mut self, fields: FieldSet) -> &str {
        self.0.entry(fields).or_insert_with(|| json!(fields.iter().map(name).collect::<Vec<_>>()).to_string())
    }
}

fn name(number: FieldNumber) -> String {
    catalogue().name_of(number).unwrap_or_else(|| format!("#{number}"))
}
