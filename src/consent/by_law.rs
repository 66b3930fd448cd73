//! What is shared without asking her, in plain words, from the compiled policy and the catalogue's labels (`domain.md` D2). Pure.

use super::topics::as_read_aloud;
use crate::vocabulary::{Catalogue, Category, Coded, FieldSet, Role};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Things in one sentence: short sentences are followed when they are heard.
const IN_A_SENTENCE: usize = 3;

/// The sentences about one role; empty where nothing is shared without asking.
pub fn sentences(catalogue: &Catalogue, role: Role, told: FieldSet) -> Vec<String> {
    let things = things(catalogue, told);
    let who = as_read_aloud(role.entry().label);
    let mut lines = Vec::new();
    for (n, part) in things.chunks(IN_A_SENTENCE).enumerate() {
        lines.push(if n == 0 { format!("{} can see {}.", upper(&who), list(part)) } else { format!("They can also see {}.", list(part)) });
    }
    lines
}

/// What is shared: a whole category by its name, and parts of one by the names of their lines.
fn things(catalogue: &Catalogue, told: FieldSet) -> Vec<String> {
    let mut things: Vec<String> = Vec::new();
    for category in Category::ALL {
        let fields: Vec<_> = (catalogue.category(*category) & told).iter().filter_map(|n| catalogue.field(n)).collect();
        let labelled: Vec<_> = fields.iter().filter(|f| !f.label.starts_with('(')).collect();
        let all = catalogue.category(*category).iter().filter_map(|n| catalogue.field(n)).filter(|f| !f.label.starts_with('(')).count();
        // Where most of a part of her plan is told, its name says more than a list of lines.
        if !labelled.is_empty() && labelled.len() * 2 > all {
            things.push(as_read_aloud(category.entry().label));
        } else {
            things.extend(labelled.iter().map(|f| as_read_aloud(f.label)));
        }
    }
    let mut seen = std::collections::HashSet::new();
    things.retain(|thing| seen.insert(thing.clone()));
    things
}

fn list(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The version of a list: it changes whenever a line of it does.
pub fn version(lines: &[String]) -> String {
    let digest = Sha256::digest(lines.join("\n"));
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::catalogue;

    fn number(path: &str) -> u16 {
        catalogue().path(path).unwrap().number
    }

    #[test]
    fn a_part_is_told_by_its_lines_and_most_of_a_category_by_its_name() {
        let told = FieldSet::of([number("CustodyStatus.currentPrison"), number("Identifier.nomisNumber")]);
        assert_eq!(sentences(catalogue(), Role::Keyw, told), ["Your key worker can see your prison number and prison you are in."]);
        let whole = sentences(catalogue(), Role::Health, catalogue().category(Category::SelfHarm));
        assert_eq!(whole, ["Your health worker can see keeping safe when you are low."]);
    }

    #[test]
    fn what_is_not_told_makes_no_sentence_and_a_new_line_makes_a_new_version() {
        assert!(sentences(catalogue(), Role::Pa, FieldSet::EMPTY).is_empty());
        let one = sentences(catalogue(), Role::Pa, FieldSet::of([number("CustodyStatus.currentPrison")]));
        let two = sentences(catalogue(), Role::Pa, catalogue().category(Category::CustodyDates));
        assert_ne!(version(&one), version(&two));
        assert_eq!(version(&one), version(&one.clone()));
    }

    #[test]
    fn sentences_are_short() {
        for role in Role::ALL {
            let all = Category::ALL.iter().fold(FieldSet::EMPTY, |all, c| all | catalogue().category(*c));
            for line in sentences(catalogue(), *role, all) {
                assert!(line.split(' ').count() <= 32, "{line}");
            }
        }
    }
}
