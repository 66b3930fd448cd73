//! Age band, record status, how care experience is known, and the lines she ticked.

use super::{Facts, code};
use crate::{
    agency::Holder,
    record::{Stored, catalogue},
    vocabulary::{AgeBand, CareToldBy, Code, Plain, YesNoNotSaid},
};
use chrono::NaiveDate;

pub(super) fn person(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    vec![
        ("person_id", Some(Plain::Text(facts.person.to_owned()))),
        ("age_band", born(facts).and_then(|born| band(born, facts.today())).map(code)),
        ("record_status", facts.status.map(code)),
    ]
}

/// Her date of birth, as it was written last.
pub(super) fn born(facts: &Facts<'_>) -> Option<NaiveDate> {
    let given = facts.rows.person.iter().filter(|p| p.date_of_birth.is_some());
    given.max_by_key(|p| p.row.stamp("date_of_birth")).and_then(|p| p.date_of_birth)
}

/// The age group for readers who do not get the date (domain B5, F10).
pub(super) fn band(born: NaiveDate, today: NaiveDate) -> Option<AgeBand> {
    Some(match today.years_since(born)? {
        0..18 => AgeBand::U18,
        18..21 => AgeBand::Age1820,
        21..25 => AgeBand::Age2124,
        25.. => AgeBand::Age25Plus,
    })
}

pub(super) fn care_status(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let said = facts.given.care_status.iter().filter(|c| matches!(c.care_experienced, Some(Code(YesNoNotSaid::Yes))));
    let confirmed = said.clone().any(|c| c.row.holder != Holder::Herself);
    let by = match (confirmed, said.count()) {
        (true, _) => Some(CareToldBy::CouncilConfirmed),
        (false, 1..) => Some(CareToldBy::Me),
        (false, 0) => None,
    };
    vec![("told_by", by.map(code))]
}

/// The lines she ticked for this reader, in the order of the page, without a count of the rest.
pub(super) fn about_me(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let lines = ticked(facts);
    vec![("ticked_lines", (!lines.is_empty()).then_some(Plain::Many(lines)))]
}

/// Each line as she said it last, whoever wrote it down.
fn ticked(facts: &Facts<'_>) -> Vec<Plain> {
    let pages: Vec<_> = facts.rows.about_me.iter().map(|page| page.clone().seal()).collect();
    let sources = catalogue().path("AboutMe.tickedLines").map_or(&[][..], |f| f.derived_from);
    let chosen = sources.iter().filter_map(|path| catalogue().path(path)).filter(|f| facts.named.contains(f.number));
    let last = |column: &str| pages.iter().filter(|page| page.value(column).is_some()).max_by_key(|page| page.row.stamp(column));
    chosen
        .filter_map(|f| last(f.column)?.value(f.column).cloned())
        .flat_map(|value| if let Plain::Many(lines) = value { lines } else { vec![value] })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_group_changes_on_the_birthday() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let born = day(2001, 11, 23);
        assert_eq!(band(born, day(2026, 11, 22)), Some(AgeBand::Age2124));
        assert_eq!(band(born, day(2026, 11, 23)), Some(AgeBand::Age25Plus));
        assert_eq!(band(born, day(2000, 1, 1)), None, "not born yet");
    }
}
