//! Sets of catalogue fields as bits.

use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

/// Words of 64 bits in a set: room for 1,024 permanent field numbers.
const WORDS: usize = 16;

/// The permanent number of a catalogue field. Never reused.
pub type FieldNumber = u16;

/// One more than the highest number a set can hold.
pub const CAPACITY: FieldNumber = 1024;

/// A set of catalogue fields. The empty set is the default and opens nothing.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct FieldSet([u64; WORDS]);

impl FieldSet {
    /// The set with no field.
    pub const EMPTY: Self = Self([0; WORDS]);

    /// The set of these numbers; a number past the capacity is left out, which opens nothing.
    pub fn of(numbers: impl IntoIterator<Item = FieldNumber>) -> Self {
        let mut set = Self::EMPTY;
        numbers.into_iter().for_each(|n| set.insert(n));
        set
    }

    /// The set of these numbers, worked out by the compiler.
    #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: an index out of bounds is a compile error")]
    pub const fn constant(numbers: &[FieldNumber]) -> Self {
        let mut words = [0; WORDS];
        let mut at = 0;
        while at < numbers.len() {
            words[(numbers[at] / 64) as usize] |= 1 << (numbers[at] % 64);
            at += 1;
        }
        Self(words)
    }

    /// Adds a field.
    pub fn insert(&mut self, number: FieldNumber) {
        if let Some(word) = self.0.get_mut(usize::from(number / 64)) {
            *word |= 1 << (number % 64);
        }
    }

    /// Takes a field out.
    pub fn remove(&mut self, number: FieldNumber) {
        if let Some(word) = self.0.get_mut(usize::from(number / 64)) {
            *word &= !(1 << (number % 64));
        }
    }

    /// Whether the field is in the set; a number past the capacity never is.
    pub fn contains(&self, number: FieldNumber) -> bool {
        self.0.get(usize::from(number / 64)).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Whether no field is in the set.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// How many fields are in the set.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether the two sets share a field.
    pub fn meets(&self, other: &Self) -> bool {
        !(*self & *other).is_empty()
    }

    /// The numbers in the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = FieldNumber> + '_ {
        (0u16..).zip(self.0).flat_map(|(index, mut word)| {
            std::iter::from_fn(move || {
                let bit = u16::try_from(word.trailing_zeros()).ok().filter(|_| word != 0)?;
                word &= word - 1;
                Some(index * 64 + bit)
            })
        })
    }

    /// The words, lowest numbers first, for storage.
    pub fn words(&self) -> &[u64; WORDS] {
        &self.0
    }

    /// A set from stored words.
    pub fn from_words(words: [u64; WORDS]) -> Self {
        Self(words)
    }

    fn zip(self, other: Self, op: impl Fn(u64, u64) -> u64) -> Self {
        let mut out = self;
        out.0.iter_mut().zip(other.0).for_each(|(a, b)| *a = op(*a, b));
        out
    }
}

impl std::fmt::Debug for FieldSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl BitAnd for FieldSet {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b)
    }
}
impl BitOr for FieldSet {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.zip(other, |a, b| a | b)
    }
}
impl Not for FieldSet {
    type Output = Self;
    fn not(self) -> Self {
        self.zip(Self::EMPTY, |a, _| !a)
    }
}
impl BitAndAssign for FieldSet {
    fn bitand_assign(&mut self, other: Self) {
        *self = *self & other;
    }
}
impl BitOrAssign for FieldSet {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_order() {
        let set = FieldSet::of([1023, 0, 64, 63]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 1023]);
        assert_eq!(set.len(), 4);
    }

    #[test]
    fn a_number_past_the_capacity_opens_nothing() {
        let set = FieldSet::of([CAPACITY, u16::MAX]);
        assert!(set.is_empty() && !set.contains(CAPACITY) && !set.contains(u16::MAX));
    }
}
