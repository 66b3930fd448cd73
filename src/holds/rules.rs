//! What a hold must say before it holds anything. Pure.

use crate::vocabulary::{Catalogue, NotToldBecause};
use chrono::NaiveDate;

/// Days after which a hold for danger is looked at again, at most (`domain.md` D5.7).
const LONGEST_DAYS: i64 = 14;
/// The same for what a court or the law withholds (`domain.md` E0.2).
const LONGEST_DAYS_BY_LAW: i64 = 28;
/// Characters of a reason.
const LONGEST_REASON: usize = 500;

/// What is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// One record: that somebody looked, or tried to.
    Look(String),
    /// A row of hers, and what hangs under it.
    Row(String),
    /// A field, `Entity.field`, of the rows of the agency that holds it back.
    Field(String),
}

/// A hold that is asked for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What.
    pub item: Item,
    /// Why, as a code.
    pub ground: NotToldBecause,
    /// Why, in words; for those who review it.
    pub reason: String,
    /// When it is looked at again.
    pub review_on: NaiveDate,
}

/// What is wrong with a hold: the input at fault, and the mend.
pub fn flaws(ask: &Ask, asked_by: Option<&str>, catalogue: &Catalogue, today: NaiveDate) -> Vec<(&'static str, String)> {
    let mut flaws = Vec::new();
    let mut unless = |sound: bool, field, mend: String| {
        if !sound {
            flaws.push((field, mend));
        }
    };
    unless(asked_by.is_some(), "askedBy", "a worker holds something back, never a system".into());
    let said = ask.reason.trim().chars().count();
    unless((1..=LONGEST_REASON).contains(&said), "reason", format!("give a reason of at most {LONGEST_REASON} characters"));
    let days = longest(ask.ground);
    let waits = (ask.review_on - today).num_days();
    unless((1..=days).contains(&waits), "reviewOn", format!("look at it again within {days} days"));
    let known = !matches!(&ask.item, Item::Field(path) if catalogue.path(path).is_none_or(|f| f.class.category().is_none()));
    unless(known, "item", "name a field of her plan, `Entity.field`".into());
    flaws
}

/// Days between two looks at a hold, at most.
pub fn longest(ground: NotToldBecause) -> i64 {
    match ground {
        NotToldBecause::CouldPutSomeoneInDanger | NotToldBecause::CannotReachSafely => LONGEST_DAYS,
        NotToldBecause::CourtSaysNo | NotToldBecause::LawSaysNo => LONGEST_DAYS_BY_LAW,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::catalogue;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    fn ask(ground: NotToldBecause, review_on: NaiveDate) -> Ask {
        Ask { item: Item::Look("x".into()), ground, reason: "he reads her post".into(), review_on }
    }

    fn fields(ask: &Ask, by: Option<&str>) -> Vec<&'static str> {
        flaws(ask, by, catalogue(), day(1)).into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn a_hold_for_danger_is_looked_at_again_within_two_weeks_and_one_by_law_within_four() {
        let danger = NotToldBecause::CouldPutSomeoneInDanger;
        assert_eq!(fields(&ask(danger, day(15)), Some("a/1")), [""; 0]);
        assert_eq!(fields(&ask(danger, day(16)), Some("a/1")), ["reviewOn"]);
        assert_eq!(fields(&ask(danger, day(1)), Some("a/1")), ["reviewOn"]);
        assert_eq!(fields(&ask(NotToldBecause::CourtSaysNo, day(29)), Some("a/1")), [""; 0]);
        assert_eq!(fields(&ask(NotToldBecause::CourtSaysNo, day(30)), Some("a/1")), ["reviewOn"]);
    }

    #[test]
    fn no_system_holds_back_and_nobody_without_a_reason_or_what_is_no_field_of_hers() {
        let sound = ask(NotToldBecause::CannotReachSafely, day(9));
        assert_eq!(fields(&sound, None), ["askedBy"]);
        assert_eq!(fields(&Ask { reason: "  ".into(), ..sound.clone() }, Some("a/1")), ["reason"]);
        for path in ["Nothing.atAll", "SafetyContribution.text"] {
            assert_eq!(fields(&Ask { item: Item::Field(path.into()), ..sound.clone() }, Some("a/1")), ["item"]);
        }
    }
}
