//! The one way to change the record: [`Writing`] collects what an act writes and ends with the leaf that says so.

use super::manifest::MANIFEST_SCHEMA;
use super::{
    ACT_SCHEMA, Change, Leaf, Manifest, ManifestDigest, ROW_DIGEST, Signer, hex, row_content, row_digest,
    salted_digest,
};
use crate::act::Act;
use crate::actor::Actor;
use crate::table::{Carried, Table};
use crate::{Record, RecordError, table};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use store::{Row, Transaction, Value};

/// Rows that are ended or deleted by one statement.
const AT_ONCE: usize = 500;

/// A transaction that will end in one act. Dropped without a commit, it leaves nothing.
pub struct Writing<'r> {
    record: &'r Record,
    transaction: Transaction,
    position: i64,
    at: Timestamp,
    changes: Vec<(&'static Table, Change, Vec<u8>)>,
}

/// An act that is in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// Its position in the log.
    pub position: u64,
    /// When it was recorded.
    pub at: Timestamp,
}

impl<'r> Writing<'r> {
    /// Begins a named transaction and takes the next position. Everybody who writes takes turns at this one row, on both
    /// databases, so positions have no gaps and later statements meet no conflict.
    pub(crate) async fn begin(
        record: &'r Record,
        name: &'static str,
        now: Timestamp,
    ) -> Result<Self, RecordError> {
        Self::within(record, record.store().begin(name).await?, now).await
    }

    /// Begins an act within a transaction that did something else before: that filled the database from a backup.
    pub(crate) async fn within(
        record: &'r Record,
        mut transaction: Transaction,
        now: Timestamp,
    ) -> Result<Self, RecordError> {
        // A clock that was set back does not make later acts earlier.
        let head = transaction
            .read(
                "UPDATE head SET size = size + 1, at = CASE WHEN at < $1 THEN $1 ELSE at + 1 END WHERE id = 1 \
                 RETURNING size, at",
                &[now.as_microsecond().into()],
            )
            .await?;
        let head = head.first().ok_or_else(|| RecordError::damaged("the head of the log is missing"))?;
        let (size, at) = (head.integer(0)?, head.integer(1)?);
        Ok(Self {
            record,
            transaction,
            position: size - 1,
            at: crate::time::stored(at)?,
            changes: Vec::new(),
        })
    }

    /// The record.
    pub fn record(&self) -> &'r Record {
        self.record
    }

    /// The position that the act will have.
    pub fn position(&self) -> i64 {
        self.position
    }

    /// When the act will have been recorded: never before the act before it, whatever the clock says.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Reads as the transaction sees it.
    pub async fn read(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, RecordError> {
        Ok(self.transaction.read(sql, values).await?)
    }

    /// Seals a text that belongs to no person of the record, for a row under a reserved number.
    pub fn sealed(
        &self,
        table: &'static Table,
        number: i64,
        column: &str,
        text: &str,
    ) -> Result<Vec<u8>, RecordError> {
        Ok(self.record.keys().seal(table, number, column, text.as_bytes())?)
    }

    /// For reading within the transaction, and for rows that no act writes: keys, passphrases.
    pub(crate) fn transaction(&mut self) -> &mut Transaction {
        &mut self.transaction
    }

    /// The next `count` numbers of a series; gives the first.
    pub(crate) async fn take_numbers(&mut self, series: &str, count: usize) -> Result<i64, RecordError> {
        let count = count_of(count)?;
        let next = self
            .transaction
            .read(
                "INSERT INTO counter (name, next) VALUES ($1, 1 + $2) \
                 ON CONFLICT (name) DO UPDATE SET next = counter.next + $2 RETURNING next",
                &[series.into(), count.into()],
            )
            .await?;
        let next = next.first().ok_or_else(|| RecordError::damaged("a counter is missing"))?;
        Ok(next.integer(0)? - count)
    }

    /// Numbers for `count` new rows of a table, which have to follow by [`Writing::insert`]. Rows are sealed to their
    /// numbers, so numbers come first.
    pub async fn reserve(&mut self, table: &'static Table, count: usize) -> Result<i64, RecordError> {
        self.take_numbers(table.name, count).await
    }

    /// Writes new rows under reserved numbers: the columns after `number`, `act` and `ended`.
    pub async fn insert(
        &mut self,
        table: &'static Table,
        first: i64,
        rows: Vec<Vec<Value>>,
    ) -> Result<(), RecordError> {
        if rows.is_empty() {
            return Ok(());
        }
        let position = self.position;
        let count = count_of(rows.len())?;
        let (_, change, digests) = self.change(table);
        let follows = if change.first == 0 {
            true
        } else {
            let so_far = count_of(change.rows.len().max(digests.len() / ROW_DIGEST))?;
            change.first + so_far == first
        };
        if !follows {
            return Err(RecordError::damaged(format!(
                "rows of {} were not reserved in one piece",
                table.name
            )));
        }
        if change.first == 0 {
            change.first = first;
        }
        for (number, row) in (first..).zip(&rows) {
            let content = row_content(table, row)?;
            match table.carried {
                Carried::Rows => change.rows.push(content),
                Carried::Digests => digests.extend_from_slice(&row_digest(table, number, &content)),
            }
        }
        let statement = format!("INSERT INTO {} ({})", table.name, table.columns_with_commas());
        let rows = (first..first + count).zip(rows).map(|(number, row)| {
            let mut whole: Vec<Value> = vec![number.into(), position.into(), None::<i64>.into()];
            whole.extend(row);
            whole
        });
        self.transaction.insert_many(&statement, table.columns.len() + 3, rows).await?;
        Ok(())
    }

    /// Writes one new row and gives its number. For rows with sealed columns, reserve first.
    pub async fn insert_one(&mut self, table: &'static Table, row: Vec<Value>) -> Result<i64, RecordError> {
        let number = self.reserve(table, 1).await?;
        self.insert(table, number, vec![row]).await?;
        Ok(number)
    }

    /// Ends rows that have not ended.
    pub async fn end(&mut self, table: &'static Table, numbers: &[i64]) -> Result<(), RecordError> {
        let position = self.position;
        for numbers in numbers.chunks(AT_ONCE) {
            let list = placeholders(numbers.len(), 2);
            let statement =
                format!("UPDATE {} SET ended = $1 WHERE ended IS NULL AND number IN ({list})", table.name);
            let values: Vec<Value> =
                std::iter::once(position).chain(numbers.iter().copied()).map(Value::from).collect();
            if self.transaction.execute(&statement, &values).await? != numbers.len() as u64 {
                return Err(RecordError::damaged(format!("a row of {} had ended already", table.name)));
            }
        }
        if !numbers.is_empty() {
            self.change(table).1.ended.extend_from_slice(numbers);
        }
        Ok(())
    }

    /// Deletes rows, because the person they are about is erased.
    pub(crate) async fn erase(&mut self, table: &'static Table, numbers: &[i64]) -> Result<(), RecordError> {
        for numbers in numbers.chunks(AT_ONCE) {
            let list = placeholders(numbers.len(), 1);
            let statement = format!("DELETE FROM {} WHERE number IN ({list})", table.name);
            let values: Vec<Value> = numbers.iter().copied().map(Value::from).collect();
            self.transaction.execute(&statement, &values).await?;
        }
        if !numbers.is_empty() {
            self.change(table).1.erased.extend_from_slice(numbers);
        }
        Ok(())
    }

    /// Adds what somebody wrote about why, sealed.
    pub async fn note(&mut self, words: &str) -> Result<(), RecordError> {
        let number = self.reserve(&table::ACT_NOTE, 1).await?;
        let sealed = self.record.keys().seal(&table::ACT_NOTE, number, "text", words.as_bytes())?;
        self.insert(&table::ACT_NOTE, number, vec![vec![sealed.into()]]).await
    }

    /// Writes manifest and leaf, and ends the transaction. Nothing of it is there before, all of it after.
    pub async fn commit<A: Act>(
        mut self,
        act: &A,
        actor: &Actor,
        signers: &[&Signer],
    ) -> Result<Recorded, RecordError> {
        self.check::<A>(actor, signers)?;
        let mut changes: Vec<Change> = Vec::with_capacity(self.changes.len());
        for (_, mut change, digests) in std::mem::take(&mut self.changes) {
            change.digests = BASE64.encode(digests);
            changes.push(change);
        }
        changes.sort_by(|one, other| one.table.cmp(&other.table));
        let manifest = Manifest { schema: MANIFEST_SCHEMA.into(), changes };
        let body = serde_json::to_vec(&manifest)
            .map_err(|_| RecordError::damaged("a manifest cannot be written"))?;
        let salt = self.record.keys().salt()?;
        let mut leaf = Leaf {
            schema: ACT_SCHEMA.into(),
            record: self.record.id().to_owned(),
            position: self.position.cast_unsigned(),
            at: self.at.to_string(),
            actor: actor.number,
            kind: A::KIND.into(),
            body: serde_json::to_value(act).map_err(|_| RecordError::damaged("an act cannot be written"))?,
            manifest: ManifestDigest { bytes: body.len() as u64, sha256: hex(&salted_digest(&salt, &body)) },
            signatures: Vec::new(),
        };
        leaf.signatures = signers.iter().map(|signer| signer.sign(&leaf)).collect::<Result<_, _>>()?;
        let encoded = leaf.encode()?;
        self.transaction
            .execute(
                "INSERT INTO manifest (position, salt, body) VALUES ($1, $2, $3)",
                &[self.position.into(), salt.to_vec().into(), body.into()],
            )
            .await?;
        self.transaction
            .execute(
                "INSERT INTO leaf (position, at, body) VALUES ($1, $2, $3)",
                &[self.position.into(), self.at.as_microsecond().into(), encoded.into()],
            )
            .await?;
        self.transaction.finish().await?;
        Ok(Recorded { position: self.position.cast_unsigned(), at: self.at })
    }

    /// Whether [`Writing::commit`] would take the act: for who has to do something first that cannot be undone.
    pub(crate) fn may<A: Act>(&self, _: &A, actor: &Actor, signers: &[&Signer]) -> Result<(), RecordError> {
        self.check::<A>(actor, signers)
    }

    /// Whether this actor may do this act, with these signatures, having written these tables.
    fn check<A: Act>(&self, actor: &Actor, signers: &[&Signer]) -> Result<(), RecordError> {
        if !actor.roles.meet(A::MAY) {
            return Err(RecordError::MayNot { actor: format!("actor {}", actor.number), needed: A::MAY });
        }
        let own = signers.iter().any(|signer| signer.actor() == actor.number);
        if A::SIGNED && !own {
            return Err(RecordError::NotSigned);
        }
        let key = actor.public_key.as_deref().unwrap_or_default();
        if signers.iter().any(|signer| signer.actor() == actor.number && !signer.is_key_of(key)) {
            return Err(RecordError::NotSigned);
        }
        let strange = self.changes.iter().find(|(table, ..)| {
            table.name != table::ACT_NOTE.name && !A::WRITES.iter().any(|may| may.name == table.name)
        });
        match strange {
            Some((table, ..)) => {
                Err(RecordError::damaged(format!("the act {} does not write {}", A::KIND, table.name)))
            }
            None => Ok(()),
        }
    }

    fn change(&mut self, table: &'static Table) -> &mut (&'static Table, Change, Vec<u8>) {
        let known = self.changes.iter().position(|(known, ..)| known.name == table.name);
        let index = known.unwrap_or_else(|| {
            self.changes.push((table, Change::of(table), Vec::new()));
            self.changes.len() - 1
        });
        &mut self.changes[index]
    }
}

/// `$2, $3, $4`.
fn placeholders(count: usize, first: usize) -> String {
    (first..first + count).map(|index| format!("${index}")).collect::<Vec<_>>().join(", ")
}

/// A count as the database has it.
fn count_of(count: usize) -> Result<i64, RecordError> {
    i64::try_from(count).map_err(|_| RecordError::damaged("a count is out of range"))
}
