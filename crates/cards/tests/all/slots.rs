//! Places in a status list: random, never used twice, and hiding how many cards there are.

use cards::status_list::{DECOY_SHARE, Padding, SMALLEST_LIST, SlotParts, Slots, SlotsError};
use roaring::RoaringBitmap;
use std::collections::BTreeSet;

#[test]
fn no_place_is_given_twice_and_none_is_a_decoy() {
    let mut slots = Slots::for_cards(10).unwrap();
    let mut seen = BTreeSet::new();
    for _ in 0..2000 {
        let place = slots.allot().unwrap();
        assert!(seen.insert(place) && !slots.parts().decoys.contains(place));
        // Kept and read again: nothing is forgotten.
        slots = Slots::restore(slots.parts().clone()).unwrap();
    }
    let last = *seen.last().unwrap();
    assert!(last > SMALLEST_LIST / 2, "2,000 places lie all over the list, not in its first half: {last}");
    let rises = seen.iter().zip(seen.iter().skip(1)).all(|(a, b)| b == &(a + 1));
    assert!(!rises);
}

#[test]
fn a_small_force_and_a_large_one_publish_lists_of_one_size() {
    for cards in [1, 500, 98_000] {
        assert_eq!(Slots::for_cards(cards).unwrap().parts().capacity, SMALLEST_LIST);
    }
    assert_eq!(Slots::for_cards(100_000).unwrap().parts().capacity, 2 * SMALLEST_LIST);
    assert!(Slots::for_cards(u32::MAX).is_err());
}

#[test]
fn a_full_list_gives_no_place() {
    let capacity = 64;
    let parts = SlotParts {
        capacity,
        issued: (0..40).collect(),
        decoys: (40..56).collect(),
        revoked: RoaringBitmap::new(),
        shown: RoaringBitmap::new(),
    };
    let mut slots = Slots::restore(parts).unwrap();
    let mut given: Vec<u32> = (0..8).map(|_| slots.allot().unwrap()).collect();
    given.sort_unstable();
    assert_eq!(given, (56..64).collect::<Vec<_>>());
    assert_eq!(slots.allot(), Err(SlotsError::Full));
}

#[test]
fn what_the_public_sees_change_is_a_step_of_a_ladder() {
    let mut slots = Slots::for_cards(60_000).unwrap();
    let cards: Vec<u32> = (0..47_000).map(|_| slots.allot().unwrap()).collect();
    let (first, _) = slots.publish().unwrap();
    let ones = |list: &cards::status_list::StatusList| {
        (0..list.entries()).filter(|index| list.get(*index) == Some(1)).count() as u64
    };
    let decoys = u64::from(SMALLEST_LIST / DECOY_SHARE);
    let mut before = ones(&first);
    assert!((decoys / 8..=decoys * 3 / 8).contains(&before), "{before}");
    let mut next = cards.into_iter();
    for (revoke, step) in [(0, 16), (1, 16), (16, 16), (17, 64), (300, 1024), (1024, 1024), (3000, 4096)] {
        for card in next.by_ref().take(revoke) {
            assert!(slots.revoke(card).unwrap() && slots.is_revoked(card));
            assert!(!slots.revoke(card).unwrap());
        }
        let (list, padding) = slots.publish().unwrap();
        let now = ones(&list);
        assert_eq!(now - before, step);
        assert_eq!(padding, Padding { cards: revoke as u64, decoys: step - revoke as u64, missing: 0 });
        before = now;
    }
}

#[test]
fn revocations_go_out_even_where_no_decoy_is_left_and_it_is_said() {
    let parts = SlotParts {
        capacity: 64,
        issued: (0..40).collect(),
        decoys: (40..44).collect(),
        revoked: (40..42).collect(),
        shown: (40..42).collect(),
    };
    let mut slots = Slots::restore(parts).unwrap();
    for card in 0..5 {
        slots.revoke(card).unwrap();
    }
    let (list, padding) = slots.publish().unwrap();
    assert_eq!(padding, Padding { cards: 5, decoys: 2, missing: 9 });
    assert!((0..5).all(|card| list.get(card) == Some(1)));
}

#[test]
fn a_place_without_a_card_is_not_revoked() {
    let mut slots = Slots::for_cards(10).unwrap();
    let decoy = slots.parts().decoys.min().unwrap();
    assert_eq!(slots.revoke(decoy), Err(SlotsError::NotIssued { index: decoy }));
}

#[test]
fn places_that_do_not_fit_together_are_refused() {
    let good = Slots::for_cards(10).unwrap().parts().clone();
    let mut overlapping = good.clone();
    overlapping.issued.insert(good.decoys.min().unwrap());
    let mut outside = good.clone();
    outside.issued.insert(good.capacity);
    let mut unknown = good.clone();
    unknown.revoked.insert_range(0..good.capacity);
    let mut unrevoked = good.clone();
    unrevoked.shown = good.decoys.clone();
    let too_long = SlotParts { capacity: u32::MAX, ..good.clone() };
    for parts in [overlapping, outside, unknown, unrevoked, too_long] {
        assert_eq!(Slots::restore(parts), Err(SlotsError::Damaged));
    }
    assert!(Slots::restore(good).is_ok());
}
