//! The tree against the vectors that Certificate Transparency's own tests use, and against a published crate.

use super::*;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2_next::Sha256 as TheirSha256;

/// The eight leaves of the reference implementation.
const LEAVES: [&[u8]; 8] = [
    b"",
    &[0x00],
    &[0x10],
    &[0x20, 0x21],
    &[0x30, 0x31],
    &[0x40, 0x41, 0x42, 0x43],
    &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
    &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
];

/// Its roots, of the first leaf, of the first two, and so on.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

use crate::audit::key::hex;

fn frontier(leaves: &[Vec<u8>]) -> Frontier {
    leaves.iter().fold(Frontier::default(), |mut all, bytes| {
        all.push(leaf(&[bytes]));
        all
    })
}

/// The root of these leaves, by the words of the RFC.
fn root_of(leaves: &[Hash]) -> Hash {
    if let [leaf] = leaves {
        return *leaf;
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    node(&root_of(left), &root_of(right))
}

fn path(hashes: &[Hash], position: usize) -> Vec<Hash> {
    let siblings = siblings(position as u64, hashes.len() as u64);
    let range = |(start, length): (u64, u64)| usize::try_from(start).unwrap()..usize::try_from(start + length).unwrap();
    siblings.into_iter().map(|sibling| root_of(&hashes[range(sibling)])).collect()
}

#[test]
fn the_roots_are_those_of_certificate_transparency() {
    let mut growing = Frontier::default();
    assert_eq!(hex(&growing.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (bytes, root) in LEAVES.iter().zip(ROOTS) {
        growing.push(leaf(&[bytes]));
        assert_eq!(hex(&growing.root()), root);
    }
}

#[test]
fn a_leaf_is_hashed_over_all_its_parts() {
    assert_eq!(leaf(&[b"salt", b"record"]), leaf(&[b"saltrecord"]));
    assert_ne!(leaf(&[b"a"]), node(&[0; 32], &[0; 32]));
}

#[test]
fn what_is_no_frontier_is_not_read() {
    assert_eq!(Frontier::read(3, &[0; 64]).map(|f| f.size()), Some(3));
    assert_eq!([Frontier::read(3, &[0; 63]), Frontier::read(3, &[0; 32]), Frontier::read(4, &[0; 64])], [None, None, None]);
}

#[test]
fn a_leaf_beyond_the_end_is_never_proved() {
    assert_eq!((climb([0; 32], 0, 0, &[]), climb([0; 32], 1, 1, &[]), climb([0; 32], 0, 2, &[])), (None, None, None));
}

proptest! {
    #[test]
    fn the_frontier_is_the_published_crate_s_root(leaves in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..20), 1..70)) {
        let mut theirs = MemoryBackedTree::<TheirSha256, Vec<u8>>::new();
        leaves.iter().for_each(|bytes| theirs.push(bytes.clone()));
        let ours = frontier(&leaves);
        let root = theirs.root();
        prop_assert_eq!(&ours.root()[..], &root.as_bytes()[..]);
        prop_assert_eq!(Frontier::read(ours.size(), &ours.bytes()), Some(ours));
    }

    #[test]
    fn a_proof_is_the_published_crate_s_and_proves_nothing_else(size in 1_usize..70, at in 0_usize..70, other in 0_usize..70) {
        let (at, other) = (at % size, other % size);
        let leaves: Vec<Vec<u8>> = (0..size).map(|n| n.to_string().into_bytes()).collect();
        let mut theirs = MemoryBackedTree::<TheirSha256, Vec<u8>>::new();
        leaves.iter().for_each(|bytes| theirs.push(bytes.clone()));
        let hashes: Vec<Hash> = leaves.iter().map(|bytes| leaf(&[bytes])).collect();
        let (path, root) = (path(&hashes, at), frontier(&leaves).root());
        let proof = theirs.prove_inclusion(at);
        prop_assert_eq!(path.concat(), proof.as_bytes());
        prop_assert_eq!(climb(hashes[at], at as u64, size as u64, &path), Some(root));
        if other != at {
            prop_assert_ne!(climb(hashes[other], at as u64, size as u64, &path), Some(root));
            prop_assert_ne!(climb(hashes[at], other as u64, size as u64, &path), Some(root));
        }
    }
}
