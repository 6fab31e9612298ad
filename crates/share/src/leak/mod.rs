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
use trace::{Question, Trace, Verdict, trace};

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
        let trace = trace(&question).map_err(ShareError::Trace)?;
        let json = trace::report::json::json(&trace)
            .map_err(|_| ShareError::Unwritten { what: "the report cannot be written" })?;
        let act = LeakTraced {
            files: read.files.iter().map(|file| receipts::hex(&file.sha256)).take(MOST_TOLD).collect(),
            conclusion: conclusion(trace.verdict).into(),
            deliveries: above(&trace),
            definite: trace.definite() as u64,
            possible: trace.possible() as u64,
            report: receipts::hex(&Sha256::digest(json.as_bytes())),
        };
        let writing = self.record.begin("trace a leak", now).await?;
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok(Traced { trace, files: read.files, unread: read.unread, json, recorded })
    }

    /// What an independent expert needs to compute the evidence again: only once two actors have opened every delivery that
    /// it opens.
    pub async fn evidence(
        &self,
        leaked: &Leaked,
        sandbox: &Sandbox,
        now: Timestamp,
    ) -> Result<trace::Evidence, ShareError> {
        let read = files::read(&leaked.paths, sandbox)?;
        let force = self.force().await?;
        let (recipes, secrets) = self.recipes().await?;
        let photos = self.leaked_photos(&read.pictures, &secrets, leaked.threads).await?;
        let mut leak = read.leak;
        leak.photos = photos.found();
        leak.found = leaked.found.map(Timestamp::as_microsecond);
        let question = Question {
            force: &force,
            deliveries: &recipes,
            keys: &secrets,
            leak: &leak,
            photos: &photos,
            now: now.as_microsecond(),
            threads: leaked.threads.max(1),
        };
        let (trace, evidence) = trace::trace_with_evidence(&question).map_err(ShareError::Trace)?;
        // The evidence opens every delivery that is present of whoever is above the bar.
        let accused = trace.recipients.iter().filter(|found| found.clears);
        for delivery in accused.flat_map(|found| &found.present) {
            self.opened_key(delivery.number).await?;
        }
        Ok(evidence)
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
