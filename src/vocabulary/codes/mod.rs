//! The closed lists: every value a coded field may take, with its plain label and the categories it would reveal.
//!
//! A list is a Rust enum, so that rules name its values and the compiler knows them all, and a [`CodeList`], so that the schema,
//! the import and the policy pages can read it as data.

mod care;
mod consent;
mod core;
mod custody;
mod housing;
mod living;
mod oversight;
mod person;
mod plan;
mod refusal;
mod release;
mod support;
mod team;

pub use self::{
    care::*, consent::*, core::*, custody::*, housing::*, living::*, oversight::*, person::*, plan::*, refusal::*, release::*, support::*,
    team::*,
};

use std::fmt::Debug;

/// What a row that carries a value would give away by being there, beside its own category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reveals {
    /// Nothing further.
    Nothing,
    /// Every one of these categories must be open to the reader.
    All(&'static [Category]),
    /// No row with this value is ever shown.
    Never,
}

/// One value of a closed list.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeValue {
    /// The code as systems write it, in capitals.
    pub code: &'static str,
    /// The label as she reads it.
    pub label: &'static str,
    /// What a row with this value would reveal.
    pub reveals: Reveals,
}

/// A closed list as data.
#[derive(Debug)]
pub struct CodeList {
    /// Name of the list, which is also its GraphQL type.
    pub name: &'static str,
    /// What the list is.
    pub doc: &'static str,
    /// Its values in order.
    pub values: &'static [CodeValue],
}

impl CodeList {
    /// The value with this code.
    pub fn find(&self, code: &str) -> Option<&'static CodeValue> {
        self.values.iter().find(|v| v.code == code)
    }
}

/// A value of a closed list.
pub trait Coded: Copy + Debug + Eq + Send + Sync + 'static {
    /// The list it belongs to.
    const LIST: &'static CodeList;
    /// This value as data.
    fn entry(self) -> &'static CodeValue;
    /// Reads a code; `None` when the list has no such value.
    fn parse(code: &str) -> Option<Self>;
    /// The code as systems write it.
    fn code(self) -> &'static str {
        self.entry().code
    }
}

/// Declares closed lists: `Variant = "CODE", "label" [reveals [Category, ...] | reveals never];`
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ pub enum $Name:ident {
        $($Variant:ident = $code:literal, $label:literal $(reveals $reveals:tt)?;)+
    })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Name { $(#[doc = $label] $Variant),+ }

        impl $Name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [$Name] = &[$($Name::$Variant),+];
        }

        impl $crate::vocabulary::Coded for $Name {
            const LIST: &'static $crate::vocabulary::CodeList = &$crate::vocabulary::CodeList {
                name: stringify!($Name),
                doc: concat!($($doc),+),
                values: &[$($crate::vocabulary::CodeValue {
                    code: $code,
                    label: $label,
                    reveals: $crate::vocabulary::codes::codes!(@reveals $($reveals)?),
                }),+],
            };

            #[expect(clippy::indexing_slicing, reason = "a variant's position is within the list made from the same lines")]
            fn entry(self) -> &'static $crate::vocabulary::CodeValue {
                &<Self as $crate::vocabulary::Coded>::LIST.values[self as usize]
            }

            fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some($Name::$Variant),)+ _ => None }
            }
        }
    )+};
    (@reveals) => { $crate::vocabulary::Reveals::Nothing };
    (@reveals never) => { $crate::vocabulary::Reveals::Never };
    (@reveals [$($cat:ident),+]) => {
        $crate::vocabulary::Reveals::All(&[$($crate::vocabulary::Category::$cat),+])
    };
}
pub(crate) use codes;
