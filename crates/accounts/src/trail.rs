//! The trail: who signed in and out, who tried to, and who looked at somebody of the record. Auditors read it.
//!
//! It holds numbers only: of actors, and of people in the record. What was typed as a name is never in it; people type their
//! passphrase there. Values that were shown are acts of the record, signed and in the log; this is what has no act.

use crate::accounts::Accounts;
use crate::error::AccountsError;
use crate::event::{Event, What};
use crate::session::instant;
use crate::time::HOUR;
use jiff::Timestamp;
use keyring::Cell;
use std::fmt::Write;
use std::net::IpAddr;
use store::{Row, Transaction, Value};

/// How long an event is kept: a year, and a month to look back over it.
pub(crate) const KEPT: i64 = 396 * 24 * HOUR;

/// A line of the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    /// Number of the event.
    pub number: i64,
    /// When it was.
    pub at: Timestamp,
    /// What happened.
    pub what: What,
    /// Who did it, or whose account was tried; none where no account has that name.
    pub actor: Option<u32>,
    /// Number of the person who was looked at.
    pub about: Option<u32>,
    /// Where it came from.
    pub from: Option<IpAddr>,
}

/// Which lines are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct TrailQuestion {
    /// Of this kind only.
    pub what: Option<What>,
    /// About this actor only.
    pub actor: Option<u32>,
    /// Before this number.
    pub before: Option<i64>,
}

/// Lines of the trail, the newest first.
#[derive(Debug, Clone, Default)]
pub struct TrailPage {
    /// The lines.
    pub lines: Vec<Trace>,
    /// Whether there are older ones.
    pub has_more: bool,
    /// Lines that somebody took out: numbers that were given out after the oldest, and are not there.
    pub missing: u64,
}

impl Accounts {
    /// Writes down what happened. What was not even looked at, because it came too soon, is left out: who tries as often as
    /// that would fill the trail, and is in it as locked out already.
    pub async fn note(&self, event: &Event, about: Option<u32>, now: Timestamp) -> Result<(), AccountsError> {
        if event.what == What::TooOften {
            return Ok(());
        }
        self.store()
            .transaction("write a line of the trail", async |mut transaction: Transaction| {
                let number = Self::number(&mut transaction, "trail").await?;
                let address = event.from.map(|from| from.to_canonical().to_string());
                let address =
                    address.map(|text| self.sealer.seal(cell(number), text.as_bytes())).transpose()?;
                transaction
                    .execute(
                        "INSERT INTO trail_event (number, at, what, actor, about, address) \
                         VALUES ($1, $2, $3, $4, $5, $6)",
                        &[
                            number.into(),
                            now.as_microsecond().into(),
                            event.what.id().into(),
                            event.actor.map(i64::from).into(),
                            about.map(i64::from).into(),
                            address.into(),
                        ],
                    )
                    .await?;
                Ok(())
            })
            .await
    }

    /// Lines of the trail, the newest first.
    pub async fn trail(&self, question: &TrailQuestion, most: usize) -> Result<TrailPage, AccountsError> {
        let mut values: Vec<Value> = Vec::new();
        let mut conditions = String::new();
        let asked = [
            ("what =", question.what.map(|what| Value::from(what.id()))),
            ("actor =", question.actor.map(|actor| i64::from(actor).into())),
            ("number <", question.before.map(Value::from)),
        ];
        for (condition, value) in asked {
            if let Some(value) = value {
                values.push(value);
                let word = if values.len() == 1 { "WHERE" } else { "AND" };
                // Writing to a string cannot fail.
                let _ = write!(conditions, " {word} {condition} ${}", values.len());
            }
        }
        let sql = format!(
            "SELECT number, at, what, actor, about, address FROM trail_event{conditions} \
             ORDER BY number DESC LIMIT {}",
            most.saturating_add(1)
        );
        let rows = self.store().read(&sql, &values).await?;
        let lines = rows.iter().take(most).map(|row| self.trace(row)).collect::<Result<_, _>>()?;
        Ok(TrailPage { lines, has_more: rows.len() > most, missing: self.missing().await? })
    }

    async fn missing(&self) -> Result<u64, AccountsError> {
        let sql = "SELECT COALESCE((SELECT next FROM account_counter WHERE name = 'trail') \
                   - MIN(number) - COUNT(*), 0) FROM trail_event";
        let rows = self.store().read(sql, &[]).await?;
        let missing = rows.first().ok_or(AccountsError::Damaged)?.integer(0)?;
        u64::try_from(missing).map_err(|_| AccountsError::Damaged)
    }

    fn trace(&self, row: &Row) -> Result<Trace, AccountsError> {
        let number = row.integer(0)?;
        let small = |value: Option<i64>| value.map(u32::try_from).transpose();
        let from = match row.optional_bytes(5)? {
            Some(sealed) => {
                let text = self.sealer.open(cell(number), sealed)?;
                let text = std::str::from_utf8(&text).map_err(|_| AccountsError::Damaged)?;
                Some(text.parse().map_err(|_| AccountsError::Damaged)?)
            }
            None => None,
        };
        Ok(Trace {
            number,
            at: instant(row.integer(1)?)?,
            what: What::named(row.text(2)?).ok_or(AccountsError::Damaged)?,
            actor: small(row.optional_integer(3)?).map_err(|_| AccountsError::Damaged)?,
            about: small(row.optional_integer(4)?).map_err(|_| AccountsError::Damaged)?,
            from,
        })
    }
}

/// Where an address lies.
fn cell(number: i64) -> Cell<'static> {
    Cell { table: "trail_event", row: number, column: "address" }
}
