//! The log as people read it: what happened when, by whom.

use crate::act::{Act, PeopleImported, PeopleMerged, PersonErased, Word};
use crate::ledger::{Leaf, StoredLeaves};
use crate::{ActKind, Record, RecordError};
use jiff::Timestamp;
use tlog::Checkpoint;

/// Which acts.
#[derive(Debug, Clone, Default)]
pub struct LogQuestion {
    /// Recorded at this time or later.
    pub from: Option<Timestamp>,
    /// Recorded before this time.
    pub until: Option<Timestamp>,
    /// Of this kind only, by identifier.
    pub kind: Option<String>,
    /// By this actor only.
    pub actor: Option<u32>,
}

/// An act, told.
#[derive(Debug, Clone)]
pub struct LogEntry {
    /// Position in the log.
    pub position: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Number of the actor.
    pub actor: u32,
    /// Actors who signed it.
    pub signed_by: Vec<u32>,
    /// Identifier of its kind.
    pub kind: String,
    /// What the law calls it; none where the kind is not known here.
    pub word: Option<Word>,
    /// What happened, in one sentence, by numbers.
    pub sentence: String,
}

impl Record {
    /// Hands over the acts, oldest first.
    pub async fn each_act(
        &self,
        question: &LogQuestion,
        mut each: impl FnMut(LogEntry) -> Result<(), RecordError>,
    ) -> Result<(), RecordError> {
        let from = question.from.map_or(i64::MIN, Timestamp::as_microsecond);
        let until = question.until.map_or(i64::MAX, Timestamp::as_microsecond);
        let mut snapshot = self.store().snapshot().await?;
        let sql = "SELECT body FROM leaf WHERE at >= $1 AND at < $2 ORDER BY position";
        let mut failed = None;
        let read = snapshot
            .for_each(sql, &[from.into(), until.into()], |row| {
                let told = told(row.bytes(0)?, question).and_then(|told| told.map_or(Ok(()), &mut each));
                told.map_err(|error| {
                    failed = Some(error);
                    // Only ends the reading; what is told is the failure itself.
                    store::StoreError::Busy
                })
            })
            .await;
        if let Some(error) = failed {
            return Err(error);
        }
        read?;
        Ok(snapshot.end().await?)
    }

    /// How many acts have changed who is known: imports, mergers, erasures. Whoever keeps a roster of everybody reads it
    /// again when the number has grown.
    pub async fn people_acts(&self) -> Result<u64, RecordError> {
        let mut acts = 0;
        let changes = [PeopleImported::KIND, PeopleMerged::KIND, PersonErased::KIND];
        self.each_act(&LogQuestion::default(), |entry| {
            acts += u64::from(changes.contains(&entry.kind.as_str()));
            Ok(())
        })
        .await?;
        Ok(acts)
    }

    /// Writes every tile of the signed checkpoint again from the database, if the acts add up to what was signed.
    pub async fn mend_shelf(&self) -> Result<Checkpoint, RecordError> {
        Ok(self.shelf().mend(&StoredLeaves(self.store()), self.log_key().verifier()).await?)
    }
}

pub(crate) fn told(body: &[u8], question: &LogQuestion) -> Result<Option<LogEntry>, RecordError> {
    let leaf = Leaf::parse(body)?;
    let asked = question.kind.as_ref().is_none_or(|kind| *kind == leaf.kind)
        && question.actor.is_none_or(|actor| actor == leaf.actor);
    if !asked {
        return Ok(None);
    }
    Ok(Some(LogEntry {
        position: leaf.position,
        at: leaf.recorded_at()?,
        actor: leaf.actor,
        signed_by: leaf.signatures.iter().map(|signature| signature.actor).collect(),
        word: ActKind::named(&leaf.kind).map(|kind| kind.word),
        sentence: leaf.sentence(),
        kind: leaf.kind,
    }))
}
