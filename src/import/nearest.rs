//! The name somebody probably meant.

/// The candidate nearest to `word`, when it is near enough to be a slip of the keyboard: at most a third of its letters differ.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    let near = candidates.into_iter().map(|c| (distance(&word.to_lowercase(), &c.to_lowercase()), c));
    near.filter(|(d, _)| *d <= allowed).min_by_key(|(d, _)| *d).map(|(_, c)| c)
}

/// How many letters must be added, taken away or changed to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    // A word of any length may be sent; one much longer than every name is near to none.
    if from.chars().count() > 80 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().enumerate() {
        let mut next = vec![i + 1];
        for (pair, other) in row.windows(2).zip(&to) {
            let (diagonal, above) = (pair.first().copied().unwrap_or_default(), pair.last().copied().unwrap_or_default());
            let left = next.last().copied().unwrap_or_default();
            next.push((diagonal + usize::from(letter != *other)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keyboard_finds_its_name() {
        let names = ["knownAs", "pronouns", "dateOfBirth"];
        assert_eq!(nearest("knowAs", names), Some("knownAs"));
        assert_eq!(nearest("dateofbirth", names), Some("dateOfBirth"));
        assert_eq!(nearest("address", names), None);
        assert_eq!(nearest(&"x".repeat(10_000), names), None);
        assert_eq!(nearest("", names), None);
    }
}
