//! Importing people: an extract is set aside, looked at, tried, and then taken in by an act that is signed.

use super::recording::{actor, entered};
use super::{Cookies, ImportPeople, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use axum::body::Bytes;
use futures::stream::BoxStream;
use intake::{Intake, IntakeError, TableFile};
use record::{ImportOrder, ImportReport, Imported, Refusal, RefusedRow};
use std::io;
use std::path::Path;
use uploads::{Aside, Purpose, UploadId};

impl ImportPeople {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// Largest file, in bytes.
    pub fn file_bytes(&self) -> u64 {
        self.app.settings().file_bytes
    }

    /// Takes a file, and lets it wait. Those that come in at once have only so much memory: `bytes` is what the request says.
    pub async fn set_aside(
        &self,
        name: &str,
        bytes: Option<u64>,
        body: BoxStream<'_, io::Result<Bytes>>,
    ) -> Result<UploadId, Problem> {
        let _place = self.app.0.room.place(bytes).await?;
        let _running = super::room::Counted::begin(self.app.metrics().uploads.clone());
        let by = actor(&self.caller)?.number;
        let aside = self.app.0.uploads.set_aside(by, Purpose::Extract, name, body, self.app.now()).await;
        aside.map_err(|error| super::check_files::told(&error))
    }

    /// The caller's files that wait, the newest first.
    pub async fn waiting(&self) -> Result<Vec<Aside>, Problem> {
        let by = actor(&self.caller)?.number;
        let asides = self.app.0.uploads.asides(by, Purpose::Extract, self.app.now()).await;
        asides.map_err(|error| super::check_files::told(&error))
    }

    /// One of them. Somebody else's is answered as one that never was.
    pub async fn one(&self, id: &UploadId) -> Result<Aside, Problem> {
        let by = actor(&self.caller)?.number;
        let aside = self.app.0.uploads.aside(by, Purpose::Extract, id, self.app.now()).await;
        aside.map_err(|error| super::check_files::told(&error))?.ok_or_else(Problem::not_found)
    }

    /// Reads it as a table, in the reader that is locked down.
    pub async fn read(&self, aside: &Aside, sheet: &str) -> Result<Result<Intake, IntakeError>, Problem> {
        let opened = self.app.0.uploads.open_aside(aside).await;
        let opened = opened.map_err(|error| super::check_files::told(&error))?;
        let (name, sheet) = (aside.name.clone(), sheet.to_owned());
        let reading = tokio::task::spawn_blocking(move || {
            TableFile {
                sandbox: &opened.sandbox,
                file: &opened.file,
                name: Path::new(name.as_str()),
                sheet: Some(sheet.as_str()).filter(|sheet| !sheet.is_empty()),
            }
            .read()
        });
        reading.await.map_err(|error| Problem::failed("reading an extract", &error))
    }

    /// What an import would change. The inner error is for the form.
    pub async fn try_import(
        &self,
        order: &ImportOrder,
        intake: &Intake,
    ) -> Result<Result<ImportReport, Errors>, Problem> {
        let by = actor(&self.caller)?;
        let unread = unread(intake);
        let tried = self.app.0.record.try_import(order, &intake.rows, unread, by, self.app.now()).await;
        entered("trying an import", "column-0", tried)
    }

    /// Imports, signed. What was taken in, or known already, waits no more. The inner error is for the form.
    pub async fn import(
        &self,
        aside: &Aside,
        (order, intake): (&ImportOrder, &Intake),
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<ImportReport, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let unread = unread(intake);
        let record = &self.app.0.record;
        let now = self.app.now();
        let imported = record.import_people_signed(order, &intake.rows, unread, by, &signer, now).await;
        let imported = entered("importing people", "leavers", imported)?;
        if let Ok(report) = &imported
            && matches!(report.outcome, Imported::Written(_) | Imported::Unchanged)
        {
            self.app.publish().await;
            // It is in the record whatever happens here; what is not deleted now is deleted with the day.
            if let Err(error) = self.app.0.uploads.delete(&aside.id).await {
                tracing::error!(%error, "an extract that was imported could not be deleted");
            }
        }
        Ok(imported)
    }

    /// Deletes a file that waits.
    pub async fn forget(&self, aside: &Aside) -> Result<(), Problem> {
        let deleted = self.app.0.uploads.delete(&aside.id).await;
        deleted.map_err(|error| super::check_files::told(&error))
    }
}

/// Rows that the reader could not take.
fn unread(intake: &Intake) -> Vec<RefusedRow> {
    let refused =
        |fault: &intake::Fault| RefusedRow { row: fault.row, why: Refusal::NotRead(fault.why.clone()) };
    intake.faults.iter().map(refused).collect()
}
