//! A record in a temporary folder, its key beside the data folder and never in it; on SQLite and on PostgreSQL.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod people;

use jiff::Timestamp;
use postgres_for_tests::Cluster;
use record::{Place, Record};
use tempfile::TempDir;

/// A record and the folder it lies in.
pub struct Case {
    pub folder: TempDir,
    pub place: Place,
    pub record: Record,
}

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Both databases: every story about what is stored is told on both.
pub const BOTH: [On; 2] = [On::Sqlite, On::Postgres];

/// An instant.
pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// When stories begin.
pub fn start() -> Timestamp {
    at("2026-11-26T09:00:00Z")
}

/// A place for a record in a new folder.
pub fn place(on: On) -> (TempDir, Place) {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::folder(folder.path().join("data"));
    place.key_file = Some(folder.path().join("keys").join("force.key"));
    if on == On::Postgres {
        place.database = Some(Cluster::shared().database());
    }
    (folder, place)
}

/// A new record.
pub async fn new(on: On) -> Case {
    let (folder, place) = place(on);
    let record = Record::create(&place, start()).await.unwrap();
    Case { folder, place, record }
}
