//! Files come in, whole or not at all.

use crate::common::{BOTH, body, room, room_with, settings};
use bytes::Bytes;
use futures::{StreamExt, stream};
use sha2::{Digest, Sha256};
use uploads::{Settings, State, UploadError, UploadId};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_put_up_is_there_and_waits() {
    for on in BOTH {
        let room = room(on).await;
        let bytes = vec![7; 100_000];
        let upload = room.receive("C:\\answers\\answer\u{202e}.xlsx", &bytes).await;
        assert_eq!((upload.name.as_str(), upload.bytes, upload.by), ("answer.xlsx", 100_000, 1));
        assert_eq!(upload.sha256, <[u8; 32]>::from(Sha256::digest(&bytes)));
        assert_eq!(room.uploads.get(upload.id, room.now()).await.unwrap(), upload);
        assert_eq!(room.uploads.progress(upload.id).await.unwrap(), State::Waiting { position: 1 });
        room.pass(1);
        let second = room.receive("second.csv", b"a,b").await;
        assert_eq!(room.uploads.progress(second.id).await.unwrap(), State::Waiting { position: 2 });
        let listed = room.uploads.of_actor(1, room.now()).await.unwrap();
        assert_eq!(listed, [second.clone(), upload.clone()]);
        assert_eq!(room.uploads.of_actor(2, room.now()).await.unwrap(), []);
        assert_eq!(upload.id.to_string().parse::<UploadId>().unwrap(), upload.id);
        assert!(
            room.uploads
                .result(upload.id)
                .await
                .is_err_and(|error| matches!(error, UploadError::NotReady { .. }))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_the_name_nor_the_content_lies_anywhere_in_clear() {
    let room = room(crate::common::On::Sqlite).await;
    let content = b"content that nobody may find on the disk ".repeat(50);
    room.receive("Ashworth transfer list.xlsx", &content).await;
    room.record.closing().close().await;
    let mut looked_at = 0;
    let mut folders = vec![room.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            for secret in [&b"Ashworth"[..], b"nobody may find"] {
                let found = bytes.windows(secret.len()).any(|piece| piece == secret);
                assert!(!found, "{}", path.display());
            }
            looked_at += 1;
        }
    }
    assert!(looked_at > 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_breaks_off_leaves_nothing() {
    for on in BOTH {
        let room = room(on).await;
        let broken = body(&[1; 5000]).chain(stream::iter([Err(std::io::Error::other("the line went dead"))]));
        let error = room.uploads.receive(1, "a.csv", broken, room.now()).await.unwrap_err();
        assert!(matches!(error, UploadError::BrokenOff));
        assert_eq!(room.sealed().await, Vec::<String>::new());
        assert_eq!(room.uploads.of_actor(1, room.now()).await.unwrap(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_hold_while_a_file_streams_in() {
    let limits = Settings { file_bytes: 5000, actor_bytes: 8000, total_bytes: 12_000, ..settings() };
    for on in BOTH {
        let room = room_with(on, limits.clone()).await;
        // It never ends: only a limit that is asked on the way ends it.
        let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[0; 100])));
        let error = room.uploads.receive(1, "endless", endless, room.now()).await.unwrap_err();
        assert!(matches!(error, UploadError::FileTooLarge { limit: 5000 }));
        room.receive("one", &[0; 5000]).await;
        let error = room.uploads.receive(1, "two", body(&[0; 3001]), room.now()).await.unwrap_err();
        assert!(matches!(error, UploadError::ActorFull { limit: 8000 }));
        room.receive("three", &[0; 3000]).await;
        let error = room.uploads.receive(2, "four", body(&[0; 4001]), room.now()).await.unwrap_err();
        assert!(matches!(error, UploadError::AllFull { limit: 12_000 }));
        let kept = room.uploads.receive(2, "five", body(&[0; 4000]), room.now()).await.unwrap();
        let used = room.uploads.used(2).await.unwrap();
        assert_eq!((used.actor, used.all), (4000, 12_000));
        room.uploads.delete(kept.id).await.unwrap();
        assert_eq!(room.uploads.used(2).await.unwrap().all, 8000);
        assert_eq!(room.sealed().await.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_come_in_together_do_not_pass_the_limit_together() {
    let limits = Settings { actor_bytes: 10_000, ..settings() };
    for on in BOTH {
        let room = room_with(on, limits.clone()).await;
        let now = room.now();
        let comings = (0..4).map(|_| {
            let uploads = room.uploads.clone();
            tokio::spawn(async move { uploads.receive(1, "one", body(&[0; 4000]), now).await.is_ok() })
        });
        let mut taken = 0;
        for coming in comings.collect::<Vec<_>>() {
            taken += u32::from(coming.await.unwrap());
        }
        assert_eq!((taken, room.sealed().await.len()), (2, 2));
    }
}
