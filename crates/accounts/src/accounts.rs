//! The room: opened once for each process, shared by all who ask.

use crate::argon::Argon;
use crate::error::AccountsError;
use crate::settings::Settings;
use crate::time::HOUR;
use crate::unlock::{nobodys, work};
use jiff::Timestamp;
use keyring::{ActorKey, Sealer, SecretKey};
use record::{ACCOUNTS, Actor, Record, RecordError, Role, Roles, TRAIL};
use std::sync::Arc;
use std::time::Duration;
use store::{Store, Transaction};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How long somebody waits for a turn to have a passphrase tried.
const PATIENCE: Duration = Duration::from_secs(10);
/// After this, what was counted about tries is of no use.
const TRIES_LAST: i64 = 24 * HOUR;

/// Who can sign in, and who is signed in.
pub struct Accounts {
    pub(crate) record: Arc<Record>,
    pub(crate) settings: Settings,
    pub(crate) argon: Arc<Argon>,
    /// Seals names of programs and secrets of second factors.
    pub(crate) sealer: Sealer,
    /// Makes tags of names, addresses and recovery codes.
    pub(crate) index: SecretKey,
    /// A signing key under a passphrase that nobody knows.
    pub(crate) decoy: String,
    turns: Semaphore,
}

impl std::fmt::Debug for Accounts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Accounts of {:?}", self.record)
    }
}

impl Accounts {
    /// Opens the room, and makes its tables where there are none.
    pub async fn open(record: Arc<Record>, settings: Settings) -> Result<Self, AccountsError> {
        record.database().migrate(&ACCOUNTS.migrations).await?;
        record.database().migrate(&TRAIL.migrations).await?;
        let pepper = record.room_key("accounts pepper/1");
        let (argon, decoy) = work(move || {
            let nobody = nobodys()?;
            let decoy = ActorKey::fresh()?.to_pem(&nobody).map_err(RecordError::from)?;
            Ok((Argon::new(pepper, &nobody)?, decoy))
        })
        .await?;
        Ok(Self {
            argon: Arc::new(argon),
            sealer: Sealer::new(&record.room_key("accounts values/1")),
            index: record.room_key("accounts look-up/1"),
            decoy,
            turns: Semaphore::new(settings.at_once.max(1)),
            settings,
            record,
        })
    }

    /// The record whose actors sign in here.
    pub fn record(&self) -> &Arc<Record> {
        &self.record
    }

    /// Clears away what has ended: sessions, unlocked keys, links and old tries. To be called every few minutes; nothing
    /// depends on it, because what has ended is refused anyway.
    pub async fn sweep(&self, now: Timestamp) -> Result<(), AccountsError> {
        let now = now.as_microsecond();
        self.store()
            .transaction("clear away what has ended", async |mut transaction: Transaction| {
                let idle = now - crate::session::IDLE;
                let oldest = now - crate::session::LONGEST;
                transaction
                    .execute(
                        "DELETE FROM account_session WHERE seen < $1 OR began < $2",
                        &[idle.into(), oldest.into()],
                    )
                    .await?;
                transaction
                    .execute(
                        "UPDATE account_session SET signer = NULL, proven_until = NULL WHERE proven_until < $1",
                        &[now.into()],
                    )
                    .await?;
                transaction.execute("DELETE FROM account_link WHERE until < $1", &[now.into()]).await?;
                transaction.execute("DELETE FROM account_sign_on WHERE until < $1", &[now.into()]).await?;
                transaction
                    .execute("DELETE FROM account_try WHERE last < $1", &[(now - TRIES_LAST).into()])
                    .await?;
                let forgotten = now - crate::trail::KEPT;
                transaction.execute("DELETE FROM trail_event WHERE at < $1", &[forgotten.into()]).await?;
                Ok(())
            })
            .await
    }

    pub(crate) fn store(&self) -> &Store {
        self.record.database()
    }

    /// Waits for a turn to have a passphrase tried, so that many who try at once cannot take all memory and processors.
    pub(crate) async fn turn(&self) -> Result<SemaphorePermit<'_>, AccountsError> {
        match tokio::time::timeout(PATIENCE, self.turns.acquire()).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(AccountsError::Busy),
        }
    }

    /// The next number of a series. Whoever takes one waits for others who do.
    pub(crate) async fn number(transaction: &mut Transaction, series: &str) -> Result<i64, AccountsError> {
        let row = transaction
            .read_one(
                "INSERT INTO account_counter (name, next) VALUES ($1, 2) \
                 ON CONFLICT (name) DO UPDATE SET next = account_counter.next + 1 RETURNING next",
                &[series.into()],
            )
            .await?;
        Ok(row.ok_or(AccountsError::Damaged)?.integer(0)? - 1)
    }
}

/// Whether somebody is an administrator, as of now.
pub(crate) fn administrator(actor: &Actor) -> Result<(), AccountsError> {
    if actor.roles.meet(Roles::of(&[Role::Administrator])) { Ok(()) } else { Err(AccountsError::MayNot) }
}
