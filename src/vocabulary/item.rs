//! What she can say yes to: a category, or one thing that is asked on its own.

use super::{Category, Coded, codes::codes};

codes! {
    /// Something that is only ever asked on its own, and that no yes to its category covers.
    pub enum AloneItem {
        BlockReason = "BLOCK_REASON", "Why I do not want someone to see my plan";
        Orientation = "ORIENTATION", "My sexual orientation";
        GenderIdentity = "GENDER_IDENTITY", "My gender identity";
        SensitiveId = "SENSITIVE_ID", "My other ID papers";
        AddressForAdvocate = "ADDRESS_FOR_ADVOCATE", "My address, for someone I chose to help me";
        Pregnancy = "PREGNANCY", "Being pregnant";
        IfISlip = "IF_I_SLIP", "What helps if I slip";
        UnsafePeople = "UNSAFE_PEOPLE", "People who are not safe for me";
        SexWork = "SEX_WORK", "Support about sex work";
    }
}

/// A consent item: what one answer of hers may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConsentItem {
    /// A whole category.
    Category(Category),
    /// One thing asked on its own.
    Alone(AloneItem),
}

impl ConsentItem {
    /// The code as statements and policy rows write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Category(category) => category.code(),
            Self::Alone(item) => item.code(),
        }
    }

    /// Reads a category or an item asked alone.
    pub fn parse(code: &str) -> Option<Self> {
        Category::parse(code).map(Self::Category).or_else(|| AloneItem::parse(code).map(Self::Alone))
    }
}
