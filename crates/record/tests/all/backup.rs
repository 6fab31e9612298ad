//! Backups: made while the record is in use, restored to either database, and nobody who was erased comes back.

use crate::busy;
use crate::busy::{ACTS, Busy, busy, named, tamper, verified};
use crate::common::{BOTH, On, place, start};
use crate::witness;
use record::{HolderKind, Record, RecordError, Restored, restore};
use std::path::{Path, PathBuf};

/// A backup beside the data folder.
async fn backed_up(busy: &Busy) -> PathBuf {
    let target = busy.case.folder.path().join("backup");
    let made = busy.case.record.back_up(&target, start(), &mut |_| {}).await.unwrap();
    assert_eq!(made.acts, ACTS);
    target
}

async fn restored(busy: &Busy, backup: &Path, on: On) -> (tempfile::TempDir, record::Place, Restored) {
    let (folder, mut to) = place(on);
    to.key_file.clone_from(&busy.case.place.key_file);
    let told = restore(backup, &to, Some("owner"), start(), &mut |_| {}).await.unwrap();
    (folder, to, told)
}

#[tokio::test]
async fn a_backup_of_either_database_restores_to_either() {
    for from in BOTH {
        let busy = busy(from).await;
        let backup = backed_up(&busy).await;
        for on in BOTH {
            let (_folder, to, told) = restored(&busy, &backup, on).await;
            assert_eq!((told.acts, told.generation, told.lost), (ACTS, 2, None));
            assert!(told.erased_again.is_empty(), "the erasure is in the backup already");
            let verification = verified(&to).await;
            assert_eq!(named(&verification), [""; 0], "from {from:?} to {on:?}");
            assert_eq!((verification.acts, verification.restorations), (ACTS + 1, 1));
            let again = Record::open(&to).await.unwrap();
            assert_eq!(again.log_key().vkey(), told.log_key);
            assert_eq!(again.holder("Card maker").await.unwrap().number, 1);
        }
    }
}

#[tokio::test]
async fn whoever_was_erased_after_the_backup_is_erased_again() {
    for on in BOTH {
        let busy = busy(on).await;
        let backup = backed_up(&busy).await;
        let record = &busy.case.record;
        let proposal =
            record.propose_erasure(&busy.owner, &busy.owner_signs, 5, "asked", start()).await.unwrap();
        record.approve_erasure(&busy.other, &busy.other_signs, proposal.position, start()).await.unwrap();
        let (_folder, to, told) = restored(&busy, &backup, on).await;
        assert_eq!(told.erased_again, [5]);
        assert_eq!(named(&verified(&to).await), [""; 0]);
        let values = "SELECT COUNT(*) FROM person_value WHERE person = 5";
        assert_eq!(busy::number(&to, values).await, 0);
    }
}

#[tokio::test]
async fn a_backup_holds_no_key_and_only_its_owner_reads_it() {
    let busy = busy(On::Sqlite).await;
    let backup = backed_up(&busy).await;
    let mut names: Vec<String> = std::fs::read_dir(&backup)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["backup.json", "log", "record.sqlite"]);
    let secret = std::fs::read_to_string(busy.case.record.key_file()).unwrap();
    let secret = secret.lines().find_map(|line| line.strip_prefix("key ")).unwrap().to_owned();
    let bytes = std::fs::read(backup.join("record.sqlite")).unwrap();
    assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&backup), 0o700);
        assert_eq!((mode(&backup.join("record.sqlite")), mode(&backup.join("backup.json"))), (0o600, 0o600));
    }
}

#[tokio::test]
async fn a_backup_is_whole_while_others_write() {
    for on in BOTH {
        let busy = busy(on).await;
        let record = &busy.case.record;
        let target = busy.case.folder.path().join("backup");
        let supplier = HolderKind::named("supplier").unwrap();
        let writing = async {
            for holder in 0..25 {
                record
                    .add_holder(&busy.owner, supplier, &format!("Printer {holder}"), start())
                    .await
                    .unwrap();
            }
        };
        let mut nothing = |_| {};
        let (made, ()) = tokio::join!(record.back_up(&target, start(), &mut nothing), writing);
        let acts = made.unwrap().acts;
        assert!((ACTS..=ACTS + 25).contains(&acts));
        let (_folder, to, told) = restored(&busy, &target, On::Sqlite).await;
        assert_eq!(told.acts, acts);
        assert_eq!(named(&verified(&to).await), [""; 0]);
    }
}

#[tokio::test]
async fn a_restoration_shows_in_the_log_and_raises_no_false_alarm_at_a_witness() {
    let busy = busy(On::Sqlite).await;
    let witness = witness::start(&busy.case.record).await;
    witness::ask(&busy.case.record).await;
    let backup = backed_up(&busy).await;
    let supplier = HolderKind::named("supplier").unwrap();
    busy.case.record.add_holder(&busy.owner, supplier, "Lost later", start()).await.unwrap();
    busy.case.record.publish().await.unwrap();
    witness::ask(&busy.case.record).await;
    let (_folder, to, _) = restored(&busy, &backup, On::Sqlite).await;
    // The witness has seen one act more of the earlier log; the restored record continues under a name of its own.
    assert_eq!(named(&verified(&to).await), [""; 0]);
    assert!(busy.case.record.log_key().vkey() != Record::open(&to).await.unwrap().log_key().vkey());
    drop(witness);
}

#[tokio::test]
async fn a_backup_that_was_changed_is_not_restored() {
    let busy = busy(On::Sqlite).await;
    let backup = backed_up(&busy).await;
    let (folder, mut to) = place(On::Sqlite);
    to.key_file.clone_from(&busy.case.place.key_file);
    let database = backup.join("record.sqlite");
    let whole = std::fs::read(&database).unwrap();
    std::fs::write(&database, &whole[..whole.len() - 1]).unwrap();
    let refused = restore(&backup, &to, None, start(), &mut |_| {}).await;
    assert!(matches!(refused, Err(RecordError::Refused { .. })));
    assert!(Record::open(&to).await.is_err(), "nothing was restored");
    drop(folder);
}

#[tokio::test]
async fn a_backup_of_a_record_that_was_tampered_with_is_not_restored() {
    let busy = busy(On::Sqlite).await;
    tamper(&busy.case.place, "UPDATE holding SET fields = 1 WHERE number = 1", &[]).await;
    let backup = backed_up(&busy).await;
    let (_folder, mut to) = place(On::Sqlite);
    to.key_file.clone_from(&busy.case.place.key_file);
    let refused = restore(&backup, &to, Some("owner"), start(), &mut |_| {}).await.unwrap_err().to_string();
    assert!(refused.contains("Row 1 of holding"), "{refused}");
}

#[tokio::test]
async fn nothing_is_restored_over_a_record() {
    for on in BOTH {
        let (one, other) = (busy(on).await, busy(on).await);
        let backup = backed_up(&one).await;
        let mut to = other.case.place.clone();
        to.key_file.clone_from(&one.case.place.key_file);
        let refused = restore(&backup, &to, Some("owner"), start(), &mut |_| {}).await;
        assert!(matches!(refused, Err(RecordError::RecordExists { .. })), "{refused:?}");
        assert_eq!(named(&verified(&other.case.place).await), [""; 0]);
    }
}

#[tokio::test]
async fn without_the_key_a_backup_is_of_no_use() {
    let busy = busy(On::Sqlite).await;
    let backup = backed_up(&busy).await;
    let (_folder, to) = place(On::Sqlite);
    let refused = restore(&backup, &to, None, start(), &mut |_| {}).await;
    assert!(matches!(refused, Err(RecordError::NoKey { .. })), "{refused:?}");
}
