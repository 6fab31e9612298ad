//! Reading items: both hashes, and whether it is what it ought to be.

use crate::common::{Liar, Lie, bucket, drain, key};
use inventory::reading::{Expected, Reading};
use inventory::{ListOptions, Location, Trouble};
use object_store::ObjectStoreExt;
use object_store::path::Path;
use sha2::{Digest, Sha256};
use std::fs;

fn noise(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    blake3::Hasher::new().finalize_xof().fill(&mut bytes);
    bytes
}

fn right(bytes: &[u8]) -> Reading {
    Reading::Read {
        sha256: Sha256::digest(bytes).into(),
        blake3: *blake3::hash(bytes).as_bytes(),
        size: bytes.len() as u64,
    }
}

/// Nothing, one byte, one piece less and more, several pieces.
const LENGTHS: [usize; 6] = [0, 1, 8 << 20, (8 << 20) + 1, (16 << 20) - 1, 20_000_001];

async fn pieces(location: &Location, name: &str) -> Result<Vec<u8>, Trouble> {
    let mut pieces = location.open(&key(name)).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await? {
        assert!(!piece.is_empty());
        bytes.extend_from_slice(&piece);
    }
    assert_eq!(bytes.len() as u64, pieces.size());
    Ok(bytes)
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_hashed_both_ways() {
    let root = tempfile::tempdir().unwrap();
    let location = Location::folder(root.path());
    fs::create_dir(root.path().join("in")).unwrap();
    for length in LENGTHS {
        let bytes = noise(length);
        fs::write(root.path().join("in/film"), &bytes).unwrap();
        let mut told = 0;
        let listing = location.list(&ListOptions::default());
        let (items, _) = tokio::task::spawn_blocking(|| drain(listing)).await.unwrap();
        let expected = Expected::from(&items[0]);
        let read = location.read(&key("in/film"), &expected, |bytes| told += bytes).await;
        assert_eq!(read, right(&bytes));
        assert_eq!(told, length as u64);
        assert_eq!(pieces(&location, "in/film").await.unwrap(), bytes);
    }
    assert_eq!(location.read_range(&key("in/film"), 5..9).await.unwrap(), noise(9)[5..]);
    assert_eq!(location.read_range(&key("in/film"), 20_000_000..u64::MAX).await.unwrap().len(), 1);
    assert_eq!(location.read_range(&key("in/film"), u64::MAX - 1..u64::MAX).await.unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_of_a_real_server_are_hashed_both_ways() {
    let (_root, store) = bucket().await;
    let location = Location::in_store(store.clone(), "bwv", "s3://evidence/bwv").unwrap();
    for length in LENGTHS {
        let bytes = noise(length);
        store.put(&Path::from("bwv/film"), bytes.clone().into()).await.unwrap();
        let listing = location.list(&ListOptions::default());
        let (items, _) = tokio::task::spawn_blocking(|| drain(listing)).await.unwrap();
        let read = location.read(&key("film"), &Expected::from(&items[0]), |_| {}).await;
        assert_eq!(read, right(&bytes), "{length}");
        assert_eq!(pieces(&location, "film").await.unwrap(), bytes);
    }
    assert_eq!(location.read_range(&key("film"), 5..9).await.unwrap(), noise(9)[5..]);
    assert_eq!(location.read(&key("nowhere"), &Expected::default(), |_| {}).await, Reading::Gone);
    let other = Expected { tag: Some("\"another\"".into()), ..Expected::default() };
    assert_eq!(location.read(&key("film"), &other, |_| {}).await, Reading::Changed);
}

/// Many at a time give what one after the other gives.
#[tokio::test(flavor = "multi_thread")]
async fn many_are_read_as_each_is() {
    let root = tempfile::tempdir().unwrap();
    let (_server, store) = bucket().await;
    let mut items = Vec::new();
    for n in 0..300_usize {
        let name = format!("{n:03}");
        let bytes = noise(if n % 100 == 7 { 9 << 20 } else { n * 10 });
        fs::write(root.path().join(&name), &bytes).unwrap();
        store.put(&Path::from(name.as_str()), bytes.into()).await.unwrap();
        items.push(name);
    }
    let files = Location::folder(root.path());
    let objects = Location::in_store(store, "", "s3://evidence").unwrap();
    fs::remove_file(root.path().join("100")).unwrap();
    for (location, gone) in [(files, 1), (objects, 0)] {
        let mut found = std::collections::BTreeMap::new();
        let wanted = items.iter().enumerate().map(|(n, name)| {
            let size = if n == 5 {
                1
            } else if n % 100 == 7 {
                9 << 20
            } else {
                n as u64 * 10
            };
            (key(name), Expected { size: (n != 9).then_some(size), ..Expected::default() })
        });
        location.read_each(wanted, 4, |key, reading| assert!(found.insert(key, reading).is_none())).await;
        assert_eq!(found.len(), 300);
        assert_eq!(found.values().filter(|reading| **reading == Reading::Gone).count(), gone);
        for (n, name) in items.iter().enumerate() {
            let reading = found[&key(name)];
            match n {
                5 => assert_eq!(reading, Reading::Changed),
                100 if gone > 0 => assert_eq!(reading, Reading::Gone),
                n if n % 100 == 7 => assert_eq!(reading, right(&noise(9 << 20))),
                n => assert_eq!(reading, right(&noise(n * 10))),
            }
        }
    }
}

#[tokio::test]
async fn a_file_that_is_not_as_expected_is_not_hashed() {
    let root = tempfile::tempdir().unwrap();
    let location = Location::folder(root.path());
    fs::write(root.path().join("film"), "12345").unwrap();
    let read = async |expected| location.read(&key("film"), &expected, |_| {}).await;
    assert_eq!(read(Expected { size: Some(4), ..Expected::default() }).await, Reading::Changed);
    let then = Some(jiff::Timestamp::UNIX_EPOCH);
    assert_eq!(read(Expected { modified: then, ..Expected::default() }).await, Reading::Changed);
    assert_eq!(read(Expected { size: Some(5), ..Expected::default() }).await, right(b"12345"));
    assert_eq!(location.read(&key("other"), &Expected::default(), |_| {}).await, Reading::Gone);
    fs::create_dir(root.path().join("folder")).unwrap();
    let folder = location.read(&key("folder"), &Expected::default(), |_| {}).await;
    assert_eq!(folder, Reading::Unreadable(Trouble::NotAFile));
}

/// Somebody writes to it while it is read: no hash of half the one and half the other.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_changes_while_it_is_read_is_changed() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("film");
    fs::write(&path, noise(20 << 20)).unwrap();
    let location = Location::folder(root.path());
    let read = location
        .read(&key("film"), &Expected::default(), |_| {
            let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
            std::io::Write::write_all(&mut file, b"more").unwrap();
        })
        .await;
    assert_eq!(read, Reading::Changed);
    let read = location
        .read(&key("film"), &Expected::default(), |_| {
            fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(100).unwrap();
        })
        .await;
    assert_eq!(read, Reading::Changed);
}

#[tokio::test]
async fn objects_that_lie_are_found_out() {
    let film = noise(20 << 20);
    let liar = Liar::with(&[("film", &film[..]), ("clip", b"short")]).await;
    let location = liar.location("");
    let read = async |name| location.read(&key(name), &Expected::default(), |_| {}).await;
    assert_eq!(read("film").await, right(&film));
    for (lie, expected) in [
        (Lie::Hollow, Reading::Unreadable(Trouble::Failing)),
        (Lie::Short, Reading::Unreadable(Trouble::Failing)),
        (Lie::Changing, Reading::Changed),
    ] {
        liar.tells(lie.clone());
        assert_eq!(read("film").await, expected, "{lie:?}");
    }
    liar.tells(Lie::Hollow);
    let hollow = location.read(&key("clip"), &Expected::default(), |_| {}).await;
    assert_eq!(hollow, Reading::Unreadable(Trouble::Failing));
}
