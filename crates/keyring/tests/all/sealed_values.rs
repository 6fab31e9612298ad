//! A value opens with its own key, in its own place, as it was sealed, and otherwise not at all.

use crate::{NAME, counting_key, hex};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use keyring::{Cell, KeyError, Sealer, SecretKey};
use proptest::prelude::*;
use std::collections::HashSet;

fn sealer() -> Sealer {
    Sealer::new(&SecretKey::fresh().unwrap())
}

#[test]
fn a_value_opens_in_its_place_and_nowhere_else() {
    let person = sealer();
    let sealed = person.seal(NAME, b"Ashworth").unwrap();
    assert_eq!(*person.open(NAME, &sealed).unwrap(), b"Ashworth");
    let elsewhere = [
        Cell { row: 8, ..NAME },
        Cell { row: -7, ..NAME },
        Cell { column: "forename", ..NAME },
        Cell { table: "person", ..NAME },
        // The same letters, cut in another place.
        Cell { table: "person_values", column: "urname", ..NAME },
    ];
    for cell in elsewhere {
        assert!(matches!(person.open(cell, &sealed), Err(KeyError::WrongKey { .. })), "{cell}");
    }
}

#[test]
fn a_value_does_not_open_under_another_persons_key() {
    let sealed = sealer().seal(NAME, b"Ashworth").unwrap();
    assert!(matches!(sealer().open(NAME, &sealed), Err(KeyError::WrongKey { .. })));
}

#[test]
fn the_length_of_a_short_value_is_not_told() {
    let sealer = sealer();
    let length = |value: &[u8]| sealer.seal(NAME, value).unwrap().len();
    assert_eq!(length(b""), 57);
    assert_eq!(length(b"Fox"), length(b"Wolstenholme-Fy"));
    assert_eq!(length(&[b'a'; 16]), 73);
    assert_eq!(length(&[b'a'; 31]), 73);
    assert_eq!(length(&[b'a'; 32]), 89);
}

#[test]
fn the_same_value_never_looks_the_same_twice() {
    let sealer = sealer();
    let seal = || sealer.seal(NAME, b"Ashworth").unwrap();
    let mut seen: HashSet<Vec<u8>> = HashSet::new();
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| (0..5000).map(|_| seal()).collect::<Vec<_>>())).collect();
        for thread in threads {
            for sealed in thread.join().unwrap() {
                assert!(seen.insert(sealed[1..25].to_vec()), "a nonce came twice");
            }
        }
    });
}

/// What was sealed by the first version, which every later one must open.
#[test]
fn values_sealed_by_the_first_version_open() {
    let sealed = hex(FIRST_VERSION);
    assert_eq!(*Sealer::new(&counting_key()).open(NAME, &sealed).unwrap(), "Ó Súilleabháin".as_bytes());
}

const FIRST_VERSION: &str = "011d7d444244bcda00b37be67160a374ba656b0eaef9a8634fec93c2e8b5af1fd2c76c2fa6d1355a9bf7593571e63fcb2e5aaac447da092aac7f5088dd3b871fb3ec0d8c6cfd1b6727";

/// The layout in the documentation, built by hand.
#[test]
fn the_layout_is_the_documented_one() {
    let nonce = [9; 24];
    let mut bound = vec![1];
    bound.extend(7_i64.to_be_bytes());
    bound.extend(12_u64.to_be_bytes());
    bound.extend(b"person_value");
    bound.extend(7_u64.to_be_bytes());
    bound.extend(b"surname");
    let padded = b"Ashworth\x80\0\0\0\0\0\0\0";
    let cipher = XChaCha20Poly1305::new(counting_key().expose().into());
    let body = cipher.encrypt(&XNonce::from(nonce), Payload { msg: padded, aad: &bound }).unwrap();
    let sealed = [&[1][..], &nonce, &body].concat();
    assert_eq!(*Sealer::new(&counting_key()).open(NAME, &sealed).unwrap(), b"Ashworth");
}

/// A proved value whose padding is none was sealed by something that is not Tipstaff.
#[test]
fn a_value_without_padding_is_damaged() {
    for padded in [&b""[..], &[0; 16], b"Ashworth", b"sixteen letters!", &[&[0x80][..], &[0; 31]].concat()] {
        let nonce = [9; 24];
        let mut bound = vec![1];
        bound.extend(7_i64.to_be_bytes());
        bound.extend(12_u64.to_be_bytes());
        bound.extend(b"person_value");
        bound.extend(7_u64.to_be_bytes());
        bound.extend(b"surname");
        let cipher = XChaCha20Poly1305::new(counting_key().expose().into());
        let body = cipher.encrypt(&XNonce::from(nonce), Payload { msg: padded, aad: &bound }).unwrap();
        let sealed = [&[1][..], &nonce, &body].concat();
        let opened = Sealer::new(&counting_key()).open(NAME, &sealed);
        assert!(matches!(opened, Err(KeyError::Damaged { .. })), "{padded:?}");
    }
}

proptest! {
    #[test]
    fn every_value_comes_back(
        value in proptest::collection::vec(any::<u8>(), 0..200),
        table in ".{0,12}", row: i64, column in ".{0,12}",
    ) {
        let sealer = sealer();
        let cell = Cell { table: &table, row, column: &column };
        let sealed = sealer.seal(cell, &value).unwrap();
        prop_assert_eq!(&*sealer.open(cell, &sealed).unwrap(), &value);
    }

    #[test]
    fn a_value_with_one_bit_changed_does_not_open(
        value in proptest::collection::vec(any::<u8>(), 0..40), at: prop::sample::Index,
    ) {
        let sealer = sealer();
        let mut sealed = sealer.seal(NAME, &value).unwrap();
        let bit = at.index(sealed.len() * 8);
        sealed[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(sealer.open(NAME, &sealed).is_err());
    }

    #[test]
    fn a_value_cut_short_or_made_longer_does_not_open(
        value in proptest::collection::vec(any::<u8>(), 0..40), at: prop::sample::Index,
    ) {
        let sealer = sealer();
        let mut sealed = sealer.seal(NAME, &value).unwrap();
        prop_assert!(sealer.open(NAME, &sealed[..at.index(sealed.len())]).is_err());
        sealed.push(0);
        prop_assert!(sealer.open(NAME, &sealed).is_err());
    }

    #[test]
    fn two_places_are_never_taken_for_one(
        ours in ("[a-c]{0,3}", 0_i64..3, "[a-c]{0,3}"), theirs in ("[a-c]{0,3}", 0_i64..3, "[a-c]{0,3}"),
    ) {
        let sealer = sealer();
        let here = Cell { table: &ours.0, row: ours.1, column: &ours.2 };
        let there = Cell { table: &theirs.0, row: theirs.1, column: &theirs.2 };
        let sealed = sealer.seal(here, b"Ashworth").unwrap();
        prop_assert_eq!(sealer.open(there, &sealed).is_ok(), here == there);
    }
}
