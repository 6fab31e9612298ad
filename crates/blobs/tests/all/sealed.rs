//! What is put comes out again, to whoever has the key, and nothing else does.

use crate::common;
use crate::common::{all, folder, get, keys, noise, put};
use blobs::{Area, BlobError, BlobId, Blobs, identities};
use keyring::ForceKeys;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::PermissionsExt;

/// A chunk of the age format, and the line that stands before what was put.
const CHUNK: usize = 64 << 10;
const HEAD: usize = "tipstaff-blob/1 upload/0123456789abcdef0123456789abcdef\n".len();

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_put_in_any_pieces_comes_out(
        chunks in 0_usize..3,
        around in -3_isize..=3,
        piece in prop_oneof![Just(1 << 20), Just(CHUNK), 1000_usize..100_000],
    ) {
        let length = (chunks * CHUNK).saturating_add_signed(around).saturating_sub(HEAD);
        let bytes = noise(length);
        runtime().block_on(async {
            let keys = keys();
            let (_root, blobs) = folder(&keys);
            let mut writer = blobs.put(Area::Upload).unwrap();
            for piece in bytes.chunks(piece) {
                writer.write(piece).await.unwrap();
            }
            let stored = writer.finish().await.unwrap();
            assert_eq!(stored.bytes, length as u64);
            assert_eq!(stored.sha256, <[u8; 32]>::from(Sha256::digest(&bytes)));
            assert!(get(&blobs, &stored.id).await.unwrap() == bytes);
        });
    }

    #[test]
    fn one_changed_or_missing_byte_is_noticed(at in any::<prop::sample::Index>(), bit in 0_u8..8, cut in any::<bool>()) {
        let bytes = noise(CHUNK + 500);
        runtime().block_on(async {
            let (root, blobs) = folder(&keys());
            let stored = put(&blobs, Area::Upload, &bytes).await;
            let path = root.path().join("sealed").join(stored.id.to_string());
            let mut sealed = std::fs::read(&path).unwrap();
            let at = at.index(sealed.len());
            if cut { sealed.truncate(at) } else { sealed[at] ^= 1 << bit }
            std::fs::write(&path, sealed).unwrap();
            let error = get(&blobs, &stored.id).await.unwrap_err();
            assert!(matches!(error, BlobError::Changed { .. } | BlobError::WrongKey { .. }), "{error:?}");
            assert!(blobs.to_memory(&stored.id, u64::MAX).await.is_err());
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_cut_between_two_chunks_is_noticed() {
    let (root, blobs) = folder(&keys());
    let stored = put(&blobs, Area::Upload, &noise(2 * CHUNK)).await;
    let path = root.path().join("sealed").join(stored.id.to_string());
    let sealed = std::fs::read(&path).unwrap();
    let last = sealed.len() - 2 * (CHUNK + 16);
    for length in [last + CHUNK + 16, last] {
        std::fs::write(&path, &sealed[..length]).unwrap();
        let error = get(&blobs, &stored.id).await.unwrap_err();
        assert!(matches!(error, BlobError::Changed { .. }), "{length}: {error:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_does_not_open_at_the_place_of_another() {
    let (root, blobs) = folder(&keys());
    let one = put(&blobs, Area::Upload, b"one").await.id;
    let two = put(&blobs, Area::Upload, b"two").await.id;
    let copy = put(&blobs, Area::Copy, b"copy").await.id;
    let at = |id: &BlobId| root.path().join("sealed").join(id.to_string());
    for (from, to) in [(&one, &two), (&one, &copy)] {
        std::fs::copy(at(from), at(to)).unwrap();
        let error = get(&blobs, to).await.unwrap_err();
        assert!(matches!(error, BlobError::Changed { .. }), "{error:?}");
    }
    let same_number: BlobId = one.to_string().replace("upload", "copy").parse().unwrap();
    std::fs::copy(at(&one), at(&same_number)).unwrap();
    assert!(matches!(get(&blobs, &same_number).await, Err(BlobError::Changed { .. })));
    assert_eq!(get(&blobs, &one).await.unwrap(), b"one");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_key_opens_nothing_and_an_old_key_opens_what_it_sealed() {
    let root = tempfile::tempdir().unwrap();
    let (file, place) = (root.path().join("keys").join("force.key"), root.path().join("sealed"));
    let mut keys = ForceKeys::create(&file).unwrap();
    let before = Blobs::in_folder(&place, &keys).unwrap();
    let old = put(&before, Area::Released, b"from before").await.id;
    let strange = Blobs::in_folder(&place, &common::keys()).unwrap();
    assert!(matches!(get(&strange, &old).await, Err(BlobError::WrongKey { .. })));

    let first = keys.newest();
    keys.rotate_file(&file).unwrap();
    let after = Blobs::in_folder(&place, &keys).unwrap();
    let new = put(&after, Area::Released, b"from after").await.id;
    assert_eq!(get(&after, &old).await.unwrap(), b"from before");
    assert!(matches!(get(&before, &new).await, Err(BlobError::WrongKey { .. })));

    assert!(!after.is_under_newest(&old).await.unwrap());
    assert!(after.is_under_newest(&new).await.unwrap());
    after.reseal(&old).await.unwrap();
    assert!(after.is_under_newest(&old).await.unwrap());
    keys.retire(&file, &first).unwrap();
    let retired = Blobs::in_folder(&place, &keys).unwrap();
    assert_eq!(get(&retired, &old).await.unwrap(), b"from before");
}

#[tokio::test(flavor = "multi_thread")]
async fn resealing_what_is_damaged_leaves_it_as_it_is() {
    let (root, blobs) = folder(&keys());
    let id = put(&blobs, Area::Released, &noise(3 * CHUNK)).await.id;
    let path = root.path().join("sealed").join(id.to_string());
    let mut sealed = std::fs::read(&path).unwrap();
    *sealed.last_mut().unwrap() ^= 1;
    std::fs::write(&path, &sealed).unwrap();
    assert!(blobs.reseal(&id).await.is_err());
    assert!(std::fs::read(&path).unwrap() == sealed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_in_memory_can_only_be_read() {
    let (_root, blobs) = folder(&keys());
    let bytes = noise(3 * CHUNK + 7);
    let id = put(&blobs, Area::Upload, &bytes).await.id;
    let mut file = blobs.to_memory(&id, bytes.len() as u64).await.unwrap();
    let mut read = Vec::new();
    file.read_to_end(&mut read).unwrap();
    assert!(read == bytes);
    file.seek(SeekFrom::Start(0)).unwrap();
    file.write_all(b"x").unwrap_err();
    file.set_len(1).unwrap_err();
    let name = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&file));
    let writes = std::fs::File::options().write(true).open(&name).and_then(|mut file| file.write_all(b"x"));
    writes.unwrap_err();
    let error = blobs.to_memory(&id, bytes.len() as u64 - 1).await.unwrap_err();
    assert!(matches!(error, BlobError::TooLarge { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_that_is_dropped_leaves_nothing() {
    let (root, blobs) = folder(&keys());
    for length in [10, 20 << 20] {
        let mut writer = blobs.put(Area::Upload).unwrap();
        writer.write(&noise(length)).await.unwrap();
        drop(writer);
    }
    // What cleans up runs beside us.
    while !common::files(root.path()).is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert_eq!(all(&blobs, Area::Upload).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_writer_left_is_swept_when_it_is_old() {
    let (root, blobs) = folder(&keys());
    let kept = put(&blobs, Area::Upload, b"kept").await.id;
    let left = root.path().join("sealed").join(format!("{kept}#1"));
    std::fs::write(&left, b"half").unwrap();
    let written =
        |at: std::time::SystemTime| at.duration_since(std::time::UNIX_EPOCH).unwrap().as_micros() as i64;
    let then = written(left.metadata().unwrap().modified().unwrap());
    assert_eq!(blobs.sweep_unfinished(then).await.unwrap(), 0);
    assert_eq!(all(&blobs, Area::Upload).await, [kept]);
    assert_eq!(blobs.sweep_unfinished(then + 1).await.unwrap(), 1);
    assert!(!left.exists());
    assert_eq!(get(&blobs, &kept).await.unwrap(), b"kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_belong_to_their_owner_only() {
    let (root, blobs) = folder(&keys());
    let small = put(&blobs, Area::Upload, b"small").await.id;
    let large = put(&blobs, Area::Upload, &noise(20 << 20)).await.id;
    let mode = |path: &str| root.path().join(path).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("sealed"), 0o700);
    assert_eq!(mode("sealed/upload"), 0o700);
    for id in [small, large] {
        assert_eq!(mode(&format!("sealed/{id}")), 0o600);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_is_gone_and_can_be_deleted_again() {
    let (_root, blobs) = folder(&keys());
    let id = put(&blobs, Area::Upload, b"gone").await.id;
    let other = put(&blobs, Area::Copy, b"stays").await.id;
    blobs.delete(&id).await.unwrap();
    blobs.delete(&id).await.unwrap();
    assert!(matches!(get(&blobs, &id).await, Err(BlobError::Missing { .. })));
    assert_eq!((all(&blobs, Area::Upload).await, all(&blobs, Area::Copy).await), (vec![], vec![other]));
}

#[test]
fn names_are_read_back_and_others_refused() {
    let name = "released/00112233445566778899aabbccddeeff";
    assert_eq!(name.parse::<BlobId>().unwrap().to_string(), name);
    for other in ["", "released", "released/00", "../00112233445566778899aabbccddeeff", &name.to_uppercase()]
    {
        assert!(other.parse::<BlobId>().is_err(), "{other}");
    }
    assert!("upload/+0112233445566778899aabbccddeeff".parse::<BlobId>().is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_age_opens_a_blob_too() {
    let Ok(found) = std::process::Command::new("age").arg("--version").output() else {
        // Debian's package `age`; ./test installs it.
        assert!(std::env::var_os("CI").is_none(), "the program age is not installed");
        return;
    };
    assert!(found.status.success());
    let keys = keys();
    let (root, blobs) = folder(&keys);
    let bytes = noise(CHUNK + 100);
    let id = put(&blobs, Area::Released, &bytes).await.id;
    let key = root.path().join("identities");
    std::fs::write(&key, identities(&keys).unwrap().as_bytes()).unwrap();
    let opened = std::process::Command::new("age")
        .arg("-d")
        .arg("-i")
        .arg(&key)
        .arg(root.path().join("sealed").join(id.to_string()))
        .output()
        .unwrap();
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    let head = format!("tipstaff-blob/1 {id}\n");
    assert!(opened.stdout == [head.as_bytes(), &bytes].concat());
}

#[tokio::test]
async fn a_blob_moves_between_a_folder_and_s3_as_it_is_sealed() {
    let keys = keys();
    let (_root, here) = folder(&keys);
    let server = s3_for_tests::Server::folder();
    let there = Blobs::new(server.store(), "sealed", &keys).unwrap();
    // Nothing, little, and more than two parts that are sent at once.
    for length in [0, 3 * CHUNK, 20 << 20] {
        let bytes = noise(length);
        let stored = put(&here, Area::Released, &bytes).await;
        there.take(&here, &stored.id).await.unwrap();
        assert_eq!(there.prove(&stored.id).await.unwrap(), stored);
        here.delete(&stored.id).await.unwrap();
        let length = here.take(&there, &stored.id).await.unwrap();
        assert!(length > stored.bytes);
        assert!(get(&here, &stored.id).await.unwrap() == bytes);
        // Again, over itself: whoever restores a second time must not end with less.
        here.take(&there, &stored.id).await.unwrap();
        assert_eq!(here.prove(&stored.id).await.unwrap(), stored);
    }
    let missing = put(&here, Area::Released, b"x").await.id;
    here.delete(&missing).await.unwrap();
    assert!(matches!(there.take(&here, &missing).await, Err(BlobError::Missing { .. })));
}

#[tokio::test]
async fn a_folder_at_rest_is_read_and_left_as_it_is() {
    let keys = keys();
    let (root, blobs) = folder(&keys);
    let stored = put(&blobs, Area::Released, b"Ward,Stops").await;
    let at = root.path().join("sealed");
    let rest = Blobs::at_rest(&at, &keys).unwrap();
    assert_eq!(rest.prove(&stored.id).await.unwrap(), stored);
    assert!(Blobs::at_rest(root.path().join("nowhere"), &keys).is_err(), "nothing is made");
}
