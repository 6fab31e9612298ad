//! What was released is checked again with today's rules, and the record says what is known today.

use crate::approve::open_from;
use crate::examined::{Examined, hex};
use crate::found::Found;
use crate::reasons::missing;
use crate::stored::{Stored, narrow, position};
use crate::withdraw::end;
use crate::{ReleaseError, Releases, State};
use gate::Verdict;
use jiff::Timestamp;
use record::{Actor, Recorded, ReleaseApproved, ReleaseRechecked, Subjects, Writing};

/// What a released file would be told today.
#[derive(Debug, Clone)]
pub struct Rechecked {
    /// Number of the release.
    pub release: u32,
    /// What the check said so far.
    pub before: Verdict,
    /// What it says today.
    pub now: Verdict,
    /// People in it for certain, as was known.
    pub known: u64,
    /// People in it for certain, as is known now.
    pub subjects: u64,
    /// People who may be in it besides.
    pub possible: u64,
    /// Holdings of the public that were corrected or opened, from the release on.
    pub holdings: Vec<u32>,
    /// Certificates that were withdrawn.
    pub withdrawn: Vec<u32>,
    /// The act.
    pub recorded: Recorded,
}

impl Rechecked {
    /// Whether somebody has to look: more people, or a certificate that went.
    pub fn is_news(&self) -> bool {
        !self.holdings.is_empty() || !self.withdrawn.is_empty() || self.now > self.before
    }
}

impl Releases<'_> {
    /// Takes in a fresh check of what was released. More people than was known correct the holding of the public, valid from
    /// the release; what would not be approved today loses its certificates.
    pub async fn rechecked(
        &self,
        by: &Actor,
        release: u32,
        examined: &Examined,
        now: Timestamp,
    ) -> Result<Rechecked, ReleaseError> {
        let mut writing = self.record.begin("check a release again", now).await?;
        let stored = Stored::read(&mut writing, release).await?;
        if stored.state != State::Approved {
            return Err(ReleaseError::NotReleased { release, state: stored.state });
        }
        let verdict = examined.checked.verdict;
        // A file that could not be read has no digest to compare, and nobody is in it.
        let was_read = verdict != Verdict::Unchecked;
        if was_read && examined.sha256()?.as_slice() != stored.sha256.as_slice() {
            return Err(ReleaseError::OtherBytes);
        }
        let known = &stored.check.found;
        let found = if was_read { known.joined(&examined.found()) } else { known.clone() };
        stored.is_checked(&mut writing, examined, &found).await?;
        let may_stay = examined.may_leave().is_ok() && missing(&examined.checked, &stored.reasons).is_empty();
        let withdrawn = if may_stay { Vec::new() } else { end(&mut writing, &stored.sha256).await? };
        let mut books = Books { stored: &stored, found: &found, corrected: Vec::new(), opened: Vec::new() };
        let fields = found.fields != known.fields;
        let listed = (found.listed(), fields || found.listed() != known.listed());
        let unlisted = (found.unlisted(), fields || found.unlisted() != known.unlisted());
        let listed = books.write(&mut writing, stored.listed, listed).await?;
        let unlisted = books.write(&mut writing, stored.unlisted, unlisted).await?;
        let Books { mut corrected, opened, .. } = books;
        if !opened.is_empty() {
            stored.becomes(&mut writing, State::Approved, listed, unlisted).await?;
        }
        let act = ReleaseRechecked {
            release,
            verdict: verdict.to_string(),
            rules: hex(&examined.rules),
            withdrawn: withdrawn.clone(),
            corrected: corrected.clone(),
            opened: opened.clone(),
            subjects: found.certain(),
            possible: found.besides(),
        };
        let (before, known) = (stored.check.verdict, known.certain());
        let recorded = writing.commit(&act, by, &[]).await?;
        corrected.extend(opened);
        Ok(Rechecked {
            release,
            before,
            now: verdict,
            known,
            subjects: found.certain(),
            possible: found.besides(),
            holdings: corrected,
            withdrawn,
            recorded,
        })
    }
}

/// The holdings of the public that belong to a release, brought up to what is found today.
struct Books<'s> {
    stored: &'s Stored,
    found: &'s Found,
    corrected: Vec<u32>,
    opened: Vec<u32>,
}

impl Books<'_> {
    /// One of the two holdings, with whom it is about today and whether that differs; gives its number.
    async fn write(
        &mut self,
        writing: &mut Writing<'_>,
        holding: Option<i64>,
        (subjects, differs): (Option<Subjects>, bool),
    ) -> Result<Option<u32>, ReleaseError> {
        let holding = holding.map(narrow).transpose()?;
        match (holding, subjects) {
            (Some(holding), subjects) if differs => {
                // Everybody in it is on the list by now. A holding of nobody is none, so it stays as one that may be.
                let high = self.stored.check.found.high;
                let subjects = subjects.unwrap_or_else(|| Subjects::Unlisted {
                    low: 0,
                    high,
                    tags: std::collections::BTreeSet::new(),
                });
                writing.restate_holding(holding, self.found.fields, subjects).await?;
                self.corrected.push(holding);
                Ok(Some(holding))
            }
            (None, Some(subjects)) => {
                let opened = overlooked(writing, self.stored, self.found, subjects).await?;
                self.opened.push(opened);
                Ok(Some(opened))
            }
            (holding, _) => Ok(holding),
        }
    }
}

/// A holding that should have been opened when the release was approved.
async fn overlooked(
    writing: &mut Writing<'_>,
    stored: &Stored,
    found: &Found,
    subjects: Subjects,
) -> Result<u32, ReleaseError> {
    let damaged = || ReleaseError::damaged(format!("release {} was never approved", stored.number));
    let sql = "SELECT act FROM certificate WHERE release = $1 ORDER BY number LIMIT 1";
    let rows = writing.read(sql, &[i64::from(stored.number).into()]).await?;
    let approval = position(rows.first().ok_or_else(damaged)?, 0)?;
    let (leaf, _) = writing.act_at::<ReleaseApproved>(approval).await?.ok_or_else(damaged)?;
    let from = leaf.recorded_at()?;
    Ok(open_from(writing, &stored.sha256, found, subjects, from).await?)
}
