//! What she asks herself: one snapshot, one record, and then the answer, like every disclosure; decided by [`her_own`] alone.
//!
//! Architecture invariant: no question of a worker comes through here, and none of hers goes through the workers' path.

use super::{Hub, TRIES, agreed::AgreedState, control, decide, kept_changing, places, shown};
use crate::{
    agency::Holder,
    audit::{self, Decided, Entry, Names, Recorded, Seen},
    computed::{self, Facts},
    decision::{Allowance, her_own},
    error::Error,
    holds::{self, KeptBack},
    identity::{Herself, REFUSED},
    record::{Rows, catalogue},
    restriction::Phase,
    store::{Writing, moment},
    vocabulary::{AccessBasis, Category, Coded, FieldSet, Purpose},
};
use chrono::{DateTime, Utc};
use entity::{access_record, own_sign_in};
use sea_orm::{DatabaseTransaction, EntityTrait};
use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Her question.
#[derive(Clone, Copy, Debug)]
pub struct Own<'a> {
    /// She.
    pub herself: &'a Herself,
    /// The root field.
    pub operation: &'static str,
    /// The request's id.
    pub trace: &'a str,
}

/// What an answer to her is made from, in one snapshot.
#[derive(Debug)]
pub struct OwnView {
    /// The hub's id of her.
    pub person: String,
    /// What is agreed.
    pub agreed: Arc<AgreedState>,
    /// What is kept from her for now.
    pub kept: KeptBack,
    /// The moment it is.
    pub now: DateTime<Utc>,
    state: control::State,
}

impl OwnView {
    fn control(&self) -> Option<&control::Control> {
        self.state.persons.get(&self.person).map(|her| her.control.as_ref())
    }

    /// What she said, every answer of hers.
    pub fn statements(&self) -> &[crate::consent::Statement] {
        self.control().map_or(&[], |control| &control.statements)
    }
}

/// Something she may read of herself, and what the record says of it.
pub trait OwnRead: Sync {
    /// What she is answered with.
    type Answer: Send;

    /// Reads it in the snapshot.
    fn read(
        &self,
        hub: &Hub,
        db: &DatabaseTransaction,
        view: &OwnView,
    ) -> impl Future<Output = Result<(Self::Answer, Decided), Error>> + Send;
}

/// Answers her: decided in one snapshot, and recorded before it leaves.
///
/// # Errors
/// `UNAUTHENTICATED` when her sign-in is no woman's that the hub knows, `NOT_FOUND` when her record is paused or locked,
/// `UNAVAILABLE` when no record can be written or too much is under way.
pub async fn open_own<R: OwnRead>(hub: &Hub, own: &Own<'_>, what: &R) -> Result<R::Answer, Error> {
    let _place = hub.room.take(1).await?;
    for _ in 0..TRIES {
        let snapshot = hub.store.snapshot().await?;
        let (answer, entry, seen) = decided(hub, &snapshot, own, what).await?;
        snapshot.end().await?;
        if hub.recorder.record(vec![entry], seen).await? == Recorded::Stands {
            return answer;
        }
    }
    Err(kept_changing())
}

type Decision<A> = (Result<A, Error>, access_record::Model, Seen);

async fn decided<R: OwnRead>(hub: &Hub, db: &DatabaseTransaction, own: &Own<'_>, what: &R) -> Result<Decision<R::Answer>, Error> {
    let now = moment(db, &hub.clock).await?;
    let entry = Entry { caller: own.herself, operation: own.operation, purpose: None, trace: own.trace, at: now };
    let key = (own.herself.issuer().to_string(), own.herself.subject().to_string());
    let known = own_sign_in::Entity::find_by_id(key).one(db).await?;
    let person = known.map(|row| row.person_id).ok_or(Error::Unauthenticated(REFUSED))?;
    let agreed = hub.agreed.at(db).await?;
    own.herself.still(&agreed.registry)?;
    // Of all purposes, this one lets the most be computed.
    let state = control::load(db, agreed.version, std::slice::from_ref(&person), Purpose::ThroughGate).await?;
    let seen = state.seen.clone();
    if !state.is_open(&person) {
        return Ok((Err(Error::NotFound), entry.unknown(&person, "[]".into()), seen));
    }
    let kept = KeptBack::of(holds::load(db, &person, now).await?, catalogue());
    let view = OwnView { person, agreed, kept, now, state };
    let (answer, decided) = what.read(hub, db, &view).await?;
    Ok((Ok(answer), entry.decided(&view.person, decided), seen))
}

/// Her plan, as far as it was selected.
#[derive(Clone, Copy, Debug)]
pub struct OwnPlan {
    /// The catalogue fields that are selected.
    pub selected: FieldSet,
}

impl OwnRead for OwnPlan {
    type Answer = (shown::Disclosed, Arc<AgreedState>);

    async fn read(&self, hub: &Hub, db: &DatabaseTransaction, view: &OwnView) -> Result<(Self::Answer, Decided), Error> {
        let widest = her_own(catalogue(), &Holder::Herself, FieldSet::EMPTY);
        let entities = decide::entities(self.selected, &[widest]);
        let mut rows = control::rows(hub, db, &view.state, std::iter::once(view.person.as_str()), entities).await?;
        let rows = rows.remove(&view.person).unwrap_or_default();
        let mut disclosed = self.disclose(view, &rows);
        places::look_up(db, self.selected, std::slice::from_mut(&mut disclosed)).await?;
        let decided = self.record(view, &disclosed);
        Ok(((disclosed, Arc::clone(&view.agreed)), decided))
    }
}

impl OwnPlan {
    fn disclose(&self, view: &OwnView, rows: &Rows) -> shown::Disclosed {
        let mut rows = rows.clone();
        // Before anything is computed: what follows from a held row would tell of it.
        rows.leave_out(view.kept.rows.clone());
        let facts = Facts {
            person: &view.person,
            rows: &rows,
            given: &rows,
            members: view.control().map_or(&[], |control| &control.members),
            phase: &Phase::of(&rows),
            status: view.state.persons.get(&view.person).and_then(|her| her.status),
            purpose: Purpose::ThroughGate,
            named: FieldSet::EMPTY,
            now: view.now,
        };
        let sealed = computed::seal_for_herself(&facts);
        shown::disclose_own(&view.agreed, &facts, sealed, self.selected, |holder| allowance(view, holder))
    }

    /// The record: fields by holders who have the same kept from her, and the rows of lists.
    fn record(&self, view: &OwnView, disclosed: &shown::Disclosed) -> Decided {
        let mut names = Names::default();
        let mut groups: BTreeMap<String, (FieldSet, BTreeSet<&str>)> = BTreeMap::new();
        for holder in &disclosed.holders {
            let fields = allowance(view, holder).fields() & self.selected;
            groups.entry(names.of(fields).to_owned()).or_insert_with(|| (fields, BTreeSet::new())).1.insert(holder.as_str());
        }
        let parts = groups.iter().filter(|(_, (fields, _))| !fields.is_empty());
        let released: Vec<_> =
            parts.map(|(names, (_, holders))| format!("{{\"holders\":{},\"fields\":{names}}}", json!(holders))).collect();
        let open = groups.values().fold(FieldSet::EMPTY, |all, (fields, _)| all | *fields);
        Decided {
            released: format!("[{}]", released.join(",")),
            refused: names.of(self.selected & !her_own(catalogue(), &Holder::Herself, FieldSet::EMPTY).fields()).to_owned(),
            rows: super::written::rows(disclosed),
            basis: basis(open),
            ..Decided::nothing()
        }
    }
}

fn allowance(view: &OwnView, holder: &Holder) -> Allowance {
    her_own(catalogue(), holder, view.kept.fields(holder))
}

/// Everything she reads rests on its being hers.
fn basis(open: FieldSet) -> String {
    let touched = Category::ALL.iter().filter(|c| catalogue().category(**c).meets(&open));
    let hers = |category: &Category| (category.code().to_owned(), json!([AccessBasis::HerOwn.code()]));
    Value::Object(touched.map(hers).collect::<Map<_, _>>()).to_string()
}

/// Something that she changes herself, under way. Dropped, it changes nothing.
#[derive(Debug)]
pub struct OwnChange {
    /// The hub's id of her.
    pub person: String,
    /// The moment it is.
    pub now: DateTime<Utc>,
    writing: Writing,
}

impl OwnChange {
    /// Begins, with her stripe.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` when her sign-in is no woman's that the hub knows, `NOT_FOUND` when her record is paused or locked.
    pub async fn begin(hub: &Hub, own: &Own<'_>) -> Result<Self, Error> {
        let now = moment(hub.store.reader(), &hub.clock).await?;
        let key = (own.herself.issuer().to_string(), own.herself.subject().to_string());
        let known = own_sign_in::Entity::find_by_id(key).one(hub.store.reader()).await?;
        let person = known.map(|row| row.person_id).ok_or(Error::Unauthenticated(REFUSED))?;
        let writing = hub.store.writing_about(std::slice::from_ref(&person)).await?;
        // Looked at inside the change: it may have waited for the one that took her issuer away.
        writing.under_what_is_agreed().await?;
        own.herself.still(&hub.agreed.at(writing.db()).await?.registry)?;
        let state = control::load(writing.db(), 0, std::slice::from_ref(&person), Purpose::JointPlanning).await?;
        if state.is_open(&person) {
            return Ok(Self { person, now, writing });
        }
        writing.rollback().await?;
        on_record(hub, own, &person, false, now).await?;
        Err(Error::NotFound)
    }

    /// Where it reads and writes.
    pub fn db(&self) -> &DatabaseTransaction {
        self.writing.db()
    }

    /// Ends what was asked for before: nothing is written, and that it was asked for is recorded.
    ///
    /// # Errors
    /// As [`Self::done`].
    pub async fn nothing_new(self, hub: &Hub, own: &Own<'_>) -> Result<(), Error> {
        self.writing.rollback().await?;
        on_record(hub, own, &self.person, true, self.now).await
    }

    /// Ends: written, and recorded before it is answered.
    ///
    /// # Errors
    /// `UNAVAILABLE` when it could not be committed or recorded.
    pub async fn done(self, hub: &Hub, own: &Own<'_>) -> Result<(), Error> {
        self.writing.commit().await?;
        on_record(hub, own, &self.person, true, self.now).await
    }
}

async fn on_record(hub: &Hub, own: &Own<'_>, person: &str, known: bool, now: DateTime<Utc>) -> Result<(), Error> {
    let entry = Entry { caller: own.herself, operation: own.operation, purpose: None, trace: own.trace, at: now };
    for _ in 0..TRIES {
        let seen = audit::versions(hub.store.reader(), &[person.to_owned()]).await?;
        let entry = if known { entry.decided(person, Decided::nothing()) } else { entry.unknown(person, "[]".into()) };
        if hub.recorder.record(vec![entry], seen).await? == Recorded::Stands {
            return Ok(());
        }
    }
    Err(kept_changing())
}
