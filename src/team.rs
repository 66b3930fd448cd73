//! Who is on her team: membership is the gate through which a person exists for a caller at all.

use crate::{
    clock::days_after,
    decision::Standing,
    error::Error,
    vocabulary::{Coded, LegalStatus, MembershipState, Role},
};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{membership, row::Columns};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;

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

/// Until when the statutory side of her team has a task.
#[derive(Clone, Copy, Debug, Default)]
pub struct SentenceEnd {
    /// Whether the prison or probation says that it has ended.
    pub ended: bool,
    /// The last day of sentence and licence, where both are known well enough.
    pub last_day: Option<NaiveDate>,
}

impl SentenceEnd {
    /// From what prison and probation recorded.
    pub fn of(status: Option<LegalStatus>, sentence_ends: Option<NaiveDate>, licence_ends: Option<NaiveDate>) -> Self {
        Self { ended: status == Some(LegalStatus::SentenceEnded), last_day: sentence_ends.max(licence_ends) }
    }

    fn is_over(self, now: DateTime<Utc>) -> bool {
        self.ended || self.last_day.is_some_and(|day| day < now.date_naive())
    }
}

/// How the caller stands to her, and until when that is known to hold; `None` when she does not exist for the caller.
pub fn standing(members: &[Member], who: &Who<'_>, end: SentenceEnd, now: DateTime<Utc>) -> Option<(Standing, Option<DateTime<Utc>>)> {
    let same = |m: &&Member| m.agency == who.agency && m.role == who.role && (who.worker.is_none() || m.worker.as_deref() == who.worker);
    let over = END_WITH_THE_SENTENCE.contains(&who.role) && end.is_over(now);
    let mine: Vec<_> = members.iter().filter(same).collect();
    let live = mine.iter().find(|m| is_live(m, now) && !over);
    match live {
        Some(member) => {
            let sentence = end.last_day.filter(|_| END_WITH_THE_SENTENCE.contains(&who.role)).and_then(|day| days_after(day, 1));
            Some((Standing::Team, earliest([member.to, sentence])))
        }
        None if mine.iter().any(|m| was_live(m, now)) => Some((Standing::OwnRecord, None)),
        None => None,
    }
}

/// Whether the member is on the team now.
pub fn is_live(member: &Member, now: DateTime<Utc>) -> bool {
    member.state == MembershipState::Live && member.from <= now && member.to.is_none_or(|to| now < to)
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
        standing(&[member], &Who { agency, role, worker }, SentenceEnd::default(), at(10)).map(|(s, _)| s)
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
        let end = |day: u32| SentenceEnd { ended: false, last_day: Some(at(day).date_naive()) };
        assert_eq!(standing(std::slice::from_ref(&com), &who, end(10), at(10)).unwrap().0, Standing::Team, "on the last day");
        assert_eq!(standing(std::slice::from_ref(&com), &who, end(10), at(11)).unwrap().0, Standing::OwnRecord, "from the next day");
        let ended = SentenceEnd { ended: true, last_day: None };
        assert_eq!(standing(&[com], &who, ended, at(10)).unwrap().0, Standing::OwnRecord);
    }
}
