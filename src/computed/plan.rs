//! The plan's lead, type and phase, what a step inherits, and how a worker shows in the team.

use super::{Facts, code, custody, lead};
use crate::{
    agency::Holder,
    record::{Plan, Sealed},
    team::{Ends, Member, stands},
    vocabulary::{Code, LegalStatus, Plain, PlanPhase, PlanType, Role, SentenceType},
};
use chrono::{DateTime, Utc};

/// Days before release in which the plan is in its last eight weeks inside.
const LAST_WEEKS_DAYS: u64 = 56;

pub(super) fn identity(row: &mut Sealed) {
    row.compute("id", Some(Plain::Text(row.row.id.clone())));
}

pub(super) fn plan(facts: &Facts<'_>, row: &mut Sealed) {
    identity(row);
    let led = lead(facts.phase, facts.today());
    let is_newest = newest(facts).is_some_and(|p| p.row.id == row.row.id);
    if let Some(led) = led.filter(|_| is_newest) {
        let member = leading(facts.members, led.role, &facts.phase.ends(), facts.now);
        row.compute("lead_role", Some(code(led.role)));
        row.compute("lead_shown_as", Some(code(shown_as(led.role))));
        row.compute("lead_reason", Some(code(led.reason)));
        row.compute("lead", member.and_then(global_name).map(Plain::Link));
        row.compute("lead_since", member.map(|m| Plain::Date(m.from.date_naive())));
        row.compute("type", plan_type(facts).map(code));
        if row.value("phase").is_none() {
            row.compute("phase", phase(facts).map(code));
        }
    }
    let lives = facts.rows.person.iter().filter(|p| p.jurisdiction.is_some()).max_by_key(|p| p.row.stamp("jurisdiction"));
    row.compute("jurisdiction", lives.and_then(|p| p.jurisdiction).map(|Code(j)| code(j)));
    row.compute("continues_from", before(facts, &row.row.id).map(|p| Plain::Link(p.row.id.clone())));
    let reviewed = facts.given.care_status.iter().filter(|c| c.pathway_next_review_on.is_some() && is_newest);
    let reviewed = reviewed.max_by_key(|c| c.row.stamp("pathway_next_review_on"));
    row.compute("next_review_due", reviewed.and_then(|c| c.pathway_next_review_on).map(Plain::Date));
}

/// Her one open plan, into which the agencies' plans are joined: her own row where she has one, else the one begun last.
pub(super) fn newest<'a>(facts: &Facts<'a>) -> Option<&'a Plan> {
    let hers = |p: &&Plan| p.row.holder == Holder::Herself;
    let open = || facts.rows.plan.iter().filter(|p| is_open(p));
    open()
        .filter(hers)
        .max_by_key(|p| begun(p))
        .or_else(|| open().max_by_key(|p| begun(p)))
        .or_else(|| facts.rows.plan.iter().max_by_key(|p| begun(p)))
}

/// Ids of every plan row that is open: parts of the one plan.
pub(super) fn open<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a str> {
    facts.rows.plan.iter().filter(|p| is_open(p)).map(|p| p.row.id.as_str())
}

fn is_open(plan: &Plan) -> bool {
    plan.phase != Some(Code(PlanPhase::Closed))
}

fn begun(plan: &Plan) -> (DateTime<Utc>, &str) {
    (plan.row.recorded_at, &plan.row.id)
}

/// The plan this one carries on from: the last that was closed before it began.
fn before<'a>(facts: &Facts<'a>, id: &str) -> Option<&'a Plan> {
    let this = facts.rows.plan.iter().find(|p| p.row.id == id)?;
    let earlier = facts.rows.plan.iter().filter(|p| !is_open(p) && begun(p) < begun(this));
    earlier.max_by_key(|p| begun(p))
}

fn plan_type(facts: &Facts<'_>) -> Option<PlanType> {
    Some(match (facts.phase.status?, custody::sentence_type(facts)) {
        (LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted, _) => PlanType::Remand,
        (LegalStatus::RecallFixed | LegalStatus::RecallStandard, _) => PlanType::Recall,
        (LegalStatus::Licence | LegalStatus::CommunitySentence | LegalStatus::PssLegacy | LegalStatus::SentenceEnded, _) => {
            PlanType::Community
        }
        (_, Some(SentenceType::Life | SentenceType::Ipp)) => PlanType::Life,
        _ => PlanType::Standard,
    })
}

fn phase(facts: &Facts<'_>) -> Option<PlanPhase> {
    let today = facts.today();
    let near =
        |days| facts.phase.earliest_release.and_then(|r| r.checked_sub_days(chrono::Days::new(days))).is_some_and(|from| from <= today);
    Some(match facts.phase.status? {
        LegalStatus::RecallFixed | LegalStatus::RecallStandard => PlanPhase::Recall,
        LegalStatus::Licence | LegalStatus::CommunitySentence | LegalStatus::PssLegacy => PlanPhase::Community,
        LegalStatus::SentenceEnded => PlanPhase::SentenceEnding,
        LegalStatus::RemandUnconvicted
        | LegalStatus::RemandConvicted
        | LegalStatus::SentencedCustody
        | LegalStatus::TempReleaseRotl
        | LegalStatus::ImmigrationHeld => match () {
            () if facts.phase.earliest_release == Some(today) => PlanPhase::ReleaseDay,
            () if near(LAST_WEEKS_DAYS) => PlanPhase::PreRelease56,
            () => PlanPhase::Custody,
        },
    })
}

/// A step inherits its goal's area, and its owner's role, so that its gates need no other row.
pub(super) fn step(facts: &Facts<'_>, row: &mut Sealed) {
    identity(row);
    let goal = facts.rows.goal.iter().find(|g| Some(&g.row.id) == row.row.parent_id.as_ref());
    row.compute("goal", goal.map(|g| Plain::Link(g.row.id.clone())));
    row.compute("area", goal.and_then(|g| g.area).map(|Code(area)| code(area)));
    let owner = match row.value("owner") {
        Some(Plain::Link(owner)) => facts.members.iter().find(|m| global_name(m).as_ref() == Some(owner)),
        _ => None,
    };
    row.compute("owner_role", owner.map(|m| code(m.role)));
    // Whom she ticked for a goal she ticked for its steps; whoever has a step to do meets that step.
    if let (None, Some(ticked)) = (&row.row.audience, goal.and_then(|g| g.row.audience.as_ref())) {
        let owner = owner.and_then(global_name).map(|name| format!("worker:{name}"));
        row.row.audience = Some(ticked.iter().cloned().chain(owner).collect());
    }
}

/// How a worker shows: a care experienced specialist as a women's centre worker, so that the team list tells nothing of care (F31).
pub(super) fn team_member(facts: &Facts<'_>, row: &mut Sealed) {
    let agency = row.row.recorded_by.clone();
    let ends = facts.phase.ends();
    let is_it = |m: &&Member| m.agency == agency && m.worker.as_deref() == Some(row.row.source_ref.as_str());
    let here = |m: &&Member| is_it(m) && stands(m, &ends, facts.now);
    let Some(member) = facts.members.iter().find(here) else { return };
    row.compute("role", Some(code(member.role)));
    row.compute("shown_as", Some(code(shown_as(member.role))));
    row.compute("agency", Some(Plain::Link(agency)));
    row.compute("from", Some(Plain::Date(member.from.date_naive())));
    row.compute("to", member.to.map(|to| Plain::Date(to.date_naive())));
}

fn shown_as(role: Role) -> Role {
    if role == Role::Ces { Role::Wcw } else { role }
}

/// The worker of her live team who leads in this role.
pub fn leading<'a>(members: &'a [Member], role: Role, ends: &Ends, now: DateTime<Utc>) -> Option<&'a Member> {
    members.iter().find(|m| m.role == role && m.worker.is_some() && stands(m, ends, now))
}

/// A worker as files name workers, `AGENCY/WORKER`.
pub fn global_name(member: &Member) -> Option<String> {
    Some(format!("{}/{}", member.agency, member.worker.as_ref()?))
}
