//! Custody in short: stage, sentence band, release month and window; and the licence without its conditions.

use super::{Facts, code, home, texts};
use crate::{
    record::CustodyStatus,
    vocabulary::{
        Code, CustodyStage, DateConfidence, LegalStatus, LicenceConditionType, Plain, ReleaseWindow, SentenceLengthBand, SentenceType,
    },
};
use chrono::{Months, NaiveDate, SecondsFormat};

pub(super) fn custody_status(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let dated = authority(facts);
    let release = dated.and_then(|row| row.earliest_release_date);
    let confidence = dated.and_then(|row| row.release_date_confidence).map(|Code(c)| c);
    let window = release.map_or(ReleaseWindow::NotKnown, |date| window(date, facts.today()));
    vec![
        ("custody_stage", facts.phase.status.map(|status| code(stage(status)))),
        ("sentence_length_band", band(facts).map(code)),
        ("release_month", release.map(|date| Plain::Text(date.format("%Y-%m").to_string()))),
        ("confirmed_release_date", release.filter(|_| confidence == Some(DateConfidence::Confirmed)).map(Plain::Date)),
        ("release_window", facts.phase.status.map(|_| code(window))),
    ]
}

/// The account that dates are computed from: the one that last gave a date of release. A prison she has left goes on holding an old one.
pub(super) fn authority<'a>(facts: &Facts<'a>) -> Option<&'a CustodyStatus> {
    newest(facts, "earliest_release_date", |c| c.earliest_release_date.is_some())
}

/// The account in which a column was written last.
fn newest<'a>(facts: &Facts<'a>, column: &str, has: fn(&CustodyStatus) -> bool) -> Option<&'a CustodyStatus> {
    facts.given.custody_status.iter().filter(|c| has(c)).max_by_key(|c| c.row.stamp(column))
}

/// The type of sentence, as it was recorded last.
pub(super) fn sentence_type(facts: &Facts<'_>) -> Option<SentenceType> {
    newest(facts, "sentence_type", |c| c.sentence_type.is_some())?.sentence_type.map(|Code(kind)| kind)
}

fn stage(status: LegalStatus) -> CustodyStage {
    match status {
        LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted => CustodyStage::Remand,
        LegalStatus::SentencedCustody | LegalStatus::TempReleaseRotl => CustodyStage::Sentenced,
        LegalStatus::RecallFixed | LegalStatus::RecallStandard => CustodyStage::Recalled,
        LegalStatus::Licence | LegalStatus::CommunitySentence | LegalStatus::PssLegacy => CustodyStage::InCommunity,
        LegalStatus::SentenceEnded => CustodyStage::Ended,
        // Immigration detention would tell of her status, so it does not show.
        LegalStatus::ImmigrationHeld => CustodyStage::Other,
    }
}

fn band(facts: &Facts<'_>) -> Option<SentenceLengthBand> {
    match (facts.phase.status?, sentence_type(facts)) {
        (LegalStatus::RemandUnconvicted | LegalStatus::RemandConvicted, _) => Some(SentenceLengthBand::Remand),
        (_, Some(SentenceType::Life | SentenceType::Ipp)) => Some(SentenceLengthBand::Life),
        _ => whole(facts),
    }
}

/// From the first arrival to the end of the sentence: a move to another prison makes it no shorter.
fn whole(facts: &Facts<'_>) -> Option<SentenceLengthBand> {
    let from = facts.given.custody_status.iter().filter_map(|c| c.arrived_on).min()?;
    let to = newest(facts, "sentence_ends_on", |c| c.sentence_ends_on.is_some())?.sentence_ends_on?;
    let over = |months| from.checked_add_months(Months::new(months)).is_some_and(|limit| to >= limit);
    Some(match () {
        () if over(48) => SentenceLengthBand::Y4Plus,
        () if over(12) => SentenceLengthBand::M12ToY4,
        () => SentenceLengthBand::U12m,
    })
}

fn window(release: NaiveDate, today: NaiveDate) -> ReleaseWindow {
    let within = |limit: Option<NaiveDate>| limit.is_some_and(|limit| release <= limit);
    if within(today.checked_add_days(chrono::Days::new(28))) {
        ReleaseWindow::Within4Weeks
    } else if within(today.checked_add_months(Months::new(3))) {
        ReleaseWindow::Within3Months
    } else if within(today.checked_add_months(Months::new(10))) {
        ReleaseWindow::Within10Months
    } else {
        ReleaseWindow::Later
    }
}

pub(super) fn licence(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let today = facts.today();
    // Whoever finds her a home or meets her at the gate plans with the rules before they begin.
    let to_keep = facts.given.licence_condition.iter().filter(|c| c.to.is_none_or(|to| today <= to));
    let curfews = to_keep.filter(|c| matches!(c.r#type, Some(Code(LicenceConditionType::Curfew))));
    let curfew = curfews.min_by_key(|c| c.from).and_then(|c| c.plain_text.as_deref());
    let areas = home::areas_to_avoid(facts);
    let slots = facts.given.supervision_appointment.iter().filter_map(|a| {
        let (start, end) = (a.starts_at?, a.ends_at?);
        let text = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        (end >= facts.now).then(|| format!("{}/{}", text(start), text(end)))
    });
    vec![
        ("curfew_hours", curfew.map(|text| Plain::Text(text.chars().take(60).collect()))),
        ("areas_not_possible", areas),
        ("busy_slots", texts(slots)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_window_narrows_as_the_day_comes() {
        let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
        assert_eq!(window(day(3, 1), day(2, 1)), ReleaseWindow::Within4Weeks);
        assert_eq!(window(day(5, 1), day(2, 1)), ReleaseWindow::Within3Months);
        assert_eq!(window(day(5, 2), day(2, 1)), ReleaseWindow::Within10Months);
        assert_eq!(window(day(12, 2), day(2, 1)), ReleaseWindow::Later);
    }

    #[test]
    fn immigration_detention_does_not_show() {
        assert_eq!(stage(LegalStatus::ImmigrationHeld), CustodyStage::Other);
    }
}
