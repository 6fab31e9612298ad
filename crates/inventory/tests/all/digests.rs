//! `LtHash16`: whatever the order, and linear.

use crate::common::{Dice, key};
use inventory::{Key, ScrubDigest, SweepDigest};
use proptest::prelude::*;

fn items() -> impl Strategy<Value = Vec<(Key, u64)>> {
    prop::collection::vec(("[a-c/]{1,6}", 0..4_u64), 0..20)
        .prop_map(|items| items.into_iter().map(|(text, size)| (key(&text), size)).collect())
}

fn sum<'a>(items: impl IntoIterator<Item = &'a (Key, u64)>) -> SweepDigest {
    let mut digest = SweepDigest::new();
    for (key, size) in items {
        digest.insert(key, *size);
    }
    digest
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_does_not_matter(items in items(), seed in 1..u64::MAX) {
        let mut dice = Dice(seed);
        let mut mixed = items.clone();
        mixed.sort_by_cached_key(|_| dice.next());
        prop_assert_eq!(sum(&items), sum(&mixed));
    }

    #[test]
    fn expected_less_observed_is_missing_less_surplus(same in items(), missing in items(), surplus in items()) {
        let expected = sum(same.iter().chain(&missing));
        let observed = sum(same.iter().chain(&surplus));
        prop_assert_eq!(expected - &observed, sum(&missing) - &sum(&surplus));
    }

    #[test]
    fn what_is_put_in_and_taken_out_leaves_nothing(items in items()) {
        let mut digest = sum(&items);
        for (key, size) in &items {
            digest.remove(key, *size);
        }
        prop_assert!(digest.is_zero());
    }

    #[test]
    fn stored_and_read_it_is_the_same(items in items()) {
        let digest = sum(&items);
        prop_assert_eq!(&SweepDigest::from_bytes(&digest.to_bytes()), &digest);
        prop_assert_eq!(digest.short().len(), 64);
    }
}

/// Evidence note, section 5: a single lost item is named by the difference alone.
#[test]
fn a_single_missing_item_is_named() {
    let items: Vec<_> = (0..1000).map(|n| (key(&format!("bwv/{n}.mp4")), n)).collect();
    let observed = sum(items.iter().filter(|(_, size)| *size != 617));
    let difference = sum(&items) - &observed;
    let found = difference.single(items.iter().map(|(key, size)| (key, *size)));
    assert_eq!(found, Some(&key("bwv/617.mp4")));
    // Two missing ones are no single one.
    let two = sum(&items) - &sum(items.iter().filter(|(_, size)| *size > 1));
    assert_eq!(two.single(items.iter().map(|(key, size)| (key, *size))), None);
}

/// One item lost and one gained leave the count as it was, and the bytes too if they are as large.
#[test]
fn one_lost_and_one_gained_shows() {
    assert_ne!(SweepDigest::of(&key("a"), 5), SweepDigest::of(&key("b"), 5));
    assert_ne!(SweepDigest::of(&key("a"), 5), SweepDigest::of(&key("a"), 6));
    assert_ne!(ScrubDigest::of(&key("a"), 5, &[0; 32]), ScrubDigest::of(&key("a"), 5, &[1; 32]));
}

/// The two kinds are of different types; their bytes differ too.
#[test]
fn a_sweep_is_no_scrub() {
    let sweep = SweepDigest::of(&key("a"), 5).to_bytes();
    assert_ne!(sweep, ScrubDigest::of(&key("a"), 5, &[0; 32]).to_bytes());
}

/// Keys of any length give the digest of their bytes, however they are fed to the hash: what a verifier in another
/// language computes.
#[test]
fn digests_are_plain_blake3() {
    for length in [1, 100, 220, 221, 222, 256, 1000, 4096] {
        let name = "k".repeat(length);
        let mut input = b"tipstaff-inventory/sweep/1\n".to_vec();
        input.extend_from_slice(&7_u64.to_le_bytes());
        input.extend_from_slice(name.as_bytes());
        let mut output = [0; 2048];
        blake3::Hasher::new().update(&input).finalize_xof().fill(&mut output);
        assert_eq!(SweepDigest::of(&key(&name), 7).to_bytes(), output, "{length}");
    }
}
