//! Safe copies are a second kind of work.

use crate::common::{BOTH, Pretended, Running, room};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use uploads::CopyState;

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_made_once_however_often_it_is_asked_for_and_says_why_it_cannot_be() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("a.csv", b"to be copied").await;
        assert!(room.uploads.copied(&upload.id).await.unwrap().is_none());
        let gate = Arc::new(Pretended::default());
        let running = Running::begin(&room.uploads, "a", &gate);
        room.settled(&upload.id).await;
        running.stop().await;
        for _ in 0..3 {
            room.uploads.copy(&upload.id, None, Timestamp::now()).await.unwrap();
        }
        let running = Running::begin(&room.uploads, "a", &gate);
        let (what, fix) = loop {
            match room.uploads.copied(&upload.id).await.unwrap().expect("it was asked for") {
                CopyState::Failed { what, fix } => break (what, fix),
                CopyState::Waiting => tokio::time::sleep(Duration::from_millis(5)).await,
                CopyState::Made(_) => panic!("there is nothing to make"),
            }
        };
        running.stop().await;
        assert_eq!((what.as_str(), fix.as_str()), ("it is no table", "Choose another"));
        // The check, and one copy.
        assert_eq!(gate.examined.lock().unwrap().values().sum::<u32>(), 2);
        room.uploads.delete(&upload.id).await.unwrap();
        assert_eq!(room.sealed().await, Vec::<String>::new());
    }
}
