//! A record in a temporary folder, its key beside the data folder and never in it; on SQLite and on PostgreSQL.

pub mod people;

use jiff::Timestamp;
use keyring::Passphrase;
use postgres_for_tests::Cluster;
use record::{Actor, Place, Record, Roles, Signer};
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

/// What everybody types in these stories.
pub fn words() -> Passphrase {
    Passphrase::new("four random words here").unwrap()
}

/// The first actor, with a key.
pub async fn owner(record: &Record) -> (Actor, Signer) {
    let owner = record.actor(Some("owner")).await.unwrap();
    if owner.public_key.is_none() {
        record.set_passphrase(&owner, &owner, &words(), None, start()).await.unwrap();
    }
    let owner = record.actor(Some("owner")).await.unwrap();
    let signer = record.signer(&owner, &words()).await.unwrap();
    (owner, signer)
}

/// Somebody whom the first actor enrolled, with a key of their own in place of the one they were given.
pub async fn enrolled(record: &Record, name: &str, roles: Roles) -> (Actor, Signer) {
    let (owner, owner_signs) = owner(record).await;
    let (actor, _) =
        record.add_actor(&owner, &owner_signs, name, roles, Some(&words()), start()).await.unwrap();
    let given = record.signer(&actor, &words()).await.unwrap();
    record.set_passphrase(&actor, &actor, &words(), Some(&given), start()).await.unwrap();
    let actor = record.actor(Some(name)).await.unwrap();
    let signer = record.signer(&actor, &words()).await.unwrap();
    (actor, signer)
}
