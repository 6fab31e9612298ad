//! Changes laid over an inventory.

use crate::common::{entry, full, key};
use inventory::delta::{Change, Current, DeltaReader, DeltaWriter, compact};
use inventory::file::{Reader, Writer};
use inventory::{Entry, InventoryError, Key};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn base(entries: &[Entry]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new()).unwrap();
    entries.iter().for_each(|entry| writer.push(entry).unwrap());
    writer.finish().unwrap().0
}

fn delta(changes: &[Change]) -> Vec<u8> {
    let mut writer = DeltaWriter::new(Vec::new()).unwrap();
    changes.iter().for_each(|change| writer.push(change).unwrap());
    let (bytes, count) = writer.finish().unwrap();
    assert_eq!(count, changes.len() as u64);
    bytes
}

fn current(base: &[u8], deltas: &[Vec<u8>]) -> Result<Vec<Entry>, InventoryError> {
    let deltas = deltas.iter().map(|delta| DeltaReader::new(&delta[..])).collect::<Result<Vec<_>, _>>()?;
    Current::new(Reader::new(base)?, deltas).collect()
}

#[test]
fn added_changed_removed_in_their_order() {
    let base = base(&[entry("a", 1), entry("c", 3), entry("e", 5)]);
    let first =
        delta(&[Change::Added(entry("b", 2)), Change::Changed(full("c", 3)), Change::Removed(key("e"))]);
    let second =
        delta(&[Change::Removed(key("b")), Change::Added(entry("e", 6)), Change::Added(entry("f", 7))]);
    let now = current(&base, &[first.clone(), second.clone()]).unwrap();
    assert_eq!(now, [entry("a", 1), full("c", 3), entry("e", 6), entry("f", 7)]);
    let (compacted, totals) = compact(now.into_iter().map(Ok), Vec::new()).unwrap();
    assert_eq!((totals.all.count, totals.all.bytes, totals.hashed), (4, 17, 1));
    assert_eq!(current(&compacted, &[]).unwrap(), current(&base, &[first, second]).unwrap());
}

#[test]
fn a_delta_that_does_not_belong_is_refused() {
    let base = base(&[entry("a", 1)]);
    for change in [Change::Added(entry("a", 1)), Change::Changed(entry("b", 1)), Change::Removed(key("b"))] {
        let error = current(&base, &[delta(std::slice::from_ref(&change))]).unwrap_err();
        assert!(matches!(&error, InventoryError::DoesNotFit { .. }), "{error}");
        assert_eq!(error.key(), Some(change.key()));
    }
    // The same delta twice.
    let added = delta(&[Change::Added(entry("b", 1))]);
    assert!(current(&base, std::slice::from_ref(&added)).is_ok());
    assert!(current(&base, &[added.clone(), added]).is_err());
}

#[test]
fn a_delta_is_no_inventory() {
    assert!(DeltaReader::new(&base(&[entry("a", 1)])[..]).is_err());
    assert!(Reader::new(&delta(&[])[..]).is_err());
    let mut writer = DeltaWriter::new(Vec::new()).unwrap();
    writer.push(&Change::Removed(key("b"))).unwrap();
    assert!(writer.push(&Change::Removed(key("b"))).is_err());
    assert!(writer.push(&Change::Added(entry("a", 1))).is_err());
    writer.push(&Change::Added(entry("c", 1))).unwrap();
    let bytes = writer.finish().unwrap().0;
    assert_eq!(DeltaReader::new(&bytes[..]).unwrap().map(Result::unwrap).count(), 2);
    for cut in 0..bytes.len() {
        let read = DeltaReader::new(&bytes[..cut]).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        assert!(read.is_err(), "{cut}");
    }
}

type Model = BTreeMap<Key, Entry>;

fn wanted() -> impl Strategy<Value = BTreeMap<String, Option<u64>>> {
    prop::collection::btree_map("[a-d]{1,2}", prop::option::of(0..9_u64), 0..12)
}

/// What is asked for, as a change that fits.
fn step(model: &mut Model, wanted: BTreeMap<String, Option<u64>>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (text, size) in wanted {
        let key = key(&text);
        changes.push(match (size, model.contains_key(&key)) {
            (Some(size), is_there) => {
                let entry = entry(&text, size);
                model.insert(key, entry.clone());
                if is_there { Change::Changed(entry) } else { Change::Added(entry) }
            }
            (None, true) => {
                model.remove(&key);
                Change::Removed(key)
            }
            (None, false) => continue,
        });
    }
    changes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn deltas_give_what_the_steps_gave(
        steps in prop::collection::vec(wanted(), 0..6)
    ) {
        let mut model = Model::new();
        let mut deltas = Vec::new();
        let empty = base(&[]);
        for wanted in steps {
            deltas.push(delta(&step(&mut model, wanted)));
            let now = current(&empty, &deltas).unwrap();
            prop_assert_eq!(now, model.values().cloned().collect::<Vec<_>>());
        }
    }
}
