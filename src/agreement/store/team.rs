//! Her team as a file states it, beside what came of it at the hub since: what was ended, given an end or taken up there stays so.

use super::{Outcome, put::put};
use crate::agreement::file::{EnrolmentPart, MemberPart};
use crate::outbox::{EVERYTHING, News};
use crate::{
    error::Error,
    vocabulary::{ChangeKind, Coded, MembershipState, Role},
};
use chrono::{DateTime, Utc};
use entity::membership;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

/// Writes down the team of the file, and adds to the news what organisations have to learn of it; says whether anything was written.
pub(super) async fn put_team(
    db: &impl ConnectionTrait,
    part: &EnrolmentPart,
    person: &str,
    outcome: &mut Outcome,
    news: &mut Vec<News>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    use membership::Column;
    let mut changed = false;
    for member in &part.team {
        // Locked, so that an invitation that is being taken up meanwhile is not written over. By person alone: `SQLite` would rather go
        // through everybody whom the organisation ever met.
        let mut places = membership::Entity::find().filter(Column::PersonId.eq(person)).lock_exclusive().all(db).await?;
        places.retain(|place| place.agency_id == member.agency.0 && place.role == member.role.code());
        let old = spoken_of(member, places, &part.team).filter(|old| !came_back(old, member));
        let row = old.as_ref().map_or_else(|| new(member, person), |old| restated(old, member));
        let held = (row.state.as_str(), row.from, row.to) != (member.state.code(), member.from, member.to);
        outcome.kept += usize::from(held);
        if held && old.as_ref() == Some(&row) {
            continue;
        }
        news.extend(learned(old.as_ref(), &row, now));
        changed |= put(db, old, row, outcome).await?;
    }
    Ok(changed)
}

fn is(place: &membership::Model, state: MembershipState) -> bool {
    place.state == state.code()
}

/// Whether an invitation was taken up, under a number of the organisation's own: from then on the place is the hub's to tell of.
fn taken_up(place: &membership::Model) -> bool {
    place.accepted_by.is_some() || place.source_ref.is_some()
}

/// When it was first spoken of: with the invitation, where there was one.
fn began(place: &membership::Model) -> DateTime<Utc> {
    place.invited_on.unwrap_or(place.from)
}

/// The stored place that the file speaks of, of those of this organisation and role: the worker's, or, for a mailbox, the one of whoever
/// took it up. Of several it is the one that began when the file says, else the newest.
fn spoken_of(part: &MemberPart, places: Vec<membership::Model>, team: &[MemberPart]) -> Option<membership::Model> {
    let same_worker = |named: &MemberPart, place: &membership::Model| named.worker.as_ref().map(|w| &w.0) == place.worker.as_ref();
    let own = |place: &membership::Model| same_worker(part, place);
    // Whom the file names beside the mailbox has a place of his own.
    let named = |place: &membership::Model| {
        team.iter().any(|other| other.agency.0 == place.agency_id && other.role.code() == place.role && same_worker(other, place))
    };
    let took_it_up = |place: &membership::Model| part.worker.is_none() && taken_up(place) && !named(place);
    // What began after the end that the file states is another place.
    let meant = |place: &membership::Model| part.to.is_none_or(|to| began(place) <= to) && (own(place) || took_it_up(place));
    let near = |place: &membership::Model| (began(place) == part.from, own(place) && !is(place, MembershipState::Ended), place.from);
    places.into_iter().filter(meant).max_by_key(near)
}

/// Whether the file speaks of a later place than one that was ended, or given an end.
fn came_back(old: &membership::Model, part: &MemberPart) -> bool {
    let end = match old.to {
        to if is(old, MembershipState::Ended) => Some(to.unwrap_or(old.from)),
        to => to.filter(|_| old.end_reason.is_some()),
    };
    part.state != MembershipState::Ended && end.is_some_and(|end| part.from > end)
}

fn new(part: &MemberPart, person: &str) -> membership::Model {
    membership::Model {
        id: uuid::Uuid::new_v4().to_string(),
        person_id: person.to_owned(),
        agency_id: part.agency.0.clone(),
        role: part.role.code().to_owned(),
        worker: part.worker.as_ref().map(|w| w.0.clone()),
        state: part.state.code().to_owned(),
        invited_by: None,
        invited_on: (part.state == MembershipState::Invited).then_some(part.from),
        accepted_by: None,
        from: part.from,
        to: part.to,
        end_reason: None,
        source_ref: None,
    }
}

/// A place as the file states it, but for what the file never takes back: what was ended stays ended, an end that was set at the hub is
/// never put off, and what was taken up stays so from that moment.
fn restated(old: &membership::Model, part: &MemberPart) -> membership::Model {
    if is(old, MembershipState::Ended) && part.state != MembershipState::Ended {
        return old.clone();
    }
    let taken_up = taken_up(old);
    let state = if taken_up && part.state == MembershipState::Invited { old.state.clone() } else { part.state.code().to_owned() };
    let set = old.to.filter(|_| old.end_reason.is_some());
    let to = set.map_or(part.to, |set| Some(part.to.map_or(set, |to| to.min(set))));
    membership::Model { state, from: if taken_up { old.from } else { part.from }, to, ..old.clone() }
}

/// What the organisation has to learn of a place that was written: that it was invited, that it left whom it may have met, or that it may
/// read more from here on.
fn learned(old: Option<&membership::Model>, row: &membership::Model, now: DateTime<Utc>) -> Vec<News> {
    let about = |kind| News { only_worker: row.worker.clone(), ..News::new(kind, &row.person_id, &row.agency_id) };
    let of_place = |kind| News { role: Role::parse(&row.role), cause: Some(row.id.clone()), ..about(kind) };
    let was = old.filter(|old| is(old, MembershipState::Live));
    let lasts_longer = |was: &membership::Model| row.from < was.from || was.to.is_some_and(|end| row.to.is_none_or(|to| end < to));
    let mut news = Vec::new();
    if was.is_some_and(|was| was.from <= now) && !is(row, MembershipState::Live) {
        news.push(of_place(ChangeKind::Left));
    }
    if is(row, MembershipState::Invited) && !old.is_some_and(|old| is(old, MembershipState::Invited)) {
        news.push(of_place(ChangeKind::Invited));
    }
    if is(row, MembershipState::Live) && was.is_none_or(lasts_longer) {
        news.push(News { fields: vec![EVERYTHING.to_owned()], ..about(ChangeKind::Changed) });
    }
    news
}
