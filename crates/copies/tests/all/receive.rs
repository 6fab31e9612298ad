//! Items are taken in.

use crate::common::*;
use copies::{CopyError, ReceiveError, Replica, State};
use std::io::{self, Read};

#[test]
fn a_receipt_names_each_replica_and_the_bytes_lie_there_as_they_came() {
    let places = folders(3);
    for length in [0, 1, 4096, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_000] {
        let bytes = noise(length, length as u64);
        let receipt = take(&places.replicas, &bytes);
        let manifest = receipt.manifest();
        assert_eq!(manifest.size, length as u64);
        assert_eq!(manifest.blake3.0, *blake3::hash(&bytes).as_bytes());
        assert_eq!(receipt.copies().len(), 3);
        for number in 0..3 {
            assert_eq!(std::fs::read(places.object(number, &receipt)).unwrap(), bytes);
            assert_eq!(receipt.copies()[number].replica(), places.replicas[number].id());
            let says = places.replicas[number].manifest(&manifest.blake3, &manifest.item, &Wax).unwrap();
            assert_eq!(says, *manifest);
        }
    }
    for replica in &places.replicas {
        assert_eq!(states(replica), [State::Good; 7]);
    }
}

#[test]
fn sha_256_is_what_other_programs_compute() {
    let places = folders(1);
    let receipt = take(&places.replicas, b"abc");
    // FIPS 180-4, the first example.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(receipt.manifest().sha256.to_string(), abc);
}

#[test]
fn files_are_for_their_owner_to_read_and_for_nobody_to_write() {
    use std::os::unix::fs::PermissionsExt;
    let places = folders(1);
    let receipt = take(&places.replicas, b"plain");
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let object = places.object(0, &receipt);
    assert_eq!(mode(&object), 0o400);
    assert_eq!(mode(&places.manifest(0, &receipt)), 0o400);
    assert_eq!(mode(object.parent().unwrap()), 0o700);
    assert_eq!(mode(&places.path(0)), 0o700);
}

#[test]
fn taken_in_again_under_its_name_it_is_the_same_item() {
    let places = folders(2);
    let about = about();
    let bytes = noise(10, 4);
    let first = copies::receive(&places.replicas[..1], &Wax, &about, &mut &*bytes, NOW).unwrap();
    let again = copies::receive(&places.replicas, &Wax, &about, &mut &*bytes, NOW).unwrap();
    assert!(again.is_complete());
    assert_eq!(first.manifest(), again.manifest());
    assert_eq!(files(&places.path(0)).len(), 3);
    assert_eq!(states(&places.replicas[1]), [State::Good]);
}

#[test]
fn the_same_item_with_another_manifest_is_an_alarm() {
    let places = folders(1);
    let mut about = about();
    let _ = copies::receive(&places.replicas, &Wax, &about, &mut &b"one"[..], NOW).unwrap();
    let before = files(&places.path(0));
    about.class = "evidential".into();
    let again = copies::receive(&places.replicas, &Wax, &about, &mut &b"one"[..], NOW);
    let Err(ReceiveError::Nowhere(failed)) = again else { panic!("{again:?}") };
    assert!(matches!(failed[0].why, CopyError::OtherManifest { .. }));
    assert!(failed[0].why.is_alarm());
    assert_eq!(files(&places.path(0)), before);
}

#[test]
fn damaged_bytes_under_the_name_are_an_alarm_and_are_not_written_over() {
    let places = folders(2);
    for length in [100, 2_000_000] {
        let bytes = noise(length, 9);
        let receipt = take(&places.replicas, &bytes);
        let mut other = bytes.clone();
        other[50] ^= 1;
        overwrite(&places.object(0, &receipt), &other);
        let again = copies::receive(&places.replicas, &Wax, &about(), &mut &*bytes, NOW).unwrap();
        assert_eq!(again.copies().len(), 1, "only the sound replica has it");
        assert_eq!(again.copies()[0].replica(), places.replicas[1].id());
        assert!(matches!(again.failed()[0].why, CopyError::Corrupt { .. }));
        assert_eq!(std::fs::read(places.object(0, &receipt)).unwrap(), other);
    }
}

#[test]
fn what_its_sender_announced_otherwise_leaves_nothing() {
    let places = folders(1);
    for length in [100, 2_000_000] {
        let bytes = noise(length, 1);
        for which in 0..3 {
            let mut about = about();
            match which {
                0 => about.expected.size = Some(7),
                1 => about.expected.sha256 = Some(copies::Sha256([0; 32])),
                _ => about.expected.blake3 = Some(copies::Blake3([0; 32])),
            }
            let refused = copies::receive(&places.replicas, &Wax, &about, &mut &*bytes, NOW);
            assert!(matches!(refused, Err(ReceiveError::NotAsExpected { .. })), "{refused:?}");
        }
    }
    assert_eq!(states(&places.replicas[0]), []);
    assert_eq!(files(&places.path(0)).len(), 1);
}

/// Gives some bytes and then an error.
struct BreaksOff(u64);

impl Read for BreaksOff {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = into.len().min(usize::try_from(self.0).unwrap());
        if length == 0 {
            return Err(io::Error::other("the dock was unplugged"));
        }
        into[..length].fill(7);
        self.0 -= length as u64;
        Ok(length)
    }
}

#[test]
fn a_source_that_breaks_off_leaves_nothing() {
    let places = folders(2);
    for length in [10, 3_500_000] {
        let broken = copies::receive(&places.replicas, &Wax, &about(), &mut BreaksOff(length), NOW);
        assert!(matches!(broken, Err(ReceiveError::Source { .. })), "{broken:?}");
    }
    for number in 0..2 {
        assert_eq!(files(&places.path(number)).len(), 1, "only its identity");
    }
}

#[test]
fn many_come_with_a_receipt_each_in_their_order() {
    let places = folders_in(std::path::Path::new("/dev/shm"), 2);
    let lengths: Vec<usize> =
        (0..300).map(|number| if number == 150 { 2_500_000 } else { number * 37 % 9000 }).collect();
    let items = lengths.iter().enumerate().map(|(number, length)| {
        let bytes = noise(*length, number as u64);
        let source: Box<dyn Read> =
            if number == 70 { Box::new(BreaksOff(5)) } else { Box::new(io::Cursor::new(bytes)) };
        (about(), source)
    });
    let mut number = 0;
    copies::receive_many(&places.replicas, &Wax, items, NOW, &mut |about, receipt| {
        if number == 70 {
            assert!(matches!(receipt, Err(ReceiveError::Source { .. })));
        } else {
            let receipt = receipt.unwrap();
            assert!(receipt.is_complete());
            assert_eq!(receipt.manifest().item, about.item);
            assert_eq!(receipt.manifest().size, lengths[number] as u64);
        }
        number += 1;
    });
    assert_eq!(number, 300);
    for replica in &places.replicas {
        let (summary, _) = verified(replica);
        assert_eq!((summary.items, summary.bad, summary.temporary), (299, 0, 0));
    }
}

#[test]
fn a_disk_that_is_not_mounted_is_no_empty_replica() {
    let root = tempfile::tempdir().unwrap();
    let opened = Replica::open_folder("dock", root.path());
    assert!(matches!(opened, Err(CopyError::NoReplica { .. })), "{opened:?}");
}

#[test]
fn one_place_under_two_names_is_one_copy() {
    let places = folders(1);
    std::os::unix::fs::symlink(places.path(0), places.root.path().join("other")).unwrap();
    let other = Replica::open("other", places.root.path().join("other").to_str().unwrap()).unwrap();
    let both = [places.replicas[0].clone(), other];
    let refused = copies::receive(&both, &Wax, &about(), &mut &b"x"[..], NOW);
    assert!(matches!(refused, Err(ReceiveError::Replicas(CopyError::Twice { .. }))), "{refused:?}");
    let none = copies::receive(&[], &Wax, &about(), &mut &b"x"[..], NOW);
    assert!(matches!(none, Err(ReceiveError::NoReplicas)));
}

#[test]
fn a_replica_that_is_set_up_is_not_set_up_again() {
    let places = folders(1);
    let again = Replica::create_folder("r0", &places.path(0));
    assert!(matches!(again, Err(CopyError::Unusable { .. })));
    assert_eq!(Replica::open_folder("r0", &places.path(0)).unwrap().id(), places.replicas[0].id());
}

#[test]
fn another_replica_gets_the_item_from_the_first() {
    let places = folders(2);
    let receipt = take(&places.replicas[..1], &noise(2_000_000, 3));
    let (item, blake3) = (receipt.manifest().item, receipt.manifest().blake3);
    let copied =
        copies::replicate(&places.replicas[0], &places.replicas[1..], &Wax, &item, &blake3, NOW).unwrap();
    assert_eq!(copied.manifest(), receipt.manifest());
    assert_eq!(states(&places.replicas[1]), [State::Good]);

    // From a damaged copy nothing is made.
    let third = Replica::create_folder("r2", &places.root.path().join("r2")).unwrap();
    overwrite(&places.object(0, &receipt), &noise(2_000_000, 4));
    let refused =
        copies::replicate(&places.replicas[0], std::slice::from_ref(&third), &Wax, &item, &blake3, NOW);
    assert!(matches!(refused, Err(ReceiveError::NotAsExpected { .. })), "{refused:?}");
    assert_eq!(states(&third), []);
}

#[test]
fn a_full_disk_says_so() {
    let error = io::Error::from_raw_os_error(28);
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    let full = CopyError::Full { name: "vault".into() };
    assert!(full.to_string().starts_with("there is no room left in replica vault"), "{full}");
}

#[test]
fn temporary_files_are_swept_when_they_are_old_and_are_never_items() {
    let places = folders(1);
    let left = places.path(0).join("incoming/0123456789abcdef0123456789abcdef.tmp");
    std::fs::write(&left, b"half an item").unwrap();
    assert_eq!(states(&places.replicas[0]), [State::Temporary]);
    let now = jiff::Timestamp::from_second(
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs().cast_signed(),
    )
    .unwrap();
    let hour = jiff::SignedDuration::from_hours(1);
    assert_eq!(copies::sweep_unfinished(&places.replicas[0], now - hour).unwrap(), 0);
    assert_eq!(copies::sweep_unfinished(&places.replicas[0], now + hour).unwrap(), 1);
    assert_eq!(states(&places.replicas[0]), []);
}

#[tokio::test]
async fn a_stream_is_taken_in_and_one_that_is_given_up_is_not() {
    let places = folders(1);
    let pieces: Vec<io::Result<bytes::Bytes>> =
        (0..30).map(|number| Ok(noise(if number == 3 { 0 } else { 100_000 }, number).into())).collect();
    let whole = futures::stream::iter(pieces);
    let wax = std::sync::Arc::new(Wax);
    let receipt =
        copies::receive_stream(places.replicas.clone(), wax.clone(), about(), whole, NOW).await.unwrap();
    assert_eq!(receipt.manifest().size, 2_900_000);

    let endless = futures::stream::repeat_with(|| Ok(bytes::Bytes::from_static(b"x")));
    let slow = futures::StreamExt::then(endless, |piece| async {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        piece
    });
    let work = copies::receive_stream(places.replicas.clone(), wax, about(), Box::pin(slow), NOW);
    let given_up = tokio::time::timeout(std::time::Duration::from_millis(50), work).await;
    assert!(given_up.is_err());
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert_eq!(states(&places.replicas[0]), [State::Good]);
}

#[test]
fn what_may_name_people_is_not_shown() {
    let mut about = about();
    about.source = "/home/quillfeather/Marrowby interview".into();
    let places = folders(1);
    let receipt = copies::receive(&places.replicas, &Wax, &about, &mut &b"x"[..], NOW).unwrap();
    let shown = format!("{about:?} {receipt:?} {:?}", places.replicas);
    assert!(!shown.contains("uillfeather") && !shown.contains("Marrowby"), "{shown}");
}
