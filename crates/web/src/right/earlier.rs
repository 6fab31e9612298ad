//! What explains that a holding is about somebody: the release it comes from, and the correction that found the person in it.

use jiff::ToSpan;
use record::{ActTold, Question, Record, RecordError};
use std::collections::BTreeMap;

/// The releases that acts speak of.
pub(super) async fn releases(record: &Record, acts: &[ActTold]) -> Result<Vec<u64>, RecordError> {
    let mut releases = Vec::new();
    for act in acts.iter().filter(|act| act.kind.starts_with("release-")) {
        let Some(shown) = record.act(act.position).await? else { continue };
        let leaf: serde_json::Value = serde_json::from_str(&shown.leaf).unwrap_or_default();
        let release =
            leaf.get("body").and_then(|body| body.get("release")).and_then(serde_json::Value::as_u64);
        releases.extend(release.filter(|release| !releases.contains(release)));
    }
    Ok(releases)
}

/// What was known of a person before acts that correct.
pub(super) struct Earlier<'e> {
    record: &'e Record,
    person: u32,
    question: &'e Question,
    /// Holdings that were known to be about the person before an act.
    known: BTreeMap<u64, Vec<u32>>,
}

impl<'e> Earlier<'e> {
    pub(super) fn of(record: &'e Record, person: u32, question: &'e Question) -> Self {
        Self { record, person, question, known: BTreeMap::new() }
    }

    /// The correcting act by which the person came into a holding; none if it was so from the beginning.
    pub(super) async fn found_by(
        &mut self,
        holding: u32,
        acts: &[ActTold],
    ) -> Result<Option<u64>, RecordError> {
        let corrects =
            |act: &&ActTold| ["holding-corrected", "release-rechecked"].contains(&act.kind.as_str());
        for act in acts.iter().filter(corrects).rev() {
            if !self.known.contains_key(&act.position) {
                let before = act.at.checked_sub(1.microsecond()).unwrap_or(act.at);
                let question = Question { known: Some(before), ..self.question.clone() };
                let held = self.record.held_about(self.person, &question).await?;
                self.known.insert(act.position, held.into_iter().map(|one| one.holding).collect());
            }
            if self.known.get(&act.position).is_some_and(|known| !known.contains(&holding)) {
                return Ok(Some(act.position));
            }
        }
        Ok(None)
    }
}
