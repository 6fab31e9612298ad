//! Items of a store that is not ours are copied into our own copies, so that they may be deleted there: and nothing before.
//!
//! ```text
//! plan (signed, before anything is copied) ─► copy ─► verify (read at every destination) ─► permit (by name, until a day)
//!                                                                  └► certificate: planned = verified + named exceptions
//! ```
//!
//! Nothing here deletes, and nothing is called "move": whoever runs the source deletes there what a permit names. A sweep sees that
//! it is gone and books it; what is gone without a permit is an alarm, whatever was copied.

mod certificate;
mod copy;
mod permit;
mod plan;
mod verified;

pub use certificate::{Certificate, certificate_note};
pub(crate) use permit::named;
pub use permit::{Permit, PermitInForce};
pub use plan::MigrationOrder;
pub use verified::Verifying;

use crate::stored::{count, number};
use crate::{Evidence, EvidenceError};
use blobs::BlobId;
use store::Row;

/// Kind of the key that signs certificates of migrations.
pub const CERTIFICATE_KEY: &str = "evidence-certificates";

/// How far a migration is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationStep {
    /// Position of the act.
    pub act: u64,
    /// Items: verified ones, or exceptions.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// SHA-256 of the list of them.
    pub sha256: [u8; 32],
    pub(crate) list: BlobId,
    pub(crate) row: i64,
}

/// A migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// Its number.
    pub number: u32,
    /// Number of the store that is copied from.
    pub source: u32,
    /// Numbers of the stores that are copied into.
    pub stores: Vec<u32>,
    /// Items that have to be copied.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Position of the act that planned it.
    pub planned: u64,
    /// SHA-256 of the list of what has to be copied.
    pub sha256: [u8; 32],
    /// What was verified last.
    pub verified: Option<MigrationStep>,
    /// A certificate that waits for a second person: its exceptions.
    pub proposed: Option<MigrationStep>,
    /// The certificate, with its exceptions: then it has ended.
    pub certified: Option<MigrationStep>,
    pub(crate) list: BlobId,
}

const SELECT: &str = "SELECT number, act, source, stores, blob, sha256, items, bytes FROM evidence_migration \
     WHERE ended IS NULL ORDER BY number";

const STEPS: &str = "SELECT number, act, migration, kind, blob, sha256, items, bytes FROM evidence_migration_step \
     WHERE ended IS NULL ORDER BY number";

impl Migration {
    /// The account that its copies are booked to.
    pub(crate) fn account(&self) -> String {
        format!("migration {}", self.number)
    }

    /// Whether it goes on.
    pub fn is_open(&self) -> bool {
        self.certified.is_none()
    }

    fn of(row: &Row) -> Result<Self, EvidenceError> {
        let damaged = || EvidenceError::damaged("a migration makes no sense");
        let stores = row.text(3)?.split(',').map(str::parse).collect::<Result<_, _>>();
        Ok(Self {
            number: number(row, 0)?,
            planned: count(row, 1)?,
            source: number(row, 2)?,
            stores: stores.map_err(|_| damaged())?,
            list: row.text(4)?.parse().map_err(|_| damaged())?,
            sha256: row.bytes(5)?.try_into().map_err(|_| damaged())?,
            items: count(row, 6)?,
            bytes: count(row, 7)?,
            verified: None,
            proposed: None,
            certified: None,
        })
    }

    fn take(&mut self, row: &Row) -> Result<(), EvidenceError> {
        let damaged = || EvidenceError::damaged("a step of a migration makes no sense");
        let step = MigrationStep {
            row: row.integer(0)?,
            act: count(row, 1)?,
            list: row.text(4)?.parse().map_err(|_| damaged())?,
            sha256: row.bytes(5)?.try_into().map_err(|_| damaged())?,
            items: count(row, 6)?,
            bytes: count(row, 7)?,
        };
        match row.text(3)? {
            "verified" => self.verified = Some(step),
            "certificate-proposed" => self.proposed = Some(step),
            "certified" => self.certified = Some(step),
            _ => return Err(damaged()),
        }
        Ok(())
    }

    fn all(rows: &[Row], steps: &[Row]) -> Result<Vec<Self>, EvidenceError> {
        let mut all = rows.iter().map(Self::of).collect::<Result<Vec<_>, _>>()?;
        for step in steps {
            let migration = number(step, 2)?;
            if let Some(one) = all.iter_mut().find(|one| one.number == migration) {
                one.take(step)?;
            }
        }
        Ok(all)
    }
}

impl Evidence<'_> {
    /// All migrations, by number.
    pub async fn migrations(&self) -> Result<Vec<Migration>, EvidenceError> {
        Migration::all(&self.record.read(SELECT, &[]).await?, &self.record.read(STEPS, &[]).await?)
    }

    /// The migration of this number.
    pub async fn migration(&self, migration: u32) -> Result<Migration, EvidenceError> {
        let mut all = self.migrations().await?.into_iter();
        all.find(|one| one.number == migration).ok_or(EvidenceError::NoMigration { migration })
    }

    /// The same, if it goes on.
    async fn open_migration(&self, migration: u32) -> Result<Migration, EvidenceError> {
        let found = self.migration(migration).await?;
        if found.is_open() { Ok(found) } else { Err(EvidenceError::MigrationEnded { migration }) }
    }
}
