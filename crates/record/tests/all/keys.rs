//! The force key is changed without losing anything, also when that is interrupted.

use crate::busy::{busy, named, verified};
use crate::common::{BOTH, On, start};
use keyring::ForceKeys;
use record::{Record, RecordError};

#[tokio::test]
async fn after_a_rotation_everything_opens_with_the_new_key_alone() {
    for on in BOTH {
        let busy = busy(on).await;
        let before = ForceKeys::read(busy.case.record.key_file()).unwrap().newest();
        let rotated = busy.case.record.rotate_key(&busy.owner, start(), &mut |_| {}).await.unwrap();
        assert_eq!(
            (rotated.wrapped, rotated.resumed),
            (3 + 7, false),
            "the record's own and those of seven people"
        );
        assert_ne!(rotated.key, before);
        let record = Record::open(&busy.case.place).await.unwrap();
        assert_eq!(record.retire_keys(&busy.owner).await.unwrap(), [before]);
        record.publish().await.unwrap();
        assert_eq!(ForceKeys::read(record.key_file()).unwrap().ids(), [rotated.key]);
        assert_eq!(named(&verified(&busy.case.place).await), [""; 0]);
    }
}

#[tokio::test]
async fn a_rotation_that_was_interrupted_is_finished_by_the_next_one() {
    for on in BOTH {
        let busy = busy(on).await;
        // Interrupted after the key was added to the file and before anything was wrapped by it.
        let mut force = ForceKeys::read(busy.case.record.key_file()).unwrap();
        let key = force.rotate_file(busy.case.record.key_file()).unwrap();
        let record = Record::open(&busy.case.place).await.unwrap();
        assert_eq!(named(&verified(&busy.case.place).await), [""; 0]);
        let refused = record.retire_keys(&busy.owner).await;
        assert!(matches!(refused, Err(RecordError::Refused { .. })), "the old key is in use: {refused:?}");
        let rotated = record.rotate_key(&busy.owner, start(), &mut |_| {}).await.unwrap();
        assert_eq!((rotated.key, rotated.resumed), (key, true));
        assert_eq!(ForceKeys::read(record.key_file()).unwrap().ids().len(), 2, "no third key");
    }
}

#[tokio::test]
async fn only_an_administrator_changes_the_key() {
    let busy = busy(On::Sqlite).await;
    let before = std::fs::read(busy.case.record.key_file()).unwrap();
    let refused = busy.case.record.rotate_key(&busy.other, start(), &mut |_| {}).await;
    assert!(matches!(refused, Err(RecordError::MayNot { .. })));
    assert_eq!(std::fs::read(busy.case.record.key_file()).unwrap(), before);
}
