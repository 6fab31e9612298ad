//! A record with a founder who has signed in once, and whoever is invited.

use accounts::{Accounts, AccountsError, SessionToken, Settings, SignedIn};
use jiff::{SignedDuration, Timestamp};
use keyring::Passphrase;
use postgres_for_tests::Cluster;
use record::{Actor, Place, Record, Role, Roles, Signer};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use store::{Store, Transaction, Value};
use tempfile::TempDir;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// What the founder types.
pub const WORDS: &str = "four random words here";
/// What the others type.
pub const OTHER_WORDS: &str = "five other words for this";
/// What nobody set.
pub const WRONG: &str = "words that open nothing";

/// A record whose accounts are open.
pub struct House {
    pub folder: TempDir,
    pub place: Place,
    pub record: Arc<Record>,
    pub accounts: Accounts,
}

/// When stories begin.
pub fn start() -> Timestamp {
    "2026-11-26T09:00:00Z".parse().unwrap()
}

/// So many seconds after the beginning.
pub fn after(seconds: i64) -> Timestamp {
    start().checked_add(SignedDuration::from_secs(seconds)).unwrap()
}

/// So many minutes after the beginning.
pub fn minutes(minutes: i64) -> Timestamp {
    after(minutes * 60)
}

/// An address.
pub fn desk(number: u8) -> IpAddr {
    Ipv4Addr::new(192, 0, 2, number).into()
}

/// A passphrase.
pub fn phrase(words: &str) -> Passphrase {
    Passphrase::new(words).unwrap()
}

impl House {
    /// A new record, and nobody in it who can sign in.
    pub async fn new(on: On) -> Self {
        Self::with(on, Settings::default()).await
    }

    /// The same, with settings.
    pub async fn with(on: On, settings: Settings) -> Self {
        let folder = tempfile::tempdir_in(postgres_for_tests::above()).unwrap();
        let mut place = Place::folder(folder.path().join("data"));
        place.key_file = Some(folder.path().join("keys").join("force.key"));
        if on == On::Postgres {
            place.database = Some(Cluster::shared().database());
        }
        let record = Arc::new(Record::create(&place, start()).await.unwrap());
        let accounts = Accounts::open(Arc::clone(&record), settings).await.unwrap();
        Self { folder, place, record, accounts }
    }

    /// Another process on the same database.
    pub async fn another_node(&self, settings: Settings) -> Accounts {
        let record = Record::open(&self.place).await.unwrap();
        Accounts::open(Arc::new(record), settings).await.unwrap()
    }

    /// The founder sets a passphrase.
    pub async fn founded(&self) {
        let link = self.accounts.first_link(start()).await.unwrap().unwrap();
        self.accounts.found(&link, phrase(WORDS), start()).await.unwrap();
    }

    /// The founder, with the key.
    pub async fn owner(&self) -> (Actor, Signer) {
        let owner = self.actor("owner").await;
        let signer = self.record.signer(&owner, &phrase(WORDS)).await.unwrap();
        (owner, signer)
    }

    /// An actor, as of now.
    pub async fn actor(&self, name: &str) -> Actor {
        self.record.actor(Some(name)).await.unwrap()
    }

    /// Somebody who was invited by the founder, and accepted.
    pub async fn invited(&self, name: &str, role: Role) -> Actor {
        let (owner, signer) = self.owner().await;
        let roles = Roles::of(&[role]);
        let (_, link) = self.accounts.invite(&owner, &signer, name, roles, start()).await.unwrap();
        self.accounts.accept(&link, phrase(OTHER_WORDS), start()).await.unwrap();
        self.actor(name).await
    }

    /// Somebody tries to sign in.
    pub async fn tries(&self, name: &str, words: &str, now: Timestamp) -> Result<SignedIn, AccountsError> {
        self.accounts.sign_in(name, words, None, desk(1), now).await
    }

    /// The founder signs in.
    pub async fn signed_in(&self, now: Timestamp) -> SessionToken {
        self.tries("owner", WORDS, now).await.unwrap().token
    }

    /// The founder signs in, and types the passphrase again.
    pub async fn proven(&self, now: Timestamp) -> SessionToken {
        let token = self.signed_in(now).await;
        self.accounts.prove(&token, WORDS, None, now).await.unwrap();
        token
    }

    /// A number from the database.
    pub async fn count(&self, sql: &str) -> i64 {
        self.store().read(sql, &[]).await.unwrap().first().unwrap().integer(0).unwrap()
    }

    /// Something is done to the database behind our back.
    pub async fn tamper(&self, sql: &str, values: &[Value]) {
        self.store()
            .transaction("prepare a story", async |mut transaction: Transaction| {
                transaction.execute(sql, values).await
            })
            .await
            .unwrap();
    }

    /// The database.
    pub fn store(&self) -> &Store {
        self.record.database()
    }
}

/// The words of a refusal, which must be the same for every reason.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T, AccountsError>) -> String {
    match outcome.unwrap_err() {
        AccountsError::SignIn(refused) => refused.to_string(),
        other => panic!("no refusal to sign in, but {other:?}"),
    }
}
