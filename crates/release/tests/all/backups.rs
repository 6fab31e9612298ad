//! Backups take along what was released, and bring it back on another machine.

use crate::common::{BOTH, Case, On, at, examined, proposal, rules, start};
use blobs::{Area, BlobId};
use gate::Verdict;
use postgres_for_tests::Cluster;
use record::{BackupOptions, Fault, Place, Record, Restored, VerifyOptions, restore};
use release::{Examined, Releases, Settings};
use sha2::{Digest, Sha256};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A file with so many bytes, no two files alike.
fn file(length: usize, seed: u8) -> Vec<u8> {
    (0..length).map(|index| (index % 251) as u8 ^ seed).collect()
}

fn checked(bytes: &[u8]) -> Examined {
    let mut examined = examined(0, Verdict::Clear, 0, start());
    examined.checked.sha256 = hex(&Sha256::digest(bytes));
    examined.checked.bytes = bytes.len() as u64;
    examined
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Proposes and approves a file whose bytes are kept.
async fn released(case: &Case, bytes: &[u8]) -> u32 {
    let examined = checked(bytes);
    let mut open = tempfile::tempfile().unwrap();
    open.write_all(bytes).unwrap();
    open.rewind().unwrap();
    let kept = case.releases().keep(open, &Sha256::digest(bytes).into()).await.unwrap();
    let mut proposal = proposal(Vec::new());
    proposal.blob = Some(kept);
    let number = case.proposed(&proposal, &examined).await;
    let (by, signer) = &case.approver;
    case.releases().approve(by, signer, number, None, &rules(), examined.at).await.unwrap();
    number
}

fn place(on: On, key_of: &Case) -> (tempfile::TempDir, Place) {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::folder(folder.path().join("data"));
    place.key_file.clone_from(&key_of.place.key_file);
    if on == On::Postgres {
        place.database = Some(Cluster::shared().database());
    }
    (folder, place)
}

async fn backed_up(case: &Case) -> PathBuf {
    let target = case.folder.path().join("backup");
    case.record.back_up(&target, start(), &mut |_| {}).await.unwrap();
    target
}

async fn brought_back(backup: &Path, to: &Place) -> Result<Restored, record::RecordError> {
    restore(backup, to, Some("owner"), start(), &mut |_| {}).await
}

fn sealed(place: &Place, id: &BlobId) -> PathBuf {
    place.data.join("blobs").join("sealed").join(id.to_string())
}

async fn names(record: &Record) -> Vec<BlobId> {
    let mut ids = Vec::new();
    record.blobs().unwrap().list(Area::Released, |listed| ids.push(listed.id)).await.unwrap();
    ids
}

#[tokio::test]
async fn what_was_released_is_in_the_backup_and_can_be_checked_again_on_another_machine() {
    for from in BOTH {
        let case = Case::new(from).await;
        // One of them larger than a part that is sent at once.
        let (small, large) = (file(3, 1), file(9 << 20, 2));
        let (first, second) = (released(&case, &small).await, released(&case, &large).await);
        let backup = backed_up(&case).await;
        drop(std::fs::remove_dir_all(&case.place.data));
        for on in BOTH {
            let (_folder, to) = place(on, &case);
            let told = brought_back(&backup, &to).await.unwrap();
            assert_eq!((told.sealed, told.missing), (2, 0));
            let record = Record::open(&to).await.unwrap();
            let deep = VerifyOptions { deep: true, ..VerifyOptions::default() };
            let verified = record.verify(&deep, &mut |_| {}).await.unwrap();
            assert!(verified.is_sound(), "from {from:?} to {on:?}: {verified:?}");
            let releases = Releases::new(&record, Settings::default());
            for (number, bytes) in [(first, &small), (second, &large)] {
                let release = releases.get(number).await.unwrap();
                let mut read = Vec::new();
                releases.bytes(&release, 1 << 30).await.unwrap().unwrap().read_to_end(&mut read).unwrap();
                assert!(&read == bytes);
                let (by, _) = force_for_tests::owner(&record, start()).await;
                let again =
                    releases.rechecked(&by, number, &checked(bytes), at("2026-12-01T09:00:00Z")).await;
                assert_eq!(again.unwrap().release, number);
            }
        }
    }
}

#[tokio::test]
async fn a_backup_is_whole_while_files_are_released() {
    for on in BOTH {
        let case = Case::new(on).await;
        let target = case.folder.path().join("backup");
        let releasing = async {
            for seed in 0..8 {
                released(&case, &file(70_000, seed)).await;
            }
        };
        let mut nothing = |_| {};
        let (made, ()) = tokio::join!(case.record.back_up(&target, start(), &mut nothing), releasing);
        let sealed = made.unwrap().sealed;
        let (_folder, to) = place(On::Sqlite, &case);
        let told = brought_back(&target, &to).await.unwrap();
        assert_eq!((told.sealed, told.missing), (sealed, 0));
        let record = Record::open(&to).await.unwrap();
        let deep = VerifyOptions { deep: true, ..VerifyOptions::default() };
        assert!(record.verify(&deep, &mut |_| {}).await.unwrap().is_sound());
    }
}

#[tokio::test]
async fn a_released_file_that_is_lost_is_said_aloud_and_backed_up_without_only_on_request() {
    for on in BOTH {
        let case = Case::new(on).await;
        released(&case, &file(10, 1)).await;
        released(&case, &file(10, 2)).await;
        let lost = names(&case.record).await[0];
        std::fs::remove_file(sealed(&case.place, &lost)).unwrap();
        let verified = case.record.verify(&VerifyOptions::default(), &mut |_| {}).await.unwrap();
        assert_eq!(verified.counts.get(&Fault::FileMissing), Some(&1));
        let target = case.folder.path().join("backup");
        let refused = case.record.back_up(&target, start(), &mut |_| {}).await.unwrap_err().to_string();
        assert!(refused.contains(&lost.to_string()) && refused.contains("release"), "{refused}");
        assert!(!target.exists(), "there is a whole backup or none");
        let despite = BackupOptions { despite_missing: true };
        let made = case.record.back_up_as(&target, despite, start(), &mut |_| {}).await.unwrap();
        assert_eq!((made.sealed, made.missing), (1, vec![lost.to_string()]));
        let (_folder, to) = place(On::Sqlite, &case);
        let told = brought_back(&target, &to).await.unwrap();
        assert_eq!((told.sealed, told.missing), (1, 1));
    }
}

#[tokio::test]
async fn a_sealed_file_that_is_another_one_is_neither_backed_up_nor_restored() {
    let case = Case::new(On::Sqlite).await;
    released(&case, &file(10, 1)).await;
    let id = names(&case.record).await[0];
    let backup = backed_up(&case).await;
    let path = sealed(&case.place, &id);
    let mut bytes = std::fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let deep = VerifyOptions { deep: true, ..VerifyOptions::default() };
    let verified = case.record.verify(&deep, &mut |_| {}).await.unwrap();
    assert_eq!(verified.counts.get(&Fault::FileChanged), Some(&1));
    let again = case.folder.path().join("again");
    assert!(case.record.back_up(&again, start(), &mut |_| {}).await.is_err());
    assert!(!again.exists());
    // The one that was backed up before, and is taken out of the backup now.
    std::fs::remove_file(backup.join("sealed").join(id.to_string())).unwrap();
    let (_folder, to) = place(On::Sqlite, &case);
    assert!(brought_back(&backup, &to).await.is_err());
    assert!(Record::open(&to).await.is_err(), "nothing was restored");
}

#[tokio::test]
async fn a_backup_from_before_sealed_files_were_taken_along_says_how_many_it_lacks() {
    let case = Case::new(On::Sqlite).await;
    released(&case, &file(10, 1)).await;
    let backup = backed_up(&case).await;
    let about = backup.join("backup.json");
    let mut json: serde_json::Value = serde_json::from_slice(&std::fs::read(&about).unwrap()).unwrap();
    let parts = json.as_object_mut().unwrap();
    parts.remove("sealed");
    let files = parts.get_mut("files").unwrap().as_array_mut().unwrap();
    files.retain(|file| !file["path"].as_str().unwrap().starts_with("sealed/"));
    std::fs::write(&about, json.to_string()).unwrap();
    std::fs::remove_dir_all(backup.join("sealed")).unwrap();
    let (_folder, to) = place(On::Sqlite, &case);
    let told = brought_back(&backup, &to).await.unwrap();
    assert_eq!((told.sealed, told.missing), (0, 1));
}

#[tokio::test]
async fn what_a_row_names_is_not_forgotten() {
    for on in BOTH {
        let case = Case::new(on).await;
        released(&case, &file(10, 1)).await;
        let named = names(&case.record).await[0];
        case.releases().forget(named.to_string().as_bytes()).await.unwrap();
        assert_eq!(names(&case.record).await, [named]);
        let bytes = file(10, 2);
        let mut open = tempfile::tempfile().unwrap();
        open.write_all(&bytes).unwrap();
        open.rewind().unwrap();
        let other = case.releases().keep(open, &Sha256::digest(&bytes).into()).await.unwrap();
        case.releases().forget(&other).await.unwrap();
        assert_eq!(names(&case.record).await, [named]);
    }
}
