//! One invented person: what tells her from the others.

use super::{Plan, dice::Dice, partnership::CASELOAD, words};

/// One invented person.
#[derive(Debug)]
pub(super) struct Person {
    /// Her place among the people of this seed, from 0.
    number: u64,
    /// Her label in partnership files.
    pub(super) label: String,
    /// The reference by which every organisation knows her.
    pub(super) reference: String,
    /// What she likes to be called.
    pub(super) called: &'static str,
    /// Her family name.
    pub(super) family: String,
    /// Chance for everything else about her.
    pub(super) dice: Dice,
}

impl Person {
    pub(super) fn new(plan: &Plan, number: u64) -> Self {
        let mut dice = Dice::of(plan.seed, number);
        Self {
            number,
            label: format!("seed-{}-{number}", plan.seed),
            reference: format!("SEED-{}-{number}", plan.seed),
            called: dice.one_of(words::CALLED),
            family: format!("{}{}", dice.one_of(words::FAMILY), dice.one_of(words::PLACE)),
            dice,
        }
    }

    /// Which worker of each organisation is on her team, from 1.
    pub(super) fn round(&self) -> u64 {
        self.number / CASELOAD + 1
    }

    /// That worker's id, from what the ids of such workers begin with.
    pub(super) fn worker(&self, stem: &str) -> String {
        format!("{stem}-{}", self.round())
    }
}
