//! A talk in which she chooses (`domain.md` D3): opened by a typed number and the name she goes by, so that no choice lands on the
//! wrong woman. It answers match or no match, and shows nothing of her plan.

use super::{
    Acting, Done,
    change::{Again, Asked, Begun, Change},
    enrol::sound,
    her::{Her, Place},
    paper, refused, store,
};
use crate::{
    audit,
    consent::guards,
    error::Error,
    vocabulary::{Coded, ReadFormat, RefusalCode, Role, SessionMatch, SessionPlace},
};
use chrono::{DateTime, TimeDelta, Utc};
use entity::choices_session;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// Hours after which a talk is over.
const HOURS: i64 = 12;

/// What is typed to open a talk.
#[derive(Clone, Debug)]
pub struct Open {
    /// A number of the caller's own organisation for her, or her prison number.
    pub reference: String,
    /// The name she goes by.
    pub known_as: String,
    /// Where.
    pub place: SessionPlace,
    /// Whether nobody else can hear.
    pub private: bool,
    /// Which words are read.
    pub script_version: String,
    /// In which language, ISO 639.
    pub language: String,
    /// How.
    pub format: ReadFormat,
    /// Who interprets; never a relative, a partner or another prisoner.
    pub interpreter: Option<String>,
    /// The paper form that is entered.
    pub form: Option<String>,
    /// The caller's key.
    pub key: Option<String>,
}

/// A talk that is open.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Opened {
    /// Its id, for the worker who opened it.
    pub session: String,
    /// When it is over.
    pub until: DateTime<Utc>,
}

/// Opens a talk. Whoever is not hers, is blocked, or mistypes, is answered the same: no match.
///
/// # Errors
/// `FORBIDDEN` for callers that never sit with her, `INVALID_INPUT` for texts that cannot be, `RATE_LIMITED` for who goes on guessing.
pub async fn open(acting: &Acting<'_>, ask: &Open) -> Result<Done<Opened>, Error> {
    let worker = acting.worker("openChoicesSession")?;
    let _turn = acting.hub.guessing.turn(acting.caller.agency(), &worker).await?;
    let reference = sound("reference", &ask.reference, 80)?;
    let known_as = sound("knownAs", &ask.known_as, 60)?;
    sound("scriptVersion", &ask.script_version, 40)?;
    sound("language", &ask.language, 8)?;
    ask.interpreter.as_deref().map(|id| sound("interpreterRef", id, 64)).transpose()?;
    // A prison offender manager types the own prison's number; the others come into prisons that are not their own.
    let prisons_too = acting.enrols() && acting.caller.role() != Role::Pom;
    let reader = acting.hub.store.reader();
    let found = acting.find(reader, &reference, &known_as, prisons_too).await?;
    let found = found.filter(|her| acting.may_sit(her));
    let about: Vec<String> = found.iter().map(|her| her.id.clone()).collect();
    let change = match acting.begin(Asked::new("openChoicesSession", ask.key.as_ref(), ask)?, &about).await? {
        Begun::Again(again) => return opened_before(acting, again, found.as_ref(), &worker).await,
        Begun::New(change) => change,
    };
    // She may have blocked the caller, or her record may have been closed, while this waited for its turn.
    let her = match &found {
        Some(her) => acting.meet(change.db(), &her.id).await?.filter(|her| acting.may_sit(her)),
        None => None,
    };
    let Some(her) = her else {
        acting.hub.guessing.missed(acting.caller.agency(), &worker);
        return change.done(acting, None, Err(refused(RefusalCode::NoMatch))).await;
    };
    if let Some(form) = &ask.form
        && let Err(refusal) = paper::usable(change.db(), form, &her.id, acting.now()).await?
    {
        return change.done(acting, Some(&her.id), Err(refusal.at("formId"))).await;
    }
    let opened = written(acting, &change, ask, &her).await?;
    change.done(acting, Some(&her.id), Ok(opened)).await
}

/// What came of it under the same key. A key of something else is refused whatever was typed beside it: it must not tell what fits.
async fn opened_before(acting: &Acting<'_>, again: Again<Opened>, found: Option<&Her>, worker: &str) -> Result<Done<Opened>, Error> {
    if again.outcome().as_ref().is_err_and(|refusal| refusal.code() == RefusalCode::KeyUsed) {
        return again.recorded(acting, None).await;
    }
    let Some(her) = found else {
        acting.hub.guessing.missed(acting.caller.agency(), worker);
        again.recorded(acting, None).await?.ok();
        return Ok(Err(refused(RefusalCode::NoMatch)));
    };
    again.told(acting, Some(&her.id)).await
}

async fn written(acting: &Acting<'_>, change: &Change, ask: &Open, her: &Her) -> Result<Opened, Error> {
    let (now, caller) = (acting.now(), acting.caller);
    let first_met = store::first_met(change.db(), &her.id).await?.unwrap_or(now);
    let row = choices_session::Model {
        id: Uuid::new_v4().to_string(),
        person_id: her.id.clone(),
        opened_by_agency: caller.agency().to_string(),
        opened_by_role: caller.role().code().to_owned(),
        opened_by_worker: acting.worker("openChoicesSession")?,
        opened_at: now,
        closed_at: None,
        matched_by: if ask.form.is_some() { SessionMatch::PaperForm } else { SessionMatch::PrisonNumberAndKnownAs }.code().to_owned(),
        place: ask.place.code().to_owned(),
        private_setting: ask.private,
        first_day: guards::is_first_day(now, Some(first_met), her.arrived()),
        script_version: ask.script_version.clone(),
        language: ask.language.clone(),
        format: ask.format.code().to_owned(),
        interpreter_ref: ask.interpreter.clone(),
        topics_offered: json!([]),
        agencies_read_aloud: json!([]),
        form_id: ask.form.clone(),
        read_back: false,
        receipt_given: None,
    };
    let opened = Opened { session: row.id.clone(), until: now + TimeDelta::hours(HOURS) };
    store::add_session(change.db(), row).await?;
    Ok(opened)
}

/// How a talk was opened, for the worker who opened it. Nothing of her is in it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Whether nobody else can hear.
    pub private: bool,
    /// Whether it is in the first 24 hours, in which nothing is asked that needs trust.
    pub first_day: bool,
    /// Who interprets, by number.
    pub interpreter: Option<String>,
    /// The paper form that is entered, and when it was printed.
    pub form: Option<(String, DateTime<Utc>)>,
    /// Which words are read.
    pub script_version: String,
    /// Whether it is over.
    pub over: bool,
}

/// A talk of the caller's own. One that is over tells nothing of her.
///
/// # Errors
/// `NOT_FOUND` for every other talk, and where she is not to be met by the caller any more.
pub async fn seen(acting: &Acting<'_>, session: &str) -> Result<Seen, Error> {
    let person = acting.talking_with(session).await?;
    let reader = acting.hub.store.reader();
    let Some(talk) = store::session(reader, session).await? else { return Err(Error::NotFound) };
    let over = !goes_on(&talk, acting.now());
    if !over {
        acting.sitting_with(session).await?;
    }
    let form = match &talk.form_id {
        Some(form) => store::form(reader, form).await?.filter(|form| form.person_id == person),
        None => None,
    };
    Ok(Seen {
        private: talk.private_setting,
        first_day: talk.first_day && !over,
        form: form.map(|form| (form.id, form.issued_at)),
        over,
        interpreter: talk.interpreter_ref,
        script_version: talk.script_version,
    })
}

fn ends(talk: &choices_session::Model) -> DateTime<Utc> {
    talk.opened_at + TimeDelta::hours(HOURS)
}

fn goes_on(talk: &choices_session::Model, now: DateTime<Utc>) -> bool {
    talk.closed_at.is_none() && now < ends(talk)
}

/// The woman of a talk, with what a look into her choices is recorded with.
pub(super) struct Sitting {
    /// She.
    pub her: Her,
    seen: audit::Seen,
    until: DateTime<Utc>,
}

impl Sitting {
    /// Records what was read of her in the talk; whether it stands.
    pub async fn stands(self, acting: &Acting<'_>, operation: &'static str) -> Result<bool, Error> {
        acting.stands(operation, &[self.her.id], self.seen, Some(self.until)).await
    }
}

/// A talk under way, and the woman in it.
pub(super) struct Talking {
    /// The talk.
    pub talk: choices_session::Model,
    /// She.
    pub her: Her,
}

impl Acting<'_> {
    /// The person whom a talk of the caller's own is with.
    pub(super) async fn talking_with(&self, session: &str) -> Result<String, Error> {
        let found = store::session(self.hub.store.reader(), session).await?.filter(|talk| self.is_mine(talk));
        if let Some(talk) = found {
            return Ok(talk.person_id);
        }
        self.record("choicesSession", None).await?;
        Err(Error::NotFound)
    }

    /// The woman of a talk that goes on, whom the caller may still sit with.
    pub(super) async fn sitting_with(&self, session: &str) -> Result<Sitting, Error> {
        let reader = self.hub.store.reader();
        let found = store::session(reader, session).await?.filter(|talk| self.is_mine(talk) && goes_on(talk, self.now()));
        if let Some(talk) = &found {
            let seen = self.before(std::slice::from_ref(&talk.person_id)).await?;
            if let Some(her) = self.meet(reader, &talk.person_id).await?.filter(|her| self.may_sit(her)) {
                let place_ends = her.own_place_ends(self).filter(|_| !self.enrols());
                return Ok(Sitting { until: place_ends.into_iter().fold(ends(talk), DateTime::min), her, seen });
            }
        }
        self.record("choicesSession", None).await?;
        Err(Error::NotFound)
    }

    /// Whether the caller sits with women at all, or with this one as a member of her team.
    fn may_sit(&self, her: &Her) -> bool {
        self.enrols() || her.place(self) != Place::Outside
    }

    fn is_mine(&self, talk: &choices_session::Model) -> bool {
        self.caller.global_worker().as_ref() == Some(&talk.opened_by_worker) && talk.opened_by_role == self.caller.role().code()
    }

    /// The talk as it stands inside the change; a refusal when it is over, or when she no longer wants to meet the caller.
    pub(super) async fn talking(&self, change: &Change, session: &str) -> Result<Done<Talking>, Error> {
        let found = store::session(change.db(), session).await?.filter(|talk| self.is_mine(talk));
        let Some(talk) = found.filter(|talk| goes_on(talk, self.now())) else {
            return Ok(Err(refused(RefusalCode::SessionOver).at("sessionId")));
        };
        Ok(match self.meet(change.db(), &talk.person_id).await?.filter(|her| self.may_sit(her)) {
            Some(her) => Ok(Talking { talk, her }),
            None => Err(refused(RefusalCode::SessionOver).at("sessionId")),
        })
    }
}

/// Ends a talk: what was open in it is closed.
pub async fn close(acting: &Acting<'_>, session: &str, key: Option<&String>) -> Result<Done<()>, Error> {
    let person = acting.talking_with(session).await?;
    let asked = Asked::new("closeChoicesSession", key, &session)?;
    let change = match acting.begin(asked, std::slice::from_ref(&person)).await? {
        Begun::Again(again) => return again.told(acting, Some(&person)).await,
        Begun::New(change) => change,
    };
    let outcome = match acting.talking(&change, session).await? {
        Ok(talking) => {
            let row = choices_session::Model { closed_at: Some(acting.now()), ..talking.talk };
            store::put_session(change.db(), row).await?;
            Ok(())
        }
        Err(refusal) => Err(refusal),
    };
    change.done(acting, Some(&person), outcome).await
}
