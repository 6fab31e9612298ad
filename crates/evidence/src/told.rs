//! Why a listing is not to be believed, in words and without names.

use inventory::{Coverage, Reason};

/// What was not listed: a few reasons, each once. Reasons name what they are about only where they are asked.
pub(crate) fn gaps(coverage: &Coverage) -> String {
    let Coverage::Incomplete { reasons } = coverage else { return String::new() };
    let mut told: Vec<String> = Vec::new();
    for reason in reasons.iter().map(Reason::to_string) {
        if told.len() < 3 && !told.contains(&reason) {
            told.push(reason);
        }
    }
    told.join("; ")
}
