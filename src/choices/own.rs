//! What she does by her own sign-in: she stops, she chooses, and she says herself what nobody else has heard (`domain.md` D3 and D4).
//! No worker takes it, so that nobody has to hear it too; every other guard is the same.
//!
//! Architecture invariant: whose it is comes from her sign-in alone. Nothing here takes a person, a talk or a number.

use super::{
    Done,
    act::Taker,
    answers::{self, Batch, Recorded, Setting},
    change::Asked,
    confirm::{self, Confirmed},
    her::Her,
    rights::can_be,
    stop::{self, Scope, Spoken},
    stopped::{self, Named},
    store,
};
use crate::{
    audit::{Decided, HERSELF},
    disclosure::{Hub, Own, OwnChange, OwnRead, OwnView},
    error::Error,
    holds, rights,
    vocabulary::ConsentMethod,
};
use sea_orm::DatabaseTransaction;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

/// A change of hers under way: what she said before is read inside it. Dropped, it changes nothing.
struct Mine {
    asked: Asked,
    change: OwnChange,
    her: Her,
    by: Taker,
}

enum Begun<T> {
    /// What came of it then, recorded again.
    Again(Done<T>),
    New(Box<Mine>),
}

/// Who has the keys of a woman: she.
fn holder(change: &OwnChange) -> String {
    format!("{HERSELF}/{}", change.person)
}

async fn begin<T: DeserializeOwned>(hub: &Hub, own: &Own<'_>, asked: Asked) -> Result<Begun<T>, Error> {
    let change = OwnChange::begin(hub, own).await?;
    if let Some(before) = asked.before(change.db(), &holder(&change)).await? {
        change.nothing_new(hub, own).await?;
        return Ok(Begun::Again(before));
    }
    let her = Her::load(change.db(), &change.person).await?.ok_or(Error::NotFound)?;
    let by = Taker::herself(change.now);
    Ok(Begun::New(Box::new(Mine { asked, change, her, by })))
}

impl Mine {
    /// Ends: kept under her key, written, and recorded before it is answered.
    async fn done<T: Serialize>(self, hub: &Hub, own: &Own<'_>, outcome: Done<T>) -> Result<Done<T>, Error> {
        self.asked.keep(self.change.db(), holder(&self.change), &outcome, self.by.at).await?;
        self.change.done(hub, own).await?;
        Ok(outcome)
    }
}

/// Stops; gives back the stop by id. It works from the moment it returns, like a stop that a worker took.
///
/// # Errors
/// `UNAUTHENTICATED` when her sign-in is no woman's that the hub knows, `NOT_FOUND` when her record is paused or locked, `INVALID_INPUT`
/// for a scope that cannot be.
pub async fn stop(hub: &Hub, own: &Own<'_>, scope: &Scope, key: Option<&String>) -> Result<String, Error> {
    let agreed = hub.agreed.at(hub.store.reader()).await?;
    scope.can_be(&agreed)?;
    let mine = match begin(hub, own, Asked::new("stop", key, scope)?).await? {
        Begun::Again(done) => return done.map_err(|_| stop::key_used()),
        Begun::New(mine) => mine,
    };
    let said = Spoken { scope, said_on: None, method: ConsentMethod::Digital, session: None };
    let id = stop::write(mine.change.db(), &mine.by, &said, &mine.her, &agreed).await?;
    mine.done(hub, own, Ok(id)).await?.map_err(|_| stop::key_used())
}

/// Takes a request of hers, `correct` or `complain`; gives back its id.
///
/// # Errors
/// As [`stop`].
pub async fn asks(hub: &Hub, own: &Own<'_>, ask: &rights::Ask, key: Option<&String>) -> Result<Done<String>, Error> {
    can_be(ask, &hub.agreed.at(hub.store.reader()).await?.registry)?;
    let mine = match begin(hub, own, Asked::new(own.operation, key, ask)?).await? {
        Begun::Again(done) => return Ok(done),
        Begun::New(mine) => mine,
    };
    let id = rights::add(mine.change.db(), &mine.change.person, ask, None, mine.by.at).await?;
    mine.done(hub, own, Ok(id)).await
}

/// What a stop of hers comes to, for her to read: what goes on, what may break, who had it.
#[derive(Clone, Debug)]
pub struct MyStop {
    /// The stop by id.
    pub stop: String,
}

impl OwnRead for MyStop {
    type Answer = stopped::Told;

    async fn read(&self, _: &Hub, db: &DatabaseTransaction, view: &OwnView) -> Result<(Self::Answer, Decided), Error> {
        let her = Her::load(db, &view.person).await?.ok_or(Error::NotFound)?;
        // Whose look is kept from her for now is not told by a stop either.
        let kept = holds::agencies_of(db, &view.kept).await?;
        let told = stopped::list(db, &view.agreed, &her, &self.stop, &Named::AllBut(&kept), view.now).await?;
        Ok((told, Decided::hers(&json!({"ConsentStatement": [self.stop]}))))
    }
}

/// Answers of hers, as they are told back to her.
#[derive(Clone, Debug)]
pub struct MyAnswers {
    /// By id.
    pub choices: Vec<String>,
}

impl OwnRead for MyAnswers {
    type Answer = Vec<store::Told>;

    async fn read(&self, _: &Hub, db: &DatabaseTransaction, view: &OwnView) -> Result<(Self::Answer, Decided), Error> {
        let hers = |id: &&String| view.statements().iter().any(|said| said.id == **id);
        let choices: Vec<String> = self.choices.iter().filter(hers).cloned().collect();
        Ok((store::told(db, &choices).await?, Decided::hers(&json!({"ConsentStatement": choices}))))
    }
}

/// Records answers that she gives herself.
///
/// # Errors
/// As [`stop`]; `INVALID_INPUT` for what cannot be.
pub async fn record(hub: &Hub, own: &Own<'_>, batch: &Batch, private: bool, key: Option<&String>) -> Result<Done<Recorded>, Error> {
    let agreed = hub.agreed.at(hub.store.reader()).await?;
    if batch.method != ConsentMethod::Digital {
        return Err(Error::invalid("method", "by your own sign-in `method` is `DIGITAL`"));
    }
    answers::can_be(batch, &agreed)?;
    let mine = match begin(hub, own, Asked::new("recordChoices", key, &(batch, private))?).await? {
        Begun::Again(done) => return Ok(done),
        Begun::New(mine) => mine,
    };
    let setting = Setting { by: mine.by.clone(), her: &mine.her, talk: None, private };
    let outcome = answers::decided(mine.change.db(), &setting, batch, &agreed).await?;
    mine.done(hub, own, outcome).await
}

/// Confirms a yes that a worker took for their own organisation, or who decides about release: she says it again herself.
///
/// # Errors
/// As [`stop`].
pub async fn confirm(
    hub: &Hub,
    own: &Own<'_>,
    choice: &str,
    heard: confirm::Heard,
    key: Option<&String>,
) -> Result<Done<Confirmed>, Error> {
    let agreed = hub.agreed.at(hub.store.reader()).await?;
    let mine = match begin(hub, own, Asked::new("confirmChoice", key, &(choice, heard))?).await? {
        Begun::Again(done) => return Ok(done),
        Begun::New(mine) => mine,
    };
    let outcome = match confirm::waiting_yes(&mine.her, choice, mine.by.at).and_then(|yes| heard.well().map(|()| yes)) {
        Ok(yes) => {
            confirm::write(mine.change.db(), &agreed, &mine.her.id, yes, &mine.by).await?;
            Ok(Confirmed { choice: choice.to_owned() })
        }
        Err(refusal) => Err(refusal),
    };
    mine.done(hub, own, outcome).await
}
