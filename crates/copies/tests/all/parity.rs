//! Shards, lost and damaged.

use crate::common::*;
use copies::Blake3;
use copies::parity::{Header, ParityError, Shape, encode, rebuild, rebuild_from, write_to};
use proptest::prelude::*;
use std::io::Cursor;

fn shards_of(bytes: &[u8], shape: Shape) -> (Header, Vec<Vec<u8>>) {
    let mut shards = vec![Vec::new(); shape.all()];
    let size = bytes.len() as u64;
    let header = encode(&mut &*bytes, size, &Blake3::of(bytes), shape, &mut shards).unwrap();
    (header, shards)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any `k` shards give the item; what is lost or damaged is named.
    #[test]
    fn any_k_shards_rebuild_the_item(
        data in 1_u16..9,
        parity in 1_u16..6,
        length in prop_oneof![0_usize..300, 0_usize..900_000],
        seed: u64,
        harmed in proptest::collection::vec(any::<(proptest::sample::Index, bool)>(), 0..7),
    ) {
        let shape = Shape { data, parity };
        let bytes = noise(length, seed);
        let (header, shards) = shards_of(&bytes, shape);
        prop_assert_eq!(Header::from_text(&header.to_text()).unwrap(), header.clone());
        let mut shards: Vec<_> = shards.into_iter().map(|shard| Some(Cursor::new(shard))).collect();
        let mut lost = std::collections::BTreeSet::new();
        for (which, is_lost) in harmed {
            let which = which.index(shape.all());
            let shard = shards[which].as_mut().map(Cursor::get_mut);
            match shard {
                Some(shard) if !is_lost && !shard.is_empty() => {
                    // Of a shard that is harmed twice nothing must be mended.
                    if lost.insert(which) {
                        let at = seed as usize % shard.len();
                        shard[at] ^= 1;
                    }
                }
                _ => {
                    shards[which] = None;
                    lost.insert(which);
                }
            }
        }
        let mut rebuilt = Vec::new();
        let done = rebuild(&header, &mut shards, &mut rebuilt);
        if lost.len() <= usize::from(parity) {
            prop_assert_eq!(done.unwrap(), lost.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(rebuilt, bytes);
        } else {
            let is_too_few = matches!(done, Err(ParityError::TooFew { .. }));
            prop_assert!(is_too_few);
        }
    }

    #[test]
    fn a_header_that_is_harmed_is_none(at: proptest::sample::Index, to: u8) {
        let (header, _) = shards_of(b"an item", Shape { data: 3, parity: 2 });
        let mut text = header.to_text().into_bytes();
        let at = at.index(text.len() - 1);
        prop_assume!(text[at] != to);
        text[at] = to;
        let read = std::str::from_utf8(&text).map(Header::from_text);
        prop_assert!(!matches!(read, Ok(Ok(_))));
    }
}

#[test]
fn shards_in_folders_outlive_the_loss_of_as_many_disks_as_there_is_parity() {
    let root = tempfile::tempdir().unwrap();
    let folders: Vec<_> = (0..6).map(|disk| root.path().join(format!("disk{disk}"))).collect();
    for folder in &folders {
        std::fs::create_dir(folder).unwrap();
    }
    let bytes = noise(1_234_567, 1);
    let blake3 = Blake3::of(&bytes);
    let shape = Shape { data: 4, parity: 2 };
    write_to(&mut &*bytes, 1_234_567, &blake3, shape, &folders).unwrap();
    let again = write_to(&mut &*bytes, 1_234_567, &blake3, shape, &folders);
    assert!(matches!(again, Err(ParityError::Exists)));

    std::fs::remove_dir_all(&folders[0]).unwrap();
    let shard = folders[3].join(format!("{blake3}.003.shard"));
    let mut harmed = std::fs::read(&shard).unwrap();
    harmed[7] ^= 1;
    std::fs::write(&shard, harmed).unwrap();
    let mut rebuilt = Vec::new();
    assert_eq!(rebuild_from(&blake3, &folders, &mut rebuilt).unwrap(), [0, 3]);
    assert_eq!(rebuilt, bytes);

    std::fs::remove_dir_all(&folders[1]).unwrap();
    let failed = rebuild_from(&blake3, &folders, &mut Vec::new());
    assert!(matches!(failed, Err(ParityError::TooFew { whole: 3, needed: 4 })), "{failed:?}");
}

#[test]
fn of_another_item_no_shards_are_made() {
    let mut shards = vec![Vec::new(); 3];
    let shape = Shape { data: 2, parity: 1 };
    for (bytes, size) in [(&b"item"[..], 5), (b"item", 3), (b"itex", 4)] {
        let refused = encode(&mut &*bytes, size, &Blake3::of(b"item"), shape, &mut shards);
        assert!(matches!(refused, Err(ParityError::NotTheItem)), "{refused:?}");
    }
    let no_shape = Shape { data: 0, parity: 1 };
    assert!(matches!(
        encode(&mut &b""[..], 0, &Blake3::of(b""), no_shape, &mut shards),
        Err(ParityError::Shape { .. })
    ));
}
