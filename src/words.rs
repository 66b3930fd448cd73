//! Plain words for what she is told: short sentences that speak to her, without a code in them. Pure.

use crate::vocabulary::{Category, Coded, Purpose, Role};
use chrono::{DateTime, NaiveDate, Utc};

/// A part of her data, as in "looked at …".
pub fn thing(category: Category) -> &'static str {
    use Category as C;
    match category {
        C::Identity => "your name",
        C::Identifiers => "your numbers",
        C::SafeContact => "how to reach you safely",
        C::CommsNeeds => "how to talk with you",
        C::CustodyDates => "your prison and your dates",
        C::Offence => "what you were charged with",
        C::Licence => "your rules when you leave",
        C::CareStatus => "that you have been in care",
        C::AboutMe => "what you wrote about you",
        C::PlanActions => "your goals and steps",
        C::ReviewsOutcomes => "how your plan is going",
        C::TeamContacts => "your team",
        C::Circle => "the people you trust",
        C::HousingNeed => "the home you need",
        C::HousingAddress => "where you live or will live",
        C::PhysHealth => "your health",
        C::MentalHealth => "how your mind is",
        C::SelfHarm => "your plan to keep safe when you are low",
        C::Substance => "help with drugs and drink",
        C::DomAbuse => "hurt by a partner or family",
        C::Exploitation => "being used by others",
        C::ChildrenFamily => "your children and family",
        C::LearningWork => "your learning and work",
        C::MoneyId => "your money and ID",
        C::Immigration => "your right to stay",
        C::Equality => "who you are",
        C::RiskPp => "what they think the risks are",
        C::ReleaseDay => "your release day",
    }
}

/// What somebody looked for, as in "…, to plan with you".
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::JointPlanning => "to plan with you",
        Purpose::ReleasePrep => "to get ready for your release",
        Purpose::HousingReferral => "to help you find or keep a home",
        Purpose::ThroughGate => "to help you on the day you leave and after",
        Purpose::ReviewHandover => "to check how your plan is going",
        Purpose::CareTreatment => "for your health and care",
        Purpose::Supervision => "for your sentence or licence",
        Purpose::Safeguarding => "to keep someone safe",
        Purpose::Statistics => "to count, with no names",
    }
}

/// Somebody's job, as she would say it to another: `My key worker` is `your key worker`.
pub fn role(role: Role) -> String {
    if role == Role::Woman {
        return "you".into();
    }
    let label = role.entry().label;
    // What stands in brackets is for those who know the letters.
    let label = label.split(" (").next().unwrap_or(label);
    let label = label.strip_prefix("My ").map_or_else(|| lower(label), |rest| format!("your {rest}"));
    label.replace(" I ", " you ").replace(" my ", " your ").replace(" me", " you")
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The same text as the beginning of a sentence.
pub fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Things one after the other; those that hold an "and" of their own stay apart from the last one.
pub fn list<T: AsRef<str>>(things: &[T]) -> String {
    match things {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            let comma = if first.iter().any(|t| t.contains(" and ")) { "," } else { "" };
            format!("{}{comma} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// A day as it is said: 23 November 2026.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// The day of a moment.
pub fn day_of(at: DateTime<Utc>) -> String {
    day(at.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_speak_to_her() {
        assert_eq!(role(Role::Woman), "you");
        assert_eq!(role(Role::Pa), "your personal adviser");
        assert_eq!(role(Role::Reset), "the release team");
        assert_eq!(role(Role::Adv), "someone you chose to help you");
        assert_eq!(role(Role::Hpw), "the people who run your housing");
        assert_eq!(role(Role::Dpo), "people who check the rules");
    }

    #[test]
    fn lists_and_days_are_read_aloud() {
        assert_eq!(list(&["your name"]), "your name");
        assert_eq!(list(&["your name", "your team"]), "your name and your team");
        assert_eq!(list(&["your name", "your goals and steps", "your team"]), "your name, your goals and steps, and your team");
        assert_eq!(day(NaiveDate::from_ymd_opt(2026, 11, 3).unwrap()), "3 November 2026");
    }

    #[test]
    fn nothing_she_is_told_is_a_code() {
        let all = Category::ALL.iter().map(|c| thing(*c).to_owned()).chain(Purpose::ALL.iter().map(|p| purpose(*p).to_owned()));
        for text in all.chain(Role::ALL.iter().map(|r| role(*r))) {
            assert!(!text.is_empty() && !text.contains('_') && text.split(' ').count() <= 10, "{text}");
            assert!(!text.split(' ').any(|word| matches!(word, "my" | "My" | "me" | "I")), "{text}");
        }
    }
}
