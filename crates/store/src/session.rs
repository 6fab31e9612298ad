//! A connection between the beginning and the end of a transaction.

use crate::{
    connection::Connection,
    error::{Shape, StoreError},
    store::StoreKind,
};

/// A connection and what is known about the transaction on it.
pub(crate) struct Session {
    pub(crate) connection: Connection,
    /// From before `BEGIN` is sent until the end is confirmed. A connection that is let go in between is closed, which
    /// rolls back on both databases and leaves no rest for the next user.
    open: bool,
    /// Between the sending of a statement and its outcome. Still so later means that somebody stopped waiting for it.
    under_way: bool,
    /// The first failure. PostgreSQL lets nothing follow one and turns a later COMMIT into a silent ROLLBACK; SQLite would
    /// go on. Both are held to the strict reading.
    failed: Option<StoreError>,
}

/// How one run of the work ended.
pub(crate) enum Attempt<T, E> {
    Ended(Result<T, E>),
    /// Rolled back because of others; the same work may succeed if it is run again.
    InTheWay(StoreError),
}

impl Session {
    pub(crate) fn on(connection: Connection) -> Self {
        Self { connection, open: false, under_way: false, failed: None }
    }

    pub(crate) async fn begin(&mut self) -> Result<(), StoreError> {
        self.open = true;
        self.failed = None;
        let begin = match self.connection.kind() {
            // Takes the lock for writing at once: a reader that turns writer half-way could not be helped by waiting.
            StoreKind::Sqlite => "BEGIN IMMEDIATE",
            StoreKind::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED",
        };
        let outcome = self.connection.run(begin).await;
        // "Busy" is SQLite's way of saying that it did not begin.
        self.open = !outcome.as_ref().is_err_and(StoreError::is_momentary);
        outcome
    }

    /// Before each step.
    pub(crate) fn enter(&mut self) -> Result<&mut Connection, StoreError> {
        self.sound()?;
        self.under_way = true;
        Ok(&mut self.connection)
    }

    /// After each step.
    pub(crate) fn leave<T>(&mut self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        self.under_way = false;
        if let Err(error) = &outcome {
            self.failed = Some(error.clone());
        }
        outcome
    }

    /// Commits after success, rolls back after failure.
    pub(crate) async fn end<T, E: From<StoreError>>(&mut self, outcome: Result<T, E>) -> Attempt<T, E> {
        match outcome {
            Ok(value) => match self.commit().await {
                Ok(()) => Attempt::Ended(Ok(value)),
                Err(error) => {
                    self.roll_back(Some(&error)).await;
                    self.judge(error.clone(), Err(error.into()))
                }
            },
            // The work's own error says more about a failed step than ours, but only ours tells whether to run it again.
            Err(told) => {
                let failed = self.failed.clone();
                self.roll_back(failed.as_ref()).await;
                match failed {
                    Some(error) => self.judge(error, Err(told)),
                    None => Attempt::Ended(Err(told)),
                }
            }
        }
    }

    /// Whether a failure is worth another attempt. It is not where the connection could not be cleared up.
    pub(crate) fn judge<T, E>(&self, error: StoreError, outcome: Result<T, E>) -> Attempt<T, E> {
        if error.is_momentary() && !self.open { Attempt::InTheWay(error) } else { Attempt::Ended(outcome) }
    }

    async fn commit(&mut self) -> Result<(), StoreError> {
        self.sound()?;
        self.connection.commit().await?;
        self.open = false;
        Ok(())
    }

    fn sound(&self) -> Result<(), StoreError> {
        match &self.failed {
            Some(error) => Err(error.clone()),
            None if self.under_way => Err(Shape::Unfinished.into()),
            None => Ok(()),
        }
    }

    /// After this the transaction is over, or `open` says that the connection must go.
    async fn roll_back(&mut self, because: Option<&StoreError>) {
        let lost = matches!(because, Some(StoreError::Lost | StoreError::CommitUnknown));
        if !self.under_way && !lost {
            self.open = self.connection.run("ROLLBACK").await.is_err();
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.open {
            self.connection.discard();
        }
    }
}
