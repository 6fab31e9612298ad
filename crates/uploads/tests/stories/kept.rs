//! What is released outlives the upload, and can be taken up again by who has to look at it.

use crate::common::{BOTH, room};
use blobs::Area;
use jiff::Timestamp;

#[tokio::test(flavor = "multi_thread")]
async fn kept_bytes_stay_when_the_upload_goes_and_become_a_file_of_somebody_else() {
    for on in BOTH {
        let room = room(on).await;
        let upload = room.receive("answer.csv", b"Ward,Stops\nNorth,12\n").await;
        let kept = room.uploads.keep(&upload.id).await.unwrap();
        room.uploads.delete(&upload.id).await.unwrap();

        let taken = room.uploads.take_kept(2, "answer.csv", &kept, Timestamp::now()).await.unwrap();
        assert_eq!((taken.by, taken.sha256, taken.bytes), (2, upload.sha256, upload.bytes));
        assert_ne!(taken.id, upload.id);
        room.uploads.delete(&taken.id).await.unwrap();

        let count = async || {
            let mut released = 0;
            room.blobs.list(Area::Released, |_| released += 1).await.unwrap();
            released
        };
        assert_eq!(count().await, 1);
        let id = std::str::from_utf8(&kept).unwrap().parse().unwrap();
        room.blobs.delete(&id).await.unwrap();
        assert_eq!(count().await, 0);
        assert!(room.uploads.take_kept(2, "answer.csv", &kept, Timestamp::now()).await.is_err());
        assert!(room.uploads.take_kept(2, "answer.csv", b"../../key", Timestamp::now()).await.is_err());
    }
}
