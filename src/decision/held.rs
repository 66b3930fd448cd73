//! `Held<T>`: a value that a decision released, or nothing.

use crate::vocabulary::{Catalogue, Class, FieldNumber, FieldSet};

/// A value as far as it was released. Only a [`Lens`] makes one: there is no other way from a stored value to an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held<T>(Option<T>);

impl<T> Held<T> {
    /// The released value; nothing when it was withheld or is not recorded, which look the same.
    pub fn released(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

/// What one decision lets through for the rows of one holder: the allowed fields among those that were selected.
#[derive(Clone, Copy, Debug)]
pub struct Lens(FieldSet);

impl Lens {
    /// Made by the decision alone.
    pub(super) fn new(fields: FieldSet) -> Self {
        Self(fields)
    }

    /// The lens for public tables: it lets through the fields that the catalogue calls public and no other.
    pub fn public(catalogue: &Catalogue) -> Self {
        Self(FieldSet::of(catalogue.fields().filter(|f| f.class == Class::Public).map(|f| f.number)))
    }

    /// Bench only: the lens that lets everything through.
    #[cfg(feature = "bench")]
    pub fn everything() -> Self {
        Self(!FieldSet::EMPTY)
    }

    /// Lets a value through when its field is allowed; otherwise the value ends here.
    pub fn show<T>(&self, number: FieldNumber, value: Option<T>) -> Held<T> {
        Held(value.filter(|_| self.0.contains(number)))
    }

    /// The fields it lets through.
    pub fn fields(&self) -> FieldSet {
        self.0
    }

    /// The same lens, narrowed to these fields. A lens can only ever be narrowed.
    #[must_use]
    pub fn narrowed(&self, fields: FieldSet) -> Self {
        Self(self.0 & fields)
    }
}
