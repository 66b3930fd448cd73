//! Release day in short, and what there is to pick up, without saying what.

use super::{Facts, code, protection_of};
use crate::vocabulary::{AddressProtection, Plain, Purpose, ReleaseSource};
use chrono::{Datelike, NaiveDate, Weekday};

pub(super) fn substance_use(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let booked = facts.given.substance_use.iter().any(|s| s.first_appointment_at.is_some());
    vec![("appointment_booked", booked.then_some(Plain::Flag(true)))]
}

pub(super) fn release_day(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let rows: Vec<_> = facts.given.release_day.iter().filter(|day| facts.phase.still_leads(day)).collect();
    let date = rows.iter().filter(|r| r.date.is_some()).max_by_key(|r| r.row.stamp("date")).and_then(|r| r.date);
    let declared = rows.iter().filter(|r| r.declared_by.is_some()).max_by_key(|r| r.row.stamp("declared_by"));
    let source = match (declared, date) {
        (Some(_), _) => Some(ReleaseSource::Declared),
        (None, Some(_)) => Some(ReleaseSource::PrisonFeed),
        (None, None) => facts.phase.earliest_release.map(|_| ReleaseSource::KeyDate),
    };
    // What she collects shows only on the day and after it, only where she ticked it, and medicine and script look the same. The
    // tick is her own; where and when stand in the service's account.
    let support = &facts.given.substance_use;
    let tick = support.iter().filter(|s| s.script_show_to_who_meets_me.is_some());
    let tick = tick.max_by_key(|s| s.row.stamp("script_show_to_who_meets_me"));
    let shown = tick.and_then(|s| s.script_show_to_who_meets_me) == Some(true) && facts.purpose == Purpose::ThroughGate;
    let pick_up = support.iter().filter(|s| s.script_collect_from.is_some() && shown);
    let pick_up = pick_up.max_by_key(|s| s.row.stamp("script_collect_from"));
    let stop = rows.iter().filter(|r| r.first_stop.is_some()).max_by_key(|r| r.row.stamp("first_stop"));
    let stop = stop.and_then(|r| r.first_stop.as_ref()).map(|link| link.0.as_str());
    let place = facts.given.address.iter().find(|a| Some(a.row.id.as_str()) == stop);
    let area = place.filter(|a| protection_of(facts, a) != AddressProtection::NeverStore).and_then(|a| a.area.as_deref());
    vec![
        ("source", source.map(code)),
        ("declared_at", declared.map(|r| Plain::Moment(r.row.stamp("declared_by")))),
        ("friday_or_holiday_risk", date.map(|date| Plain::Flag(offices_may_be_shut(date)))),
        ("pick_up_from", pick_up.and_then(|s| s.script_collect_from.as_deref()).map(|text| Plain::Text(text.to_owned()))),
        ("pick_up_by", pick_up.and_then(|s| s.script_next_at).map(Plain::Moment)),
        ("first_stop_area", area.map(|area| Plain::Text(area.to_owned()))),
    ]
}

/// A Friday, a weekend or a fixed public holiday of England and Wales: what goes wrong then waits for days.
fn offices_may_be_shut(date: NaiveDate) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Fri | Weekday::Sat | Weekday::Sun);
    weekend || matches!((date.month(), date.day()), (12, 24..=31) | (1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_friday_release_is_a_risk() {
        let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
        assert!(offices_may_be_shut(day(11, 27)), "a Friday");
        assert!(!offices_may_be_shut(day(11, 25)), "a Wednesday");
        assert!(offices_may_be_shut(day(12, 28)), "between the holidays");
    }
}
