//! The demonstration's own files: what each agency's system would send, as of an anchor day, moved to the day of the demonstration.

use chrono::{DateTime, Days, NaiveDate, SecondsFormat, Utc};
use serde_json::Value;

/// The day as of which the files were written: a Monday.
const ANCHOR: NaiveDate = match NaiveDate::from_ymd_opt(2026, 11, 23) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The partnership of the demonstration.
pub const PARTNERSHIP: &str = include_str!("../../demo/partnership.json");

macro_rules! files {
    ($($agency:literal),+ $(,)?) => {
        /// What each agency sends, in the order in which it is taken in.
        pub const FILES: &[(&str, &str)] = &[$(($agency, include_str!(concat!("../../demo/", $agency, ".ndjson")))),+];
    };
}

files![
    "hmp-northmoor",
    "probation-northshire",
    "womens-centre",
    "northshire-leaving-care",
    "northshire-housing",
    "northshire-childrens-services",
    "recovery-service",
    "abuse-service",
    "prison-healthcare",
    "supported-housing",
    "work-coach",
    "peer-circle",
    "family-service",
    "named-helpers",
    "partnership-oversight",
];

/// Whole days by which the files are moved: full weeks, so that a Friday stays a Friday, and never back.
pub fn days_to_move(today: NaiveDate) -> u64 {
    let weeks = (today - ANCHOR).num_days().div_euclid(7);
    u64::try_from(weeks).unwrap_or(0) * 7
}

/// The partnership, moved.
pub fn partnership(days: u64) -> Result<String, serde_json::Error> {
    let mut value = serde_json::from_str(PARTNERSHIP)?;
    moved(&mut value, days);
    serde_json::to_string_pretty(&value)
}

/// An agency's lines, moved.
pub fn lines(text: &str, days: u64) -> Result<String, serde_json::Error> {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut value = serde_json::from_str(line)?;
        moved(&mut value, days);
        out.push_str(&value.to_string());
        out.push('\n');
    }
    Ok(out)
}

fn moved(value: &mut Value, days: u64) {
    match value {
        Value::String(text) => {
            if let Some(later) = later(text, days) {
                *text = later;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| moved(item, days)),
        Value::Object(fields) => fields.values_mut().for_each(|field| moved(field, days)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A day or a moment so many days later; `None` for any other text.
fn later(text: &str, days: u64) -> Option<String> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return day.checked_add_days(Days::new(days)).map(|d| d.to_string());
    }
    let at = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc);
    at.checked_add_days(Days::new(days)).map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_move_by_whole_weeks_and_never_back() {
        let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
        assert_eq!(days_to_move(day(11, 23)), 0);
        assert_eq!(days_to_move(day(11, 29)), 0);
        assert_eq!(days_to_move(day(11, 30)), 7);
        assert_eq!(days_to_move(day(1, 1)), 0);
    }

    #[test]
    fn only_days_and_moments_move() {
        let line = r#"{"on":"2026-11-23","at":"2026-11-23T09:00:00Z","text":"since 2026-11-23","list":["2026-11-23"]}"#;
        let moved = lines(line, 7).unwrap();
        assert_eq!(moved.trim(), r#"{"on":"2026-11-30","at":"2026-11-30T09:00:00Z","text":"since 2026-11-23","list":["2026-11-30"]}"#);
    }
}
