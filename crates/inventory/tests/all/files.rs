//! Stored inventories: what is written reads back, and nothing else does.

use crate::common::{entry, full, key};
use inventory::file::{Reader, Writer};
use inventory::{Entry, InventoryError, State, Totals};
use jiff::Timestamp;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

fn written(entries: &[Entry]) -> (Vec<u8>, Totals) {
    let mut writer = Writer::new(Vec::new()).unwrap();
    for entry in entries {
        writer.push(entry).unwrap();
    }
    writer.finish().unwrap()
}

fn read(bytes: &[u8]) -> Result<(Vec<Entry>, Totals), InventoryError> {
    let mut reader = Reader::new(bytes)?.checking_digests();
    let entries = reader.by_ref().collect::<Result<Vec<_>, _>>()?;
    Ok((entries, reader.totals().cloned().expect("it ended well")))
}

fn any_time() -> impl Strategy<Value = Timestamp> {
    (-377_705_023_201..253_402_207_200_i64, 0..1_000_000_000_i32)
        .prop_map(|(seconds, nanoseconds)| Timestamp::new(seconds, nanoseconds).unwrap())
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let texts = (
        prop::option::of("\\PC{0,40}"),
        prop::option::of("[0-9]{0,9}"),
        prop::option::of("[a-c]{1,2}"),
        prop::option::of("camera [0-9]{1,2}"),
    );
    let times = (
        prop::option::of(any_time()),
        prop::option::of(any_time()),
        any_time(),
        prop::option::of(any_time()),
    );
    let hashes = (prop::option::of(any::<[u8; 32]>()), prop::option::of(any::<[u8; 32]>()), any::<bool>());
    (any::<(u64, u64)>(), texts, times, hashes).prop_map(|((size, item), texts, times, hashes)| Entry {
        key: key("x"),
        size,
        item,
        modified: times.0,
        tag: texts.0.map(Into::into),
        version: texts.1.map(Into::into),
        sha256: hashes.0,
        blake3: hashes.1,
        class: texts.2.map(Into::into),
        source: texts.3.map(Into::into),
        state: if hashes.2 && hashes.0.is_some() { State::Hashed } else { State::Named },
        recorded_at: times.1,
        since: times.2,
        verified_at: times.3,
    })
}

fn any_list() -> impl Strategy<Value = Vec<Entry>> {
    let keys = prop_oneof!["[a-b/é€\u{1f4f9}]{1,8}", "\\PC{1,60}", "[x]{1,300}"];
    prop::collection::btree_map(keys, any_entry(), 0..60).prop_map(|map: BTreeMap<String, Entry>| {
        map.into_iter().map(|(text, entry)| Entry { key: key(&text), ..entry }).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_reads_back(entries in any_list()) {
        let (bytes, totals) = written(&entries);
        let (back, back_totals) = read(&bytes).unwrap();
        prop_assert_eq!(back, entries);
        prop_assert_eq!(back_totals, totals);
    }

    #[test]
    fn no_other_bytes_read_back(entries in any_list(), place in any::<prop::sample::Index>(), change in 1..=u8::MAX) {
        let (bytes, _) = written(&entries);
        let at = place.index(bytes.len());
        let mut changed = bytes.clone();
        changed[at] ^= change;
        prop_assert!(read(&changed).is_err());
        prop_assert!(read(&bytes[..at]).is_err());
        let mut longer = bytes;
        longer.push(change);
        prop_assert!(read(&longer).is_err());
    }

    #[test]
    fn any_bytes_at_all_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let _ = read(&[b"tipstaff-inventory/1\n", &bytes[..]].concat());
    }
}

/// One block around a payload, with right checksums: no mutation gets past a wrong one.
fn framed(count: u32, payload: &[u8]) -> Vec<u8> {
    let magic = b"tipstaff-inventory/1\n";
    let block = [&[1][..], &(payload.len() as u32).to_le_bytes(), &count.to_le_bytes(), payload].concat();
    let sum = blake3::keyed_hash(blake3::hash(magic).as_bytes(), &block);
    [magic, &block[..], &sum.as_bytes()[..16]].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn whatever_is_in_a_block_is_sense_or_refused(
        entries in any_list(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        count in any::<prop::sample::Index>(),
    ) {
        let (bytes, _) = written(&entries);
        let length = u32::from_le_bytes(bytes[22..26].try_into().unwrap()) as usize;
        let mut payload = bytes[30..30 + length].to_vec();
        for (place, byte) in changes {
            if let Some(at) = payload.len().checked_sub(1) {
                payload[place.index(at + 1)] = byte;
            }
        }
        let count = (count.index(entries.len() + 1) + 1) as u32;
        let file = framed(count, &payload);
        let read: Vec<_> = Reader::new(&file[..]).unwrap().map_while(Result::ok).collect();
        prop_assert!(read.is_sorted_by(|a, b| a.key < b.key));
        // Sense can be written again.
        let (again, _) = written(&read);
        prop_assert_eq!(self::read(&again).unwrap().0, read);
    }
}

/// Many blocks, many sources: tables go on from block to block.
#[test]
fn long_lists_read_back() {
    let entries: Vec<_> = (0..20_000_u32)
        .map(|n| Entry {
            source: Some(Arc::from(format!("camera {}", n % 3000))),
            ..full(&format!("bwv/{n:06}.mp4"), u64::from(n))
        })
        .collect();
    let (bytes, totals) = written(&entries);
    assert_eq!((totals.all.count, totals.hashed, totals.hashed_bytes), (20_000, 20_000, totals.all.bytes));
    assert!(read(&bytes).unwrap().0 == entries);
    // Blocks that change places are noticed, although each is whole: 21 bytes, then two blocks.
    let length = |at: usize| 9 + 16 + u32::from_le_bytes(bytes[at + 1..at + 5].try_into().unwrap()) as usize;
    let (first, second) = (21, 21 + length(21));
    let third = second + length(second);
    let swapped = [&bytes[..first], &bytes[second..third], &bytes[first..second], &bytes[third..]].concat();
    assert!(matches!(read(&swapped), Err(InventoryError::Damaged { what: "a checksum" })));
    let without = [&bytes[..first], &bytes[second..]].concat();
    assert!(matches!(read(&without), Err(InventoryError::Damaged { .. })));
}

#[test]
fn what_makes_no_sense_is_not_written_and_the_list_goes_on() {
    let mut writer = Writer::new(Vec::new()).unwrap();
    writer.push(&entry("m", 1)).unwrap();
    let wrong = [
        entry("m", 1),
        entry("a", 1),
        Entry { tag: Some("t".repeat(1025).into()), ..entry("n", 1) },
        Entry { class: Some("c".repeat(257).into()), ..entry("n", 1) },
        Entry { sha256: None, ..full("n", 1) },
    ];
    for entry in &wrong {
        assert!(writer.push(entry).is_err());
    }
    writer.push(&full("z", 2)).unwrap();
    let (bytes, totals) = writer.finish().unwrap();
    let (entries, _) = read(&bytes).unwrap();
    assert_eq!(entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(), ["m", "z"]);
    assert_eq!((totals.all.count, totals.all.bytes, totals.hashed), (2, 3, 1));
}

#[test]
fn a_disk_that_is_full_is_said() {
    struct Full(usize);
    impl std::io::Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut writer = Writer::new(Full(100_000)).unwrap();
    let mut pushed = Ok(());
    for n in 0..100_000 {
        pushed = writer.push(&entry(&format!("{n:06}"), 1));
        if pushed.is_err() {
            break;
        }
    }
    assert!(pushed.unwrap_err().to_string().contains("Check that the disk has room"));
    // What was half written is never ended as if it were whole.
    assert!(writer.finish().is_err());
}

#[test]
fn errors_speak() {
    let error = read(b"something else").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the stored list is not one that Tipstaff wrote, or it was changed or cut short (it ends early). Do not \
         compare with it: take the copy from another place, and find out who could write to this one"
    );
}
