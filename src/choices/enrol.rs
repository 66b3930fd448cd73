//! Enrolment (`domain.md` D3): by those who may, under a number of their own. Nobody is matched across organisations.

use super::{
    Acting, Done,
    change::{Asked, Begun},
    her::{Her, Place},
    refused, store,
};
use crate::{
    agency::may_enrol,
    error::Error,
    vocabulary::{MembershipState, RefusalCode},
};
use serde::{Deserialize, Serialize};

/// Whom to enrol.
#[derive(Clone, Debug)]
pub struct Enrol {
    /// The enrolling organisation's own number for her.
    pub reference: String,
    /// What she likes to be called.
    pub known_as: String,
    /// The caller's key.
    pub key: Option<String>,
}

/// She is enrolled.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Enrolled {
    /// The hub's id of her, for those who are on her team.
    pub person: Option<String>,
    /// Whether the organisation knew her here already.
    pub already: bool,
}

/// Holds a text to a length, without control characters.
pub(super) fn sound(field: &str, text: &str, most: usize) -> Result<String, Error> {
    let text = text.trim();
    let sound = (1..=most).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if sound { Ok(text.to_owned()) } else { Err(Error::invalid(field, format!("`{field}` has 1 to {most} characters"))) }
}

/// Enrols her, with the caller as the first of her team. A person whom the organisation knows by this number already is the same
/// person; knowing the number brings nobody onto the team of somebody who is here.
///
/// # Errors
/// `FORBIDDEN` for roles that enrol nobody, `INVALID_INPUT` for texts that cannot be, `RATE_LIMITED` for who goes on guessing.
pub async fn enrol(acting: &Acting<'_>, ask: &Enrol) -> Result<Done<Enrolled>, Error> {
    let worker = acting.worker("enrol")?;
    if !acting.enrols() || !may_enrol(acting.caller.kind(), &[acting.caller.role()]) {
        return Err(Error::Forbidden("`enrol` is for prison offender managers, probation and women's centre workers".into()));
    }
    let reference = sound("reference", &ask.reference, 80)?;
    let known_as = sound("knownAs", &ask.known_as, 60)?;
    let agency = acting.caller.agency().to_string();
    let _turn = acting.hub.guessing.turn(&agency, &worker).await?;
    // Two who enrol the same number take turns, although nobody has an id yet.
    let turn = [format!("{agency}/{reference}")];
    let change = match acting.begin(Asked::new("enrol", ask.key.as_ref(), ask)?, &turn).await? {
        Begun::Again(again) => {
            let her = again.outcome().as_ref().ok().and_then(|enrolled: &Enrolled| enrolled.person.clone());
            return again.told(acting, her.as_deref()).await;
        }
        Begun::New(change) => change,
    };
    if let Some(known) = store::known_by(change.db(), std::slice::from_ref(&agency), &reference).await?.first() {
        let her = acting.meet(change.db(), known).await?.filter(|her| her.goes_by(&known_as));
        if her.is_none() {
            acting.hub.guessing.missed(&agency, &worker);
        }
        let about = her.as_ref().map(|her| her.id.clone());
        let outcome = her.map(|her| known_already(acting, &her)).ok_or_else(|| refused(RefusalCode::NoMatch).at("knownAs"));
        return change.done(acting, about.as_deref(), outcome).await;
    }
    let person = store::enrol(change.db(), &agency, &worker, &known_as, acting.now()).await?;
    store::attach(change.db(), &agency, &reference, &person).await?;
    let first = store::NewMember {
        id: None,
        person: &person,
        agency: &agency,
        role: acting.caller.role(),
        worker: acting.caller.worker().map(AsRef::as_ref),
        state: MembershipState::Live,
        invited_by: None,
        to: None,
    };
    store::add_member(change.db(), &first, acting.now()).await?;
    let about = person.clone();
    change.done(acting, Some(&about), Ok(Enrolled { person: Some(person), already: false })).await
}

fn known_already(acting: &Acting<'_>, her: &Her) -> Enrolled {
    Enrolled { person: (her.place(acting) == Place::Live).then(|| her.id.clone()), already: true }
}
