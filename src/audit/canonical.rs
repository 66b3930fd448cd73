//! The bytes of a record over which its leaf is hashed: the same on every database and in every release.

use super::tree::{self, Hash};
use chrono::{DateTime, SubsecRound, Utc};
use entity::access_record;
use serde::{Serialize, Serializer, ser::SerializeSeq};
use serde_json::Value;

/// The digits of a second that either database keeps.
const DIGITS: u16 = 6;
/// The number of this form of a record.
const FORM: u8 = 1;
/// What the list of a record holds.
const COLUMNS: usize = 25;
/// Bytes that the list of a record has as a rule, or fewer.
const USUAL: usize = 4_096;

/// The moment as the database will give it back.
pub(super) fn kept(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.trunc_subsecs(DIGITS)
}

/// The leaf of a record. It holds the record's place, so that two records cannot change places.
pub(super) fn leaf(record: &access_record::Model) -> Hash {
    let mut list = Vec::with_capacity(USUAL);
    // A list of texts, numbers and nulls can always be written to memory; one that was cut short would be another leaf.
    let _whole = serde_json::to_writer(&mut list, &Canonical(record));
    tree::leaf(&[record.salt.as_deref().unwrap_or_default(), &list])
}

/// A JSON list that begins with the number of this form.
pub(super) fn list(record: &access_record::Model) -> Value {
    serde_json::to_value(Canonical(record)).unwrap_or_default()
}

/// A record as the list over which its leaf is hashed. A new column joins in a new form; it does not compile until it is named here.
struct Canonical<'a>(&'a access_record::Model);

impl Serialize for Canonical<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
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
        } = self.0;
        let mut list = serializer.serialize_seq(Some(COLUMNS))?;
        list.serialize_element(&FORM)?;
        list.serialize_element(log)?;
        list.serialize_element(position)?;
        list.serialize_element(id)?;
        list.serialize_element(&at.timestamp_micros())?;
        list.serialize_element(trace_id)?;
        list.serialize_element(operation)?;
        list.serialize_element(person)?;
        list.serialize_element(known)?;
        list.serialize_element(worker)?;
        list.serialize_element(acting_client)?;
        list.serialize_element(agency)?;
        list.serialize_element(role)?;
        list.serialize_element(purpose)?;
        list.serialize_element(released)?;
        list.serialize_element(refused)?;
        list.serialize_element(rows)?;
        list.serialize_element(basis)?;
        list.serialize_element(agreements)?;
        list.serialize_element(policies)?;
        list.serialize_element(consent_statements)?;
        list.serialize_element(case_reference)?;
        list.serialize_element(system_copy)?;
        list.serialize_element(person_version)?;
        list.serialize_element(&valid_until.as_ref().map(DateTime::timestamp_micros))?;
        list.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_hashed_over_this_list_for_ever() {
        let at = DateTime::from_timestamp_micros(1_795_780_800_123_456).unwrap();
        let text = |text: &str| text.to_owned();
        let record = access_record::Model {
            id: text("id"),
            at,
            trace_id: text("trace"),
            operation: text("person"),
            person: text("jas"),
            known: true,
            worker: Some(text("pa-1")),
            acting_client: None,
            agency: text("council"),
            role: text("PA"),
            purpose: Some(text("JOINT_PLANNING")),
            released: text("[{\"a\"}]"),
            refused: text("[]"),
            rows: text("{}"),
            basis: text("{}"),
            agreements: text("[]"),
            policies: text("[]"),
            consent_statements: text("[]"),
            case_reference: None,
            system_copy: false,
            person_version: Some(5),
            valid_until: Some(at),
            log: Some(2),
            position: Some(7),
            salt: Some(vec![1, 2]),
        };
        let expected = concat!(
            r#"[1,2,7,"id",1795780800123456,"trace","person","jas",true,"pa-1",null,"council","PA","JOINT_PLANNING","#,
            r#""[{\"a\"}]","[]","{}","{}","[]","[]","[]",null,false,5,1795780800123456]"#
        );
        assert_eq!(list(&record).to_string(), expected);
        assert_eq!(leaf(&record), tree::leaf(&[&[1, 2], expected.as_bytes()]));
    }
}
