//! `AboutMe`: her own words.

use super::line::record;
use crate::vocabulary::{Many, Text};

record! {
    /// Her own words.
    pub struct AboutMe in about_me: One of "Person" as "aboutMe";
    stored {
        124 strengths: Many<Text<160>> = { AboutMe Full owner "WOMAN" by [HerWords],
            "What I am good at", "her words; workers may not edit" };
        125 interests: Many<Text<160>> = { AboutMe Full owner "WOMAN" by [HerWords],
            "What I enjoy", "her words" };
        126 hopes: Many<Text<300>> = { AboutMe Full owner "WOMAN" by [HerWords],
            "My hopes", "her words; may hold anything" };
        127 worries: Many<Text<300>> = { AboutMe Full owner "WOMAN" by [HerWords],
            "My worries", "her words; may hold anything: offer her a private page for health, abuse, children" };
        128 good_support: Text<600> = { AboutMe Full owner "WOMAN" by [HerWords],
            "What good support looks like for me", "her words" };
        129 what_does_not_help: Text<600> = { AboutMe Full owner "WOMAN" by [HerWords],
            "What does not help", "her words; do not name workers" };
        130 words_to_use: Many<Text<60>> = { AboutMe Full owner "WOMAN" by [HerWords],
            "Words I like", "no labels unless she picks them" };
        131 words_to_avoid: Many<Text<60>> = { AboutMe Full owner "WOMAN" by [HerWords],
            "Words I do not like", "no labels unless she picks them" };
    }
    computed {
        132 ticked_lines: Many<Text<300>> = { AboutMe Summary owner "HUB" by [Hub] from ["AboutMe.strengths", "AboutMe.interests", "AboutMe.hopes", "AboutMe.worries", "AboutMe.goodSupport", "AboutMe.whatDoesNotHelp", "AboutMe.wordsToUse", "AboutMe.wordsToAvoid"],
            "Lines I chose for this person", "order fixed, no count of the rest" };
    }
}
