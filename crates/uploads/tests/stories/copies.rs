//! Safe copies are a second kind of work.

use crate::common::{BOTH, Pretended, room};
use std::sync::Arc;
use uploads::{CopyKind, State, Task, UploadError};

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_made_once_however_often_it_is_asked_for() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("a.csv", b"to be copied").await;
        let task = Task::Copy(CopyKind::Xlsx);
        assert_eq!(room.uploads.state(upload.id, task).await.unwrap(), None);
        for _ in 0..3 {
            room.uploads.copy(upload.id, CopyKind::Xlsx, room.now()).await.unwrap();
        }
        let gate = Arc::new(Pretended::default());
        room.worker(&room.uploads, &gate).run_until_idle().await.unwrap();
        assert_eq!(room.uploads.state(upload.id, task).await.unwrap(), Some(State::Checked));
        // The check, and one copy.
        assert_eq!(gate.examined.lock().unwrap().values().sum::<u32>(), 2);
        assert_eq!(room.sealed().await.len(), 4);
        room.uploads.delete(upload.id).await.unwrap();
        assert_eq!(room.sealed().await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_cannot_be_made_says_why() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("a.csv", b"this is refused").await;
        room.uploads.copy(upload.id, CopyKind::Ods, room.now()).await.unwrap();
        room.worker(&room.uploads, &Arc::new(Pretended::default())).run_until_idle().await.unwrap();
        let state = room.uploads.state(upload.id, Task::Copy(CopyKind::Ods)).await.unwrap();
        let failed = State::Failed { what: "it is not a spreadsheet".into(), fix: "Choose another".into() };
        assert_eq!(state, Some(failed));
        let error = room.uploads.copies(upload.id, CopyKind::Ods).await.unwrap_err();
        assert!(matches!(error, UploadError::NotReady { .. }));
    }
}
