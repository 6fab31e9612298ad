//! Changes that happen all together or not at all.

use std::{future::Future, sync::Arc};

use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{
    error::{Shape, StoreError},
    insert_many::insert_many,
    patience::Patience,
    row::Row,
    session::{Attempt, Session},
    store::{Store, StoreKind},
    value::Value,
};

impl Store {
    /// Runs `work` in a transaction: if it returns `Ok`, everything it did is permanent, on disk, before this returns. If
    /// it returns an error, panics, or is dropped half-way, nothing of it happened.
    ///
    /// When others are in the way (a lock, a deadlock, a serialisation failure), the work is rolled back and **run again**
    /// after a short wait, some times over; so it must do nothing outside the transaction that may not happen twice. An
    /// `async` closure that borrows what it needs can be run again without more ado.
    ///
    /// `name` says what the transaction is for, in a few words; rows can keep it through [`Transaction::name`].
    ///
    /// # Who waits for whom
    /// On SQLite, one transaction runs at a time. On PostgreSQL several do, each seeing what others have committed before
    /// its every *statement* (READ COMMITTED). Work that reads and then writes by what it read must therefore begin with
    /// an `UPDATE` of the one row that all such work shares, which makes the others wait. Work that waits for another
    /// transaction of its own inside this one would wait for itself.
    ///
    /// # Errors
    /// A statement's failure is the transaction's: every later step returns it again, and so does the end, even if `work`
    /// made light of it. [`StoreError::CommitUnknown`] means that the connection broke while committing.
    // The transaction goes into the work by value, because the future of work that borrows it cannot be shown to be `Send`
    // today, and what is not `Send` cannot run in a server.
    pub async fn transaction<T, E, Work, Running>(&self, name: &'static str, mut work: Work) -> Result<T, E>
    where
        Work: FnMut(Transaction) -> Running,
        Running: Future<Output = Result<T, E>> + Send,
        E: From<StoreError>,
    {
        let session = Arc::new(Mutex::new(Session::on(self.writer().await?)));
        let mut patience = Patience::new();
        loop {
            match attempt(&session, name, &mut work).await {
                Attempt::Ended(outcome) => return outcome,
                Attempt::InTheWay(error) if !patience.wait().await => return Err(error.into()),
                Attempt::InTheWay(_) => {}
            }
        }
    }
}

async fn attempt<T, E, Work, Running>(
    session: &Arc<Mutex<Session>>,
    name: &'static str,
    work: &mut Work,
) -> Attempt<T, E>
where
    Work: FnMut(Transaction) -> Running,
    Running: Future<Output = Result<T, E>> + Send,
    E: From<StoreError>,
{
    // Only work that keeps the transaction beyond its own end can make either lock fail. Nothing is committed then.
    let kept = || Attempt::Ended(Err(StoreError::from(Shape::Unfinished).into()));
    let Ok(mut begun) = Arc::clone(session).try_lock_owned() else { return kept() };
    if let Err(error) = begun.begin().await {
        return begun.judge(error.clone(), Err(error.into()));
    }
    let outcome = work(Transaction { session: begun, name }).await;
    match session.try_lock() {
        Ok(mut session) => session.end(outcome).await,
        Err(_) => kept(),
    }
}

impl Store {
    /// Begins a transaction that ends with [`Transaction::finish`], or else has not happened. For work that is not told in
    /// one piece of code; nothing runs it again, so what can meet others begins with the row that all of it shares.
    pub async fn begin(&self, name: &'static str) -> Result<Transaction, StoreError> {
        let session = Arc::new(Mutex::new(Session::on(self.writer().await?)));
        let mut session = session.try_lock_owned().map_err(|_| StoreError::from(Shape::Unfinished))?;
        let mut patience = Patience::new();
        while let Err(error) = session.begin().await {
            if !error.is_momentary() || !patience.wait().await {
                return Err(error);
            }
        }
        Ok(Transaction { session, name })
    }
}

/// A transaction under way: see [`Store::transaction`] and [`Store::begin`].
pub struct Transaction {
    session: OwnedMutexGuard<Session>,
    name: &'static str,
}

impl Transaction {
    /// Makes everything permanent, for a transaction from [`Store::begin`]. After an error nothing of it happened, except
    /// for [`StoreError::CommitUnknown`]. In the work of [`Store::transaction`] there is no need for it.
    pub async fn finish(mut self) -> Result<(), StoreError> {
        match self.session.end::<(), StoreError>(Ok(())).await {
            Attempt::Ended(outcome) => outcome,
            Attempt::InTheWay(error) => Err(error),
        }
    }

    /// What the transaction is for.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Which database this is.
    pub fn kind(&self) -> StoreKind {
        self.session.connection.kind()
    }

    /// Changes rows; says how many.
    pub async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let outcome = self.session.enter()?.execute(sql, values).await;
        self.session.leave(outcome)
    }

    /// All rows of an answer, also of `INSERT … RETURNING`.
    pub async fn read(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let outcome = self.session.enter()?.read(sql, values).await;
        self.session.leave(outcome)
    }

    /// The only row of an answer, if there is one; several are an error.
    pub async fn read_one(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, StoreError> {
        let outcome = self.session.enter()?.read_one(sql, values).await;
        self.session.leave(outcome)
    }

    /// Hands over each row of an answer as it arrives. An error of `each` ends the reading, and the transaction with it.
    pub async fn for_each(
        &mut self,
        sql: &str,
        values: &[Value],
        each: impl FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let outcome = self.session.enter()?.for_each(sql, values, each).await;
        self.session.leave(outcome)
    }

    /// Inserts rows, many per statement; says how many. `insert` is the beginning, such as `INSERT INTO t (a, b)`; each row
    /// has `columns` values. Rows are taken as they are sent, so memory does not grow with their number.
    pub async fn insert_many<R>(
        &mut self,
        insert: &str,
        columns: usize,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<u64, StoreError>
    where
        R: IntoIterator<Item = Value>,
    {
        let outcome = insert_many(self.session.enter()?, insert, columns, rows).await;
        self.session.leave(outcome)
    }

    /// Runs fixed statements without values.
    pub(crate) async fn run(&mut self, sql: &str) -> Result<(), StoreError> {
        let outcome = self.session.enter()?.run(sql).await;
        self.session.leave(outcome)
    }
}
