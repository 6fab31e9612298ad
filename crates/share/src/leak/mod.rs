//! A file got out: which delivery it was, when it was taken, whom it is about.
//!
//! The engine is the crate `trace`, which reads neither files nor databases. Here it is given what the record knows: every
//! value that anybody ever had, every recipe, and the keys, one by one as it asks for them.

mod files;
mod force;
mod photos;
mod recipes;
mod tell;

pub use files::{LeakRead, LeakedFile, Unread};
pub use tell::{FIELDS_SHOWN, Naming};

use crate::{ShareError, Shares};
use jiff::Timestamp;
use record::{Actor, LeakTraced, Recorded, Signer};
use sandbox::Sandbox;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use trace::{Evidence, Question, Trace, TraceError, Verdict, trace};

/// A trace, and what stands beside it.
#[derive(Debug)]
pub struct Traced {
    /// What was found.
    pub trace: Trace,
    /// The files, with their digests.
    pub files: Vec<LeakedFile>,
    /// What could not be read. If there is anything, the answer is about the rest only.
    pub unread: Vec<Unread>,
    /// The report as JSON, as it is on record by its digest.
    pub json: String,
    /// The act.
    pub recorded: Recorded,
}

/// What to trace.
#[derive(Debug, Clone)]
pub struct Leaked {
    /// Files, and folders of files.
    pub paths: Vec<PathBuf>,
    /// When the force came to see it; none: now.
    pub found: Option<Timestamp>,
    /// Threads to work on.
    pub threads: usize,
}

impl Shares<'_> {
    /// Traces what got out, and puts on record that it was traced and what came of it. Values of people are compared inside
    /// the program; the report holds numbers only.
    pub async fn trace(
        &self,
        by: &Actor,
        signer: &Signer,
        leaked: &Leaked,
        sandbox: &Sandbox,
        now: Timestamp,
        progress: &mut dyn FnMut(&'static str),
    ) -> Result<Traced, ShareError> {
        progress("reading what got out");
        let read = files::read(&leaked.paths, sandbox)?;
        self.trace_read(by, signer, (read, leaked), now, progress).await
    }

    /// The same for what was read already: somebody sent it, and it lies in no folder. The paths of `leaked` are not opened.
    pub async fn trace_read(
        &self,
        by: &Actor,
        signer: &Signer,
        (read, leaked): (LeakRead, &Leaked),
        now: Timestamp,
        progress: &mut dyn FnMut(&'static str),
    ) -> Result<Traced, ShareError> {
        let (trace, read) = self.compare(read, leaked, now, progress, trace).await?;
        self.written(by, signer, trace, read, now).await
    }

    /// A trace with what an independent expert needs to compute its evidence again: only once two actors have opened every
    /// delivery that the evidence opens. That it was traced is on record whether or not they have.
    pub async fn trace_with_evidence(
        &self,
        by: &Actor,
        signer: &Signer,
        leaked: &Leaked,
        sandbox: &Sandbox,
        now: Timestamp,
    ) -> Result<(Traced, Evidence), ShareError> {
        let read = files::read(&leaked.paths, sandbox)?;
        let ((trace, evidence), read) =
            self.compare(read, leaked, now, &mut |_| {}, trace::trace_with_evidence).await?;
        let traced = self.written(by, signer, trace, read, now).await?;
        // The evidence opens every delivery that is present of whoever is above the bar.
        let accused = traced.trace.recipients.iter().filter(|found| found.clears);
        for delivery in accused.flat_map(|found| &found.present) {
            self.opened_key(delivery.number).await?;
        }
        Ok((traced, evidence))
    }

    /// Asks the engine, with everything that the record knows. Gives the files back, and what of them was not read.
    async fn compare<T>(
        &self,
        read: LeakRead,
        leaked: &Leaked,
        now: Timestamp,
        progress: &mut dyn FnMut(&'static str),
        ask: impl FnOnce(&Question<'_>) -> Result<T, TraceError>,
    ) -> Result<(T, (Vec<LeakedFile>, Vec<Unread>)), ShareError> {
        progress("reading what the force knew");
        let force = self.force().await?;
        let (recipes, secrets) = self.recipes().await?;
        progress("comparing photos");
        let photos = self.leaked_photos(&read.pictures, &secrets, leaked.threads).await?;
        let mut leak = read.leak;
        leak.photos = photos.found();
        leak.found = leaked.found.map(Timestamp::as_microsecond);
        progress("comparing what got out with what was delivered");
        let question = Question {
            force: &force,
            deliveries: &recipes,
            keys: &secrets,
            leak: &leak,
            photos: &photos,
            now: now.as_microsecond(),
            threads: leaked.threads.max(1),
        };
        let answer = ask(&question).map_err(ShareError::Trace)?;
        Ok((answer, (read.files, read.unread)))
    }

    /// Puts on record that files were traced, and what came of it.
    async fn written(
        &self,
        by: &Actor,
        signer: &Signer,
        trace: Trace,
        (files, unread): (Vec<LeakedFile>, Vec<Unread>),
        now: Timestamp,
    ) -> Result<Traced, ShareError> {
        let json = trace::report::json::json(&trace)
            .map_err(|_| ShareError::Unwritten { what: "the report cannot be written" })?;
        let act = LeakTraced {
            files: files.iter().map(|file| receipts::hex(&file.sha256)).take(MOST_TOLD).collect(),
            conclusion: conclusion(trace.verdict).into(),
            deliveries: above(&trace),
            definite: trace.definite() as u64,
            possible: trace.possible() as u64,
            report: receipts::hex(&Sha256::digest(json.as_bytes())),
        };
        let writing = self.record.begin("trace a leak", now).await?;
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok(Traced { trace, files, unread, json, recorded })
    }
}

/// Files that an act names; the report names all.
const MOST_TOLD: usize = 200;

/// Deliveries above the bar.
fn above(trace: &Trace) -> Vec<u32> {
    trace.deliveries.iter().filter(|delivery| delivery.clears).map(|delivery| delivery.id.number).collect()
}

/// The words of the act.
fn conclusion(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Attributed => "attributed",
        Verdict::Merged => "merged",
        Verdict::OneChannel => "one channel only",
        Verdict::Ranked => "ranked, not proven",
        Verdict::NoDeliveryFits => "no delivery fits",
        Verdict::NothingOfOurs => "nothing of ours",
    }
}
