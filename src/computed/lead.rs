//! Who leads the plan: the handbook's rule, kept apart from the responsible officer that prison and probation record.

use crate::{
    restriction::Phase,
    vocabulary::{LeadReason, LegalStatus, Role},
};
use chrono::{Months, NaiveDate};

/// Months before the earliest release at which probation takes the lead over from the prison (domain A3.01 and A3.02).
const HANDOVER_MONTHS: u32 = 10;

/// Who leads, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The leading role.
    pub role: Role,
    /// The reason as she may read it.
    pub reason: LeadReason,
}

/// The lead by status, earliest release and licence (domain, annex 2): the first rule that fits.
pub fn lead(phase: &Phase, today: NaiveDate) -> Option<Lead> {
    let led = |role, reason| Some(Lead { role, reason });
    match phase.status? {
        LegalStatus::SentenceEnded => led(Role::Wcw, LeadReason::AfterSentenceIAsked),
        LegalStatus::Licence | LegalStatus::CommunitySentence | LegalStatus::PssLegacy => led(Role::Com, LeadReason::InCommunity),
        LegalStatus::RecallFixed | LegalStatus::RecallStandard => led(Role::Com, LeadReason::Recalled),
        LegalStatus::SentencedCustody | LegalStatus::TempReleaseRotl => match phase.earliest_release {
            Some(release) if today.checked_add_months(Months::new(HANDOVER_MONTHS)).is_some_and(|limit| release <= limit) => {
                led(Role::Com, LeadReason::TenMonthsOrLess)
            }
            Some(_) => led(Role::Pom, LeadReason::MoreThan10Months),
            None => led(Role::Pom, LeadReason::ReleaseDateNotKnown),
        },
        LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted => led(Role::Ces, LeadReason::OnRemand),
        LegalStatus::ImmigrationHeld if phase.is_under_licence_or_sentence(today) => led(Role::Com, LeadReason::HeldAfterSentence),
        LegalStatus::ImmigrationHeld => led(Role::Ces, LeadReason::HeldAfterSentence),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_handbooks_vectors_hold() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let sentenced = Some(LegalStatus::SentencedCustody);
        for (today, status, release, role) in [
            (day(2026, 4, 30), sentenced, Some(day(2027, 3, 1)), Role::Pom),
            (day(2026, 4, 30), sentenced, Some(day(2027, 2, 28)), Role::Com),
            (day(2026, 6, 15), sentenced, Some(day(2027, 4, 15)), Role::Com),
            (day(2026, 6, 15), sentenced, Some(day(2027, 4, 16)), Role::Pom),
            (day(2026, 6, 15), Some(LegalStatus::RecallFixed), None, Role::Com),
            (day(2026, 6, 15), Some(LegalStatus::RemandUnconvicted), None, Role::Ces),
            (day(2026, 6, 15), sentenced, Some(day(2032, 6, 15)), Role::Pom),
            (day(2026, 6, 15), Some(LegalStatus::Licence), None, Role::Com),
        ] {
            let phase = Phase { status, earliest_release: release, ..Phase::default() };
            assert_eq!(lead(&phase, today).map(|l| l.role), Some(role), "{status:?} {release:?} on {today}");
        }
        assert_eq!(lead(&Phase::default(), day(2026, 6, 15)), None, "unknown status, no lead");
    }

    #[test]
    fn probation_leads_while_a_licence_runs_for_someone_held_after_the_sentence() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 6, d).unwrap();
        let held = Phase { status: Some(LegalStatus::ImmigrationHeld), supervision_ends: Some(day(15)), ..Phase::default() };
        assert_eq!(lead(&held, day(15)).map(|l| l.role), Some(Role::Com));
        assert_eq!(lead(&held, day(16)).map(|l| l.role), Some(Role::Ces));
    }
}
