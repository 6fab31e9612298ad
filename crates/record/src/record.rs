//! The record: opened with its key, written by acts.

use crate::act::RecordCreated;
use crate::actor::{FIRST_ACTOR, write_actor};
use crate::keys::{Keys, random};
use crate::ledger::{Leaf, Writing, hex};
use crate::place::{Place, force_keys};
use crate::role::{Role, Roles};
use crate::table::Table;
use crate::{RecordError, blobs};
use jiff::Timestamp;
use keyring::{KeyError, SecretKey};
use std::path::{Path, PathBuf};
use store::{Migration, Migrations, Row, Store, Value};
use tlog::{LogError, LogKey, Shelf, StatementKey};
use zeroize::Zeroizing;

/// The schema, one folder for each database, kept in step by a test.
pub static MIGRATIONS: Migrations = Migrations {
    ledger: "schema_migration",
    sqlite: &[
        Migration { version: 1, name: "record", sql: include_str!("../migrations/sqlite/0001_record.sql") },
        Migration { version: 2, name: "release", sql: include_str!("../migrations/sqlite/0002_release.sql") },
        Migration { version: 3, name: "sign_in", sql: include_str!("../migrations/sqlite/0003_sign_in.sql") },
        Migration { version: 4, name: "share", sql: include_str!("../migrations/sqlite/0004_share.sql") },
        Migration { version: 5, name: "photo", sql: include_str!("../migrations/sqlite/0005_photo.sql") },
        Migration { version: 6, name: "card", sql: include_str!("../migrations/sqlite/0006_card.sql") },
        Migration {
            version: 7,
            name: "telephone",
            sql: include_str!("../migrations/sqlite/0007_telephone.sql"),
        },
        Migration {
            version: 8,
            name: "evidence",
            sql: include_str!("../migrations/sqlite/0008_evidence.sql"),
        },
        Migration {
            version: 9,
            name: "own_copies",
            sql: include_str!("../migrations/sqlite/0009_own_copies.sql"),
        },
        Migration {
            version: 10,
            name: "disposal",
            sql: include_str!("../migrations/sqlite/0010_disposal.sql"),
        },
        Migration {
            version: 11,
            name: "migration",
            sql: include_str!("../migrations/sqlite/0011_migration.sql"),
        },
        Migration {
            version: 12,
            name: "disclosure",
            sql: include_str!("../migrations/sqlite/0012_disclosure.sql"),
        },
        Migration {
            version: 13,
            name: "derived",
            sql: include_str!("../migrations/sqlite/0013_derived.sql"),
        },
    ],
    postgres: &[
        Migration { version: 1, name: "record", sql: include_str!("../migrations/postgres/0001_record.sql") },
        Migration {
            version: 2,
            name: "release",
            sql: include_str!("../migrations/postgres/0002_release.sql"),
        },
        Migration {
            version: 3,
            name: "sign_in",
            sql: include_str!("../migrations/postgres/0003_sign_in.sql"),
        },
        Migration { version: 4, name: "share", sql: include_str!("../migrations/postgres/0004_share.sql") },
        Migration { version: 5, name: "photo", sql: include_str!("../migrations/postgres/0005_photo.sql") },
        Migration { version: 6, name: "card", sql: include_str!("../migrations/postgres/0006_card.sql") },
        Migration {
            version: 7,
            name: "telephone",
            sql: include_str!("../migrations/postgres/0007_telephone.sql"),
        },
        Migration {
            version: 8,
            name: "evidence",
            sql: include_str!("../migrations/postgres/0008_evidence.sql"),
        },
        Migration {
            version: 9,
            name: "own_copies",
            sql: include_str!("../migrations/postgres/0009_own_copies.sql"),
        },
        Migration {
            version: 10,
            name: "disposal",
            sql: include_str!("../migrations/postgres/0010_disposal.sql"),
        },
        Migration {
            version: 11,
            name: "migration",
            sql: include_str!("../migrations/postgres/0011_migration.sql"),
        },
        Migration {
            version: 12,
            name: "disclosure",
            sql: include_str!("../migrations/postgres/0012_disclosure.sql"),
        },
        Migration {
            version: 13,
            name: "derived",
            sql: include_str!("../migrations/postgres/0013_derived.sql"),
        },
    ],
};

/// Roles of the first actor: a record of one person has to be usable, and every use is in the log.
pub(crate) const FIRST_ROLES: Roles = Roles::of(&[
    Role::Administrator,
    Role::DataProtection,
    Role::InformationSecurity,
    Role::FoiOfficer,
    Role::CardOffice,
    Role::EvidenceManager,
]);

/// The record.
pub struct Record {
    store: Store,
    keys: Keys,
    id: String,
    place: Place,
    key_file: PathBuf,
    generation: u32,
    log_key: LogKey,
    shelf: Shelf,
}

impl std::fmt::Debug for Record {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Record({})", self.id)
    }
}

impl Record {
    /// Opens the record, or makes one where there is none.
    pub async fn open_or_create(place: &Place, now: Timestamp) -> Result<Self, RecordError> {
        match Self::open(place).await {
            Err(RecordError::NoRecord { .. }) => Self::create(place, now).await,
            other => other,
        }
    }

    /// Makes a record: key first, so that there is no moment in which a record has no key.
    pub async fn create(place: &Place, now: Timestamp) -> Result<Self, RecordError> {
        make_folder(&place.data)?;
        let store = connect(place, true).await?;
        store.migrate(&MIGRATIONS).await?;
        if first_leaf(&store).await?.is_some() {
            return Err(RecordError::RecordExists { folder: place.data.clone() });
        }
        let id = hex(&random::<16>()?);
        let key_file = place.key_file(&id)?;
        let force = force_keys(place, &key_file, true)?;
        let (keys, wrapped) = Keys::fresh(force)?;
        let record = Self::assemble(place, store, keys, id, key_file, 1)?;
        // Tiles without their database are what a lost database leaves: a new record would hide that, and could not publish.
        match record.shelf.checkpoint(record.log_key.verifier()).await {
            Err(LogError::NoCheckpoint) => {}
            Err(error @ LogError::Shelf { .. }) => return Err(error.into()),
            _ => {
                return Err(RecordError::Refused {
                    what: format!(
                        "there is the log of a record in {}, and its database is missing or empty",
                        place.data.display()
                    ),
                    fix: "Bring the database back (tipstaff restore), or choose an empty folder".into(),
                });
            }
        }
        // Keys and first act in one transaction: of two who begin at once, one finds that the other was first.
        let mut writing = record.begin("create the record", now).await?;
        if writing.position() != 0 {
            return Err(RecordError::RecordExists { folder: place.data.clone() });
        }
        Keys::write(wrapped, writing.transaction()).await?;
        write_actor(&mut writing, FIRST_ACTOR, FIRST_ROLES, None, 1).await?;
        let act = RecordCreated { record: record.id.clone(), log_key: record.log_key.vkey() };
        let first = crate::actor::Actor::first(FIRST_ROLES);
        writing.commit(&act, &first, &[]).await?;
        Ok(record)
    }

    /// Opens the record.
    pub async fn open(place: &Place) -> Result<Self, RecordError> {
        let none = || RecordError::NoRecord { folder: place.data.clone() };
        if place.database.is_none() && !place.sqlite().exists() {
            return Err(none());
        }
        let store = connect(place, false).await?;
        store.migrate(&MIGRATIONS).await?;
        let leaf = first_leaf(&store).await?.ok_or_else(none)?;
        let key_file = place.key_file(&leaf.record)?;
        let force = force_keys(place, &key_file, false)?;
        let keys = Keys::open(force, &store).await.map_err(|error| match error {
            RecordError::Key(KeyError::NoSuchKey { .. } | KeyError::WrongKey { .. }) => {
                RecordError::WrongKey { path: key_file.clone() }
            }
            other => other,
        })?;
        let generation = crate::restore::generation(&store).await?;
        Self::assemble(place, store, keys, leaf.record, key_file, generation)
    }

    pub(crate) fn assemble(
        place: &Place,
        store: Store,
        keys: Keys,
        id: String,
        key_file: PathBuf,
        generation: u32,
    ) -> Result<Self, RecordError> {
        let shelf = blobs::shelf(place, generation)?;
        let log_key = LogKey::new(&origin(&id, generation), keys.log().expose())?;
        Ok(Self { store, keys, id, place: place.clone(), key_file, generation, log_key, shelf })
    }

    /// Identifier of the record, 32 hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it lies.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The file with the force key.
    pub fn key_file(&self) -> &Path {
        &self.key_file
    }

    /// How often it was restored, and one: the log has a name and a shelf of its own for each.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// The key that signs checkpoints.
    pub fn log_key(&self) -> &LogKey {
        &self.log_key
    }

    /// Where tiles and checkpoints lie.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// What closes the record's database when the work is done.
    pub fn closing(&self) -> Closing {
        Closing(self.store.clone())
    }

    /// The database, for rooms that keep tables of their own in it ([`crate::ROOMS`]). What acts write is written by acts only.
    pub fn database(&self) -> &Store {
        &self.store
    }

    /// A key for one use of a room, always the same: `accounts/1`, say. It changes neither when the force key is rotated nor
    /// when the record is restored.
    pub fn room_key(&self, label: &str) -> SecretKey {
        self.keys.room(label)
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Reads what no method of its own answers, for the rooms above. One statement, on both databases alike.
    pub async fn read(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, RecordError> {
        Ok(self.store.read(sql, values).await?)
    }

    /// Opens a text that was sealed with [`Writing::sealed`].
    pub fn opened(
        &self,
        table: &'static Table,
        number: i64,
        column: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<String>, RecordError> {
        self.keys.open_value(table, number, column, sealed)
    }

    /// Keyed hash of the name of somebody who does not exist, by which a delivery is found that made the name up.
    pub fn fictitious_tag(&self, surname: &str, forename: &str) -> [u8; 16] {
        let name = format!("{}\n{}", crate::spelling::name(surname), crate::spelling::name(forename));
        self.keys.tag("fictitious", &name)
    }

    /// Keyed hash of the serial of a card, by which the card is found.
    pub fn card_tag(&self, serial: &str) -> [u8; 16] {
        self.keys.tag("card", serial)
    }

    /// A fresh salt for a digest, for the rooms above.
    pub fn salt(&self) -> Result<[u8; 32], RecordError> {
        self.keys.salt()
    }

    /// The key that signs statements of one kind, such as certificates: the log's secret under a name of its own, which
    /// stays when the record is restored.
    pub fn statement_key(&self, kind: &str) -> Result<StatementKey, RecordError> {
        let name = format!("{}/{kind}", origin(&self.id, 1));
        Ok(StatementKey::new(&name, self.keys.log().expose())?)
    }

    /// Begins to write an act. It takes its place in the log at once: everybody else who writes waits until it is
    /// committed or dropped, so what takes long comes before it. It can write the tables that its kind names and no others;
    /// [`Writing::commit`] holds it to that.
    pub async fn begin(&self, name: &'static str, now: Timestamp) -> Result<Writing<'_>, RecordError> {
        Writing::begin(self, name, now).await
    }
}

/// Closes a database. On SQLite the write-ahead log is folded into the file, and with it goes what was deleted: the values
/// of erased people too.
pub struct Closing(Store);

impl Closing {
    /// Closes it.
    pub async fn close(self) {
        self.0.close().await;
    }
}

impl std::fmt::Debug for Closing {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Closing")
    }
}

/// Name of the log in checkpoints: one for each time that the record was restored, because a restored record may not
/// continue a log whose newest leaves it does not have.
pub(crate) fn origin(id: &str, generation: u32) -> String {
    if generation == 1 { format!("tipstaff/{id}") } else { format!("tipstaff/{id}/{generation}") }
}

pub(crate) async fn connect(place: &Place, create: bool) -> Result<Store, RecordError> {
    match &place.database {
        Some(url) => Ok(Store::postgres(url).await?),
        None => {
            if create || place.sqlite().exists() {
                Ok(Store::sqlite(&place.sqlite()).await?)
            } else {
                Err(RecordError::NoRecord { folder: place.data.clone() })
            }
        }
    }
}

pub(crate) async fn first_leaf(store: &Store) -> Result<Option<Leaf>, RecordError> {
    let rows = store.read("SELECT body FROM leaf WHERE position = 0", &[]).await?;
    rows.first().map(|row| Leaf::parse(row.bytes(0)?)).transpose()
}

/// Makes the data folder, for its owner only.
pub(crate) fn make_folder(folder: &Path) -> Result<(), RecordError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| RecordError::at(folder, &error))
}
