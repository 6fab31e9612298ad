//! How serious a finding is, and what follows for the file.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Told, and holds nothing back.
    Note,
    /// A person must look.
    Review,
    /// Must not leave.
    Block,
}

/// What becomes of a file, or of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing holds it back.
    Clear,
    /// A person must look first.
    Review,
    /// It must not leave as it is.
    Held,
    /// It could not be checked, or not to its end. Treated as held by everybody.
    Unchecked,
}

impl Verdict {
    /// The exit status of the command line: 0 clear, 1 held or for review, 2 could not be checked.
    pub fn exit_status(self) -> u8 {
        match self {
            Self::Clear => 0,
            Self::Review | Self::Held => 1,
            Self::Unchecked => 2,
        }
    }
}

impl From<Severity> for Verdict {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Note => Self::Clear,
            Severity::Review => Self::Review,
            Severity::Block => Self::Held,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Note => "note",
            Self::Review => "review",
            Self::Block => "block",
        })
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Clear => "clear",
            Self::Review => "review",
            Self::Held => "held",
            Self::Unchecked => "unchecked",
        })
    }
}
