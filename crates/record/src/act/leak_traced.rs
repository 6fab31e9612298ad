//! A file that had got out was compared with everything that was delivered.

use super::{Act, Effect, Word, counted, subjects};
use crate::role::{Role, Roles};
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// A leaked file was traced. What was found is in a report; here is which file, what it came to, and the digest of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LeakTraced {
    /// SHA-256 of each file, in hexadecimal digits.
    pub files: Vec<String>,
    /// What it came to, in words: attributed, merged, one channel only, ranked and not proven, no delivery fits, nothing of ours.
    pub conclusion: String,
    /// Deliveries it is attributed to.
    pub deliveries: Vec<u32>,
    /// People in it for certain.
    pub definite: u64,
    /// People who may be in it besides.
    pub possible: u64,
    /// SHA-256 of the report as JSON, in hexadecimal digits.
    pub report: String,
}

impl Act for LeakTraced {
    const KIND: &'static str = "leak-traced";
    const TITLE: &'static str = "Leak traced";
    const WORD: Word = Word::Combination;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::InformationSecurity, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[];

    fn sentence(&self) -> String {
        format!(
            "{} traced: {}, {}.",
            counted(self.files.len() as u64, "leaked file was", "leaked files were"),
            self.conclusion,
            subjects(self.definite, self.possible)
        )
    }

    fn example() -> Self {
        Self {
            files: vec!["ab".repeat(32)],
            conclusion: "attributed".into(),
            deliveries: vec![31],
            definite: 4_700,
            possible: 12,
            report: "cd".repeat(32),
        }
    }
}
