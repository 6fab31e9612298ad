//! Files come in, whole or not at all.

use crate::common::{BOTH, On, body, room, room_with};
use bytes::Bytes;
use futures::{StreamExt, stream};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uploads::{Settings, State, UploadError, UploadId};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_put_up_is_there_and_waits_its_turn() {
    for on in BOTH {
        let room = room(on).await;
        let bytes = vec![7; 100_000];
        let first = room.receive("C:\\answers\\answer.xlsx", &bytes).await;
        assert_eq!((first.name.as_str(), first.bytes, first.by), ("answer.xlsx", 100_000, 1));
        assert_eq!(first.sha256, <[u8; 32]>::from(Sha256::digest(&bytes)));
        let second = room.receive("second.csv", b"a,b").await;
        assert_eq!(room.state(&first.id).await, State::Waiting { ahead: 0 });
        assert_eq!(room.state(&second.id).await, State::Waiting { ahead: 1 });
        let (listed, count) = room.uploads.of_actor(1, 0, 10, Timestamp::now()).await.unwrap();
        assert_eq!(count, 2);
        assert_eq!(listed.iter().map(|upload| upload.id).collect::<Vec<_>>(), [second.id, first.id]);
        let (others, count) = room.uploads.of_actor(2, 0, 10, Timestamp::now()).await.unwrap();
        assert_eq!((others.len(), count), (0, 0));
        assert_eq!(first.id.to_string().parse::<UploadId>().unwrap(), first.id);
        let early = room.uploads.result(&first.id).await;
        assert!(matches!(early, Err(UploadError::Refused { .. })), "{early:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_the_name_nor_the_content_lies_anywhere_in_clear() {
    let room = room(On::Sqlite).await;
    let content = b"content that nobody may find on the disk ".repeat(50);
    room.receive("Ashworth transfer list.xlsx", &content).await;
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
                let is_found = bytes.windows(secret.len()).any(|piece| piece == secret);
                assert!(!is_found, "{}", path.display());
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
        let error = room.uploads.receive(1, "a.csv", broken, Timestamp::now()).await.unwrap_err();
        assert!(matches!(error, UploadError::Broken(_)));
        assert_eq!(room.sealed().await, Vec::<String>::new());
        assert_eq!(room.uploads.of_actor(1, 0, 10, Timestamp::now()).await.unwrap().1, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_hold_while_a_file_streams_in() {
    let limits = Settings {
        file_bytes: 5000,
        bytes_of_actor: 8000,
        bytes_of_all: 12_000,
        files_of_actor: 3,
        ..Settings::default()
    };
    for on in BOTH {
        let room = room_with(on, limits.clone()).await;
        let now = Timestamp::now();
        // It never ends: only a limit that is asked on the way ends it.
        let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[0; 100])));
        let error = room.uploads.receive(1, "endless", endless, now).await.unwrap_err();
        assert!(matches!(error, UploadError::TooLarge { limit: 5000 }));
        room.receive("one", &[0; 5000]).await;
        let error = room.uploads.receive(1, "two", body(&[0; 3001]), now).await.unwrap_err();
        assert!(error.to_string().contains("one person"), "{error}");
        room.receive("three", &[0; 3000]).await;
        let error = room.uploads.receive(2, "four", body(&[0; 4001]), now).await.unwrap_err();
        assert!(error.to_string().contains("everybody together"), "{error}");
        let kept = room.uploads.receive(2, "five", body(&[0; 4000]), now).await.unwrap();
        room.uploads.delete(&kept.id).await.unwrap();
        assert_eq!(room.sealed().await.len(), 2, "what was refused is not kept");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_come_in_together_do_not_pass_the_limit_together() {
    let limits = Settings { bytes_of_actor: 10_000, ..Settings::default() };
    for on in BOTH {
        let room = room_with(on, limits.clone()).await;
        let comings: Vec<_> = (0..4)
            .map(|_| {
                let uploads = room.uploads.clone();
                tokio::spawn(async move {
                    uploads.receive(1, "one", body(&[0; 4000]), Timestamp::now()).await.is_ok()
                })
            })
            .collect();
        let mut taken = 0;
        for coming in comings {
            taken += u32::from(coming.await.unwrap());
        }
        assert_eq!((taken, room.sealed().await.len()), (2, 2));
    }
}
