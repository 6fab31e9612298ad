//! Why a file could not be taken: what happened, and what to do. No value of the file is part of it.

use std::io;

/// Why a file could not be taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IntakeError {
    /// It is not understood, or not to be trusted.
    #[error("{what}. {fix}")]
    Refused {
        /// What is wrong with it, beginning with "it" or its line.
        what: String,
        /// What to do, without a full stop.
        fix: String,
    },
    /// Several sheets have something on them, and none was named.
    #[error("it has {} sheets with something on them. Choose the one to read: {}", sheets.len(), sheets.join(", "))]
    SeveralSheets {
        /// The sheets, as a person calls them: `sheet 'Staff'`.
        sheets: Vec<String>,
    },
    /// The sheet that was named is not there, or nobody sees it, or it is empty.
    #[error("it has no visible sheet of that name with anything on it. Choose one of these: {}", sheets.join(", "))]
    NoSuchSheet {
        /// The sheets that could be read, as a person calls them.
        sheets: Vec<String>,
    },
    /// The system does not give its bytes.
    #[error("it could not be read ({0}). Check that you may read it")]
    Unread(#[from] io::Error),
}

impl IntakeError {
    pub(crate) fn refused(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::Refused { what: what.into(), fix: fix.into() }
    }
}
