//! The topics she chooses by, and what of them is shared (`domain.md` D1). Pure.

use super::rules::{category_of, is_apart_from_justice, is_sensitive};
use crate::vocabulary::{AloneItem, Category, Coded, ConsentItem, ConsentTopic, Purpose, Reveals, Role};
use std::collections::BTreeSet;

/// What she can say yes for: safety is never a matter of her answer, and numbers name nobody.
pub const PURPOSES: [Purpose; 7] = [
    Purpose::JointPlanning,
    Purpose::ReleasePrep,
    Purpose::HousingReferral,
    Purpose::ThroughGate,
    Purpose::ReviewHandover,
    Purpose::CareTreatment,
    Purpose::Supervision,
];

/// What a topic is about.
pub fn items(topic: ConsentTopic) -> Vec<ConsentItem> {
    use Category as C;
    use ConsentTopic as T;
    let categories: &[C] = match topic {
        T::T1NameContact => &[C::Identity, C::SafeContact, C::CommsNeeds],
        T::T2PlanTeamRelease => &[C::AboutMe, C::PlanActions, C::ReviewsOutcomes, C::TeamContacts, C::ReleaseDay],
        T::T3Care => &[C::CareStatus],
        T::T4Home => &[C::HousingNeed, C::HousingAddress],
        T::T5Health => &[C::PhysHealth, C::MentalHealth],
        T::T5Pregnancy => return vec![ConsentItem::Alone(AloneItem::Pregnancy)],
        T::T6SafeWhenLow => &[C::SelfHarm],
        T::T7DrugsAlcohol => &[C::Substance],
        T::T8HurtOrControl => &[C::DomAbuse, C::Exploitation],
        T::T9Children => &[C::ChildrenFamily],
        T::T9Circle => &[C::Circle],
        T::T10LearnWorkMoney => &[C::LearningWork, C::MoneyId],
        T::T11Background => &[C::Equality, C::Immigration],
        T::T12PrisonProbation => &[C::CustodyDates, C::Licence],
        T::T12Offence => &[C::Offence],
    };
    categories.iter().copied().map(ConsentItem::Category).collect()
}

/// What a no to a topic, or a stop of it, closes: all of it, and what of it is asked on its own.
pub fn closed(topic: ConsentTopic) -> BTreeSet<ConsentItem> {
    let whole = items(topic);
    let within = |item: &AloneItem| whole.contains(&ConsentItem::Category(category_of(ConsentItem::Alone(*item))));
    let alone: Vec<_> = AloneItem::ALL.iter().copied().filter(within).map(ConsentItem::Alone).collect();
    whole.into_iter().chain(alone).collect()
}

/// Whether a topic is one question with one answer (`domain.md` D3).
pub fn is_one_question(topic: ConsentTopic) -> bool {
    matches!(topic, ConsentTopic::T5Pregnancy | ConsentTopic::T9Children | ConsentTopic::T12Offence)
}

/// Topics of a first meeting.
pub fn is_for_a_first_meeting(topic: ConsentTopic) -> bool {
    matches!(topic, ConsentTopic::T1NameContact | ConsentTopic::T2PlanTeamRelease)
}

/// Whether a yes to it is taken only in private.
pub fn needs_privacy(topic: ConsentTopic) -> bool {
    items(topic).into_iter().map(category_of).any(is_sensitive)
}

/// Topics T5 to T9, which wait for trust: never in the first 24 hours.
pub fn needs_trust(topic: ConsentTopic) -> bool {
    items(topic).into_iter().map(category_of).any(is_apart_from_justice)
}

/// Whether a receipt leaves it out unless she asks for all: it may lie in a shared cell (T3, T5 to T9, T12).
pub fn stays_off_paper(topic: ConsentTopic) -> bool {
    use ConsentTopic as T;
    needs_trust(topic) || matches!(topic, T::T3Care | T::T12PrisonProbation | T::T12Offence)
}

/// Whether somebody's being around her tells by itself what waits for trust: an abuse worker tells of abuse.
pub fn tells(role: Role) -> bool {
    match role.entry().reveals {
        Reveals::Nothing => false,
        Reveals::All(categories) => categories.iter().copied().any(is_apart_from_justice),
        Reveals::Never => true,
    }
}

/// A label in the words that are read to her: `My health` is `your health`.
pub fn as_read_aloud(label: &str) -> String {
    let word = |before: &str, word: &str| match word {
        "My" | "my" => "your".to_owned(),
        "Me" | "me" | "I" => "you".to_owned(),
        "am" => "are".to_owned(),
        // "I was" is "you were"; "it was" stays.
        "was" if before == "I" => "were".to_owned(),
        other => other.to_owned(),
    };
    let before = std::iter::once("").chain(label.split(' '));
    let mut words: Vec<String> = before.zip(label.split(' ')).map(|(before, this)| word(before, this)).collect();
    if let Some(first) = words.first_mut().filter(|first| first.chars().skip(1).all(char::is_lowercase)) {
        *first = first.to_lowercase();
    }
    words.join(" ")
}

/// The words of a topic as they are read to her.
pub fn words(topic: ConsentTopic) -> String {
    as_read_aloud(topic.entry().label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_she_is_asked_about_lies_in_exactly_one_topic() {
        // Numbers of systems and risk are never asked about.
        let never = [Category::Identifiers, Category::RiskPp];
        for category in Category::ALL.iter().filter(|c| !never.contains(c)) {
            let topics = ConsentTopic::ALL.iter().filter(|t| items(**t).contains(&ConsentItem::Category(*category)));
            assert_eq!(topics.count(), 1, "{category:?}");
        }
    }

    #[test]
    fn a_no_to_health_is_a_no_to_what_of_it_is_asked_alone() {
        assert!(closed(ConsentTopic::T5Health).contains(&ConsentItem::Alone(AloneItem::Pregnancy)));
        assert!(!items(ConsentTopic::T5Health).contains(&ConsentItem::Alone(AloneItem::Pregnancy)), "a yes to health is not");
    }

    #[test]
    fn the_sensitive_topics_are_those_of_the_design() {
        use ConsentTopic as T;
        let open = [T::T1NameContact, T::T2PlanTeamRelease, T::T4Home, T::T10LearnWorkMoney];
        for topic in T::ALL {
            assert_eq!(needs_privacy(*topic), !open.contains(topic), "{topic:?}");
        }
        let on_paper = [T::T1NameContact, T::T2PlanTeamRelease, T::T4Home, T::T10LearnWorkMoney, T::T11Background];
        assert!(T::ALL.iter().all(|topic| stays_off_paper(*topic) != on_paper.contains(topic)));
    }

    #[test]
    fn who_tells_by_being_there_is_told_apart() {
        assert!([Role::Idva, Role::Daw, Role::Fam, Role::Health].into_iter().all(tells));
        assert!(![Role::Pom, Role::Pa, Role::Wcw, Role::Lha].into_iter().any(tells));
    }

    #[test]
    fn labels_speak_to_her() {
        assert_eq!(words(ConsentTopic::T3Care), "that you have been in care");
        assert_eq!(words(ConsentTopic::T6SafeWhenLow), "keeping safe when you are low");
        assert_eq!(as_read_aloud("Prison I am in"), "prison you are in");
        assert_eq!(as_read_aloud("I was told on"), "you were told on");
        assert_eq!(words(ConsentTopic::T12Offence), "what it was for");
    }
}
