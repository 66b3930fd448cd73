//! Forms on paper: printed with an id, entered once, within four weeks (`domain.md` D3).

use super::{
    Acting, Done,
    change::{Asked, Begun},
    refused, store,
};
use crate::{
    consent::guards::FOUR_WEEKS,
    disclosure::{TRIES, kept_changing},
    error::Error,
    vocabulary::{Coded, ConsentTopic, RefusalCode},
};
use chrono::{DateTime, TimeDelta, Utc};
use entity::{choices_session, paper_form};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What a form is printed for.
#[derive(Clone, Debug)]
pub struct Print {
    /// The talk in which it is printed.
    pub session: String,
    /// Organisations on it, by id.
    pub organisations: Vec<String>,
    /// Topics on it.
    pub topics: Vec<ConsentTopic>,
    /// The caller's key.
    pub key: Option<String>,
}

/// A form to print.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Printed {
    /// Its id, which is printed on it.
    pub form: String,
    /// The words on it.
    pub script_version: String,
    /// Until when it can be filled in.
    pub until: DateTime<Utc>,
}

/// Gives out a form for her to tick.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's, `INVALID_INPUT` for an organisation that is not there.
pub async fn print(acting: &Acting<'_>, ask: &Print) -> Result<Done<Printed>, Error> {
    let person = acting.talking_with(&ask.session).await?;
    let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
    if ask.organisations.is_empty() || ask.organisations.iter().any(|id| agreed.registry.agency(id).is_none()) {
        return Err(Error::invalid("organisations", "`organisations` names organisations of the partnership, one at least"));
    }
    let change = match acting.begin(Asked::new("printForm", ask.key.as_ref(), ask)?, std::slice::from_ref(&person)).await? {
        Begun::Again(again) => return again.told(acting, Some(&person)).await,
        Begun::New(change) => change,
    };
    let talking = match acting.talking(&change, &ask.session).await? {
        Ok(talking) => talking,
        Err(refusal) => return change.done(acting, Some(&person), Err(refusal)).await,
    };
    // Short enough to be typed from paper, and not to be guessed: 60 bits.
    let id = uuid::Uuid::new_v4().simple().to_string().chars().take(15).collect::<String>().to_uppercase();
    let row = paper_form::Model {
        id: id.clone(),
        person_id: person.clone(),
        issued_by: acting.worker("printForm")?,
        issued_at: acting.now(),
        script_version: talking.talk.script_version.clone(),
        agencies: json!(ask.organisations),
        topics: json!(ask.topics.iter().map(|t| t.code()).collect::<Vec<_>>()),
        used_at: None,
    };
    store::add_form(change.db(), row).await?;
    let until = acting.now() + TimeDelta::days(FOUR_WEEKS);
    change.done(acting, Some(&person), Ok(Printed { form: id, script_version: talking.talk.script_version, until })).await
}

/// What stands on a form.
#[derive(Clone, Debug)]
pub struct OnPaper {
    /// Its id.
    pub form: String,
    /// The organisations, by id.
    pub organisations: Vec<String>,
    /// The topics.
    pub topics: Vec<ConsentTopic>,
    /// Until when it can be filled in.
    pub until: DateTime<Utc>,
}

/// A form of the woman of this talk that was not entered yet, to be printed or copied from.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's, and a form that is not hers.
pub async fn on_paper(acting: &Acting<'_>, session: &str, form: &str) -> Result<OnPaper, Error> {
    for _ in 0..TRIES {
        let sitting = acting.sitting_with(session).await?;
        let found = usable(acting.hub.store.reader(), form, &sitting.her.id, acting.now()).await?;
        if !sitting.stands(acting, "printForm").await? {
            continue;
        }
        let Ok(form) = found else { return Err(Error::NotFound) };
        return Ok(OnPaper {
            organisations: store::texts(&form.agencies),
            topics: store::texts(&form.topics).iter().filter_map(|code| ConsentTopic::parse(code)).collect(),
            until: form.issued_at + TimeDelta::days(FOUR_WEEKS),
            form: form.id,
        });
    }
    Err(kept_changing())
}

/// The form, if it is hers and was not entered before.
pub(super) async fn usable(
    db: &impl ConnectionTrait,
    form: &str,
    person: &str,
    now: DateTime<Utc>,
) -> Result<Done<paper_form::Model>, Error> {
    let found = store::form(db, form).await?.filter(|f| f.person_id == person && f.issued_at <= now);
    Ok(match found {
        None => Err(refused(RefusalCode::UnknownForm)),
        Some(form) if form.used_at.is_some() => Err(refused(RefusalCode::FormUsed)),
        Some(form) => Ok(form),
    })
}

/// A form in the talk in which it is entered.
pub(super) struct Entering {
    /// The form.
    pub(super) form: paper_form::Model,
    /// What was recorded in this talk before, by id.
    pub(super) before: Vec<String>,
}

/// The form of a talk, if it was entered in no other. What has to be asked alone comes in a batch of its own, so that one form is entered
/// in several.
pub(super) async fn entering(
    db: &impl ConnectionTrait,
    form: &str,
    talk: &choices_session::Model,
    now: DateTime<Utc>,
) -> Result<Done<Entering>, Error> {
    let before = store::of_session_with_moments(db, &talk.id).await?;
    let of_this_talk = |used: DateTime<Utc>| before.iter().any(|(_, entered)| *entered == used);
    let found = store::form(db, form).await?.filter(|f| f.person_id == talk.person_id && f.issued_at <= now);
    Ok(match found {
        None => Err(refused(RefusalCode::UnknownForm)),
        Some(form) if form.used_at.is_some_and(|used| !of_this_talk(used)) => Err(refused(RefusalCode::FormUsed)),
        Some(form) => Ok(Entering { form, before: before.into_iter().map(|(id, _)| id).collect() }),
    })
}

/// Whether an organisation and a topic stand on the form.
pub(super) fn has(form: &paper_form::Model, organisation: &str, topic: ConsentTopic) -> bool {
    let topics = store::texts(&form.topics);
    let topic = topics.is_empty() || topics.iter().any(|code| code == topic.code());
    topic && store::texts(&form.agencies).iter().any(|id| id == organisation)
}

/// Whether she can have ticked the form at this moment.
pub(super) fn was_in_time(form: &paper_form::Model, said: DateTime<Utc>) -> bool {
    form.issued_at <= said && said <= form.issued_at + TimeDelta::days(FOUR_WEEKS)
}
