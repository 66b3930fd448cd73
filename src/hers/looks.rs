//! Who looked: every record about her, in plain sentences, a page at a time.

use super::{sentence, store};
use crate::{
    agency::Registry,
    audit::{Decided, HERSELF},
    disclosure::{Hub, OwnRead, OwnView},
    error::Error,
};
use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use serde_json::json;

/// What she asks for.
#[derive(Clone, Debug)]
pub struct WhoLooked {
    /// So many at most.
    pub first: usize,
    /// The place after which the list goes on.
    pub after: Option<Place>,
}

/// A place in her history: when, and which record. It goes on from there whatever was added, held back or shown since.
pub type Place = (DateTime<Utc>, String);

/// One look, or one that was refused.
#[derive(Clone, Debug)]
pub struct Look {
    /// The record's id.
    pub id: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What happened, in words she follows.
    pub sentence: String,
    /// The organisation, by name; nothing where she looked herself.
    pub organisation: Option<String>,
    /// The worker's name, where the organisation gave it.
    pub name: Option<String>,
}

/// A computer that keeps a copy.
#[derive(Clone, Debug)]
pub struct Copy {
    /// What it keeps, in words she follows.
    pub sentence: String,
    /// The organisation, by name.
    pub organisation: String,
    /// What the organisation calls the computer.
    pub system: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it last looked.
    pub last: DateTime<Utc>,
    /// How often it looked.
    pub times: i64,
}

/// A page of her history.
#[derive(Clone, Debug)]
pub struct Page {
    /// Looks, newest first.
    pub looks: Vec<Look>,
    /// Copies that computers keep, longest first; on every page.
    pub copies: Vec<Copy>,
    /// Where to go on; nothing at the end.
    pub end: Option<Place>,
}

impl OwnRead for WhoLooked {
    type Answer = Page;

    async fn read(&self, _: &Hub, db: &DatabaseTransaction, view: &OwnView) -> Result<(Page, Decided), Error> {
        let limit = u64::try_from(self.first).unwrap_or(u64::MAX).saturating_add(1);
        let mut found = store::records(db, &view.person, &view.kept, self.after.as_ref(), limit).await?;
        let more = found.len() > self.first;
        found.truncate(self.first);
        let registry = &view.agreed.registry;
        let end = found.last().filter(|_| more).map(|last| (last.at, last.id.clone()));
        let looks = found.into_iter().map(|record| look(record, registry)).collect();
        let mut copies = Vec::new();
        for system in store::systems(db, &view.person, &view.kept).await? {
            let names = store::copied_by(db, &view.person, &view.kept, &system).await?;
            copies.push(Copy {
                sentence: sentence::copy(&system, &names, registry),
                organisation: sentence::organisation(registry, &system.agency).to_owned(),
                system: system.acting_client.as_deref().and_then(|id| registry.client(&system.agency, id)).map(|c| c.name.clone()),
                since: system.first,
                last: system.last,
                times: system.times,
            });
        }
        Ok((Page { looks, copies, end }, Decided::hers(&json!({}))))
    }
}

fn look(record: store::Record, registry: &Registry) -> Look {
    let worker = record.worker.as_deref().and_then(|worker| registry.worker(&record.agency, worker));
    let hers = record.agency == HERSELF;
    Look {
        sentence: sentence::look(&record, registry),
        organisation: (!hers).then(|| sentence::organisation(registry, &record.agency).to_owned()),
        name: worker.and_then(|w| w.name.clone()),
        id: record.id,
        at: record.at,
    }
}
