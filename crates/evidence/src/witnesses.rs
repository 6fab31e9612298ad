//! Nothing is destroyed, or permitted to be, behind the back of the witnesses: where the log has a policy, its newest checkpoint
//! has the quorum, lately, and covers what it stands on. Appending goes on without them; destroying does not.

use crate::EvidenceError;
use jiff::Timestamp;
use record::{Record, RecordError};
use tlog::LogError;

/// How old a cosignature may be, in seconds.
const DAY: u64 = 86_400;
/// How far a witness's clock may be ahead of ours, in seconds.
const AHEAD: u64 = 300;

/// Whether the witnesses are current and have seen the act at this position. Without a policy nobody is asked for.
pub async fn witnesses_are_current(record: &Record, act: u64, now: Timestamp) -> Result<(), EvidenceError> {
    let Some(policy) = record.place().policy()? else { return Ok(()) };
    let refused = |what| Err(EvidenceError::Witnesses { what });
    let checkpoint = match record.shelf().checkpoint(record.log_key().verifier()).await {
        Err(LogError::NoCheckpoint) => return refused("the log has no checkpoint"),
        other => other.map_err(RecordError::from)?,
    };
    if checkpoint.size() <= act {
        return refused("the newest checkpoint does not cover what it stands on");
    }
    let quorum = policy.weigh(&checkpoint).map_err(RecordError::from)?;
    if !quorum.met {
        return refused("too few of them have cosigned the newest checkpoint");
    }
    // A cosignature says when; one from tomorrow says that a clock is wrong, and nobody knows whose.
    let now = u64::try_from(now.as_second()).unwrap_or_default();
    let is_current = |time: u64| time <= now.saturating_add(AHEAD) && now.saturating_sub(time) <= DAY;
    if quorum.by.iter().any(|one| !is_current(one.time)) {
        return refused("a cosignature of the newest checkpoint is more than a day from now");
    }
    Ok(())
}
