//! What no row names is swept; what was released is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blobs::{Area, BlobId, Blobs};
use jiff::{SignedDuration, Timestamp};
use postgres_for_tests::Cluster;
use record::{Place, Record};
use std::sync::Arc;
use tempfile::TempDir;
use uploads::{Settings, Uploads};

struct Case {
    _folder: TempDir,
    record: Arc<Record>,
    blobs: Blobs,
    uploads: Uploads,
}

impl Case {
    async fn new(on_postgres: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut place = Place::folder(folder.path().join("data"));
        place.key_file = Some(folder.path().join("keys").join("force.key"));
        if on_postgres {
            place.database = Some(Cluster::shared().database());
        }
        let record = Arc::new(Record::create(&place, Timestamp::now()).await.unwrap());
        let blobs = record.blobs().unwrap();
        let uploads = Uploads::open(record.clone(), blobs.clone(), Settings::default()).await.unwrap();
        Self { _folder: folder, record, blobs, uploads }
    }

    async fn sealed(&self, area: Area) -> BlobId {
        let mut writer = self.blobs.put(area).unwrap();
        writer.write(b"Ward,Stops\n").await.unwrap();
        writer.finish().await.unwrap().id
    }

    /// A row of a release with this name, past any act: only the sweep looks at it here.
    async fn named(&self, blob: BlobId) {
        let name = blob.to_string().into_bytes();
        let sql = "INSERT INTO release (number, act, sha256, bytes, file_name, reference, recipient, what, reasons, blob) \
                   VALUES (1, 1, $1, 11, $1, $1, $1, $1, $1, $2)";
        let mut transaction = self.record.database().begin("name a blob").await.unwrap();
        transaction.execute(sql, &[vec![0_u8; 32].into(), name.into()]).await.unwrap();
        transaction.finish().await.unwrap();
    }

    async fn there(&self, area: Area) -> Vec<BlobId> {
        let mut ids = Vec::new();
        self.blobs.list(area, |listed| ids.push(listed.id)).await.unwrap();
        ids
    }

    async fn swept_after(&self, days: i64) {
        let now = Timestamp::now().checked_add(SignedDuration::from_hours(24 * days + 1)).unwrap();
        self.uploads.sweep(now).await.unwrap();
    }
}

#[tokio::test]
async fn a_released_file_is_swept_only_if_no_row_names_it_and_a_month_has_gone_by() {
    for on_postgres in [false, true] {
        let case = Case::new(on_postgres).await;
        let (kept, loose) = (case.sealed(Area::Released).await, case.sealed(Area::Released).await);
        let upload = case.sealed(Area::Upload).await;
        case.named(kept).await;
        case.swept_after(0).await;
        assert_eq!(case.there(Area::Upload).await, [upload], "an hour is too soon for any");
        case.swept_after(1).await;
        assert!(case.there(Area::Upload).await.is_empty());
        assert_eq!(
            case.there(Area::Released).await.len(),
            2,
            "a day is too soon for what may have been released"
        );
        case.swept_after(30).await;
        assert_eq!(case.there(Area::Released).await, [kept]);
        assert!(!case.there(Area::Released).await.contains(&loose));
        case.swept_after(3_650).await;
        assert_eq!(case.there(Area::Released).await, [kept]);
    }
}

#[tokio::test]
async fn the_place_of_sealed_files_is_tried_out_and_left_as_it_was() {
    let case = Case::new(false).await;
    case.uploads.try_out().await.unwrap();
    assert!(case.there(Area::Upload).await.is_empty());
    assert!(!case.uploads.is_equipped());
}
