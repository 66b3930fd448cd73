//! The words that are read aloud to her (`domain.md` D2), each in a plain text file, a paragraph on a line.
//!
//! A word that changes makes a new version: what was read to a woman can be told years later.

use crate::vocabulary::ConsentTopic;

/// Which words these are.
pub(super) const VERSION: &str = "2026-1";
/// In which language they are, ISO 639.
pub(super) const LANGUAGE: &str = "en";

/// Before anything is asked.
pub(super) const START: &str = include_str!("script/start.txt");
/// After the lists of what is seen by law.
pub(super) const BY_LAW: &str = include_str!("script/by-law.txt");
/// When something may be shared without her yes.
pub(super) const WITHOUT_YES: &str = include_str!("script/without-yes.txt");
/// How she changes her mind.
pub(super) const CHANGING_YOUR_MIND: &str = include_str!("script/changing-your-mind.txt");
/// When a yes ends.
pub(super) const END: &str = include_str!("script/end.txt");
/// After a stop.
pub(super) const STOP: &str = include_str!("script/stop.txt");

// No talk names a version of these: nothing is chosen in a talk by them.

/// Before she chooses by her own sign-in.
pub(super) const CHOOSE: &str = include_str!("script/choose.txt");
/// Before she says that something is not right.
pub(super) const NOT_RIGHT: &str = include_str!("script/not-right.txt");
/// Before she complains.
pub(super) const COMPLAIN: &str = include_str!("script/complain.txt");
/// After a worker wrote down either.
pub(super) const WRITTEN_DOWN: &str = include_str!("script/written-down.txt");

/// The words of a topic.
pub(super) fn topic(topic: ConsentTopic) -> &'static str {
    use ConsentTopic as T;
    match topic {
        T::T1NameContact => include_str!("script/topics/T1_NAME_CONTACT.txt"),
        T::T2PlanTeamRelease => include_str!("script/topics/T2_PLAN_TEAM_RELEASE.txt"),
        T::T3Care => include_str!("script/topics/T3_CARE.txt"),
        T::T4Home => include_str!("script/topics/T4_HOME.txt"),
        T::T5Health => include_str!("script/topics/T5_HEALTH.txt"),
        T::T5Pregnancy => include_str!("script/topics/T5_PREGNANCY.txt"),
        T::T6SafeWhenLow => include_str!("script/topics/T6_SAFE_WHEN_LOW.txt"),
        T::T7DrugsAlcohol => include_str!("script/topics/T7_DRUGS_ALCOHOL.txt"),
        T::T8HurtOrControl => include_str!("script/topics/T8_HURT_OR_CONTROL.txt"),
        T::T9Children => include_str!("script/topics/T9_CHILDREN.txt"),
        T::T9Circle => include_str!("script/topics/T9_CIRCLE.txt"),
        T::T10LearnWorkMoney => include_str!("script/topics/T10_LEARN_WORK_MONEY.txt"),
        T::T11Background => include_str!("script/topics/T11_BACKGROUND.txt"),
        T::T12PrisonProbation => include_str!("script/topics/T12_PRISON_PROBATION.txt"),
        T::T12Offence => include_str!("script/topics/T12_OFFENCE.txt"),
    }
}

/// The paragraphs of a text.
pub(super) fn lines(text: &'static str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Coded;
    use sha2::{Digest, Sha256};

    /// The digest of every word of the version. When it changes, the version must: make a new one, and keep the old words in the
    /// history of this folder.
    #[test]
    fn words_that_change_make_a_new_version() {
        let topics = ConsentTopic::ALL.iter().map(|t| topic(*t));
        let all: Vec<&str> = [START, BY_LAW, WITHOUT_YES, CHANGING_YOUR_MIND, END, STOP].into_iter().chain(topics).collect();
        let digest = Sha256::digest(all.join("\n"));
        assert_eq!((VERSION, digest.get(..8)), ("2026-1", Some(0xb144_e05e_32f1_c7cd_u64.to_be_bytes().as_slice())));
    }

    #[test]
    fn every_topic_has_words_of_its_own() {
        let mut seen = std::collections::HashSet::new();
        assert!(ConsentTopic::ALL.iter().all(|t| !lines(topic(*t)).is_empty() && seen.insert(topic(*t))), "{}", ConsentTopic::LIST.name);
    }
}
