//! The Merkle tree of RFC 6962, section 2.1, as far as a log that only grows needs it: its frontier, and proofs that a leaf is in it.
//!
//! The published crates keep every leaf in memory; a log of millions of records keeps the frontier, at most 64 hashes. The tests hold
//! this against `ct-merkle`.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The hash of a leaf.
pub fn leaf(parts: &[&[u8]]) -> Hash {
    let hasher = parts.iter().fold(Sha256::new().chain_update([0]), Sha256::chain_update);
    hasher.finalize().into()
}

/// The hash of an inner node.
fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// How far a log has grown: its size, and the roots of the full subtrees it is made of, the largest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// A stored frontier; `None` when these are no peaks of a log of this size.
    pub fn read(size: u64, bytes: &[u8]) -> Option<Self> {
        let (peaks, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && u64::try_from(peaks.len()).ok()? == u64::from(size.count_ones());
        fits.then(|| Self { size, peaks: peaks.to_vec() })
    }

    /// The peaks, to store.
    pub fn bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        let mut rest = self.size;
        while rest & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            hash = node(&left, &hash);
            rest >>= 1;
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root: what a checkpoint signs.
    pub fn root(&self) -> Hash {
        self.peaks.iter().rev().copied().reduce(|right, left| node(&left, &right)).unwrap_or_else(|| Sha256::digest([]).into())
    }
}

/// The subtrees whose roots prove the leaf at `position` in a tree of `size` leaves, from the leaf upwards: first leaf and number of
/// leaves of each. Empty where there is no such leaf.
pub fn siblings(position: u64, size: u64) -> Vec<(u64, u64)> {
    let (mut start, mut length, mut found) = (0, size, Vec::new());
    while position < size && length > 1 {
        let left = 1 << (length - 1).ilog2();
        if position - start < left {
            found.push((start + left, length - left));
            length = left;
        } else {
            found.push((start, left));
            start += left;
            length -= left;
        }
    }
    found.reverse();
    found
}

/// The root to which a leaf and the roots of its siblings lead; `None` where their number does not fit.
pub fn climb(leaf: Hash, position: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    let siblings = siblings(position, size);
    let fits = position < size && siblings.len() == path.len();
    let steps = siblings.iter().zip(path);
    fits.then(|| steps.fold(leaf, |hash, ((start, _), other)| if *start < position { node(other, &hash) } else { node(&hash, other) }))
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
