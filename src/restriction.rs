//! Hard stops, which beat everything: the phase a purpose is open in, workers she blocked, addresses she hides, locked records. Pure.

use crate::{
    record::{AccessBlock, Rows},
    team::Who,
    vocabulary::{AddressProtection, Code, HousingNeedLevel, LegalStatus, Purpose, RecordStatus, YesNoNotSaid},
};
use chrono::{DateTime, Days, Months, NaiveDate, Utc};

/// Months before the earliest release at which preparing for it opens (domain C3, P2).
const RELEASE_PREP_MONTHS: u32 = 10;
/// Days before release at which the release-day screen opens, and days for which housing stays open once it is sorted (C3, P3 and P4).
const WINDOW_DAYS: u64 = 28;
/// Months after release for which support through the gate stays open (C3, P4).
const THROUGH_GATE_MONTHS: u32 = 6;

/// What is known of her that opens and closes purposes, whoever recorded it.
#[derive(Clone, Debug, Default)]
pub struct Phase {
    /// Where she is in the system, as the most recent row says.
    pub status: Option<LegalStatus>,
    /// The earliest release any authority gives.
    pub earliest_release: Option<NaiveDate>,
    /// The day the prison or a worker of her team says she leaves or left.
    pub declared_release: Option<NaiveDate>,
    /// The day she left.
    pub released: Option<NaiveDate>,
    /// When she came (back) into prison last.
    pub arrived: Option<NaiveDate>,
    /// Whether anybody says she needs a home.
    pub home_needed: bool,
    /// When everybody who said otherwise had said that her home is sorted.
    pub home_sorted_on: Option<NaiveDate>,
    /// Last day of sentence and licence.
    pub supervision_ends: Option<NaiveDate>,
}

impl Phase {
    /// From the rows of custody, release and housing, all holders together: purposes open on the first that comes.
    pub fn of(rows: &Rows) -> Self {
        let custody = &rows.custody_status;
        let dates = |f: fn(&crate::record::CustodyStatus) -> Option<NaiveDate>| custody.iter().filter_map(f);
        let latest = custody.iter().filter(|c| c.legal_status.is_some()).max_by_key(|c| c.row.stamp("legal_status"));
        let levels = || rows.housing_need.iter().filter_map(|h| Some((h.need_level?.0, h.row.stamp("need_level").date_naive())));
        Self {
            status: latest.and_then(|c| c.legal_status).map(|Code(status)| status),
            earliest_release: dates(|c| c.earliest_release_date).min(),
            declared_release: rows.release_day.iter().filter_map(|r| r.date).max(),
            released: dates(|c| c.actual_release_on).max(),
            arrived: dates(|c| c.arrived_on.max(c.recalled_on)).max(),
            home_needed: levels().any(|(level, _)| level != HousingNeedLevel::Sorted),
            home_sorted_on: levels().filter(|(level, _)| *level == HousingNeedLevel::Sorted).map(|(_, on)| on).max(),
            supervision_ends: dates(|c| c.sentence_ends_on.max(c.licence_ends_on)).max(),
        }
    }

    /// Whether she is inside now, as far as it is known: she came back after she last left.
    fn left_on(&self) -> Option<NaiveDate> {
        self.released.filter(|left| self.arrived.is_none_or(|arrived| arrived <= *left))
    }
}

/// Whether a purpose is open for her, and from which day on it no longer is. Unknown means closed.
pub fn window(purpose: Purpose, phase: &Phase, today: NaiveDate) -> Option<Option<NaiveDate>> {
    match purpose {
        Purpose::JointPlanning | Purpose::ReviewHandover | Purpose::CareTreatment => Some(None),
        Purpose::ReleasePrep => release_prep(phase, today).then_some(None),
        Purpose::HousingReferral => housing(phase, today),
        Purpose::ThroughGate => through_gate(phase, today),
        Purpose::Supervision => supervision(phase, today),
        // Safeguarding is pushed and statistics are fixed tables: neither is ever a query.
        Purpose::Safeguarding | Purpose::Statistics => None,
    }
}

fn release_prep(phase: &Phase, today: NaiveDate) -> bool {
    let at_once = matches!(
        phase.status,
        Some(LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted | LegalStatus::RecallFixed | LegalStatus::RecallStandard)
    );
    let near = |date: NaiveDate| today.checked_add_months(Months::new(RELEASE_PREP_MONTHS)).is_some_and(|limit| date <= limit);
    let gone = phase.left_on().is_some_and(|left| left < today);
    !gone && (at_once || phase.earliest_release.is_some_and(near) || phase.declared_release.is_some())
}

fn housing(phase: &Phase, today: NaiveDate) -> Option<Option<NaiveDate>> {
    if phase.home_needed {
        return Some(None);
    }
    let closes = phase.home_sorted_on?.checked_add_days(Days::new(WINDOW_DAYS + 1))?;
    (today < closes).then_some(Some(closes))
}

fn through_gate(phase: &Phase, today: NaiveDate) -> Option<Option<NaiveDate>> {
    let release = phase.left_on().or(phase.declared_release).or(phase.earliest_release);
    // A declared release opens at once, however far off: a release with a day's notice must work.
    let opens = match (phase.left_on(), phase.declared_release) {
        (None, None) => release?.checked_sub_days(Days::new(WINDOW_DAYS))?,
        _ => NaiveDate::MIN,
    };
    let closes = release?.checked_add_months(Months::new(THROUGH_GATE_MONTHS))?.succ_opt()?;
    (opens <= today && today < closes).then_some(Some(closes))
}

fn supervision(phase: &Phase, today: NaiveDate) -> Option<Option<NaiveDate>> {
    let status = phase.status?;
    let supervised = match status {
        LegalStatus::SentencedCustody
        | LegalStatus::RecallFixed
        | LegalStatus::RecallStandard
        | LegalStatus::TempReleaseRotl
        | LegalStatus::Licence
        | LegalStatus::CommunitySentence
        | LegalStatus::PssLegacy => true,
        LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted | LegalStatus::ImmigrationHeld | LegalStatus::SentenceEnded => false,
    };
    let closes = phase.supervision_ends.and_then(|day| day.succ_opt());
    (supervised && closes.is_none_or(|day| today < day)).then_some(closes)
}

/// Whether she blocked the caller: this worker, the whole agency, or, for a system, any worker of the agency.
pub fn is_blocked(blocks: &[AccessBlock], who: &Who<'_>, now: DateTime<Utc>) -> bool {
    let today = now.date_naive();
    let holds = |b: &&AccessBlock| b.from.is_none_or(|from| from <= today) && b.to.is_none_or(|to| today <= to);
    blocks
        .iter()
        .filter(holds)
        .filter_map(|b| b.blocked_worker.as_ref()?.0.split_once('/'))
        .any(|(agency, worker)| agency == who.agency && (who.worker.is_none() || worker == "*" || Some(worker) == who.worker))
}

/// Whether the record may be met at all: a paused or a locked one answers as unknown. An unreadable status is locked.
pub fn is_open(record: Option<RecordStatus>) -> bool {
    matches!(record, Some(RecordStatus::Active | RecordStatus::Closed))
}

/// How private an address is: as probation or the abuse service set it, else restricted unless abuse was answered with a no (H1).
pub fn protection(set: Option<Code<AddressProtection>>, abuse: Option<YesNoNotSaid>) -> AddressProtection {
    match (set, abuse) {
        (Some(Code(protection)), _) => protection,
        (None, Some(YesNoNotSaid::No)) => AddressProtection::Standard,
        (None, Some(YesNoNotSaid::Yes | YesNoNotSaid::NotSaid) | None) => AddressProtection::Restricted,
    }
}
