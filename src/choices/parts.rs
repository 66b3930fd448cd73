//! Parts of her plan that she can point at when something is not right: the topics she chooses by, and what she is never asked about.

use crate::{
    consent::topics,
    record::catalogue,
    vocabulary::{Category, Coded, ConsentItem, ConsentTopic, FieldMeta, FieldSet, Hers},
    words,
};

/// What no topic holds, because nobody asks her about it.
const NEVER_ASKED: [Category; 2] = [Category::Identifiers, Category::RiskPp];

/// A part of her plan, in words she follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What she chooses about under this topic.
    Topic(ConsentTopic),
    /// What she never chooses about.
    Other(Category),
}

impl Part {
    /// Every part, in the order in which they are read.
    pub fn all() -> impl Iterator<Item = Self> {
        ConsentTopic::ALL.iter().copied().map(Self::Topic).chain(NEVER_ASKED.map(Self::Other))
    }

    /// The part of this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::all().find(|part| part.code() == code)
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Topic(topic) => topic.code(),
            Self::Other(category) => category.code(),
        }
    }

    /// Its words: `your health`.
    pub fn words(self) -> String {
        match self {
            Self::Topic(topic) => topics::words(topic),
            Self::Other(category) => words::thing(category).to_owned(),
        }
    }

    /// Its fields that she may read, `Entity.field`.
    pub fn fields(self) -> Vec<String> {
        catalogue().fields().filter(|field| self.holds(field)).map(FieldMeta::path).collect()
    }

    fn holds(self, field: &FieldMeta) -> bool {
        // Being pregnant is a topic of its own, which is no whole category.
        let pregnancy = field.entity == "Pregnancy";
        let lies = match self {
            Self::Topic(ConsentTopic::T5Pregnancy) => return pregnancy && field.hers != Hers::NotYet,
            Self::Topic(topic) => topics::items(topic).iter().fold(FieldSet::EMPTY, |all, item| match item {
                ConsentItem::Category(category) => all | catalogue().category(*category),
                ConsentItem::Alone(_) => all,
            }),
            Self::Other(category) => catalogue().category(category),
        };
        lies.contains(field.number) && field.class.category().is_some() && !pregnancy && field.hers != Hers::NotYet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_she_may_read_lies_in_exactly_one_part() {
        let all: Vec<String> = Part::all().flat_map(Part::fields).collect();
        for field in catalogue().fields().filter(|field| field.class.category().is_some() && field.hers != Hers::NotYet) {
            assert_eq!(all.iter().filter(|path| **path == field.path()).count(), 1, "{}", field.path());
        }
        assert!(Part::all().all(|part| !part.fields().is_empty()));
    }

    #[test]
    fn a_part_is_found_by_its_code_and_speaks_without_codes() {
        for part in Part::all() {
            assert_eq!(Part::parse(part.code()), Some(part));
            assert!(!part.words().contains(['_', '.']), "{}", part.words());
        }
        assert_eq!(Part::parse("Goal.title"), None);
    }
}
