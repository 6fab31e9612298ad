//! What others see of the log: tiles, checkpoint, witnesses; and the logs from before the record was restored.

use super::difference::Differences;
use super::fault::Fault;
use super::source::Heads;
use crate::ledger::PUBLISHED;
use crate::{Record, RecordError, blobs, record};
use tlog::{Difference, Leaves, LogError, LogKey, Policy, Shelf, VerifierKey};

/// Compares a shelf with the signed root and with the leaves. Gives how many leaves the checkpoint covers.
///
/// `remembered` is how far the log had been published, as the database remembers it: without a checkpoint nothing is
/// missing as long as nothing was published.
pub(super) async fn check(
    shelf: &Shelf,
    leaves: Option<&dyn Leaves>,
    key: &VerifierKey,
    policy: Option<&Policy>,
    remembered: Option<u64>,
    found: &mut Differences,
) -> Result<Option<u64>, RecordError> {
    for difference in shelf.verify(leaves, key, policy).await? {
        if difference == Difference::CheckpointMissing && leaves.is_some() && remembered.is_none() {
            continue;
        }
        name(&difference, found);
    }
    let published = shelf.checkpoint(key).await.ok().map(|checkpoint| checkpoint.size());
    if let (Some(remembered), Some(published)) = (remembered, published)
        && remembered > published
    {
        let what =
            format!("The checkpoint covers {published} acts, and one over {remembered} had been published.");
        found.add(Fault::CheckpointBehind, "shelf", i64::try_from(remembered).ok(), what);
    }
    Ok(published)
}

/// How far the log was published, as the database remembers it.
pub(super) fn remembered(heads: &Heads) -> Option<u64> {
    let counter = heads.counters.iter().find(|(name, _)| name == PUBLISHED)?;
    u64::try_from(counter.1).ok()
}

/// In the words of the record.
fn name(difference: &Difference, found: &mut Differences) {
    let number = |index: &u64| i64::try_from(*index).ok();
    let what = difference.to_string();
    let (fault, place, number) = match difference {
        Difference::CheckpointMissing => (Fault::CheckpointMissing, "shelf", None),
        Difference::CheckpointUnreadable { .. } => (Fault::CheckpointUnreadable, "shelf", None),
        Difference::CheckpointSignature { .. } | Difference::KeyUnknown { .. } => {
            (Fault::CheckpointKey, "shelf", None)
        }
        Difference::CheckpointRoot { size } => (Fault::CheckpointRoot, "shelf", number(size)),
        Difference::CheckpointSize { checkpoint, .. } => (Fault::DatabaseBehind, "log", number(checkpoint)),
        Difference::Witness { .. } => (Fault::WitnessQuorum, "witness", None),
        Difference::LeafDiffers { index } => (Fault::LeafChanged, "log", number(index)),
        Difference::LeafMissing { index } => (Fault::LeafMissing, "log", number(index)),
        Difference::EntryDiffers { index, .. } => (Fault::TileChanged, "shelf", number(index)),
        Difference::TileDiffers { .. } => (Fault::TileChanged, "shelf", None),
        Difference::TileMissing { .. } => (Fault::TileMissing, "shelf", None),
        Difference::TileTruncated { .. } => (Fault::TileTruncated, "shelf", None),
        Difference::Unchecked { from, .. } => (Fault::CheckpointRoot, "shelf", number(from)),
        Difference::More { count } => (Fault::CheckpointRoot, "shelf", number(count)),
        // Acts that wait to be published: the next command publishes them.
        Difference::LeafExtra { .. } => return,
    };
    found.once(fault, place, number, what);
}

/// Asks the witnesses how far they are. Whoever does not answer is told apart: without an answer nothing is shown.
pub(super) async fn ask(record: &Record, found: &mut Differences) -> Result<Vec<String>, RecordError> {
    let mut silent = Vec::new();
    for asked in record.ask_witnesses().await? {
        match asked.answer {
            Ok(_) => {}
            Err(error @ LogError::WitnessAhead { witness, .. }) => {
                found.once(Fault::CheckpointBehind, "witness", i64::try_from(witness).ok(), sentence(&error));
            }
            Err(error @ LogError::WitnessDisagrees { size, .. }) => {
                found.once(Fault::WitnessDisagrees, "witness", i64::try_from(size).ok(), sentence(&error));
            }
            // The shelf's own check names what is wrong with the shelf.
            Err(error) => silent.push(format!("{}: {error}", asked.name)),
        }
    }
    Ok(silent)
}

fn sentence(error: &LogError) -> String {
    format!("{error}.")
}

/// The logs from before restorations: each is the beginning of this one, as far as the backup went.
/// `restored` has the position of each act that restored the record.
pub(super) async fn earlier(
    record: &Record,
    restored: &[u64],
    found: &mut Differences,
) -> Result<(), RecordError> {
    for (generation, &until) in (1..).zip(restored) {
        let shelf = blobs::shelf(record.place(), generation)?;
        let key = LogKey::new(&record::origin(record.id(), generation), record.keys().log().expose())?;
        let checkpoint = match shelf.checkpoint(key.verifier()).await {
            // Kept elsewhere, or not at all: there is nothing to compare.
            Err(LogError::NoCheckpoint) => continue,
            other => other,
        };
        let number = Some(i64::from(generation));
        let Ok(checkpoint) = checkpoint else {
            let what =
                format!("The checkpoint of the log before restoration {generation} is not to be trusted.");
            found.once(Fault::EarlierLog, "shelf", number, what);
            continue;
        };
        // What is beyond the backup was lost with the record: the act says so, and it is no difference.
        let common = checkpoint.size().min(until);
        let (then, now) = (shelf.root_at(common).await, record.shelf().root_at(common).await);
        let same = matches!((then, now), (Ok(then), Ok(now)) if then == now);
        if !same {
            let what =
                format!("The first {common} acts are not those of the log before restoration {generation}.");
            found.once(Fault::EarlierLog, "shelf", number, what);
        }
    }
    Ok(())
}
