//! What differs between what ought to be there and what is.

use crate::common::{Dice, at, entry, key, listed};
use inventory::compare::{Changes, Comparison, Difference, Finding, Kept, compare};
use inventory::{Entry, InventoryError, Key, Listed, Sum, Totals};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn differ(expected: &[Entry], observed: &[Listed]) -> (Difference, Kept) {
    let observed = observed.iter().cloned().map(Ok);
    compare(expected.iter().cloned().map(Ok), observed, Kept::up_to(1000)).unwrap()
}

#[test]
fn missing_surplus_changed() {
    let expected = [entry("a", 1), entry("b", 2), entry("c", 3), entry("e", 5)];
    let observed = [listed("a", 1), listed("c", 4), listed("d", 4), listed("f", 6)];
    let (difference, kept) = differ(&expected, &observed);
    assert_eq!(kept.missing, [entry("b", 2), entry("e", 5)]);
    assert_eq!(kept.surplus, [listed("d", 4), listed("f", 6)]);
    let changes = Changes { size: true, ..Changes::default() };
    assert_eq!(kept.changed, [(entry("c", 3), listed("c", 4), changes)]);
    assert_eq!((difference.same, difference.same_bytes), (1, 1));
    assert_eq!((difference.missing.count, difference.missing.bytes), (2, 7));
    assert!(!difference.is_empty());
}

/// An overwrite of equal size shows in the tag, the version or the time, where a store gives one.
#[test]
fn an_overwrite_of_equal_size_shows_where_the_store_says_so() {
    let old =
        Listed { tag: Some("x".into()), version: Some("1".into()), modified: Some(at(1)), ..listed("a", 1) };
    let expected = [Entry::named(old.clone(), at(9))];
    let changes = |observed: Listed| differ(&expected, &[observed]).1.changed.first().map(|found| found.2);
    assert_eq!(changes(old.clone()), None);
    let tag = changes(Listed { tag: Some("y".into()), ..old.clone() }).unwrap();
    assert_eq!(tag, Changes { tag: true, ..Changes::default() });
    assert!(changes(Listed { version: Some("2".into()), ..old.clone() }).unwrap().version);
    assert!(changes(Listed { modified: Some(at(2)), ..old.clone() }).unwrap().modified);
    // A store that says nothing of it contradicts nothing.
    assert_eq!(changes(listed("a", 1)), None);
}

#[test]
fn nothing_out_of_order_is_compared() {
    let good = || [Ok(entry("a", 1)), Ok(entry("b", 1))];
    for observed in [[listed("b", 1), listed("a", 1)], [listed("a", 1), listed("a", 1)]] {
        let compared = compare(good(), observed.map(Ok), Kept::default());
        assert!(matches!(compared, Err(InventoryError::Unsorted { .. })));
    }
    for expected in [[Ok(entry("b", 1)), Ok(entry("a", 1))], [Ok(entry("a", 1)), Ok(entry("a", 1))]] {
        let compared = compare(expected, [Ok(listed("c", 1))], Kept::default());
        assert!(matches!(compared, Err(InventoryError::Unsorted { .. })));
    }
}

#[test]
fn whoever_takes_differences_can_end_it() {
    let full = |_: Finding<'_>| Err(InventoryError::Damaged { what: "no room" });
    assert!(compare([Ok(entry("a", 1))], [], full).is_err());
    let mut comparison = Comparison::new([Ok(entry("b", 1))].into_iter(), Kept::up_to(1)).unwrap();
    comparison.observe(listed("a", 1)).unwrap();
    comparison.observe(listed("aa", 1)).unwrap();
    let (difference, kept) = comparison.finish().unwrap();
    assert_eq!((difference.surplus.count, kept.surplus.len(), kept.missing.len()), (2, 1, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn differences_are_those_of_the_sets(
        expected in prop::collection::btree_map("[a-c]{1,3}", 0..3_u64, 0..30),
        observed in prop::collection::btree_map("[a-c]{1,3}", 0..3_u64, 0..30),
    ) {
        let entries: Vec<_> = expected.iter().map(|(text, size)| entry(text, *size)).collect();
        let items: Vec<_> = observed.iter().map(|(text, size)| listed(text, *size)).collect();
        let (difference, kept) = differ(&entries, &items);
        let without = |a: &BTreeMap<String, u64>, b: &BTreeMap<String, u64>| -> Vec<Key> {
            a.keys().filter(|text| !b.contains_key(*text)).map(|text| key(text)).collect()
        };
        let missing: Vec<_> = kept.missing.iter().map(|entry| entry.key.clone()).collect();
        let surplus: Vec<_> = kept.surplus.iter().map(|listed| listed.key.clone()).collect();
        prop_assert_eq!(missing, without(&expected, &observed));
        prop_assert_eq!(surplus, without(&observed, &expected));

        // In three measures: count, bytes, digest.
        let (mut totals, mut sum) = (Totals::default(), Sum::default());
        entries.iter().for_each(|entry| totals.add(entry));
        items.iter().for_each(|item| sum.add(&item.key, item.size));
        prop_assert!(difference.agrees(&totals, &sum));
        sum.add(&key("never"), 0);
        prop_assert!(!difference.agrees(&totals, &sum));
    }
}

/// South Yorkshire, in small: of 100,000 originals 96,174 vanish.
#[test]
fn what_vanished_is_named() {
    let mut dice = Dice(20_230_726);
    let expected: Vec<_> = (0..100_000).map(|n| entry(&format!("bwv/{n:06}.mp4"), n)).collect();
    let left: Vec<_> =
        expected.iter().filter(|_| dice.next().is_multiple_of(26)).map(Entry::listed).collect();
    let mut missing = 0;
    let count = |finding: Finding<'_>| {
        missing += u64::from(matches!(finding, Finding::Missing(_)));
        Ok(())
    };
    let (difference, _) = compare(expected.into_iter().map(Ok), left.iter().cloned().map(Ok), count).unwrap();
    assert_eq!((missing, difference.same), (100_000 - left.len() as u64, left.len() as u64));
}
