//! A record in a temporary folder, on SQLite or PostgreSQL, people in it who sign, and a print service outside: what the tests of
//! every room above `record` begin with. Only ever a dev-dependency.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "tests, which stop at the first thing that is not so"
)]

mod bureau;

pub use bureau::Bureau;

use jiff::Timestamp;
use keyring::Passphrase;
use postgres_for_tests::Cluster;
use record::{Actor, Place, Record, Role, Roles, Signer, VerifyOptions};
use tempfile::TempDir;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A file in the data folder.
    Sqlite,
    /// A private server.
    Postgres,
}

/// Both databases: every story about what is stored is told on both.
pub const BOTH: [On; 2] = [On::Sqlite, On::Postgres];

/// Somebody with a key.
pub type Somebody = (Actor, Signer);

/// A time, as it is written.
pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Everybody's passphrase.
pub fn words() -> Passphrase {
    Passphrase::new("four random words here").unwrap()
}

/// A new record, where it is, and the folder that it goes with.
pub async fn record(on: On, now: Timestamp) -> (TempDir, Place, Record) {
    let folder = tempfile::tempdir_in(postgres_for_tests::above()).unwrap();
    let mut place = Place::folder(folder.path().join("data"));
    place.key_file = Some(folder.path().join("keys").join("force.key"));
    if on == On::Postgres {
        place.database = Some(Cluster::shared().database());
    }
    let record = Record::create(&place, now).await.unwrap();
    (folder, place, record)
}

/// The first actor, with a key.
pub async fn owner(record: &Record, now: Timestamp) -> Somebody {
    let owner = record.actor(Some("owner")).await.unwrap();
    if owner.public_key.is_none() {
        record.set_passphrase(&owner, &owner, &words(), None, now).await.unwrap();
    }
    let owner = record.actor(Some("owner")).await.unwrap();
    let signer = record.signer(&owner, &words()).await.unwrap();
    (owner, signer)
}

/// Somebody whom the first actor enrolled, with a key of their own.
pub async fn enrolled(record: &Record, name: &str, roles: &[Role], now: Timestamp) -> Somebody {
    let (owner, owner_signs) = owner(record, now).await;
    let roles = Roles::of(roles);
    let (actor, _) = record.add_actor(&owner, &owner_signs, name, roles, Some(&words()), now).await.unwrap();
    let given = record.signer(&actor, &words()).await.unwrap();
    record.set_passphrase(&actor, &actor, &words(), Some(&given), now).await.unwrap();
    let actor = record.actor(Some(name)).await.unwrap();
    let signer = record.signer(&actor, &words()).await.unwrap();
    (actor, signer)
}

/// Stops the test if log and tables do not agree, with every sealed value opened.
pub async fn is_sound(record: &Record) {
    record.publish().await.unwrap();
    let options = VerifyOptions { deep: true, ..VerifyOptions::default() };
    let verified = record.verify(&options, &mut |_| {}).await.unwrap();
    let first: Vec<_> = verified.differences.iter().take(5).collect();
    assert!(verified.is_sound(), "{first:?}");
}
