//! Force keys come and go; what they wrap stays readable as long as it should.

use crate::{NAME, hex};
use keyring::{Cell, ForceKeyError, ForceKeys, KeyError, SecretKey};
use proptest::prelude::*;
use std::path::PathBuf;
use subtle::ConstantTimeEq;

fn in_a_file() -> (ForceKeys, PathBuf, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("force.key");
    (ForceKeys::create(&path).unwrap(), path, folder)
}

fn same(one: &SecretKey, other: &SecretKey) -> bool {
    one.ct_eq(other).into()
}

#[test]
fn a_person_key_is_wrapped_by_the_newest_and_unwrapped_by_any() {
    let (mut keys, path, _folder) = in_a_file();
    let person = SecretKey::fresh().unwrap();
    let old = keys.newest();
    let wrapped = keys.wrap(NAME, &person).unwrap();
    assert_eq!(wrapped.len(), 77);
    assert_eq!(keys.wrapped_by(&wrapped), Some(old.clone()));

    let new = keys.rotate_file(&path).unwrap();
    assert_eq!(keys.ids(), [old, new.clone()]);
    assert!(same(&keys.unwrap(NAME, &wrapped).unwrap(), &person), "the old key still unwraps");
    let again = keys.wrap(NAME, &person).unwrap();
    assert_eq!(keys.wrapped_by(&again), Some(new));
}

#[test]
fn after_everything_is_wrapped_anew_the_old_key_goes_and_what_it_wrapped_never_opens() {
    let (mut keys, path, _folder) = in_a_file();
    let person = SecretKey::fresh().unwrap();
    let old = keys.newest();
    let before = keys.wrap(NAME, &person).unwrap();
    keys.rotate_file(&path).unwrap();
    let after = keys.wrap(NAME, &keys.unwrap(NAME, &before).unwrap()).unwrap();

    keys.retire(&path, &old).unwrap();
    let read = ForceKeys::read(&path).unwrap();
    for keys in [&keys, &read] {
        assert!(same(&keys.unwrap(NAME, &after).unwrap(), &person));
        assert_eq!(keys.unwrap(NAME, &before).err(), Some(KeyError::NoSuchKey { id: old.clone() }));
    }
}

#[test]
fn the_newest_key_is_not_retired_and_neither_is_one_that_is_not_there() {
    let (mut keys, path, _folder) = in_a_file();
    let newest = keys.newest();
    assert!(matches!(keys.retire(&path, &newest), Err(ForceKeyError::Newest { .. })));
    let unknown = "00000000".parse().unwrap();
    assert!(matches!(keys.retire(&path, &unknown), Err(ForceKeyError::Key(KeyError::NoSuchKey { .. }))));
    assert_eq!(ForceKeys::read(&path).unwrap().ids(), [newest]);
}

/// Another machine rotates, and this one meets what it wrapped before it has read the file again.
#[test]
fn a_key_that_another_machine_added_is_found_by_reading_again() {
    let (ours, path, _folder) = in_a_file();
    let mut theirs = ForceKeys::read(&path).unwrap();
    let new = theirs.rotate_file(&path).unwrap();
    let person = SecretKey::fresh().unwrap();
    let wrapped = theirs.wrap(NAME, &person).unwrap();
    assert_eq!(ours.unwrap(NAME, &wrapped).err(), Some(KeyError::NoSuchKey { id: new }));
    assert!(same(&ForceKeys::read(&path).unwrap().unwrap(NAME, &wrapped).unwrap(), &person));
}

#[test]
fn a_key_wrapped_for_one_person_does_not_unwrap_for_another() {
    let keys = ForceKeys::fresh().unwrap();
    let wrapped = keys.wrap(NAME, &SecretKey::fresh().unwrap()).unwrap();
    let other = Cell { row: 8, ..NAME };
    assert!(matches!(keys.unwrap(other, &wrapped), Err(KeyError::WrongKey { .. })));
}

#[test]
fn what_is_no_wrapped_key_is_damaged_and_a_sealed_value_is_none() {
    let keys = ForceKeys::fresh().unwrap();
    let sealed = keyring::Sealer::new(&SecretKey::fresh().unwrap()).seal(NAME, &[7; 32]).unwrap();
    let wrapped = keys.wrap(NAME, &SecretKey::fresh().unwrap()).unwrap();
    for none in [&[][..], b"A", &sealed, &wrapped[..4], &wrapped[..44]] {
        assert!(matches!(keys.unwrap(NAME, none), Err(KeyError::Damaged { .. })), "{} bytes", none.len());
    }
    assert_eq!(keys.wrapped_by(&sealed), None);
    assert_eq!(keys.wrapped_by(&wrapped[..4]), None);
}

/// What was wrapped by the first version, which every later one must unwrap.
#[test]
fn keys_wrapped_by_the_first_version_unwrap() {
    let keys = ForceKeys::parse(
        b"tipstaff-force-key/1
key 221afb34 000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG
end 1 ab7467fa",
    )
    .unwrap();
    let person = keys.unwrap(NAME, &hex(FIRST_VERSION)).unwrap();
    assert_eq!(person.expose(), &[0x5a; 32]);
}

const FIRST_VERSION: &str = "41221afb340a82cf0761f665da8a9ab57c6c129d3a9c6f06ab066cb08ee0232684f5233710d0b8e20ae4abe5d2e4059afd73bdf4c555dde5c8ef1eb93b81d3ecbdab89a585a99a4f5ef50a5a40";

proptest! {
    #[test]
    fn a_wrapped_key_with_one_bit_changed_does_not_unwrap(bit in 0_usize..77 * 8, length in 0_usize..77) {
        let keys = ForceKeys::fresh().unwrap();
        let mut wrapped = keys.wrap(NAME, &SecretKey::fresh().unwrap()).unwrap();
        prop_assert!(keys.unwrap(NAME, &wrapped[..length]).is_err());
        wrapped[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(keys.unwrap(NAME, &wrapped).is_err());
    }
}
