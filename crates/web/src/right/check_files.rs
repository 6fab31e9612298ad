//! Checking files: one's own, and nobody else's.

use super::room::{Counted, Place};
use super::{Caller, CheckFiles, Cookies, ProposeRelease, Right, SeeSamples};
use crate::page::Viewer;
use crate::page::pages::{LINES, Which};
use crate::problem::Problem;
use axum::body::Bytes;
use futures::stream::BoxStream;
use gate::{Checked, Preview, Verdict};
use std::io;
use uploads::{CopyState, State, Upload, UploadError, UploadId};

/// How a safe copy stands.
pub enum Copied {
    /// It is being made.
    Waiting,
    /// There is none.
    Failed {
        /// What happened.
        what: String,
        /// What to do.
        fix: String,
    },
    /// It can be had.
    Made(Made),
}

/// A safe copy.
pub struct Made {
    /// Its own verdict.
    pub verdict: Verdict,
    /// Its files.
    pub files: Vec<MadeFile>,
    /// What is not in it, in words.
    pub left_out: Vec<String>,
}

/// A file of a safe copy.
pub struct MadeFile {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

/// The right to send a file now: those that come in at once have only so much memory.
pub struct Receiving<'r> {
    right: &'r CheckFiles,
    _place: Place,
}

impl Receiving<'_> {
    /// Largest file, in bytes.
    pub fn file_bytes(&self) -> u64 {
        self.right.file_bytes()
    }

    /// Takes one file.
    pub async fn file(
        &self,
        name: &str,
        body: BoxStream<'_, io::Result<Bytes>>,
    ) -> Result<UploadId, Problem> {
        let app = &self.right.app;
        let _running = Counted::begin(app.metrics().uploads.clone());
        let by = self.right.actor()?;
        let upload = app.0.uploads.receive(by, name, body, app.now()).await.map_err(|error| told(&error))?;
        Ok(upload.id)
    }
}

impl CheckFiles {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Largest file, in bytes.
    pub fn file_bytes(&self) -> u64 {
        self.app.settings().file_bytes
    }

    /// Whether the caller may propose releases too.
    pub fn may_propose(&self) -> bool {
        self.may::<ProposeRelease>()
    }

    /// Whether the caller may see values too.
    pub fn may_see_samples(&self) -> bool {
        self.may::<SeeSamples>()
    }

    pub(super) fn may<R: Right>(&self) -> bool {
        matches!(&self.caller, Caller::Person(session) if R::ROW.admits(session.actor.roles))
    }

    fn actor(&self) -> Result<u32, Problem> {
        self.caller.actor().ok_or_else(Problem::unknown_caller)
    }

    /// A place among those who send files, for so many bytes as the request says. It is waited for where many do.
    pub async fn receiving(&self, bytes: Option<u64>) -> Result<Receiving<'_>, Problem> {
        Ok(Receiving { right: self, _place: self.app.0.room.place(bytes).await? })
    }

    /// Files that the caller sent, the newest first, and how many there are.
    pub async fn own(&self, which: Which) -> Result<(Vec<Upload>, u64), Problem> {
        let by = self.actor()?;
        let found = self.app.0.uploads.of_actor(by, which.skip(), LINES, self.app.now()).await;
        found.map_err(|error| told(&error))
    }

    /// One of the caller's files. Somebody else's is answered as one that never was.
    pub async fn one(&self, id: &UploadId) -> Result<Upload, Problem> {
        let upload = self.app.0.uploads.get(id, self.app.now()).await.map_err(|error| told(&error))?;
        let by = self.actor()?;
        upload.filter(|upload| upload.by == by).ok_or_else(Problem::not_found)
    }

    /// What the check found.
    pub async fn result(&self, upload: &Upload) -> Result<Checked, Problem> {
        self.app.0.uploads.result(&upload.id).await.map_err(|error| told(&error))
    }

    /// What the check found, by which rules, and when.
    pub async fn examined(&self, upload: &Upload) -> Result<uploads::Examined, Problem> {
        self.app.0.uploads.examined(&upload.id).await.map_err(|error| told(&error))
    }

    /// How the safe copy stands; none: nobody asked for one.
    pub async fn copy(&self, upload: &Upload) -> Result<Option<Copied>, Problem> {
        let copy = self.app.0.uploads.copied(&upload.id).await.map_err(|error| told(&error))?;
        Ok(copy.map(|copy| match copy {
            CopyState::Waiting => Copied::Waiting,
            CopyState::Failed { what, fix } => Copied::Failed { what, fix },
            CopyState::Made(copy) => Copied::Made(Made {
                verdict: copy.verdict,
                files: copy
                    .files
                    .iter()
                    .map(|file| MadeFile { name: file.name.to_string(), bytes: file.bytes })
                    .collect(),
                left_out: copy.left_out.clone(),
            }),
        }))
    }

    /// A look into a file and into its safe copy, masked.
    pub async fn preview(&self, upload: &Upload) -> Result<(Preview, Vec<Preview>), Problem> {
        let before = self.app.0.uploads.preview(&upload.id).await.map_err(|error| told(&error))?;
        let after = self.app.0.uploads.preview_of_copy(&upload.id).await.map_err(|error| told(&error))?;
        Ok((before.masked(), after.into_iter().map(Preview::masked).collect()))
    }

    /// Whether nothing more will happen to a file by itself.
    pub async fn is_settled(&self, upload: &Upload) -> Result<bool, Problem> {
        match upload.state {
            State::Waiting { .. } | State::Checking { .. } => Ok(false),
            State::Failed { .. } => Ok(true),
            State::Checked { .. } => Ok(!matches!(self.copy(upload).await?, Some(Copied::Waiting))),
        }
    }

    /// Asks for a safe copy.
    pub async fn ask_copy(&self, id: &UploadId) -> Result<(), Problem> {
        let upload = self.one(id).await?;
        self.app.0.uploads.copy(&upload.id, None, self.app.now()).await.map_err(|error| told(&error))
    }

    /// A file of the safe copy: its name, its size, its bytes.
    pub async fn copied_file(
        &self,
        id: &UploadId,
        number: usize,
    ) -> Result<(String, u64, BoxStream<'static, io::Result<Bytes>>), Problem> {
        let upload = self.one(id).await?;
        let found = self.app.0.uploads.copied_file(&upload.id, number).await.map_err(|error| told(&error))?;
        found.map(|file| (file.name.to_string(), file.bytes, file.stream)).ok_or_else(Problem::not_found)
    }

    /// The safe copy becomes a file of its own among the caller's.
    pub async fn adopt_copy(&self, id: &UploadId) -> Result<UploadId, Problem> {
        let by = self.actor()?;
        let (name, bytes, stream) = self.copied_file(id, 0).await?;
        let _place = self.app.0.room.place(Some(bytes)).await?;
        let upload = self.app.0.uploads.receive(by, &name, stream, self.app.now()).await;
        Ok(upload.map_err(|error| told(&error))?.id)
    }

    /// Deletes one of the caller's files.
    pub async fn delete(&self, id: &UploadId) -> Result<(), Problem> {
        let upload = self.one(id).await?;
        self.app.0.uploads.delete(&upload.id).await.map_err(|error| told(&error))
    }
}

/// What went wrong with a file, for its sender.
pub(super) fn told(error: &UploadError) -> Problem {
    match error {
        UploadError::TooLarge { limit } => Problem::too_large(&crate::words::size(*limit)),
        UploadError::Broken(_) => Problem::bad_request("The file did not arrive whole", "Send it again"),
        UploadError::Refused { what, fix } => Problem::conflict(what.clone(), fix.clone()),
        full if full.is_full() => Problem::no_room("a file that was sent", full),
        other => Problem::failed("a file that was sent", other),
    }
}
