//! Why findings for review may pass: somebody looked, and says so in words that are kept, sealed.

use crate::ReleaseError;
use gate::{Checked, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Longest reason, in characters.
const LONGEST: usize = 2_000;
/// Most reasons of one release.
const MOST: usize = 200;

/// Why a finding may pass.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Identifier of the finding's rule.
    pub rule: String,
    /// Only the finding at this place, by its name for a person; none: every finding under the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The reason.
    pub text: String,
}

/// Never the words.
impl std::fmt::Debug for Reason {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Reason({})", self.rule)
    }
}

impl Reason {
    fn covers(&self, rule: &str, place: &str) -> bool {
        self.rule == rule && self.place.as_deref().is_none_or(|only| only == place)
    }
}

/// Refuses reasons that say nothing, or are about no rule.
pub(crate) fn looked_at(reasons: &[Reason]) -> Result<(), ReleaseError> {
    if reasons.len() > MOST {
        return Err(ReleaseError::TooLong { what: "the list of reasons", most: MOST });
    }
    for reason in reasons {
        if gate::Rule::of_id(&reason.rule).is_none() {
            return Err(ReleaseError::NoRule { rule: reason.rule.chars().take(40).collect() });
        }
        if reason.text.trim().is_empty() {
            return Err(ReleaseError::EmptyReason { rule: reason.rule.clone() });
        }
        if reason.text.chars().count() > LONGEST {
            return Err(ReleaseError::TooLong { what: "a reason", most: LONGEST });
        }
    }
    Ok(())
}

/// Rules of findings for review for which nobody gave a reason, each once.
pub(crate) fn missing(checked: &Checked, reasons: &[Reason]) -> Vec<String> {
    let open = checked.findings.iter().filter(|finding| finding.severity == Severity::Review);
    let missing: BTreeSet<&str> = open
        .filter(|finding| !reasons.iter().any(|reason| reason.covers(finding.rule.id, &finding.place.human)))
        .map(|finding| finding.rule.id)
        .collect();
    missing.into_iter().map(str::to_owned).collect()
}
