//! Her team: an organisation is invited after her yes to it, accepts under its own number for her, is covered, moves on, leaves.

use super::{
    Acting, Done,
    change::{Asked, Begun, Change},
    enrol::sound,
    her::{Her, Place},
    joining::can_join,
    outbox, refused,
    stop::{self, Scope, Spoken},
    store,
};
use crate::{
    consent::Recipient,
    error::Error,
    outbox::secret,
    vocabulary::{ChangeKind, Coded, ConsentDecision, ConsentMethod, MembershipEndReason, MembershipState, RefusalCode, Role},
};
use chrono::{DateTime, TimeDelta, Utc};
use entity::membership;
use ring::hmac;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// Hours after a move for which the old prison's workers stay (`domain.md` C3, "Ends").
const HOURS_AFTER_A_MOVE: i64 = 24;
/// Roles of a prison that end with a move.
const OF_THE_PRISON: &[Role] = &[Role::Pom, Role::Reset, Role::Keyw];
/// Roles that keep her team (`Membership.to`).
const KEEPERS: &[Role] = &[Role::Pom, Role::Com, Role::Ces];
/// Days for which a colleague covers at most.
const DAYS_OF_COVER: i64 = 90;

/// Whom to invite.
#[derive(Clone, Debug)]
pub struct Invite {
    /// The talk in which she said yes to it.
    pub session: String,
    /// The organisation, by id.
    pub organisation: String,
    /// In which role.
    pub role: Role,
    /// Which worker, by the organisation's own id; nobody for the role's mailbox.
    pub worker: Option<String>,
    /// Whether she said yes to this organisation.
    pub her_yes: bool,
    /// The caller's key.
    pub key: Option<String>,
}

/// A place on her team.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Placed {
    /// Its id: an invitation is accepted by it.
    pub place: String,
    /// The hub's id of her, for those who are on her team.
    pub person: Option<String>,
}

/// Invites an organisation. Whoever is on her team already is invited again and nothing changes: the answer tells nobody who is.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's, `INVALID_INPUT` for an organisation or a role that cannot be.
pub async fn invite(acting: &Acting<'_>, ask: &Invite) -> Result<Done<Placed>, Error> {
    let worker = acting.worker("inviteAgency")?;
    let person = acting.talking_with(&ask.session).await?;
    can_join(acting, &ask.organisation, ask.role, ask.worker.as_deref()).await?;
    let key = secret(&acting.hub.store).await?;
    let change = match acting.begin(Asked::new("inviteAgency", ask.key.as_ref(), ask)?, std::slice::from_ref(&person)).await? {
        Begun::Again(again) => return again.told(acting, Some(&person)).await,
        Begun::New(change) => change,
    };
    let outcome = match acting.talking(&change, &ask.session).await? {
        Err(refusal) => Err(refusal),
        Ok(_) if !ask.her_yes => Err(refused(RefusalCode::HerYesNeeded).at("herYes")),
        Ok(_) => Ok(Placed { place: invited(acting, &change, ask, (&person, &worker), &key).await?, person: None }),
    };
    change.done(acting, Some(&person), outcome).await
}

async fn invited(acting: &Acting<'_>, change: &Change, ask: &Invite, (person, by): (&str, &str), key: &[u8]) -> Result<String, Error> {
    let same = |m: &&membership::Model| {
        m.agency_id == ask.organisation && m.role == ask.role.code() && (ask.worker.is_none() || m.worker == ask.worker)
    };
    let going_on = |m: &&membership::Model| m.to.is_none_or(|to| acting.now() < to);
    let place = place_of(change.db(), ask, person, key, acting.now()).await?;
    if store::members(change.db(), person).await?.iter().filter(same).any(|m| going_on(&m)) {
        return Ok(place);
    }
    let new = store::NewMember {
        id: Some(place),
        person,
        agency: &ask.organisation,
        role: ask.role,
        worker: ask.worker.as_deref(),
        state: MembershipState::Invited,
        invited_by: Some(by),
        to: None,
    };
    let place = store::add_member(change.db(), &new, acting.now()).await?;
    outbox::place(change.db(), ChangeKind::Invited, &place, acting.now()).await?;
    Ok(place.id)
}

/// The id of the place that is asked for: it hangs on what is asked and not on who is there, so that it tells nobody who is. Where a place
/// with this id is over, it is the next one. Nobody can work it out: who was invited is told of an invitation and not whom it is about.
async fn place_of(db: &impl ConnectionTrait, ask: &Invite, person: &str, key: &[u8], now: DateTime<Utc>) -> Result<String, Error> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    let worker = ask.worker.as_deref().unwrap_or_default();
    for n in 0u64.. {
        let asked = json!([person, ask.organisation, ask.role.code(), worker, n]).to_string();
        let digest = hmac::sign(&key, asked.as_bytes());
        let bytes = digest.as_ref().first_chunk().copied().unwrap_or_default();
        let id = Uuid::new_v8(bytes).to_string();
        let is_over = |m: membership::Model| m.state == MembershipState::Ended.code() || m.to.is_some_and(|to| to <= now);
        if !store::member(db, &id).await?.is_some_and(is_over) {
            return Ok(id);
        }
    }
    Err(Error::internal("a place has no id left"))
}

/// What is accepted.
#[derive(Clone, Debug)]
pub struct Accept {
    /// The invitation.
    pub invitation: String,
    /// The organisation's own number for her.
    pub reference: String,
    /// Which worker takes it up, when a system accepts.
    pub worker: Option<String>,
    /// The caller's key.
    pub key: Option<String>,
}

/// Accepts an invitation: from here on the worker is on her team. It is for the invited organisation, role and worker alone.
///
/// # Errors
/// `NOT_FOUND` for an invitation that is not the caller's to accept.
pub async fn accept(acting: &Acting<'_>, ask: &Accept) -> Result<Done<Placed>, Error> {
    let reference = sound("reference", &ask.reference, 80)?;
    let worker = acting.caller.worker().map(ToString::to_string).or(ask.worker.clone());
    let worker = worker.filter(|w| crate::identity::is_subject(w));
    let worker = worker.ok_or_else(|| Error::invalid("worker", "a system names the `worker` who takes it up"))?;
    let found = store::member(acting.hub.store.reader(), &ask.invitation).await?.filter(|m| is_for(acting, m, &worker));
    let Some(found) = found else {
        acting.record("acceptInvitation", None).await?;
        return Err(Error::NotFound);
    };
    if found.invited_by.is_some() && found.invited_by == acting.caller.global_worker() {
        // Nobody brings himself onto her team.
        acting.record("acceptInvitation", Some(&found.person_id)).await?;
        return Ok(Err(refused(RefusalCode::OwnRecipient).at("invitationId")));
    }
    // The number of somebody else is held against the same turn as an enrolment under it.
    let turns = [found.person_id.clone(), format!("{}/{reference}", found.agency_id)];
    let change = match acting.begin(Asked::new("acceptInvitation", ask.key.as_ref(), ask)?, &turns).await? {
        Begun::Again(again) => return again.told(acting, Some(&found.person_id)).await,
        Begun::New(change) => change,
    };
    let person = found.person_id.clone();
    let now = store::member(change.db(), &ask.invitation).await?;
    let met = acting.meet(change.db(), &person).await?.is_some();
    let stands = |m: &membership::Model| m.state == MembershipState::Invited.code() && m.to.is_none_or(|to| acting.now() < to);
    let Some(row) = now.filter(|m| met && stands(m)) else {
        return change.done(acting, Some(&person), Err(refused(RefusalCode::InvitationGone).at("invitationId"))).await;
    };
    if !store::attach(change.db(), &row.agency_id, &reference, &person).await? {
        return change.done(acting, Some(&person), Err(refused(RefusalCode::ReferenceTaken).at("reference"))).await;
    }
    let by = acting.caller.global_worker().or_else(|| acting.caller.acting_client().map(|c| format!("{}/{c}", row.agency_id)));
    let row = membership::Model {
        state: MembershipState::Live.code().to_owned(),
        worker: Some(worker),
        accepted_by: by,
        from: acting.now(),
        source_ref: Some(reference),
        ..row
    };
    let placed = Placed { place: row.id.clone(), person: Some(person.clone()) };
    store::put_member(change.db(), row.clone()).await?;
    outbox::look_again(change.db(), &person, &row.agency_id, row.worker, acting.now()).await?;
    change.done(acting, Some(&person), Ok(placed)).await
}

fn is_for(acting: &Acting<'_>, place: &membership::Model, worker: &str) -> bool {
    let caller = acting.caller;
    let named = place.worker.as_deref().is_none_or(|named| named == worker);
    place.agency_id == **caller.agency() && place.role == caller.role().code() && named
}

/// Who leaves her team.
#[derive(Clone, Debug)]
pub struct Leave {
    /// The person; on her team the caller must be.
    pub person: String,
    /// The organisation that leaves.
    pub organisation: String,
    /// In which role.
    pub role: Role,
    /// Which worker; every one in the role if not said.
    pub worker: Option<String>,
    /// Why. She alone says `HER_CHOICE`, which also stops that organisation.
    pub reason: MembershipEndReason,
    /// The caller's key.
    pub key: Option<String>,
}

/// Ends places on her team: those who keep her team may, and every organisation for its own.
///
/// # Errors
/// `NOT_FOUND` for whoever is not on her team.
pub async fn leave(acting: &Acting<'_>, ask: &Leave) -> Result<Done<()>, Error> {
    acting.worker("endMembership")?;
    let asked = Asked::new("endMembership", ask.key.as_ref(), ask)?;
    // Whoever has left is not on her team any more.
    if let Some(again) = acting.again(&asked).await? {
        return again.told(acting, Some(&ask.person)).await;
    }
    let her = on_her_team(acting, "endMembership", &ask.person).await?;
    let own = ask.organisation == **acting.caller.agency();
    if !own && !KEEPERS.contains(&acting.caller.role()) {
        return Err(Error::Forbidden("`endMembership` of another organisation is for those who keep her team".into()));
    }
    let change = match acting.begin(asked, std::slice::from_ref(&her.id)).await? {
        Begun::Again(again) => return again.told(acting, Some(&her.id)).await,
        Begun::New(change) => change,
    };
    let ends = |m: &membership::Model| {
        m.agency_id == ask.organisation && m.role == ask.role.code() && (ask.worker.is_none() || m.worker == ask.worker)
    };
    let (mut leaving, mut others): (Vec<_>, Vec<_>) = store::members(change.db(), &her.id).await?.into_iter().partition(ends);
    // Whoever covers for somebody who leaves, leaves too, and so does whoever covers for the cover.
    let mut next = 0;
    while let Some(left) = leaving.get(next) {
        let (covering, rest) = others.into_iter().partition(|m| covers(m, left));
        others = rest;
        leaving.extend::<Vec<_>>(covering);
        next += 1;
    }
    for row in leaving {
        end(&change, row, ask.reason, acting.now(), acting.now()).await?;
    }
    if ask.reason == MembershipEndReason::HerChoice {
        let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
        // Read again inside the change: what she said meanwhile is stopped too.
        let her = Her::load(change.db(), &her.id).await?.ok_or(Error::NotFound)?;
        let said = Spoken { scope: &her_choice(ask), said_on: None, method: ConsentMethod::VerbalWithWorker, session: None };
        stop::write(change.db(), &acting.taker("endMembership")?, &said, &her, &agreed).await?;
    }
    change.done(acting, Some(&her.id), Ok(())).await
}

/// Whether a place was given for a time, by a colleague and not by an invitation.
fn is_cover(place: &membership::Model) -> bool {
    place.state == MembershipState::Live.code() && place.invited_by.is_some() && place.accepted_by.is_none()
}

/// Whether a place was given for a time by whoever has another one in the same role.
fn covers(place: &membership::Model, covered: &membership::Model) -> bool {
    let same = place.agency_id == covered.agency_id && place.role == covered.role && place.to.is_some();
    let by = place.invited_by.as_deref().and_then(|by| by.split_once('/'));
    same && by.is_some_and(|(of, worker)| of == covered.agency_id && Some(worker) == covered.worker.as_deref())
}

/// Whom she wants no more is also stopped from seeing anything by her yes.
fn her_choice(ask: &Leave) -> Scope {
    Scope {
        organisations: if ask.worker.is_none() { vec![ask.organisation.clone()] } else { Vec::new() },
        people: ask.worker.iter().map(|worker| format!("{}/{worker}", ask.organisation)).collect(),
        ..Scope::default()
    }
}

/// Ends one place at a moment. Where that lies ahead it goes on until then, and the sweep ends it.
async fn end(
    change: &Change,
    row: membership::Model,
    reason: MembershipEndReason,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let to = row.to.map_or(at, |to| to.min(at));
    let row = membership::Model { to: Some(to), end_reason: Some(reason.code().to_owned()), ..row };
    if at <= now { ended(change.db(), row, now).await } else { store::put_member(change.db(), row).await }
}

/// Ends a place that is over, and tells the organisation that it has left, in the same words whatever the reason. Whoever was only
/// invited has nothing to leave.
pub(super) async fn ended(db: &impl ConnectionTrait, row: membership::Model, now: DateTime<Utc>) -> Result<(), Error> {
    if row.state == MembershipState::Live.code() {
        outbox::place(db, ChangeKind::Left, &row, now).await?;
    }
    let row = membership::Model { state: MembershipState::Ended.code().to_owned(), ..row };
    store::put_member(db, row.clone()).await?;
    named_yeses_end(db, &row, now).await
}

/// With the last place of a worker on her team ends what she said yes to for that worker alone (domain D4): nobody who comes back later
/// finds it open.
async fn named_yeses_end(db: &impl ConnectionTrait, left: &membership::Model, now: DateTime<Utc>) -> Result<(), Error> {
    let Some(worker) = &left.worker else { return Ok(()) };
    let stays = |m: &membership::Model| m.agency_id == left.agency_id && m.worker.as_ref() == Some(worker);
    if store::members(db, &left.person_id).await?.iter().any(stays) {
        return Ok(());
    }
    let named = format!("{}/{worker}", left.agency_id);
    end_yeses(db, &left.person_id, now, |recipient| recipient.worker.as_deref() == Some(named.as_str())).await
}

/// Ends her yeses that are for none but these recipients.
pub(super) async fn end_yeses(
    db: &impl ConnectionTrait,
    person: &str,
    now: DateTime<Utc>,
    to: impl Fn(&Recipient) -> bool,
) -> Result<(), Error> {
    let Some(her) = Her::load(db, person).await? else { return Ok(()) };
    let yes = her.statements.iter().filter(|s| s.decision == ConsentDecision::Yes && s.withdrawn_on.is_none() && s.said_on <= now);
    let to_them = yes.filter(|s| !s.recipients.is_empty() && s.recipients.iter().all(&to));
    let ids: Vec<String> = to_them.map(|s| s.id.clone()).collect();
    store::end(db, &ids, now.date_naive()).await
}

async fn on_her_team(acting: &Acting<'_>, operation: &'static str, person: &str) -> Result<Her, Error> {
    let her = acting.meet(acting.hub.store.reader(), person).await?.filter(|her| her.place(acting) == Place::Live);
    if her.is_none() {
        acting.record(operation, None).await?;
    }
    her.ok_or(Error::NotFound)
}

/// The same inside the change: while it waited for its turn, the caller's place may have ended, or she may have blocked the caller.
async fn still_on_her_team(acting: &Acting<'_>, change: Change, operation: &'static str, person: &str) -> Result<(Change, Her), Error> {
    if let Some(her) = acting.meet(change.db(), person).await?.filter(|her| her.place(acting) == Place::Live) {
        return Ok((change, her));
    }
    change.nothing().await?;
    acting.record(operation, None).await?;
    Err(Error::NotFound)
}

/// Who covers.
#[derive(Clone, Debug)]
pub struct Cover {
    /// The person; on her team the caller must be.
    pub person: String,
    /// The colleague, by the organisation's own id.
    pub worker: String,
    /// Until when: 90 days ahead at most.
    pub until: DateTime<Utc>,
    /// The caller's key.
    pub key: Option<String>,
}

/// Lets a colleague of the same role cover for the caller. What she gave a named worker stays that worker's.
///
/// # Errors
/// `NOT_FOUND` for whoever is not on her team, `INVALID_INPUT` for an end that cannot be.
pub async fn cover(acting: &Acting<'_>, ask: &Cover) -> Result<Done<Placed>, Error> {
    let by = acting.worker("coverFor")?;
    let her = on_her_team(acting, "coverFor", &ask.person).await?;
    let now = acting.now();
    if ask.until <= now || ask.until > now + TimeDelta::days(DAYS_OF_COVER) {
        return Err(Error::invalid("until", format!("`until` lies ahead, {DAYS_OF_COVER} days at most")));
    }
    if acting.caller.worker().is_some_and(|own| *ask.worker == **own) {
        return Err(Error::invalid("worker", "`worker` is somebody else: nobody covers for themselves"));
    }
    can_join(acting, acting.caller.agency(), acting.caller.role(), Some(&ask.worker)).await?;
    let change = match acting.begin(Asked::new("coverFor", ask.key.as_ref(), ask)?, std::slice::from_ref(&her.id)).await? {
        Begun::Again(again) => return again.told(acting, Some(&her.id)).await,
        Begun::New(change) => change,
    };
    let (change, her) = still_on_her_team(acting, change, "coverFor", &her.id).await?;
    // A cover ends with the place that it covers.
    if her.own_place_ends(acting).is_some_and(|end| end < ask.until) {
        return Err(Error::invalid("until", "your own place on her team ends before then"));
    }
    let new = store::NewMember {
        id: None,
        person: &her.id,
        agency: acting.caller.agency(),
        role: acting.caller.role(),
        worker: Some(&ask.worker),
        state: MembershipState::Live,
        invited_by: Some(&by),
        to: Some(ask.until),
    };
    let place = store::add_member(change.db(), &new, now).await?.id;
    outbox::look_again(change.db(), &her.id, acting.caller.agency(), Some(ask.worker.clone()), now).await?;
    let placed = Placed { place, person: Some(her.id.clone()) };
    change.done(acting, Some(&her.id), Ok(placed)).await
}

/// A move to another prison.
#[derive(Clone, Debug)]
pub struct Move {
    /// The person; on her team the caller must be.
    pub person: String,
    /// The new prison, by id.
    pub to: String,
    /// When she moved.
    pub at: DateTime<Utc>,
    /// The caller's key.
    pub key: Option<String>,
}

/// Records a move: workers of every other prison stay until 24 hours after it, and the new prison's manager is invited. The new
/// prison is a new organisation: no yes moves with her.
///
/// # Errors
/// `FORBIDDEN` but for prison and probation, `NOT_FOUND` for whoever is not on her team.
pub async fn moved(acting: &Acting<'_>, ask: &Move) -> Result<Done<Placed>, Error> {
    let by = acting.worker("recordMove")?;
    if !matches!(acting.caller.role(), Role::Pom | Role::Reset | Role::Com) {
        return Err(Error::Forbidden("`recordMove` is for prison and probation".into()));
    }
    let asked = Asked::new("recordMove", ask.key.as_ref(), ask)?;
    // A day after the move the old prison is not on her team any more.
    if let Some(again) = acting.again(&asked).await? {
        return again.told(acting, Some(&ask.person)).await;
    }
    let her = on_her_team(acting, "recordMove", &ask.person).await?;
    can_join(acting, &ask.to, Role::Pom, None).await?;
    let key = secret(&acting.hub.store).await?;
    if ask.at > acting.now() {
        return Err(Error::invalid("movedAt", "`movedAt` lies in the future: a planned move is told to nobody"));
    }
    let change = match acting.begin(asked, std::slice::from_ref(&her.id)).await? {
        Begun::Again(again) => return again.told(acting, Some(&her.id)).await,
        Begun::New(change) => change,
    };
    let (change, her) = still_on_her_team(acting, change, "recordMove", &her.id).await?;
    let of_a_prison = |m: &membership::Model| Role::parse(&m.role).is_some_and(|r| OF_THE_PRISON.contains(&r));
    for row in store::members(change.db(), &her.id).await?.into_iter().filter(of_a_prison) {
        if row.agency_id != ask.to {
            let ends = ask.at + TimeDelta::hours(HOURS_AFTER_A_MOVE);
            end(&change, row, MembershipEndReason::MovedPrison, ends, acting.now()).await?;
        } else if row.end_reason.as_deref() == Some(MembershipEndReason::MovedPrison.code()) && !is_cover(&row) {
            // She is back before they were gone.
            store::put_member(change.db(), membership::Model { to: None, end_reason: None, ..row }).await?;
        }
    }
    let invite = Invite { session: String::new(), organisation: ask.to.clone(), role: Role::Pom, worker: None, her_yes: true, key: None };
    let place = invited(acting, &change, &invite, (&her.id, &by), &key).await?;
    change.done(acting, Some(&her.id), Ok(Placed { place, person: Some(her.id.clone()) })).await
}
