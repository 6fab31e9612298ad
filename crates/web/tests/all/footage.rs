//! Folders of footage that are watched.

use crate::site::Site;
use evidence::{Evidence, EvidenceStore, StoreOrder, Sweep};
use jiff::{SignedDuration, Timestamp};
use record::{CaseRow, Tie};
use std::path::PathBuf;

/// A folder that is under watch since an hour ago.
pub struct Footage<'s> {
    site: &'s Site,
    folder: PathBuf,
    pub store: EvidenceStore,
}

/// Minutes ago.
pub fn ago(minutes: i64) -> Timestamp {
    Timestamp::now() - SignedDuration::from_mins(minutes)
}

/// When every file was written: a copy that is brought back has that too.
fn long_ago() -> std::time::SystemTime {
    std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_600_000_000)
}

impl<'s> Footage<'s> {
    /// Puts a folder with these files under watch.
    pub async fn watched(site: &'s Site, name: &str, files: &[&str]) -> Self {
        let folder = site.folder().join(format!("footage-{}", site.acts().await));
        std::fs::create_dir_all(&folder).unwrap();
        for file in files {
            let path = folder.join(file);
            std::fs::write(&path, file.as_bytes()).unwrap();
            std::fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago()).unwrap();
        }
        let place = folder.to_str().unwrap();
        let order = StoreOrder { name, place, every: SignedDuration::from_hours(1), may_write: false };
        let evidence = Evidence::open(&site.record).await.unwrap();
        let store = evidence.add_store(&site.owner, &order, ago(60)).await.unwrap().store;
        Self { site, folder, store }
    }

    /// Ties a file to a case with this day in court.
    pub async fn in_case(&self, file: &str, urn: &str, court: &str) {
        let evidence = Evidence::open(&self.site.record).await.unwrap();
        let numbers = evidence.items_named(self.store.number, vec![file.to_owned()]).await.unwrap();
        let row = CaseRow {
            row: 1,
            urn: urn.to_owned().into(),
            officer: Some(1),
            court_date: Some(court.parse().unwrap()),
            tie: Some(Tie::Item(numbers[file])),
        };
        self.site.record.import_cases(&self.site.owner, [3; 32], &[row], ago(50)).await.unwrap();
    }

    pub fn take_away(&self, file: &str) {
        std::fs::remove_file(self.folder.join(file)).unwrap();
    }

    pub fn put(&self, file: &str) {
        std::fs::write(self.folder.join(file), b"new").unwrap();
    }

    /// Brings a file back as it was, its time included.
    pub fn put_back(&self, file: &str) {
        let path = self.folder.join(file);
        std::fs::write(&path, file.as_bytes()).unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago()).unwrap();
    }

    /// Lists it now, so many minutes ago.
    pub async fn swept(&self, minutes: i64) -> Sweep {
        let evidence = Evidence::open(&self.site.record).await.unwrap();
        evidence.sweep(&self.site.owner, &self.store, ago(minutes)).await.unwrap()
    }

    /// The place is no longer there, as a share that is not mounted.
    pub fn unmounted(&self) {
        std::fs::rename(&self.folder, self.folder.with_extension("away")).unwrap();
    }

    /// The address of its page.
    pub fn page(&self) -> String {
        format!("/evidence/{}", self.store.number)
    }
}
