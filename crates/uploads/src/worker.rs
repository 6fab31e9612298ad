//! The worker: takes jobs, one after the other, as many at once as this node does.

use crate::copy::Copy;
use crate::giving_way::giving_way;
use crate::job::{Ended, Job, Kind};
use crate::{Examiner, UploadError, Uploads};
use blobs::{Area, Stored};
use gate::{CleanError, InMemoryCopy, Kept};
use jiff::Timestamp;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use zeroize::Zeroizing;

/// How often it is looked for jobs that somebody else asked for.
const LOOK: Duration = Duration::from_secs(1);

/// Takes jobs until it is told to end.
#[derive(Debug, Clone)]
pub struct Worker {
    uploads: Uploads,
    node: String,
}

/// What a job gave.
struct Outcome {
    ended: Ended,
    copies: Vec<(Zeroizing<String>, Stored)>,
}

impl Worker {
    /// A worker of this node. The name tells nodes apart, also two runs of one.
    pub fn new(uploads: Uploads, node: impl Into<String>) -> Self {
        Self { uploads, node: node.into() }
    }

    /// Works until told to end; jobs that are running then are given back, and somebody else takes them.
    pub async fn run(self, mut end: watch::Receiver<bool>) {
        let mut running = JoinSet::new();
        let at_once = self.uploads.0.settings.at_once.max(1);
        while !*end.borrow() {
            while running.try_join_next().is_some() {}
            let job = if running.len() < at_once && self.uploads.examiner().is_some() {
                self.next().await
            } else {
                None
            };
            if let Some(job) = job {
                let (worker, end) = (self.clone(), end.clone());
                running.spawn(async move { worker.work(job, end).await });
            } else {
                tokio::select! {
                    () = self.uploads.0.work.notified() => {}
                    Some(_) = running.join_next() => {}
                    () = tokio::time::sleep(LOOK) => {}
                    () = told(&mut end) => {}
                }
            }
        }
        while running.join_next().await.is_some() {}
    }

    async fn next(&self) -> Option<Job> {
        match self.uploads.claim(&self.node, Timestamp::now()).await {
            Ok(job) => job,
            Err(error) => {
                tracing::error!(%error, "jobs cannot be looked for");
                None
            }
        }
    }

    /// Does a job under its lease.
    async fn work(&self, job: Job, mut end: watch::Receiver<bool>) {
        let stop = Arc::new(AtomicBool::new(false));
        let beat = (self.uploads.0.settings.lease / 3).unsigned_abs();
        let doing = self.do_it(&job, stop.clone());
        tokio::pin!(doing);
        let mut is_ending = false;
        let outcome = loop {
            tokio::select! {
                outcome = &mut doing => break outcome,
                () = tokio::time::sleep(beat) => {
                    // A database that does not answer takes no lease away: whoever has it decides when it is over.
                    if matches!(self.uploads.still(&job, Timestamp::now()).await, Ok(false)) {
                        stop.store(true, Ordering::Relaxed);
                    }
                }
                () = told(&mut end), if !is_ending => {
                    is_ending = true;
                    stop.store(true, Ordering::Relaxed);
                }
            }
        };
        self.settle(&job, outcome, is_ending).await;
    }

    /// Writes down how it ended.
    async fn settle(&self, job: &Job, outcome: Result<Option<Outcome>, UploadError>, is_ending: bool) {
        let limit = i64::from(self.uploads.0.settings.attempts);
        let outcome = match outcome {
            Ok(Some(outcome)) => outcome,
            Ok(None) if is_ending => {
                if let Err(error) = self.uploads.give_back(job).await {
                    tracing::warn!(%error, "a job could not be given back; its lease will end");
                }
                return;
            }
            // The lease was lost: somebody else does it.
            Ok(None) => return,
            Err(error) => {
                tracing::error!(%error, "a job failed");
                if job.attempts < limit {
                    // It is begun anew when the lease is over.
                    return;
                }
                Outcome {
                    ended: Ended::Failed {
                        what: "Something went wrong each time it was tried".into(),
                        fix: "Treat it as held, and tell whoever runs this server".into(),
                    },
                    copies: Vec::new(),
                }
            }
        };
        let ended = self.uploads.end(job, &outcome.ended, &outcome.copies, Timestamp::now()).await;
        if matches!(ended, Ok(true)) {
            return;
        }
        if let Err(error) = ended {
            tracing::error!(%error, "the end of a job could not be written");
        }
        if let Ended::Done { result, .. } = &outcome.ended {
            let _ = self.uploads.0.blobs.delete(result).await;
        }
        for (_, blob) in &outcome.copies {
            let _ = self.uploads.0.blobs.delete(&blob.id).await;
        }
    }

    /// The work itself; none if it was told to stop. A job that was begun too often without an end is not begun again: the
    /// file may be what ends the node.
    async fn do_it(&self, job: &Job, stop: Arc<AtomicBool>) -> Result<Option<Outcome>, UploadError> {
        if job.attempts > i64::from(self.uploads.0.settings.attempts) {
            let ended = Ended::Failed {
                what: "It was begun several times and never came to an end".into(),
                fix: "Treat it as held, and tell whoever runs this server".into(),
            };
            return Ok(Some(Outcome { ended, copies: Vec::new() }));
        }
        let Some(examiner) = self.uploads.examiner() else { return Ok(None) };
        let rules = examiner.rules();
        let place = self.uploads.0.open.clone().acquire_owned().await;
        let file = self.uploads.0.blobs.to_memory(&job.blob, self.uploads.0.settings.file_bytes).await?;
        let name = job.name.clone();
        let kind = job.kind;
        let stopped = stop.clone();
        let made = giving_way(move || {
            let _place = place;
            make(examiner.as_ref(), kind, file, &name, &stopped)
        })
        .await?;
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        self.keep(rules, made).await.map(Some)
    }

    /// Seals what was made.
    async fn keep(&self, rules: [u8; 32], made: Made) -> Result<Outcome, UploadError> {
        let mut copies = Vec::new();
        let (verdict, result) = match made {
            Made::Checked(verdict, result) => (verdict, result?),
            Made::Copied(outcome) => match *outcome {
                Ok(copy_made) => {
                    let copy = Copy::of(&copy_made.cleaned);
                    for (name, file) in copy_made.files {
                        copies.push((Zeroizing::new(name), self.put_file(Area::Copy, file).await?));
                    }
                    (copy_made.cleaned.verdict, copy.written()?)
                }
                Err(error) => {
                    let ended = Ended::Failed { what: error.what, fix: error.fix };
                    return Ok(Outcome { ended, copies });
                }
            },
        };
        let result = self.put(Area::Result, &result).await?;
        Ok(Outcome { ended: Ended::Done { verdict, rules, result: result.id }, copies })
    }

    async fn put(&self, area: Area, bytes: &[u8]) -> Result<Stored, UploadError> {
        let mut writer = self.uploads.0.blobs.put(area)?;
        writer.write(bytes).await?;
        Ok(writer.finish().await?)
    }

    async fn put_file(&self, area: Area, mut file: File) -> Result<Stored, UploadError> {
        let mut writer = self.uploads.0.blobs.put(area)?;
        let mut piece = Zeroizing::new(vec![0; 1 << 16]);
        loop {
            // It lies in memory: reading does not wait.
            match file.read(&mut piece).map_err(UploadError::Broken)? {
                0 => return Ok(writer.finish().await?),
                read => writer.write(piece.get(..read).unwrap_or_default()).await?,
            }
        }
    }
}

/// Waits until it is told to end; nobody left who could tell is the end too.
async fn told(end: &mut watch::Receiver<bool>) {
    let _ = end.wait_for(|end| *end).await.map(drop);
}

/// What the gate made.
enum Made {
    Checked(gate::Verdict, Result<Zeroizing<Vec<u8>>, UploadError>),
    Copied(Box<Result<InMemoryCopy, CleanError>>),
}

fn make(examiner: &dyn Examiner, kind: Kind, file: File, name: &str, stop: &AtomicBool) -> Made {
    let wants_end = || stop.load(Ordering::Relaxed);
    match kind {
        Kind::Check => {
            let found = examiner.check(file, Path::new(name), &wants_end);
            let written = Kept::write(&found).map(Zeroizing::new);
            Made::Checked(found.verdict, written.map_err(|_| UploadError::Damaged { what: "a result" }))
        }
        Kind::Copy(kind) => Made::Copied(Box::new(examiner.copy(file, Path::new(name), kind, &wants_end))),
    }
}
