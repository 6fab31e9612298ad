//! Changes that happen all together or not at all.

use crate::{
    connection::Connection,
    error::{Shape, StoreError},
    patience::Patience,
    row::Row,
    store::{Store, StoreKind},
    value::Value,
};

impl Store {
    /// Runs `work` in a transaction: if it returns `Ok`, everything it did is permanent, on disk, before this returns. If
    /// it returns an error, panics, or is dropped half-way, nothing of it happened.
    ///
    /// When others are in the way (a lock, a deadlock, a serialisation failure), the work is rolled back and **run again**
    /// after a short wait, some times over; so it must do nothing outside the transaction that may not happen twice.
    ///
    /// `name` says what the transaction is for, in a few words; rows can keep it through [`Transaction::name`].
    ///
    /// # Who waits for whom
    /// On SQLite, one transaction runs at a time. On PostgreSQL several do, each seeing what others have committed before
    /// its every *statement* (READ COMMITTED). Work that reads and then writes by what it read must therefore begin with
    /// an `UPDATE` of the one row that all such work shares, which makes the others wait. Work that waits for another
    /// transaction of its own inside this one waits forever.
    ///
    /// # Errors
    /// A statement's failure is the transaction's: every later step returns it again, and so does the end, even if `work`
    /// made light of it. [`StoreError::CommitUnknown`] means that the connection broke while committing.
    pub async fn transaction<T, E, F>(&self, name: &'static str, mut work: F) -> Result<T, E>
    where
        F: AsyncFnMut(&mut Transaction) -> Result<T, E>,
        E: From<StoreError>,
    {
        let mut transaction = Transaction::on(self.writer().await?, name);
        let mut patience = Patience::new();
        loop {
            let error = match transaction.attempt(&mut work).await {
                Attempt::Ended(outcome) => return outcome,
                Attempt::InTheWay(error) => error,
            };
            if !patience.wait().await {
                return Err(error.into());
            }
        }
    }
}

impl Store {
    /// Begins a transaction that ends with [`Transaction::finish`], or else has not happened. For work that is not told in
    /// one piece of code; nothing runs it again, so what can meet others begins with the row that all of it shares.
    pub async fn begin(&self, name: &'static str) -> Result<Transaction, StoreError> {
        let mut transaction = Transaction::on(self.writer().await?, name);
        let mut patience = Patience::new();
        while let Err(error) = transaction.begin().await {
            if !error.is_momentary() || transaction.open || !patience.wait().await {
                return Err(error);
            }
        }
        Ok(transaction)
    }
}

/// A transaction under way: see [`Store::transaction`] and [`Store::begin`].
pub struct Transaction {
    pub(crate) connection: Connection,
    name: &'static str,
    /// From before `BEGIN` is sent until the end is confirmed. A connection that is let go in between is closed, which
    /// rolls back on both databases and leaves no rest for the next user.
    open: bool,
    /// Between the sending of a statement and its outcome. Still so later means that somebody stopped waiting for it.
    under_way: bool,
    /// The first failure. PostgreSQL lets nothing follow one and turns a later COMMIT into a silent ROLLBACK; SQLite would
    /// go on. Both are held to the strict reading.
    failed: Option<StoreError>,
}

enum Attempt<T, E> {
    Ended(Result<T, E>),
    InTheWay(StoreError),
}

impl Transaction {
    fn on(connection: Connection, name: &'static str) -> Self {
        Self { connection, name, open: false, under_way: false, failed: None }
    }

    /// What the transaction is for.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Which database this is.
    pub fn kind(&self) -> StoreKind {
        self.connection.kind()
    }

    /// Changes rows; says how many.
    pub async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        self.enter()?;
        let outcome = self.connection.execute(sql, values).await;
        self.leave(outcome)
    }

    /// All rows of an answer, also of `INSERT … RETURNING`.
    pub async fn read(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.enter()?;
        let outcome = self.connection.read(sql, values).await;
        self.leave(outcome)
    }

    /// The only row of an answer, if there is one; several are an error.
    pub async fn read_one(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, StoreError> {
        self.enter()?;
        let outcome = self.connection.read_one(sql, values).await;
        self.leave(outcome)
    }

    /// Hands over each row of an answer as it arrives. An error of `each` ends the reading, and the transaction with it.
    pub async fn for_each(
        &mut self,
        sql: &str,
        values: &[Value],
        each: impl FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.enter()?;
        let outcome = self.connection.for_each(sql, values, each).await;
        self.leave(outcome)
    }

    /// Runs fixed statements without values.
    pub(crate) async fn run(&mut self, sql: &str) -> Result<(), StoreError> {
        self.enter()?;
        let outcome = self.connection.run(sql).await;
        self.leave(outcome)
    }

    /// Before each step.
    pub(crate) fn enter(&mut self) -> Result<(), StoreError> {
        self.sound()?;
        self.under_way = true;
        Ok(())
    }

    /// After each step.
    pub(crate) fn leave<T>(&mut self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        self.under_way = false;
        if let Err(error) = &outcome {
            self.failed = Some(error.clone());
        }
        outcome
    }

    fn sound(&self) -> Result<(), StoreError> {
        match &self.failed {
            Some(error) => Err(error.clone()),
            None if self.under_way => Err(Shape::Unfinished.into()),
            None => Ok(()),
        }
    }

    /// Makes everything permanent, for a transaction from [`Store::begin`]. After an error nothing of it happened, except
    /// for [`StoreError::CommitUnknown`].
    pub async fn finish(mut self) -> Result<(), StoreError> {
        let outcome = self.commit().await;
        if self.open {
            self.roll_back().await;
        }
        outcome
    }

    async fn attempt<T, E, F>(&mut self, work: &mut F) -> Attempt<T, E>
    where
        F: AsyncFnMut(&mut Transaction) -> Result<T, E>,
        E: From<StoreError>,
    {
        if let Err(error) = self.begin().await {
            return self.judge(error.clone(), Err(error.into()));
        }
        let outcome = work(self).await;
        let failed = match &outcome {
            Ok(_) => self.commit().await.err(),
            Err(_) => self.failed.clone(),
        };
        if !self.open {
            return Attempt::Ended(outcome);
        }
        self.roll_back().await;
        match (failed, outcome) {
            // The work says more about what failed than we can; but it was not the work that failed to commit.
            (Some(error), Ok(_)) => self.judge(error.clone(), Err(error.into())),
            (Some(error), outcome @ Err(_)) => self.judge(error, outcome),
            (None, outcome) => Attempt::Ended(outcome),
        }
    }

    /// Whether a failure is worth another attempt. It is not where the connection could not be cleared up.
    fn judge<T, E>(&self, error: StoreError, outcome: Result<T, E>) -> Attempt<T, E> {
        if error.is_momentary() && !self.open { Attempt::InTheWay(error) } else { Attempt::Ended(outcome) }
    }

    async fn begin(&mut self) -> Result<(), StoreError> {
        self.open = true;
        self.failed = None;
        let outcome = self
            .connection
            .run(match self.connection.kind() {
                // Takes the lock for writing at once: a reader that turns writer half-way could not be helped by waiting.
                StoreKind::Sqlite => "BEGIN IMMEDIATE",
                StoreKind::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED",
            })
            .await;
        // "Busy" is SQLite's way of saying that it did not begin.
        self.open = !outcome.as_ref().is_err_and(StoreError::is_momentary);
        outcome
    }

    async fn commit(&mut self) -> Result<(), StoreError> {
        self.sound()?;
        self.connection.commit().await?;
        self.open = false;
        Ok(())
    }

    /// After this the transaction is over, or `open` says that the connection must go.
    async fn roll_back(&mut self) {
        let lost = matches!(self.failed, Some(StoreError::Lost | StoreError::CommitUnknown));
        if !self.under_way && !lost {
            self.open = self.connection.run("ROLLBACK").await.is_err();
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if self.open {
            self.connection.discard();
        }
    }
}
