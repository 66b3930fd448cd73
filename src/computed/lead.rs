//! Who leads the plan: the handbook's rule, kept apart from the responsible officer that prison and probation record.

use crate::vocabulary::{LeadReason, LegalStatus, Role};
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

/// The lead by status and earliest release (domain, annex 2): the first rule that fits.
pub fn lead(status: Option<LegalStatus>, earliest_release: Option<NaiveDate>, today: NaiveDate) -> Option<Lead> {
    let led = |role, reason| Some(Lead { role, reason });
    match status? {
        LegalStatus::SentenceEnded => led(Role::Wcw, LeadReason::AfterSentenceIAsked),
        LegalStatus::Licence | LegalStatus::CommunitySentence | LegalStatus::PssLegacy => led(Role::Com, LeadReason::InCommunity),
        LegalStatus::RecallFixed | LegalStatus::RecallStandard => led(Role::Com, LeadReason::Recalled),
        LegalStatus::SentencedCustody | LegalStatus::TempReleaseRotl => match earliest_release {
            Some(release) if today.checked_add_months(Months::new(HANDOVER_MONTHS)).is_some_and(|limit| release <= limit) => {
                led(Role::Com, LeadReason::TenMonthsOrLess)
            }
            Some(_) => led(Role::Pom, LeadReason::MoreThan10Months),
            None => led(Role::Pom, LeadReason::ReleaseDateNotKnown),
        },
        LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted => led(Role::Ces, LeadReason::OnRemand),
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
            assert_eq!(lead(status, release, today).map(|l| l.role), Some(role), "{status:?} {release:?} on {today}");
        }
        assert_eq!(lead(None, None, day(2026, 6, 15)), None, "unknown status, no lead");
    }
}
