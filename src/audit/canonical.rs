//! The bytes of a record over which its leaf is hashed: the same on every database and in every release.

use super::tree::{self, Hash};
use chrono::{DateTime, SubsecRound, Utc};
use entity::access_record;
use serde_json::{Value, json};

/// The digits of a second that either database keeps.
const DIGITS: u16 = 6;

/// The moment as the database will give it back.
pub(super) fn kept(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.trunc_subsecs(DIGITS)
}

/// The leaf of a record. It holds the record's place, so that two records cannot change places.
pub(super) fn leaf(record: &access_record::Model) -> Hash {
    tree::leaf(&[record.salt.as_deref().unwrap_or_default(), list(record).to_string().as_bytes()])
}

/// A JSON list that begins with the number of this form. A new column joins in a new form; it does not compile until it is named here.
pub(super) fn list(record: &access_record::Model) -> Value {
    let access_record::Model {
        id,
        at,
        trace_id,
        operation,
        person,
        known,
        worker,
        acting_client,
        agency,
        role,
        purpose,
        released,
        refused,
        rows,
        basis,
        agreements,
        policies,
        consent_statements,
        case_reference,
        system_copy,
        person_version,
        valid_until,
        log,
        position,
        salt: _, // hashed before the record
    } = record;
    let micros = |moment: &DateTime<Utc>| moment.timestamp_micros();
    json!([
        1,
        log,
        position,
        id,
        micros(at),
        trace_id,
        operation,
        person,
        known,
        worker,
        acting_client,
        agency,
        role,
        purpose,
        released,
        refused,
        rows,
        basis,
        agreements,
        policies,
        consent_statements,
        case_reference,
        system_copy,
        person_version,
        valid_until.as_ref().map(micros),
    ])
}
