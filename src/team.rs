//! Who is on her team: membership is the gate through which a person exists for a caller at all.

use crate::{
    clock::days_after,
    decision::Standing,
    error::Error,
    vocabulary::{Coded, MembershipState, Role},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{enrolment, membership, row::Columns};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{SelectStatement, UnionType},
};
use std::collections::HashMap;

/// Roles whose place on her team ends when she moves to another prison (domain C3, "Ends").
const END_WITH_THE_MOVE: &[Role] = &[Role::Pom, Role::Reset, Role::Keyw];
/// Hours after a move for which the old prison's workers stay.
const HOURS_AFTER_A_MOVE: i64 = 24;
/// Roles whose place on her team ends with her sentence or licence (domain C3, "Ends").
const END_WITH_THE_SENTENCE: &[Role] = &[Role::Pom, Role::Reset, Role::Keyw, Role::Com, Role::Ap];

/// A worker, or a role of an agency, on her team.
#[derive(Clone, Debug)]
pub struct Member {
    /// Agency by id.
    pub agency: String,
    /// The role in which it supports her.
    pub role: Role,
    /// The worker; `None` for a role mailbox that nobody has taken up yet.
    pub worker: Option<String>,
    /// Invited, live or ended. Invited reads nothing.
    pub state: MembershipState,
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when, if an end is set.
    pub to: Option<DateTime<Utc>>,
    /// Who invited them, `AGENCY/WORKER`.
    pub invited_by: Option<String>,
}

/// Who asks: an agency, in a role, as one worker or, for a system, for all of them.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// The caller's agency.
    pub agency: &'a str,
    /// The caller's role.
    pub role: Role,
    /// The worker; `None` for a system.
    pub worker: Option<&'a str>,
}

/// The prison she is in, and since when its agency says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InPrison {
    /// The prison's agency, by id.
    pub agency: String,
    /// When she came there, as far as it is known.
    pub since: DateTime<Utc>,
}

/// What ends the task of the statutory side of her team.
#[derive(Clone, Debug, Default)]
pub struct Ends {
    /// Whether the prison or probation says that the sentence has ended.
    pub ended: bool,
    /// The last day of sentence and licence, where both are known well enough and no court has yet to decide.
    pub last_day: Option<NaiveDate>,
    /// The prison she is in.
    pub prison: Option<InPrison>,
}

impl Ends {
    /// When the member's place ends, if it does; a time in the past that is always over stands for "has ended".
    pub fn of_member(&self, member: &Member) -> Option<DateTime<Utc>> {
        let with_sentence = END_WITH_THE_SENTENCE.contains(&member.role);
        let ended = (self.ended && with_sentence).then_some(DateTime::<Utc>::MIN_UTC);
        let sentence = self.last_day.filter(|_| with_sentence).and_then(|day| days_after(day, 1));
        earliest([member.to, ended, sentence, self.moved(member)])
    }

    /// When the member's place ends because she is in another prison now.
    pub fn moved(&self, member: &Member) -> Option<DateTime<Utc>> {
        let elsewhere = |p: &&InPrison| END_WITH_THE_MOVE.contains(&member.role) && p.agency != member.agency && member.from < p.since;
        self.prison.as_ref().filter(elsewhere).map(|p| p.since + TimeDelta::hours(HOURS_AFTER_A_MOVE))
    }
}

/// How the caller stands to her, and until when that is known to hold; `None` when she does not exist for the caller.
pub fn standing(members: &[Member], who: &Who<'_>, ends: &Ends, now: DateTime<Utc>) -> Option<(Standing, Option<DateTime<Utc>>)> {
    let same = |m: &&Member| m.agency == who.agency && m.role == who.role && (who.worker.is_none() || m.worker.as_deref() == who.worker);
    let mine: Vec<_> = members.iter().filter(same).collect();
    let live = mine.iter().filter(|m| is_live(m, now)).map(|m| ends.of_member(m)).filter(|end| end.is_none_or(|end| now < end));
    // Of several places the one that lasts longest counts; one without an end lasts longest.
    match live.max_by_key(|end| end.unwrap_or(DateTime::<Utc>::MAX_UTC)) {
        Some(end) => Some((Standing::Team, end)),
        None if mine.iter().any(|m| was_live(m, now)) => Some((Standing::OwnRecord, None)),
        None => None,
    }
}

/// Whether the member is on the team now.
pub fn is_live(member: &Member, now: DateTime<Utc>) -> bool {
    member.state == MembershipState::Live && member.from <= now && member.to.is_none_or(|to| now < to)
}

/// Whether the member is on the team now, and nothing has ended its task there.
pub fn stands(member: &Member, ends: &Ends, now: DateTime<Utc>) -> bool {
    is_live(member, now) && ends.of_member(member).is_none_or(|end| now < end)
}

fn was_live(member: &Member, now: DateTime<Utc>) -> bool {
    member.state != MembershipState::Invited && member.from <= now
}

/// The earliest of the ends that are known.
pub fn earliest(ends: impl IntoIterator<Item = Option<DateTime<Utc>>>) -> Option<DateTime<Utc>> {
    ends.into_iter().flatten().min()
}

/// Persons on whose team the caller may be, in the order of their ids, after one of them. Whether each exists for the caller is
/// decided afterwards, from her whole state.
pub async fn persons(db: &impl ConnectionTrait, who: &Who<'_>, after: Option<&str>, limit: usize) -> Result<Vec<String>, Error> {
    let mut query = membership::Entity::find()
        .select_only()
        .column(membership::Column::PersonId)
        .distinct()
        .filter(membership::Column::AgencyId.eq(who.agency))
        .filter(membership::Column::Role.eq(who.role.code()))
        .filter(membership::Column::State.eq(MembershipState::Live.code()));
    if let Some(worker) = who.worker {
        query = query.filter(membership::Column::Worker.eq(worker));
    }
    if let Some(after) = after {
        query = query.filter(membership::Column::PersonId.gt(after));
    }
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    Ok(query.order_by_asc(membership::Column::PersonId).limit(limit).into_tuple().all(db).await?)
}

/// Persons on whose team one of these organisations is or was, or whom it enrolled: a part of a statement.
pub fn ever_with(agencies: &[String]) -> SelectStatement {
    let been = membership::Entity::find().select_only().column(membership::Column::PersonId);
    let been =
        been.filter(membership::Column::AgencyId.is_in(agencies)).filter(membership::Column::State.ne(MembershipState::Invited.code()));
    let enrolled = enrolment::Entity::find().select_only().column(enrolment::Column::PersonId);
    let enrolled = enrolled.filter(enrolment::Column::EnrolledBy.is_in(agencies));
    been.into_query().union(UnionType::All, enrolled.into_query()).to_owned()
}

/// A stored place as a member; a role or a state that cannot be read is no membership.
pub fn member(row: &membership::Model) -> Option<Member> {
    Some(Member {
        agency: row.agency_id.clone(),
        role: Role::parse(&row.role)?,
        worker: row.worker.clone(),
        state: MembershipState::parse(&row.state)?,
        from: row.from,
        to: row.to,
        invited_by: row.invited_by.clone(),
    })
}

/// The memberships of these persons, by person, in one query.
pub async fn load(db: &impl ConnectionTrait, persons: &[String]) -> Result<HashMap<String, Vec<Member>>, Error> {
    use membership::Column as C;
    let columns = [C::PersonId, C::AgencyId, C::Role, C::Worker, C::State, C::From, C::To, C::InvitedBy];
    let query = membership::Entity::find().select_only().columns(columns).filter(C::PersonId.is_in(persons));
    let mut teams: HashMap<String, Vec<Member>> = HashMap::new();
    for row in db.query_all(&query.into_query()).await? {
        let mut columns = Columns::of(&row);
        let (person, agency) = (columns.take()?, columns.take()?);
        let (role, worker, state) = (columns.take::<String>()?, columns.take()?, columns.take::<String>()?);
        let (from, to, invited_by) = (columns.take()?, columns.take()?, columns.take()?);
        // A role or a state that cannot be read is no membership.
        let (Some(role), Some(state)) = (Role::parse(&role), MembershipState::parse(&state)) else { continue };
        teams.entry(person).or_default().push(Member { agency, role, worker, state, from, to, invited_by });
    }
    Ok(teams)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn at(day: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, day, 12, 0, 0).unwrap()
    }

    fn pa(state: MembershipState) -> Member {
        Member { agency: "council".into(), role: Role::Pa, worker: Some("pa-1".into()), state, from: at(1), to: None, invited_by: None }
    }

    fn asks(member: Member, worker: Option<&str>, role: Role, agency: &str) -> Option<Standing> {
        standing(&[member], &Who { agency, role, worker }, &Ends::default(), at(10)).map(|(s, _)| s)
    }

    #[test]
    fn she_exists_only_for_the_worker_who_is_on_her_team() {
        assert_eq!(asks(pa(MembershipState::Live), Some("pa-1"), Role::Pa, "council"), Some(Standing::Team));
        assert_eq!(asks(pa(MembershipState::Live), Some("pa-2"), Role::Pa, "council"), None, "a colleague");
        assert_eq!(asks(pa(MembershipState::Live), Some("pa-1"), Role::Lha, "council"), None, "another role");
        assert_eq!(asks(pa(MembershipState::Live), Some("pa-1"), Role::Pa, "housing"), None, "another party of the council");
        assert_eq!(asks(pa(MembershipState::Invited), Some("pa-1"), Role::Pa, "council"), None, "invited reads nothing");
        assert_eq!(asks(pa(MembershipState::Ended), Some("pa-1"), Role::Pa, "council"), Some(Standing::OwnRecord));
        assert_eq!(asks(pa(MembershipState::Live), None, Role::Pa, "council"), Some(Standing::Team), "its system");
        let later = Member { from: at(11), ..pa(MembershipState::Live) };
        assert_eq!(asks(later, Some("pa-1"), Role::Pa, "council"), None, "not yet");
        let mailbox = Member { worker: None, ..pa(MembershipState::Live) };
        assert_eq!(asks(mailbox, Some("pa-1"), Role::Pa, "council"), None, "a role mailbox nobody has taken up");
    }

    #[test]
    fn prison_and_probation_leave_the_team_when_the_sentence_ends() {
        let com = Member { agency: "probation".into(), role: Role::Com, worker: Some("com-1".into()), ..pa(MembershipState::Live) };
        let who = Who { agency: "probation", role: Role::Com, worker: Some("com-1") };
        let end = |day: u32| Ends { last_day: Some(at(day).date_naive()), ..Ends::default() };
        assert_eq!(standing(std::slice::from_ref(&com), &who, &end(10), at(10)).unwrap().0, Standing::Team, "on the last day");
        assert_eq!(standing(std::slice::from_ref(&com), &who, &end(10), at(11)).unwrap().0, Standing::OwnRecord, "from the next day");
        let ended = Ends { ended: true, ..Ends::default() };
        assert_eq!(standing(&[com], &who, &ended, at(10)).unwrap().0, Standing::OwnRecord);
    }

    #[test]
    fn the_old_prison_leaves_the_team_a_day_after_she_moved() {
        let member = |agency: &str, role, from| Member { agency: agency.into(), role, from, ..pa(MembershipState::Live) };
        let ends = Ends { prison: Some(InPrison { agency: "new".into(), since: at(5) }), ..Ends::default() };
        let asks = |member: Member, now| {
            let who = Who { agency: &member.agency.clone(), role: member.role, worker: None };
            standing(&[member], &who, &ends, now).unwrap()
        };
        for role in [Role::Pom, Role::Reset, Role::Keyw] {
            let (standing, until) = asks(member("old", role, at(1)), at(6) - TimeDelta::seconds(1));
            assert_eq!((standing, until), (Standing::Team, Some(at(6))), "{role:?}");
            assert_eq!(asks(member("old", role, at(1)), at(6)).0, Standing::OwnRecord, "{role:?}");
            assert_eq!(asks(member("new", role, at(1)), at(9)).0, Standing::Team, "{role:?}");
            assert_eq!(asks(member("next", role, at(7)), at(9)).0, Standing::Team, "invited after the move: {role:?}");
        }
        assert_eq!(asks(member("probation", Role::Com, at(1)), at(9)).0, Standing::Team);
    }
}
