//! What somebody writes about why: it has to be said, and it has a limit.

use crate::DisposalError;

/// Longest reason, in characters: as long as a note of the record.
const LONGEST: usize = 4_000;

/// A reason without space around it.
pub(crate) fn said<'w>(words: &'w str, what: &'static str) -> Result<&'w str, DisposalError> {
    let words = words.trim();
    if words.is_empty() {
        return Err(DisposalError::Missing { what });
    }
    if words.chars().count() > LONGEST {
        return Err(DisposalError::TooLong { what, most: LONGEST });
    }
    Ok(words)
}
