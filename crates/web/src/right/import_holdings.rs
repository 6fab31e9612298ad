//! Entering many holdings from a table, all or none.

use super::recording::{actor, told};
use super::{ChangeHoldings, check_files};
use crate::problem::Problem;
use axum::body::Bytes;
use axum::http::StatusCode;
use futures::stream::BoxStream;
use intake::{Intake, IntakeError, TableFile, holding_rows};
use std::io;
use std::path::Path;
use uploads::{Aside, Purpose};

/// What is wrong with a table, in one paragraph.
pub type Refused = String;

impl ChangeHoldings {
    /// Largest file, in bytes.
    pub fn file_bytes(&self) -> u64 {
        self.app.settings().file_bytes
    }

    /// Takes a table, enters its holdings and forgets it; gives the number of the first and how many there are. Those that
    /// come in at once have only so much memory: `bytes` is what the request says. The inner error is for the form.
    pub async fn import_holdings(
        &self,
        name: &str,
        bytes: Option<u64>,
        body: BoxStream<'_, io::Result<Bytes>>,
    ) -> Result<Result<(u32, u64), Refused>, Problem> {
        let _place = self.app.0.room.place(bytes).await?;
        let _running = super::room::Counted::begin(self.app.metrics().uploads.clone());
        let (uploads, now) = (&self.app.0.uploads, self.app.now());
        let by = actor(&self.caller)?.number;
        let failed = |error| check_files::told(&error);
        let id = uploads.set_aside(by, Purpose::Extract, name, body, now).await.map_err(failed)?;
        let aside = uploads
            .aside(by, Purpose::Extract, &id, now)
            .await
            .map_err(failed)?
            .ok_or_else(Problem::not_found)?;
        let entered = self.enter_all(&aside).await;
        // Whatever came of it: what is not deleted now is deleted with the day.
        if let Err(error) = uploads.delete(&id).await {
            tracing::error!(%error, "a table of holdings could not be deleted");
        }
        entered
    }

    async fn enter_all(&self, aside: &Aside) -> Result<Result<(u32, u64), Refused>, Problem> {
        let opened = self.app.0.uploads.open_aside(aside).await.map_err(|error| check_files::told(&error))?;
        let name = aside.name.clone();
        let reading = tokio::task::spawn_blocking(move || {
            let (sandbox, file) = (&*opened.sandbox, &opened.file);
            TableFile { sandbox, file, name: Path::new(name.as_str()), sheet: None }.read()
        });
        let read = reading.await.map_err(|error| Problem::failed("reading a table of holdings", &error))?;
        let table = match read {
            Ok(table) => table,
            Err(IntakeError::SeveralSheets { .. }) => {
                let words = "It has several sheets with something on them. Save the one with the holdings as a file of its own";
                return Ok(Err(words.into()));
            }
            Err(error) => return Ok(Err(format!("The table cannot be taken: {error}"))),
        };
        self.enter_table(&table).await
    }

    async fn enter_table(&self, table: &Intake) -> Result<Result<(u32, u64), Refused>, Problem> {
        if let Some(fault) = table.faults.first() {
            return Ok(Err(format!(
                "Row {}: {}. Correct the file; nothing was entered",
                fault.row, fault.why
            )));
        }
        let rows = match holding_rows(table) {
            Ok(rows) => rows,
            Err(error) => return Ok(Err(words(&error))),
        };
        let record = &self.app.0.record;
        let mut holdings = Vec::with_capacity(rows.len());
        for row in rows {
            let number = row.row;
            let subjects = match row.subjects(record).await {
                Ok(Some(subjects)) => subjects,
                Ok(None) => {
                    return Ok(Err(format!(
                        "Row {number}: another table cannot be named here. Give the people in the column numbers or pay-numbers; nothing was entered"
                    )));
                }
                Err(error) => return Ok(Err(words(&error))),
            };
            match row.entered(record, subjects).await {
                Ok(holding) => holdings.push(holding),
                Err(error) => return Ok(Err(words(&error))),
            }
        }
        let entered = holdings.len() as u64;
        let by = actor(&self.caller)?;
        let imported = record.import_holdings(by, table.sha256, holdings, self.app.now()).await;
        match imported {
            Ok((first, _)) => {
                self.app.publish().await;
                Ok(Ok((first, entered)))
            }
            Err(error) => {
                let problem = told("entering holdings", &error);
                let is_told =
                    matches!(problem.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::NOT_FOUND);
                if is_told { Ok(Err(format!("{}. {}", problem.what, problem.fix))) } else { Err(problem) }
            }
        }
    }
}

/// With the row, and that nothing was entered.
fn words(error: &intake::HoldingsError) -> Refused {
    let fix = crate::advice::on_a_page(&error.fix);
    match error.row {
        Some(row) => format!("Row {row}: {}. {fix}; nothing was entered", error.what),
        None => format!("{}. {fix}", crate::words::sentence(&error.what)),
    }
}
