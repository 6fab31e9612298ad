//! What nobody expected and is there no longer: the store is asked for each item before two people put it down as gone.

use crate::source::Source;
use crate::{DifferenceKind, Evidence, EvidenceError, InSuspense};
use inventory::Key;
use inventory::probe::Answer;

/// Items that are asked for in one go.
const AT_ONCE: usize = 1_000;

impl Evidence<'_> {
    /// Whether all of a surplus is there no longer. What the store does not say is not so.
    pub(crate) async fn is_gone(&self, difference: &InSuspense) -> Result<(), EvidenceError> {
        if difference.kind != DifferenceKind::Surplus {
            return Err(EvidenceError::NotSurplus);
        }
        let source = Source::of(&self.store(&difference.store.to_string()).await?)?;
        let entries = self.items_of(difference, usize::MAX).await?;
        let keys: Vec<Key> = entries.into_iter().map(|entry| entry.key).collect();
        let mut there = 0;
        for keys in keys.chunks(AT_ONCE) {
            for answer in source.probe(keys).await {
                match answer {
                    Answer::Gone => {}
                    Answer::There { .. } => there += 1,
                    Answer::Unknown(trouble) => return Err(EvidenceError::Place { trouble }),
                }
            }
        }
        if there == 0 { Ok(()) } else { Err(EvidenceError::StillThere { items: there }) }
    }
}
