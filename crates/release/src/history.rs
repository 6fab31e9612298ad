//! What the checks of a release said, from the proposal to the newest: what was known when it left, and what is known today.

use crate::examined::hex;
use crate::stored::{CHECK_COLUMNS, bytes, check_of, integer, narrow};
use crate::{Filter, Release, ReleaseError, Releases, State};
use gate::Verdict;
use jiff::Timestamp;
use record::Leaf;
use std::collections::HashMap;
use store::{Row, Value};

/// What a check of a release said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastCheck {
    /// Position of the act that it came with.
    pub act: u64,
    /// Number of the actor of that act.
    pub actor: u32,
    /// When it was made.
    pub at: Timestamp,
    /// What it said.
    pub verdict: Verdict,
    /// Digest of the rules, in hexadecimal digits.
    pub rules: String,
    /// Program that checked.
    pub checker: String,
    /// People in it for certain.
    pub subjects: u64,
    /// People who may be in it besides.
    pub possible: u64,
}

/// An approved release: what was known when it left, and, in the release, what is known today.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The release as it stands today.
    pub release: Release,
    /// What was known when it was approved.
    pub then: PastCheck,
}

impl Standing {
    /// Whether more is known today than when it left, or it would not leave today.
    pub fn has_changed(&self) -> bool {
        let lost = self.release.certificate.is_some_and(|(_, _, is_withdrawn)| is_withdrawn);
        let now = self.release.subjects.saturating_add(self.release.possible);
        let then = self.then.subjects.saturating_add(self.then.possible);
        lost || self.release.verdict > self.then.verdict
            || self.release.subjects > self.then.subjects
            || now > then
    }
}

impl Releases<'_> {
    /// Every check of a release, the oldest first.
    pub async fn checks(&self, release: u32) -> Result<Vec<PastCheck>, ReleaseError> {
        let sql = format!(
            "SELECT c.release, l.body, {CHECK_COLUMNS} FROM release_check c JOIN leaf l ON l.position = c.act \
             WHERE c.release = $1 ORDER BY c.number"
        );
        let rows = self.record().read(&sql, &[Value::from(i64::from(release))]).await?;
        rows.iter().map(past).collect()
    }

    /// Approved releases as they stand, the newest first: of those before `before`, at most so many.
    pub async fn standings(&self, before: Option<u32>, most: usize) -> Result<Vec<Standing>, ReleaseError> {
        let filter = Filter { state: Some(State::Approved), before, most: Some(most), ..Filter::default() };
        let releases = self.list(&filter).await?;
        let numbers = releases.iter().map(|release| i64::from(release.number));
        let Some((lowest, highest)) = numbers.clone().min().zip(numbers.max()) else { return Ok(Vec::new()) };
        // The check that held when the certificate was given.
        let sql = format!(
            "SELECT c.release, l.body, {CHECK_COLUMNS} FROM release_check c \
             JOIN certificate t ON t.release = c.release \
             JOIN leaf l ON l.position = c.act \
             WHERE c.release >= $1 AND c.release <= $2 AND c.act <= t.act AND (c.ended IS NULL OR c.ended > t.act)"
        );
        let rows = self.record().read(&sql, &[lowest.into(), highest.into()]).await?;
        let mut then = HashMap::with_capacity(rows.len());
        for row in &rows {
            then.insert(narrow(integer(row, 0)?)?, past(row)?);
        }
        let standings = releases.into_iter().map(|release| {
            let missing =
                || ReleaseError::damaged(format!("release {} was approved without a check", release.number));
            let then = then.remove(&release.number).ok_or_else(missing)?;
            Ok(Standing { release, then })
        });
        standings.collect()
    }
}

/// A line of either question above.
fn past(row: &Row) -> Result<PastCheck, ReleaseError> {
    let leaf = Leaf::parse(bytes(row, 1)?)?;
    let check = check_of(row, 2)?;
    Ok(PastCheck {
        act: leaf.position,
        actor: leaf.actor,
        at: check.at,
        verdict: check.verdict,
        rules: hex(&check.rules),
        checker: check.checker,
        subjects: check.found.certain(),
        possible: check.found.besides(),
    })
}
