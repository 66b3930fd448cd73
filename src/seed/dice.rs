//! Chance that is the same in every run: a stream of numbers for each person, made from the seed.

/// Splitmix64 (Steele, Lea and Flood 2014): small, even enough for test data, and the same on every machine and in every version.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

/// The golden ratio in 64 bits, by which the stream steps.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    /// The stream of one person; neighbours share nothing.
    pub(super) fn of(seed: u64, person: u64) -> Self {
        let mut dice = Self(seed ^ person.wrapping_mul(STEP).rotate_left(17));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `sides`; 0 where there are none.
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        self.next().checked_rem(sides).unwrap_or_default()
    }

    /// Once in so many times, on average.
    pub(super) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of these; the empty text where there are none.
    pub(super) fn one_of(&mut self, texts: &[&'static str]) -> &'static str {
        let count = u64::try_from(texts.len()).unwrap_or_default();
        let at = usize::try_from(self.below(count)).unwrap_or_default();
        texts.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same_and_another_does_not() {
        let throws = |seed, person| {
            let mut dice = Dice::of(seed, person);
            (0..8).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(throws(7, 1), throws(7, 1));
        assert_ne!(throws(7, 1), throws(7, 2));
        assert_ne!(throws(7, 1), throws(8, 1));
    }

    #[test]
    fn nothing_is_thrown_from_nothing() {
        assert_eq!((Dice::of(1, 1).below(0), Dice::of(1, 1).one_of(&[])), (0, ""));
    }
}
