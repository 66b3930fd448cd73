//! The closed lists and the types of the field catalogue. No rule lives here, and nothing here does I/O.

mod catalogue;
mod codes;
mod field_set;
mod item;
mod leaf;

pub use catalogue::{Cardinality, Catalogue, Class, EntityMeta, FieldMeta, Gate, Governed, Hers, View, Writer, camel};
pub use codes::*;
pub use field_set::{CAPACITY, FieldNumber, FieldSet};
pub use item::{AloneItem, ConsentItem};
pub use leaf::{Agency, Code, Leaf, Link, Linked, Many, Plain, Reader, Shape, Text, Worker};

/// What is done with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// It is read.
    Read,
    /// It is written, in a row that the caller's agency holds.
    Write,
}

impl Act {
    /// Both acts.
    pub const ALL: [Self; 2] = [Self::Read, Self::Write];

    /// As policy rows write it.
    pub fn token(self) -> &'static str {
        match self {
            Self::Read => "READ",
            Self::Write => "WRITE",
        }
    }
}

/// What must hold before a grant opens a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Condition {
    /// She is told; her yes is not asked.
    Told,
    /// Her yes to the topic.
    Agreement,
    /// Her yes to this alone.
    Separate,
    /// Never by a query: only when pushed for safety.
    Push,
}

impl Condition {
    /// Every condition.
    pub const ALL: [Self; 4] = [Self::Told, Self::Agreement, Self::Separate, Self::Push];

    /// As policy rows write it.
    pub fn token(self) -> &'static str {
        match self {
            Self::Told => "TOLD",
            Self::Agreement => "AGREEMENT",
            Self::Separate => "SEPARATE",
            Self::Push => "PUSH",
        }
    }

    /// The least consent class that meets the condition; `None` when no query ever does.
    pub fn least_class(self) -> Option<ConsentClass> {
        match self {
            Self::Told => Some(ConsentClass::None),
            Self::Agreement => Some(ConsentClass::Agreed),
            Self::Separate => Some(ConsentClass::AgreedSeparately),
            Self::Push => None,
        }
    }
}

/// How far her recorded answer reaches, for one caller, purpose and consent item. Ordered: each includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConsentClass {
    /// Not asked, refused, withdrawn, expired, or asked each time and unanswered.
    None,
    /// Yes to the topic.
    Agreed,
    /// Yes to this alone.
    AgreedSeparately,
}

impl ConsentClass {
    /// Every class, weakest first.
    pub const ALL: [Self; 3] = [Self::None, Self::Agreed, Self::AgreedSeparately];

    /// As requests to the policy engine write it.
    pub fn token(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Agreed => "agreed",
            Self::AgreedSeparately => "agreed_separately",
        }
    }
}
