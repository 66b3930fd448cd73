//! Where she is on her way, and which purposes that opens (domain C3). Pure.
//!
//! A date before she last came into prison speaks of an earlier time and counts no more.

use crate::{
    agency::Holder,
    record::{CustodyStatus, ReleaseDay, Rows},
    team::{Ends, InPrison},
    vocabulary::{Code, HousingNeedLevel, LegalStatus, Purpose},
};
use chrono::{Days, Months, NaiveDate};
use std::collections::BTreeMap;

/// Months before the earliest release at which preparing for it opens (domain C3, P2).
const RELEASE_PREP_MONTHS: u32 = 10;
/// Days before release at which the release-day screen opens, and days for which housing stays open once it is sorted (C3, P3 and P4).
const WINDOW_DAYS: u64 = 28;
/// Months after release for which support through the gate stays open (C3, P4).
const THROUGH_GATE_MONTHS: u32 = 6;

/// What is known of her that opens and closes purposes, whoever recorded it.
#[derive(Clone, Debug, Default)]
pub struct Phase {
    /// Where she is in the system, as the most recent row says; recall and sentence come before a remand on a new charge (F3).
    pub status: Option<LegalStatus>,
    /// Whether the most recent status is one that this hub cannot read: older ones do not stand in for it.
    pub status_is_unreadable: bool,
    /// When that was recorded.
    pub status_on: Option<NaiveDate>,
    /// The earliest release any authority gives.
    pub earliest_release: Option<NaiveDate>,
    /// The days on which the prison plans to release her, first and last.
    pub planned_release: Option<(NaiveDate, NaiveDate)>,
    /// Since when a planned day has held preparing for release open, and since when the way through the gate.
    pub opened_by_plan: (Option<NaiveDate>, Option<NaiveDate>),
    /// The day a worker of her team says she leaves or left, unless her lead found that it is not so.
    pub declared_release: Option<NaiveDate>,
    /// The day she left.
    pub released: Option<NaiveDate>,
    /// When she came (back) into prison last.
    pub arrived: Option<NaiveDate>,
    /// The prison she came to last.
    pub prison: Option<InPrison>,
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
        let dates = |f: fn(&CustodyStatus) -> Option<NaiveDate>| custody.iter().filter_map(f);
        let arrived = dates(|c| c.arrived_on.max(c.recalled_on)).max();
        let still_counts = |day: &NaiveDate| arrived.is_none_or(|arrived| arrived <= *day);
        let left = dates(|c| c.actual_release_on).filter(still_counts).max();
        let status_is_unreadable = newest_is_unreadable(custody);
        let status = if status_is_unreadable { None } else { status(custody, left) };
        let released = left.filter(|left| !is_back(custody, *left));
        let due = || dates(|c| c.earliest_release_date).chain(dates(|c| c.recall_due_on)).filter(still_counts);
        let fed = || rows.release_day.iter().filter(|r| r.declared_by.is_none()).filter_map(|r| r.date).filter(still_counts);
        let planned = || due().chain(fed());
        // A transfer to another prison is no return: what a day had opened stays open.
        let returned = |since: NaiveDate| {
            let again = |left: NaiveDate| since <= left && dates(|c| c.arrived_on).any(|arrived| left < arrived);
            let left = || dates(|c| c.actual_release_on).chain(rows.release_day.iter().filter_map(declared));
            dates(|c| c.recalled_on).any(|recalled| since < recalled) || left().any(again)
        };
        let since = |purpose: Purpose| rows.planned.iter().filter_map(move |p| p.since.get(&purpose).copied());
        let opened = |purpose: Purpose| since(purpose).filter(|since| !returned(*since)).min();
        let levels = || rows.housing_need.iter().filter_map(|h| Some((h.need_level?.0, h.row.stamp("need_level").date_naive())));
        Self {
            status: status.map(|(status, _)| status),
            status_on: status.map(|(_, on)| on),
            status_is_unreadable,
            earliest_release: due().min(),
            planned_release: planned().min().zip(planned().max()),
            opened_by_plan: (opened(Purpose::ReleasePrep), opened(Purpose::ThroughGate)),
            declared_release: rows.release_day.iter().filter_map(declared).filter(still_counts).max(),
            released,
            arrived,
            prison: prison(custody),
            home_needed: levels().any(|(level, _)| level != HousingNeedLevel::Sorted),
            home_sorted_on: levels().filter(|(level, _)| *level == HousingNeedLevel::Sorted).map(|(_, on)| on).max(),
            supervision_ends: dates(|c| c.sentence_ends_on.max(c.licence_ends_on)).filter(still_counts).max(),
        }
    }

    /// Whether a release day still says when she leaves: it speaks of this time inside, and her lead did not find that it is not so.
    pub fn still_leads(&self, day: &ReleaseDay) -> bool {
        let said = || day.declared_by.as_ref().map(|_| day.row.stamp("declared_by").date_naive());
        let of_this_time = day.date.or_else(said).is_none_or(|date| self.arrived.is_none_or(|arrived| arrived <= date));
        let refuted = day.declared_by.is_some() && day.confirmed_by_lead == Some(false);
        of_this_time && !refuted
    }

    /// What it ends of the work of prison and probation. While a court has yet to decide, or she is held after a sentence, no date does.
    pub fn ends(&self) -> Ends {
        let held =
            matches!(self.status, Some(LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted | LegalStatus::ImmigrationHeld));
        Ends {
            ended: self.status == Some(LegalStatus::SentenceEnded),
            last_day: self.supervision_ends.filter(|_| !held),
            prison: self.prison.clone(),
        }
    }

    /// Whether sentence or licence still runs.
    pub fn is_under_licence_or_sentence(&self, today: NaiveDate) -> bool {
        self.supervision_ends.is_some_and(|last| today <= last)
    }

    /// The day she left, as far as it is known: a release that the prison recorded, or a court freeing her, since she last came.
    fn left_on(&self, today: NaiveDate) -> Option<NaiveDate> {
        let freed = || self.status_on.filter(|on| self.is_outside() && self.arrived.is_some_and(|arrived| arrived <= *on));
        self.released.or_else(freed).filter(|left| *left <= today)
    }

    fn is_outside(&self) -> bool {
        matches!(
            self.status,
            Some(LegalStatus::Licence | LegalStatus::CommunitySentence | LegalStatus::PssLegacy | LegalStatus::SentenceEnded)
        )
    }
}

/// The most recent status. A remand on a new charge does not end a recall or a sentence that another authority still records (F3).
fn status(custody: &[CustodyStatus], released: Option<NaiveDate>) -> Option<(LegalStatus, NaiveDate)> {
    let all = || custody.iter().filter_map(|c| Some((c.legal_status?.0, c.row.stamp("legal_status"), c)));
    let (newest, at, _) = all().max_by_key(|(_, at, _)| *at)?;
    let on_remand = matches!(newest, LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted);
    let serving = |c: &CustodyStatus| c.sentence_ends_on.max(c.earliest_release_date).is_some_and(|end| at.date_naive() <= end);
    let stronger = |kinds: &[LegalStatus]| {
        let since_release = |on: NaiveDate| released.is_none_or(|released| released < on);
        all().find(|(status, on, c)| kinds.contains(status) && serving(c) && since_release(on.date_naive())).map(|(status, ..)| status)
    };
    let before = || {
        stronger(&[LegalStatus::RecallFixed, LegalStatus::RecallStandard])
            .or_else(|| stronger(&[LegalStatus::SentencedCustody, LegalStatus::TempReleaseRotl]))
    };
    Some((if on_remand { before().unwrap_or(newest) } else { newest }, at.date_naive()))
}

/// Whether it was said, after that release was recorded, that she is held: the prison that takes her in may tell the day later.
fn is_back(custody: &[CustodyStatus], left: NaiveDate) -> bool {
    let told = custody.iter().filter(|c| c.actual_release_on == Some(left)).map(|c| c.row.stamp("actual_release_on")).max();
    let held = |c: &&CustodyStatus| {
        matches!(
            c.legal_status,
            Some(Code(
                LegalStatus::RecallFixed
                    | LegalStatus::RecallStandard
                    | LegalStatus::RemandUnconvicted
                    | LegalStatus::RemandConvicted
                    | LegalStatus::SentencedCustody
            ))
        )
    };
    let said = custody.iter().filter(held).map(|c| c.row.stamp("legal_status")).max();
    let newest = custody.iter().filter(|c| c.legal_status.is_some()).map(|c| c.row.stamp("legal_status")).max();
    said == newest && said.zip(told).is_some_and(|(said, told)| told < said && left < said.date_naive())
}

fn newest_is_unreadable(custody: &[CustodyStatus]) -> bool {
    let is_unreadable = |c: &CustodyStatus| c.row.is_unreadable("legal_status");
    let said = custody.iter().filter(|c| c.legal_status.is_some() || is_unreadable(c));
    said.max_by_key(|c| (c.row.stamp("legal_status"), is_unreadable(c))).is_some_and(is_unreadable)
}

/// The day of a declared release: the day that was said, or the day on which it was said. A refuted one is none.
fn declared(row: &ReleaseDay) -> Option<NaiveDate> {
    let stands = row.declared_by.is_some() && row.confirmed_by_lead != Some(false);
    stands.then(|| row.date.unwrap_or_else(|| row.row.stamp("declared_by").date_naive()))
}

/// The prison that recorded the latest arrival. Only prisons say in which prison she is.
fn prison(custody: &[CustodyStatus]) -> Option<InPrison> {
    let here = |c: &CustodyStatus| {
        let Holder::Agency(agency) = &c.row.holder else { return None };
        c.current_prison.as_ref()?;
        let told = c.row.stamp("current_prison").max(c.row.stamp("arrived_on"));
        // A day has no time: she came at the latest when that day ended, and a feed that came before tells better.
        let ended = c.arrived_on.and_then(|day| crate::clock::days_after(day, 1));
        Some(InPrison { agency: agency.to_string(), since: ended.map_or(told, |ended| ended.min(told)) })
    };
    custody.iter().filter_map(|c| Some((c.arrived_on, here(c)?))).max_by_key(|(on, p)| (*on, p.since)).map(|(_, prison)| prison)
}

/// Purposes that are open for her because of a planned day, each since when: what a day has opened before stays so, wherever it moves.
pub fn opened_by_plan(phase: &Phase, today: NaiveDate) -> BTreeMap<Purpose, NaiveDate> {
    let (prep, gate) = phase.opened_by_plan;
    let near = phase.planned_release.is_some_and(|(first, _)| is_near(first, today));
    let soon = phase.planned_release.is_some_and(|(first, _)| is_soon(first, today));
    // Once she has left, that holds the way through the gate open, and ends it.
    let (gate, soon) = if phase.left_on(today).is_some() { (None, false) } else { (gate, soon) };
    let of_each = [(Purpose::ReleasePrep, prep.or(near.then_some(today))), (Purpose::ThroughGate, gate.or(soon.then_some(today)))];
    let open = of_each.into_iter().filter(|(purpose, _)| window(*purpose, phase, today).is_some());
    open.filter_map(|(purpose, since)| Some((purpose, since?))).collect()
}

fn is_near(date: NaiveDate, today: NaiveDate) -> bool {
    today.checked_add_months(Months::new(RELEASE_PREP_MONTHS)).is_some_and(|limit| date <= limit)
}

fn is_soon(date: NaiveDate, today: NaiveDate) -> bool {
    date.checked_sub_days(Days::new(WINDOW_DAYS)).is_some_and(|opens| opens <= today)
}

/// Whether a purpose is open for her, and from which day on it no longer is. Unknown means closed.
pub fn window(purpose: Purpose, phase: &Phase, today: NaiveDate) -> Option<Option<NaiveDate>> {
    match purpose {
        Purpose::JointPlanning | Purpose::ReviewHandover | Purpose::CareTreatment => Some(None),
        Purpose::ReleasePrep => release_prep(phase, today),
        Purpose::HousingReferral => housing(phase, today),
        Purpose::ThroughGate => through_gate(phase, today),
        Purpose::Supervision => supervision(phase, today),
        // Safeguarding is pushed and statistics are fixed tables: neither is ever a query.
        Purpose::Safeguarding | Purpose::Statistics => None,
    }
}

fn release_prep(phase: &Phase, today: NaiveDate) -> Option<Option<NaiveDate>> {
    let at_once = matches!(
        phase.status,
        Some(LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted | LegalStatus::RecallFixed | LegalStatus::RecallStandard)
    );
    let near = phase.planned_release.is_some_and(|(first, _)| is_near(first, today)) || phase.opened_by_plan.0.is_some();
    let opens = at_once || near || phase.declared_release.is_some();
    let closes = phase.released.and_then(|left| left.succ_opt());
    let gone = phase.is_outside() || phase.status_is_unreadable || closes.is_some_and(|day| day <= today);
    (opens && !gone).then_some(closes)
}

// A tenancy that is at risk and an open referral open housing too; they come with their own entities.
fn housing(phase: &Phase, today: NaiveDate) -> Option<Option<NaiveDate>> {
    if phase.home_needed {
        return Some(None);
    }
    let closes = phase.home_sorted_on?.checked_add_days(Days::new(WINDOW_DAYS + 1))?;
    (today < closes).then_some(Some(closes))
}

/// A release that happened or was declared opens at once, however far off: a release with a day's notice must work. A day that is
/// only planned opens four weeks before it, and an earlier release takes nothing from it. What it has opened stays open when it moves, for
/// as long as if she left on the day that is planned now; where none is, on the day that was.
fn through_gate(phase: &Phase, today: NaiveDate) -> Option<Option<NaiveDate>> {
    let known = phase.left_on(today).or(phase.declared_release);
    let planned = phase.planned_release.filter(|(first, _)| is_soon(*first, today)).map(|(_, last)| last);
    let moved = || {
        let was = phase.opened_by_plan.1?.checked_add_days(Days::new(WINDOW_DAYS))?;
        Some(phase.planned_release.map_or(was, |(_, last)| last))
    };
    let release = known.max(planned).or_else(moved)?;
    let closes = release.checked_add_months(Months::new(THROUGH_GATE_MONTHS))?.succ_opt()?;
    (today < closes).then_some(Some(closes))
}

fn supervision(phase: &Phase, today: NaiveDate) -> Option<Option<NaiveDate>> {
    let supervised = match phase.status? {
        LegalStatus::SentencedCustody
        | LegalStatus::RecallFixed
        | LegalStatus::RecallStandard
        | LegalStatus::TempReleaseRotl
        | LegalStatus::Licence
        | LegalStatus::CommunitySentence
        | LegalStatus::PssLegacy => true,
        // A licence that runs goes on beside a new remand, and beside being held after the sentence.
        LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted | LegalStatus::ImmigrationHeld => {
            phase.is_under_licence_or_sentence(today)
        }
        LegalStatus::SentenceEnded => false,
    };
    let closes = phase.supervision_ends.and_then(|day| day.succ_opt());
    (supervised && closes.is_none_or(|day| today < day)).then_some(closes)
}

#[cfg(test)]
#[path = "phase_tests.rs"]
mod tests;
