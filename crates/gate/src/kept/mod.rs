//! A result that is written down, and read again as it was: schema `tipstaff.kept/1`.
//!
//! **It holds values of the file as they are**: samples are not masked. Whoever keeps it seals it first.
//!
//! Reading fails closed. What this version does not know — a rule, a kind of number, a field, a newer schema — is an error
//! and never left out: a result from which a finding is missing would let a file go.

mod form;
mod numbers;

use crate::{Checked, Severity, Verdict};
use form::Form;
use serde::{Deserialize, Serialize};

/// The schema's name.
pub const KEPT_SCHEMA: &str = "tipstaff.kept/1";

/// A result that is written down.
#[derive(Debug)]
pub struct Kept;

/// Why a result could not be written down, or not be read again. Says nothing of what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeptError {
    /// It is not what this program writes.
    #[error("the kept result is damaged (line {line}, column {column}). Check the file again")]
    Damaged {
        /// Line, from 1; 0 where none can be named.
        line: usize,
        /// Column in it.
        column: usize,
    },
    /// Another version of the program wrote it.
    #[error(
        "the kept result was written by a newer version of Tipstaff. Use that version, or check the file again"
    )]
    Newer,
    /// A rule, a kind of number or the like of which this version knows nothing.
    #[error(
        "the kept result speaks of a {what} that this version of Tipstaff does not know. Use the version that wrote it, \
         or check the file again"
    )]
    Unknown {
        /// A rule, a place, a field, a kind of number, a layer.
        what: &'static str,
    },
    /// Its pieces cannot all be true.
    #[error("the kept result contradicts itself: {what}. Check the file again")]
    Contradiction {
        /// Which pieces.
        what: &'static str,
    },
}

impl Kept {
    /// Writes a result down. A path that is no Unicode is kept as it is shown.
    pub fn write(checked: &Checked) -> Result<Vec<u8>, KeptError> {
        // Nothing in the form can fail to become JSON; if it did, there would be no result, never half of one.
        serde_json::to_vec(&Form::from(checked)).map_err(|error| damaged(&error))
    }

    /// Reads a result.
    pub fn read(bytes: &[u8]) -> Result<Checked, KeptError> {
        let head: Head = serde_json::from_slice(bytes).map_err(|error| damaged(&error))?;
        if head.schema != KEPT_SCHEMA {
            let is_ours = head.schema.starts_with("tipstaff.kept/");
            return Err(if is_ours { KeptError::Newer } else { KeptError::Damaged { line: 0, column: 0 } });
        }
        let form: Form = serde_json::from_slice(bytes).map_err(|error| damaged(&error))?;
        let checked = Checked::try_from(form)?;
        agree(&checked)?;
        Ok(checked)
    }
}

/// The piece by which a reader knows whether it may read the rest.
#[derive(Serialize, Deserialize)]
struct Head {
    schema: String,
}

/// The words of such an error can repeat what was read, so they are not used.
fn damaged(error: &serde_json::Error) -> KeptError {
    KeptError::Damaged { line: error.line(), column: error.column() }
}

/// Refuses a result that no check gives: above all a verdict that is better than what was found.
fn agree(checked: &Checked) -> Result<(), KeptError> {
    let contradiction = |what| Err(KeptError::Contradiction { what });
    let worst = checked.findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Note);
    if checked.verdict < Verdict::from(worst) {
        return contradiction("the verdict is better than the findings");
    }
    if !checked.unaccounted.is_empty() && checked.verdict != Verdict::Unchecked {
        return contradiction("parts were not understood, and the file counts as checked");
    }
    let mut about = checked.outline.parts.iter().flat_map(|part| &part.findings);
    if about.any(|place| *place >= checked.findings.len()) {
        return contradiction("a part names a finding that is not there");
    }
    Ok(())
}
