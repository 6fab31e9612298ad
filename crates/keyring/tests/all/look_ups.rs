//! Look-ups by keyed hashes.

use crate::{counting_key, hex};
use keyring::{IndexKey, SecretKey, derive};
use proptest::prelude::*;

/// Computed with Python's `hmac` and `hashlib` from the documentation.
#[test]
fn tags_and_derived_keys_are_the_documented_ones() {
    let index = IndexKey::derive(&counting_key(), "people");
    assert_eq!(index.tag("surname", b"ashworth").to_vec(), hex("eb825b44d1b892151da1f73f4397f3da"));
    let derived = derive::hkdf(&counting_key(), "tipstaff/roster/1");
    assert_eq!(
        derived.expose().to_vec(),
        hex("5fa0d515787259dac264b147d66489be68fb2fef99e19ba0f550ccc82669ab7c")
    );
}

#[test]
fn a_value_is_found_by_its_tag_and_no_other_value_is() {
    let index = IndexKey::derive(&SecretKey::fresh().unwrap(), "people");
    let tag = index.tag("surname", b"ashworth");
    assert!(index.is_tag_of(&tag, "surname", b"ashworth"));
    assert!(!index.is_tag_of(&tag, "surname", b"ashworthe"));
    assert!(!index.is_tag_of(&tag, "forename", b"ashworth"));
    assert!(!index.is_tag_of(&tag, "surnamea", b"shworth"));
}

#[test]
fn another_index_or_another_secret_gives_other_tags() {
    let secret = SecretKey::fresh().unwrap();
    let tag = |secret: &SecretKey, label| IndexKey::derive(secret, label).tag("surname", b"ashworth");
    assert_eq!(tag(&secret, "people"), tag(&secret, "people"));
    assert_ne!(tag(&secret, "people"), tag(&secret, "victims"));
    assert_ne!(tag(&secret, "people"), tag(&SecretKey::fresh().unwrap(), "people"));
}

proptest! {
    #[test]
    fn the_end_of_a_kind_is_never_taken_for_a_value(
        kind in "[ab]{0,4}", value in "[ab]{0,4}", kind_2 in "[ab]{0,4}", value_2 in "[ab]{0,4}",
    ) {
        let index = IndexKey::derive(&counting_key(), "people");
        let same = index.tag(&kind, value.as_bytes()) == index.tag(&kind_2, value_2.as_bytes());
        prop_assert_eq!(same, (kind, value) == (kind_2, value_2));
    }
}
