//! Replicas are listed and read.

use crate::common::*;
use copies::{Depth, State};

#[test]
fn each_kind_of_harm_has_its_name_and_the_rest_is_good() {
    let places = folders(1);
    let receipts: Vec<_> = (0..8).map(|seed| take(&places.replicas, &noise(4000, seed))).collect();
    let object = |number: usize| places.object(0, &receipts[number]);
    let manifest = |number: usize| places.manifest(0, &receipts[number]);

    std::fs::remove_file(object(0)).unwrap();
    std::fs::remove_file(manifest(1)).unwrap();
    let mut flipped = noise(4000, 2);
    flipped[3999] ^= 1;
    overwrite(&object(2), &flipped);
    overwrite(&object(3), &noise(3999, 3));
    // A folder where a file should be cannot be read as one.
    std::fs::remove_file(object(4)).unwrap();
    std::fs::create_dir(object(4)).unwrap();
    let sealed = std::fs::read(manifest(5)).unwrap();
    overwrite(&manifest(5), &sealed[..sealed.len() - 1]);
    std::fs::write(places.path(0).join("notes on Marrowby.txt"), b"").unwrap();
    std::fs::write(places.path(0).join("incoming/x.tmp"), b"").unwrap();

    let (summary, found) = verified(&places.replicas[0]);
    let state_of = |number: usize| {
        let blake3 = receipts[number].manifest().blake3;
        found.iter().find(|one| one.blake3 == Some(blake3)).unwrap().state
    };
    assert_eq!(state_of(0), State::MissingObject);
    assert_eq!(state_of(1), State::MissingManifest);
    assert_eq!(state_of(2), State::Damaged);
    assert_eq!(state_of(3), State::Damaged);
    assert_eq!(state_of(4), State::Unreadable, "the name is there, and no bytes");
    assert_eq!(state_of(5), State::ManifestDamaged);
    assert_eq!((state_of(6), state_of(7)), (State::Good, State::Good));
    // The folder that stands for an object, and the notes.
    assert_eq!(found.iter().filter(|one| one.state == State::UnknownFile).count(), 2);
    assert_eq!((summary.good, summary.items, summary.temporary), (2, 2, 1));
    assert!(!format!("{found:?}").contains("Marrowby"));
    assert!(found.iter().all(|one| one.verified.is_empty() == (one.state != State::Good)));
}

#[test]
fn two_objects_that_changed_places_are_both_damaged() {
    let places = folders(1);
    let (one, two) = (take(&places.replicas, &noise(100, 1)), take(&places.replicas, &noise(100, 2)));
    overwrite(&places.object(0, &one), &noise(100, 2));
    overwrite(&places.object(0, &two), &noise(100, 1));
    assert_eq!(states(&places.replicas[0]), [State::Damaged; 2]);
}

#[test]
fn a_manifest_that_was_moved_to_other_bytes_does_not_open() {
    let places = folders(1);
    let (one, two) = (take(&places.replicas, b"one"), take(&places.replicas, b"two"));
    let moved = std::fs::read(places.manifest(0, &one)).unwrap();
    overwrite(&places.manifest(0, &two), &moved);
    assert_eq!(states(&places.replicas[0]), [State::Good, State::ManifestDamaged]);
    // Without the keys only names can be compared.
    let (summary, _) = verified_at(&places.replicas[0], Depth::default());
    assert_eq!((summary.good, summary.bad), (2, 0));
}

#[test]
fn a_sweep_sees_names_and_sizes_and_not_content() {
    let places = folders(1);
    let receipts: Vec<_> = (0..40).map(|seed| take(&places.replicas, &noise(seed, seed as u64))).collect();
    overwrite(&places.object(0, &receipts[30]), &noise(30, 99));
    std::fs::remove_file(places.object(0, &receipts[31])).unwrap();
    let mut seen = Vec::new();
    let swept = copies::sweep(&places.replicas[0], &mut |one| seen.push(one)).unwrap();
    assert_eq!((swept.objects, swept.items, swept.unknown), (39, 40, 0));
    assert_eq!(swept.bytes, (0..40).sum::<u64>() - 31);
    assert!(seen.is_sorted_by_key(|one| one.blake3));
    let lost = seen.iter().find(|one| one.size.is_none()).unwrap();
    assert_eq!(
        (lost.blake3, &*lost.items),
        (receipts[31].manifest().blake3, &[receipts[31].manifest().item][..])
    );
}

#[test]
fn one_replica_alone_rebuilds_the_catalogue() {
    let places = folders(2);
    let mut about = about();
    about.camera = Some(copies::CameraFrame { serial: "AX-19".into(), sequence: Some(70_113) });
    about.recorded_at = Some(NOW);
    about.cases = vec![[3; 32], [4; 32]];
    about.derived_from = Some(copies::ItemId([9; 16]));
    let receipt = copies::receive(&places.replicas, &Wax, &about, &mut &b"clip"[..], NOW).unwrap();
    let mut found = Vec::new();
    copies::catalogue(&places.replicas[1], &Wax, &mut |_, _, says| found.push(says.unwrap())).unwrap();
    assert_eq!(found, [receipt.manifest().clone()]);
    about.expected = found[0].about().expected;
    assert_eq!(found[0].about(), about);
}

#[test]
fn one_copy_is_read_again() {
    let places = folders(1);
    let receipt = take(&places.replicas, &noise(300_000, 1));
    let (item, blake3) = (receipt.manifest().item, receipt.manifest().blake3);
    let token = copies::read_back(&places.replicas[0], &item, &blake3, after(5)).unwrap();
    assert_eq!((token.item(), token.blake3(), token.size(), token.at()), (item, blake3, 300_000, after(5)));

    overwrite(&places.object(0, &receipt), b"short");
    let corrupt = copies::read_back(&places.replicas[0], &item, &blake3, NOW);
    assert!(matches!(corrupt, Err(copies::CopyError::Corrupt { .. })));
    std::fs::remove_file(places.manifest(0, &receipt)).unwrap();
    let missing = copies::read_back(&places.replicas[0], &item, &blake3, NOW);
    assert!(matches!(missing, Err(copies::CopyError::Missing { what: "manifest", .. })), "{missing:?}");
}
