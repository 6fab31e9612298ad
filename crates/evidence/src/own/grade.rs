//! What a place of copies was seen to do.

use crate::{Evidence, EvidenceError, EvidenceStore};
use copies::{Grade, Graded, Kept, Promise, RawS3, Trials};
use jiff::Timestamp;
use record::{Actor, EVIDENCE_GRADE, EvidenceGraded, Recorded};
use serde::{Deserialize, Serialize};

/// A promise, and whether it was kept, as rows have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// Which: "no-overwriting".
    pub promise: String,
    /// "yes", "no", "not-tried".
    pub kept: String,
    /// What was done and what came back.
    pub how: String,
}

/// A store that was tried.
#[derive(Debug)]
pub struct GradedStore {
    /// A, B, C or W.
    pub grade: String,
    /// What it stands on.
    pub observed: Vec<Observed>,
    /// Promises that were kept before and are broken now: a reason for an alarm.
    pub worse: Vec<String>,
    /// The act; none: it is as it was.
    pub recorded: Option<Recorded>,
}

impl Evidence<'_> {
    /// Tries a store of our own: at its adding, and once a day. Written to the record when it is not as it was.
    pub async fn grade(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        now: Timestamp,
    ) -> Result<GradedStore, EvidenceError> {
        let place = store.own_place()?;
        let graded = tokio::task::spawn_blocking(move || {
            let replica = place.open()?;
            let bucket = place.place.strip_prefix("s3://").map(|rest| rest.split('/').next().unwrap_or(rest));
            // A bucket whose requests cannot be made by hand is tried on less, and graded by less.
            let raw = bucket.and_then(|bucket| RawS3::from_environment(bucket).ok());
            copies::grade(&replica, &Trials { raw: raw.as_ref(), pages: raw.is_some() }, now)
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
        .map_err(|error| EvidenceError::copy(&error))?;
        self.keep_grade(by, store, &graded, now).await
    }

    /// The last grade of a store.
    pub async fn last_grade(
        &self,
        store: &EvidenceStore,
    ) -> Result<Option<(String, Vec<Observed>)>, EvidenceError> {
        let rows = self.record.read(LAST, &[i64::from(store.number).into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(Some((row.text(1)?.to_owned(), observed_of(row.text(2)?)?)))
    }

    async fn keep_grade(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        graded: &Graded,
        now: Timestamp,
    ) -> Result<GradedStore, EvidenceError> {
        let grade = letter(graded.grade).to_owned();
        let observed: Vec<Observed> = graded
            .observed
            .iter()
            .map(|one| Observed {
                promise: promise(one.promise).to_owned(),
                kept: kept(one.kept).to_owned(),
                how: one.how.clone(),
            })
            .collect();
        let mut writing = self.record.begin("grade a store", now).await?;
        let rows = writing.read(LAST, &[i64::from(store.number).into()]).await?;
        let before =
            rows.first().map(|row| Ok::<_, EvidenceError>((row.integer(0)?, observed_of(row.text(2)?)?)));
        let before = before.transpose()?;
        let of = |all: &[Observed], promise: &str| {
            all.iter().find(|one| one.promise == promise).map(|one| one.kept.clone())
        };
        let mut worse = Vec::new();
        if let Some((row, before)) = before {
            let is_same = before.len() == observed.len()
                && observed.iter().all(|one| of(&before, &one.promise).as_ref() == Some(&one.kept));
            if is_same {
                return Ok(GradedStore { grade, observed, worse, recorded: None });
            }
            worse = before
                .iter()
                .filter(|one| one.kept == "yes" && of(&observed, &one.promise).as_deref() == Some("no"))
                .map(|one| one.promise.clone())
                .collect();
            writing.end(&EVIDENCE_GRADE, &[row]).await?;
        }
        let told = serde_json::to_string(&observed)
            .map_err(|_| EvidenceError::damaged("what was observed of a store cannot be written"))?;
        let row = vec![i64::from(store.number).into(), grade.clone().into(), told.into()];
        writing.insert_one(&EVIDENCE_GRADE, row).await?;
        let act = EvidenceGraded { store: store.number, grade: grade.clone(), worse: worse.len() as u64 };
        let recorded = Some(writing.commit(&act, by, &[]).await?);
        Ok(GradedStore { grade, observed, worse, recorded })
    }
}

const LAST: &str = "SELECT number, grade, observed FROM evidence_grade WHERE ended IS NULL AND store = $1";

fn observed_of(text: &str) -> Result<Vec<Observed>, EvidenceError> {
    serde_json::from_str(text).map_err(|_| EvidenceError::damaged("a grade makes no sense"))
}

fn letter(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "A",
        Grade::B => "B",
        Grade::C => "C",
        Grade::W => "W",
    }
}

fn kept(kept: Kept) -> &'static str {
    match kept {
        Kept::Yes => "yes",
        Kept::No => "no",
        Kept::NotTried => "not-tried",
    }
}

fn promise(promise: Promise) -> &'static str {
    match promise {
        Promise::Writes => "writes",
        Promise::ListsAtOnce => "lists-at-once",
        Promise::ReadsBack => "reads-back",
        Promise::NoOverwriting => "no-overwriting",
        Promise::ChecksumIsChecked => "checksum-is-checked",
        Promise::KeepsVersions => "keeps-versions",
        Promise::RetentionHolds => "retention-holds",
        Promise::NoDeletionByUs => "no-deletion-by-us",
        Promise::ListsAllPages => "lists-all-pages",
    }
}
