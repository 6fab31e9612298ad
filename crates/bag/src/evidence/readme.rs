//! `README.txt`: what this is and how it is checked, in words for somebody who has never heard of us.

use super::Evidence;
use crate::BagError;
use jiff::Timestamp;
use std::fmt::Write;
use tlog::cosignature;

pub(super) fn readme(evidence: &Evidence<'_>) -> Result<Vec<u8>, BagError> {
    let log = &evidence.log;
    let mut witnesses = String::new();
    for witness in &log.witnesses {
        let said = match cosignature::verify(&log.checkpoint, witness)? {
            Some(seconds) => format!("at {}", time(seconds)),
            None => "not this one".to_owned(),
        };
        // Writing to a string cannot fail.
        let _ = write!(witnesses, "\n    {witness}\n        {said}");
    }
    if witnesses.is_empty() {
        witnesses.push_str("\n    nobody: the force alone says that this is its log");
    }
    let text = include_str!("README.txt")
        .replace("{ITEMS}", &evidence.items.len().to_string())
        .replace("{ACTS}", &evidence.acts.len().to_string())
        .replace("{SIZE}", &log.checkpoint.size().to_string())
        .replace("{ORIGIN}", log.checkpoint.origin())
        .replace("{KEY}", &log.key.to_string())
        .replace("{WITNESSES}", &witnesses);
    Ok(text.into_bytes())
}

fn time(seconds: u64) -> String {
    let time = i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    time.map_or_else(|| format!("second {seconds}"), |time| time.to_string())
}
