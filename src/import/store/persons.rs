//! Whom an agency may send rows about: its own references, and whether it is or was on her team.

use super::sql::CHUNK;
use crate::{
    restriction::is_open,
    vocabulary::{Coded, RecordStatus},
};
use chrono::{DateTime, Utc};
use entity::{enrolment, membership, person_reference};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

/// How an agency stands to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::import) enum Standing {
    /// It was on her team: it may correct its own rows.
    Ended,
    /// It is on her team.
    Live,
}

/// A person that the agency may know.
#[derive(Clone, Debug)]
pub(in crate::import) struct Known {
    pub id: Arc<str>,
    pub standing: Standing,
}

/// The persons met so far in a run, by the agency's own references. About 100 bytes for each.
#[derive(Debug, Default)]
pub(in crate::import) struct Persons {
    known: HashMap<String, Option<Known>>,
}

impl Persons {
    /// The person behind a reference. A reference of nobody, one of a woman on whose team the agency never was, and one of a record that
    /// answers as unknown are the same.
    pub fn get(&self, reference: &str) -> Option<&Known> {
        self.known.get(reference)?.as_ref()
    }

    /// Looks up the references that were not met before.
    pub async fn load(
        &mut self,
        db: &impl ConnectionTrait,
        agency: &str,
        references: &BTreeSet<String>,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let new: Vec<&String> = references.iter().filter(|r| !self.known.contains_key(*r)).collect();
        for chunk in new.chunks(CHUNK) {
            let query = person_reference::Entity::find().filter(person_reference::Column::AgencyId.eq(agency));
            let found = query.filter(person_reference::Column::Reference.is_in(chunk.iter().map(|r| r.as_str()))).all(db).await?;
            let mut standings = standings(db, agency, found.iter().map(|f| f.person_id.as_str()), now).await?;
            let open = open(db, standings.keys()).await?;
            standings.retain(|person, _| open.contains(person));
            self.known.extend(chunk.iter().map(|r| ((*r).clone(), None)));
            self.known.extend(found.into_iter().map(|f| {
                let known = standings.get(&f.person_id).map(|s| Known { id: f.person_id.as_str().into(), standing: *s });
                (f.reference, known)
            }));
        }
        Ok(())
    }
}

/// Those of these persons whose record may be met at all.
async fn open(db: &impl ConnectionTrait, persons: impl Iterator<Item = &String>) -> Result<HashSet<String>, DbErr> {
    use enrolment::Column;
    let query = enrolment::Entity::find().select_only().columns([Column::PersonId, Column::RecordStatus]);
    let found: Vec<(String, String)> = query.filter(Column::PersonId.is_in(persons)).into_tuple().all(db).await?;
    Ok(found.into_iter().filter(|(_, status)| is_open(RecordStatus::parse(status))).map(|(person, _)| person).collect())
}

/// The agency's best standing with each of these persons. An invitation that was not accepted is none, nor is a place that begins later.
async fn standings(
    db: &impl ConnectionTrait,
    agency: &str,
    persons: impl Iterator<Item = &str>,
    now: DateTime<Utc>,
) -> Result<HashMap<String, Standing>, DbErr> {
    // By person alone: `SQLite` would rather go through everybody whom the agency ever met.
    let found = membership::Entity::find().filter(membership::Column::PersonId.is_in(persons)).all(db).await?;
    let mut standings: HashMap<String, Standing> = HashMap::new();
    for member in found.into_iter().filter(|member| member.agency_id == agency && member.from <= now) {
        let standing = match member.state.as_str() {
            "LIVE" if member.to.is_none_or(|to| to > now) => Standing::Live,
            "LIVE" | "ENDED" => Standing::Ended,
            _ => continue,
        };
        let best = standings.entry(member.person_id).or_insert(standing);
        *best = (*best).max(standing);
    }
    Ok(standings)
}
