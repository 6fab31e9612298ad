//! Tracing what got out: files are set aside, traced beside the requests, and what was found is sealed for whoever asked.

use super::recording::actor;
use super::tracings::{ToTrace, Tracing};
use super::{App, Cookies, LookUpPeople, Recipients, Signing, TraceLeak};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use axum::body::Bytes;
use futures::stream::BoxStream;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use share::{FIELDS_SHOWN, Traced};
use std::io;
use trace::report::Wording;
use uploads::{Aside, Purpose, UploadId};

/// What a trace found, as it is kept for a while, sealed.
#[derive(Serialize, Deserialize)]
pub struct Kept {
    /// Position of the act.
    pub act: u64,
    /// Name and size of each file.
    pub files: Vec<(String, u64)>,
    /// Name of each file that could not be read, and why.
    pub unread: Vec<(String, String)>,
    /// The report in sentences. It names recipients, and nobody else.
    pub sentences: String,
    /// The report for programs, byte by byte as it is on record by its digest.
    pub report: String,
}

/// Never what is in it.
impl std::fmt::Debug for Kept {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Kept(act {})", self.act)
    }
}

impl Kept {
    pub(super) fn of(traced: &Traced, recipients: &Recipients) -> Self {
        let recipient = |holder| Some(recipients.of(holder));
        let wording = Wording { recipient: Some(&recipient), field: Some(&FIELDS_SHOWN) };
        let name = |path: &std::path::Path| path.to_string_lossy().into_owned();
        Self {
            act: traced.recorded.position,
            files: traced.files.iter().map(|file| (name(&file.path), file.bytes)).collect(),
            unread: traced.unread.iter().map(|one| (name(&one.path), one.what.clone())).collect(),
            sentences: trace::report::text::text(&traced.trace, &wording),
            report: traced.json.clone(),
        }
    }

    pub(super) fn to_bytes(&self) -> serde_json::Result<Bytes> {
        Ok(serde_json::to_vec(self)?.into())
    }
}

/// A trace of somebody; another's is answered as one that never was.
pub(super) async fn kept(app: &App, by: u32, id: &UploadId) -> Result<Kept, Problem> {
    let failed = |error| super::check_files::told(&error);
    let uploads = &app.0.uploads;
    let aside = uploads.aside(by, Purpose::Trace, id, app.now()).await.map_err(failed)?;
    let bytes = uploads.aside_bytes(&aside.ok_or_else(Problem::not_found)?).await.map_err(failed)?;
    serde_json::from_slice(&bytes).map_err(|error| Problem::failed("reading a trace", &error))
}

impl TraceLeak {
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

    /// Whether the caller may see who people are.
    pub fn may_see_names(&self) -> bool {
        self.caller.may::<LookUpPeople>()
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
        let aside = self.app.0.uploads.set_aside(by, Purpose::Leak, name, body, self.app.now()).await;
        aside.map_err(|error| super::check_files::told(&error))
    }

    /// The caller's files that wait to be traced, and traces, the newest first.
    pub async fn asides(&self) -> Result<(Vec<Aside>, Vec<Aside>), Problem> {
        let by = actor(&self.caller)?.number;
        let (uploads, now) = (&self.app.0.uploads, self.app.now());
        let failed = |error| super::check_files::told(&error);
        let files = uploads.asides(by, Purpose::Leak, now).await.map_err(failed)?;
        Ok((files, uploads.asides(by, Purpose::Trace, now).await.map_err(failed)?))
    }

    /// How the caller's last trace stands.
    pub fn tracing(&self) -> Result<Tracing, Problem> {
        Ok(self.app.0.tracings.state(actor(&self.caller)?.number))
    }

    /// Begins to trace what waits; the inner error is for the form.
    pub async fn begin(
        &self,
        files: Vec<Aside>,
        found: Option<Timestamp>,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?.clone();
        let wanted = ToTrace { by, signer, files, found };
        if self.app.0.tracings.begin(self.app.clone(), wanted) {
            return Ok(Ok(()));
        }
        Ok(Err(Errors::of("found", "A trace of yours runs already. Wait until it has ended")))
    }

    /// Deletes files that wait.
    pub async fn forget(&self) -> Result<(), Problem> {
        for file in self.asides().await?.0 {
            let deleted = self.app.0.uploads.delete(&file.id).await;
            deleted.map_err(|error| super::check_files::told(&error))?;
        }
        Ok(())
    }

    /// A trace of the caller.
    pub async fn kept(&self, id: &UploadId) -> Result<Kept, Problem> {
        kept(&self.app, actor(&self.caller)?.number, id).await
    }

    /// Names of holders.
    pub async fn recipients(&self) -> Result<Recipients, Problem> {
        self.app.recipients().await
    }
}
