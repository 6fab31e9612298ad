//! What is over goes, and so does what nobody names; nothing else does.

use crate::common::{BOTH, Pretended, room};
use blobs::Area;
use jiff::{Timestamp, ToSpan};
use std::sync::Arc;
use uploads::{Swept, UploadError};

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_goes_with_its_results_when_its_time_is_over() {
    for on in BOTH {
        let room = room(on).await;
        let old = room.receive("old.csv", b"old").await;
        room.worker(&room.uploads, &Arc::new(Pretended::default())).run_until_idle().await.unwrap();
        room.pass(60);
        let young = room.receive("young.csv", b"young").await;
        assert_eq!(room.uploads.sweep(room.now()).await.unwrap(), Swept::default());
        room.pass(14 * 24 * 60 - 30);
        // Before anybody swept, it is already not there for anybody.
        let error = room.uploads.get(old.id, room.now()).await.unwrap_err();
        assert!(matches!(error, UploadError::Unknown { .. }));
        assert_eq!(room.uploads.sweep(room.now()).await.unwrap().expired, 1);
        assert_eq!(room.sealed().await, [young.blob.to_string()]);
        assert_eq!(room.uploads.of_actor(1, room.now()).await.unwrap(), [young]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sealed_files_that_no_row_names_go_after_a_day() {
    for on in BOTH {
        let room = room(on).await;
        let named = room.receive("named.csv", b"named").await;
        for area in [Area::Upload, Area::Result, Area::Copy, Area::Released] {
            let mut writer = room.blobs.put(area).unwrap();
            writer.write(b"left when a machine stopped").await.unwrap();
            writer.finish().await.unwrap();
        }
        // Files have the time of this machine, not that of the story.
        let written = Timestamp::now();
        let swept = |hours: i64| room.uploads.sweep(written.checked_add(hours.hours()).unwrap());
        assert_eq!(swept(23).await.unwrap().orphans, 0);
        assert_eq!(swept(25).await.unwrap().orphans, 3);
        assert_eq!(room.sealed().await, [named.blob.to_string()]);
        let mut released = 0;
        room.blobs.list(Area::Released, |_| released += 1).await.unwrap();
        assert_eq!(released, 1, "what was released is not this room's to sweep");
    }
}
