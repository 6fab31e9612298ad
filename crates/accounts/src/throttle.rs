//! Who tries too often. Counted in the database, so that several nodes agree, and counted *before* a passphrase is tried,
//! so that a hundred tries at the same moment are a hundred. What was right is taken back afterwards.

use crate::accounts::Accounts;
use crate::address;
use crate::error::AccountsError;
use crate::time::{MINUTE, SECOND};
use crate::token::keyed;
use record::spelling;
use std::net::IpAddr;
use store::{Row, Transaction};

/// How many wrong tries are taken, and how soon after each other.
pub(crate) struct Limit {
    /// So many may follow each other at once; then the wait doubles with each.
    free: i64,
    /// So many within [`WINDOW`] lock out.
    most: i64,
}

/// Tries for one name.
const ACCOUNT: Limit = Limit { free: 3, most: 10 };
/// Tries from one address: a whole police station may share one.
const ADDRESS: Limit = Limit { free: 30, most: 60 };
/// How long wrong tries are remembered.
const WINDOW: i64 = 15 * MINUTE;
/// How long a lock lasts.
const LOCK: i64 = 15 * MINUTE;
/// Doublings of a second, at most.
const DOUBLINGS: i64 = 6;

/// Whether a try is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It is; it counts as wrong until it is taken back.
    Taken,
    /// It is, and if it is wrong too, it was the last one for a while.
    Last,
    /// It is not, and does not count.
    Refused,
}

/// By what tries are counted.
pub(crate) struct Tags {
    account: [u8; 32],
    address: Option<[u8; 32]>,
}

/// What is known about earlier tries.
struct State {
    wrong: i64,
    since: i64,
    last: i64,
    locked_until: Option<i64>,
}

impl Accounts {
    /// By what tries for this name from there are counted.
    pub(crate) fn tags(&self, name: &str, from: Option<IpAddr>) -> Result<Tags, AccountsError> {
        let account = keyed(&self.index, &[b"account", spelling::name(name).as_bytes()])?;
        let address =
            from.map(|from| keyed(&self.index, &[b"address", &address::bytes(from)])).transpose()?;
        Ok(Tags { account, address })
    }

    /// Counts a try, if it is taken. Both rows are locked in the same order by everybody.
    pub(crate) async fn take_turn(&self, tags: &Tags, now: i64) -> Result<Turn, AccountsError> {
        self.store()
            .transaction("count a try to sign in", async |mut transaction: Transaction| {
                // Both are looked at before either counts: what one refuses is no try for the other.
                let address = tags.address.as_ref().map(|tag| (tag, &ADDRESS));
                let mut known = Vec::with_capacity(2);
                for (tag, limit) in address.into_iter().chain([(&tags.account, &ACCOUNT)]) {
                    let state = State::of(&mut transaction, tag, now).await?.seen_from(now);
                    known.push((tag, limit, state));
                }
                let is_refused = known.iter().any(|(_, limit, state)| state.refuses(limit, now));
                let mut turn = if is_refused { Turn::Refused } else { Turn::Taken };
                for (tag, limit, state) in &mut known {
                    if !is_refused && state.count(limit, now) {
                        turn = Turn::Last;
                    }
                    state.write(&mut transaction, tag).await?;
                }
                Ok(turn)
            })
            .await
    }
}

/// Takes back what was counted for a try that was right: all for the name, one for the address.
pub(crate) async fn forgive(transaction: &mut Transaction, tags: &Tags) -> Result<(), AccountsError> {
    if let Some(address) = tags.address {
        transaction
            .execute(
                "UPDATE account_try SET wrong = wrong - 1, \
                 locked_until = CASE WHEN wrong > $2 THEN locked_until END WHERE tag = $1 AND wrong > 0",
                &[address.into(), ADDRESS.most.into()],
            )
            .await?;
    }
    unlock(transaction, tags).await?;
    Ok(())
}

/// Forgets the wrong tries for a name; says whether there were any.
pub(crate) async fn unlock(transaction: &mut Transaction, tags: &Tags) -> Result<bool, AccountsError> {
    let gone = transaction.execute("DELETE FROM account_try WHERE tag = $1", &[tags.account.into()]).await?;
    Ok(gone > 0)
}

impl State {
    /// What is known, with the row locked until the transaction ends.
    async fn of(transaction: &mut Transaction, tag: &[u8; 32], now: i64) -> Result<Self, AccountsError> {
        let row = transaction
            .read_one(
                "INSERT INTO account_try (tag, wrong, since, last, locked_until) VALUES ($1, 0, $2, $2, NULL) \
                 ON CONFLICT (tag) DO UPDATE SET wrong = account_try.wrong \
                 RETURNING wrong, since, last, locked_until",
                &[tag.into(), now.into()],
            )
            .await?;
        Self::read(&row.ok_or(AccountsError::Damaged)?)
    }

    fn read(row: &Row) -> Result<Self, AccountsError> {
        Ok(Self {
            wrong: row.integer(0)?,
            since: row.integer(1)?,
            last: row.integer(2)?,
            locked_until: row.optional_integer(3)?,
        })
    }

    async fn write(&self, transaction: &mut Transaction, tag: &[u8; 32]) -> Result<(), AccountsError> {
        transaction
            .execute(
                "UPDATE account_try SET wrong = $2, since = $3, last = $4, locked_until = $5 WHERE tag = $1",
                &[
                    tag.into(),
                    self.wrong.into(),
                    self.since.into(),
                    self.last.into(),
                    self.locked_until.into(),
                ],
            )
            .await?;
        Ok(())
    }

    /// As of now. A clock that was set back neither opens a lock nor keeps it shut for longer than it was meant to be.
    fn seen_from(mut self, now: i64) -> Self {
        self.since = self.since.min(now);
        self.last = self.last.min(now);
        self.locked_until = self.locked_until.map(|until| until.min(now + LOCK));
        let is_over = match self.locked_until {
            Some(until) => until <= now,
            None => now - self.since >= WINDOW,
        };
        if is_over {
            self = Self { wrong: 0, since: now, last: self.last, locked_until: None };
        }
        self
    }

    fn refuses(&self, limit: &Limit, now: i64) -> bool {
        let doublings = (self.wrong - limit.free).min(DOUBLINGS);
        let is_soon = doublings >= 0 && now < self.last + (SECOND << doublings);
        self.locked_until.is_some() || is_soon
    }

    /// Counts a try; says whether it was the last one for a while.
    fn count(&mut self, limit: &Limit, now: i64) -> bool {
        self.wrong += 1;
        self.last = now;
        let is_last = self.wrong >= limit.most;
        if is_last {
            self.locked_until = Some(now + LOCK);
        }
        is_last
    }
}
