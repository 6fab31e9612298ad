//! Reading the log, and verifying that the record is as it says.

use super::recording::told;
use super::{Caller, Cookies, ReadLog, ReadTrail, Right, Verifying};
use crate::page::Viewer;
use crate::problem::Problem;
use record::{ActShown, Actor, LogPage, LogQuestion, VerifyOptions};
use tlog::{Checkpoint, Hash, LogError};

/// Acts of a page.
const MOST: usize = 50;

/// That an act is in the log that was signed.
pub struct Proof {
    /// The signed head of the log.
    pub checkpoint: Checkpoint,
    /// Hashes that lead from the act to the head; none: the act is not published yet.
    pub path: Option<Vec<Hash>>,
}

/// A witness of the policy.
pub struct Witness {
    /// Its name.
    pub name: String,
    /// When it cosigned the newest checkpoint, in seconds since 1970; none: it has not.
    pub cosigned: Option<u64>,
}

impl ReadLog {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the caller may read the trail too.
    pub fn may_read_trail(&self) -> bool {
        matches!(&self.caller, Caller::Person(session) if ReadTrail::ROW.admits(session.actor.roles))
    }

    /// Acts, the newest first.
    pub async fn page(&self, question: &LogQuestion, before: Option<u64>) -> Result<LogPage, Problem> {
        let page = self.app.0.record.acts_before(question, before, MOST).await;
        page.map_err(|error| told("reading the log", &error))
    }

    /// Who acts: names of those who use Tipstaff.
    pub async fn actors(&self) -> Result<Vec<Actor>, Problem> {
        self.app.0.record.actors().await.map_err(|error| told("reading actors", &error))
    }

    /// How many acts there are.
    pub async fn acts(&self) -> Result<u64, Problem> {
        self.app.0.record.acts().await.map_err(|error| told("reading the log", &error))
    }

    /// One act.
    pub async fn act(&self, position: u64) -> Result<ActShown, Problem> {
        let act = self.app.0.record.act(position).await.map_err(|error| told("reading an act", &error))?;
        act.ok_or_else(Problem::not_found)
    }

    /// The newest checkpoint; none: nothing is published yet.
    pub async fn checkpoint(&self) -> Result<Option<Checkpoint>, Problem> {
        let record = &self.app.0.record;
        match record.shelf().checkpoint(record.log_key().verifier()).await {
            Ok(checkpoint) => Ok(Some(checkpoint)),
            Err(LogError::NoCheckpoint) => Ok(None),
            Err(error) => Err(Problem::failed("reading the checkpoint", &error)),
        }
    }

    /// The public key of the log, as others need it.
    pub fn log_key(&self) -> String {
        self.app.0.record.log_key().vkey()
    }

    /// The proof that an act is in the log; none: nothing is published yet.
    pub async fn proof(&self, position: u64) -> Result<Option<Proof>, Problem> {
        let Some(checkpoint) = self.checkpoint().await? else { return Ok(None) };
        if position >= checkpoint.size() {
            return Ok(Some(Proof { checkpoint, path: None }));
        }
        let path = self.app.0.record.shelf().prove_inclusion(position, checkpoint.size()).await;
        let path = path.map_err(|error| Problem::failed("proving an act", &error))?;
        Ok(Some(Proof { checkpoint, path: Some(path) }))
    }

    /// The witnesses of the policy, and whether they cosigned the checkpoint.
    pub fn witnesses(&self, checkpoint: Option<&Checkpoint>) -> Result<Vec<Witness>, Problem> {
        let policy = self.app.0.record.place().policy();
        let policy = policy.map_err(|error| Problem::failed("reading the policy of the log", &error))?;
        let Some(policy) = policy else { return Ok(Vec::new()) };
        Ok(policy
            .witnesses()
            .iter()
            .map(|witness| Witness {
                name: String::from_utf8_lossy(&witness.name).into_owned(),
                cosigned: checkpoint.and_then(|checkpoint| {
                    tlog::cosignature::verify(checkpoint, &witness.key).ok().flatten()
                }),
            })
            .collect())
    }

    /// How the last verification stands.
    pub fn verifying(&self) -> Verifying {
        self.app.0.verifications.state()
    }

    /// Begins to verify, unless that is running already.
    pub fn verify(&self, deep: bool) {
        let options = VerifyOptions { deep, ask: true, ..VerifyOptions::default() };
        self.app.0.verifications.begin(self.app.0.record.clone(), options);
    }
}
