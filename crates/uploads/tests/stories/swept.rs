//! What is over goes, and so does what nobody names; nothing else does.

use crate::common::{BOTH, Pretended, Running, room};
use blobs::Area;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

fn in_hours(hours: i64) -> Timestamp {
    Timestamp::now() + SignedDuration::from_hours(hours)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_goes_with_its_results_when_its_time_is_over() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("old.csv", b"old").await;
        let running = Running::begin(&room.uploads, "a", &Arc::new(Pretended::default()));
        room.settled(&upload.id).await;
        running.stop().await;
        let sealed = room.sealed().await;
        assert_eq!(sealed.len(), 2);
        room.uploads.sweep(in_hours(1)).await.unwrap();
        assert_eq!(room.sealed().await, sealed);
        // Before anybody swept, it is already not there for anybody.
        let later = in_hours(14 * 24 + 1);
        assert!(room.uploads.get(&upload.id, later).await.unwrap().is_none());
        room.uploads.sweep(later).await.unwrap();
        assert_eq!(room.sealed().await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sealed_files_that_no_row_names_go_after_a_day() {
    for on in BOTH {
        let room = room(on).await;
        room.receive("named.csv", b"named").await;
        let named = room.sealed().await;
        for area in [Area::Upload, Area::Result, Area::Copy, Area::Released] {
            let mut writer = room.blobs.put(area).unwrap();
            writer.write(b"left when a machine stopped").await.unwrap();
            writer.finish().await.unwrap();
        }
        room.uploads.sweep(in_hours(23)).await.unwrap();
        assert_eq!(room.sealed().await.len(), 4);
        room.uploads.sweep(in_hours(25)).await.unwrap();
        assert_eq!(room.sealed().await, named);
    }
}
