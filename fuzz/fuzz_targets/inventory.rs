//! Stored lists: any bytes, and right frames around any payload, since no guess gets past a checksum. What is read is
//! ascending and reads back after it was written again. The same for changes, sums of buckets, and imported tables.
#![no_main]

use inventory::buckets::Buckets;
use inventory::delta::{Change, Current, DeltaReader, DeltaWriter};
use inventory::file::{Reader, Writer};
use inventory::import::{Columns, Rows};
use inventory::{Entry, InventoryError};
use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

const LIST: &[u8] = b"tipstaff-inventory/1\n";
const DELTA: &[u8] = b"tipstaff-inventory-delta/1\n";

/// One entry with nothing and one with everything; the first byte says what it is, the second how many entries.
const OWN: [&[u8]; 5] = [
    b"\0\x02\0\0\0\x07bwv/a-1\x05\x02\0\x01\0\x06\x01b\x07\0\0\0\0",
    b"\0\x01\xff\x03\0\x01a\x05\x02\x09\x01t\x01v\
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB\0\x0enon_evidential\0\x06camera\x02\0\x04\0\x06\0",
    b"\x01\x02\x01\0\0\0\x01a\x05\x02\0\x03\0\x01b",
    b"\x02tipstaff-inventory/1\n\x02\0\0\0\0\0\0\0\0",
    b"\x03Camera,No,File,Bytes,SHA256,Recorded\r\n4711,17,a.mp4,123,,2023-05-17T21:04:00+01:00\r\n4711,18,b.mp4,0,,\r\n",
];

/// A file of one block of items around a payload, and the end that belongs to it.
fn framed(magic: &[u8], count: u8, payload: &[u8], end: &[u8]) -> Vec<u8> {
    let mut file = magic.to_vec();
    let mut chain = *blake3::hash(magic).as_bytes();
    for (kind, count, payload) in [(1, count, payload), (2, 0, end)] {
        let mut block = vec![kind];
        block.extend_from_slice(&(payload.len() as u32).to_le_bytes());
        block.extend_from_slice(&u32::from(count).to_le_bytes());
        block.extend_from_slice(payload);
        chain = *blake3::keyed_hash(&chain, &block).as_bytes();
        file.extend_from_slice(&block);
        file.extend_from_slice(&chain[..16]);
    }
    file
}

/// Entries up to the first that makes no sense.
fn some<T>(items: impl Iterator<Item = Result<T, InventoryError>>) -> Vec<T> {
    items.map_while(Result::ok).collect()
}

fn list(count: u8, payload: &[u8]) {
    let file = framed(LIST, count, payload, &[0; 4128]);
    let Ok(reader) = Reader::new(&file[..]) else { return };
    let entries = some(reader);
    assert!(entries.is_sorted_by(|a, b| a.key < b.key));
    let mut writer = Writer::new(Vec::new()).expect("memory takes all");
    for entry in &entries {
        writer.push(entry).expect("what was read can be written");
    }
    let (bytes, totals) = writer.finish().expect("memory takes all");
    let mut again = Reader::new(&bytes[..]).expect("it is ours").checking_digests();
    assert!(again.by_ref().map(|entry| entry.expect("it is ours")).eq(entries));
    assert_eq!(again.totals(), Some(&totals));
}

fn delta(count: u8, payload: &[u8]) {
    let file = framed(DELTA, count, payload, &u64::from(count).to_le_bytes());
    let Ok(reader) = DeltaReader::new(&file[..]) else { return };
    let changes = some(reader);
    assert!(changes.is_sorted_by(|a, b| a.key() < b.key()));
    let mut writer = DeltaWriter::new(Vec::new()).expect("memory takes all");
    for change in &changes {
        writer.push(change).expect("what was read can be written");
    }
    let (bytes, _) = writer.finish().expect("memory takes all");
    let again = DeltaReader::new(&bytes[..]).expect("it is ours");
    assert!(again.map(|change| change.expect("it is ours")).eq(changes.iter().cloned()));
    // Over nothing, only what is added fits.
    let fits = changes.iter().all(|change| matches!(change, Change::Added(_)));
    let over = DeltaReader::new(&bytes[..]).expect("it is ours");
    let current = Current::new(std::iter::empty::<Result<Entry, _>>(), vec![over]);
    assert_eq!(current.collect::<Result<Vec<_>, _>>().is_ok(), fits);
}

fn table(bytes: &[u8]) {
    let some = |name: &str| Some(name.to_owned());
    let columns = Columns {
        key: "File".into(),
        size: some("Bytes"),
        sha256: some("SHA256"),
        source: some("Camera"),
        sequence: some("No"),
        recorded_at: some("Recorded"),
        ..Columns::default()
    };
    let Ok(rows) = Rows::new(bytes, &columns) else { return };
    for row in rows.map_while(Result::ok) {
        let _ = row.entry(jiff::Timestamp::UNIX_EPOCH);
    }
}

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &OWN), |data: &[u8]| {
    look::soon(data.len(), || {
        match data {
            [0, count, payload @ ..] => list(*count, payload),
            [1, count, payload @ ..] => delta(*count, payload),
            [3, text @ ..] => table(text),
            [_, bytes @ ..] => {
                let _ = Reader::new(bytes).map(some);
                let _ = DeltaReader::new(bytes).map(some);
                let _ = Buckets::from_bytes(bytes);
            }
            [] => {}
        }
    });
});
