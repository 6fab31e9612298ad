//! Somebody asks that a file may leave.

use super::{Act, Effect, Word, subjects};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// The release of a file was proposed; a second actor has to agree. For whom and what for is sealed in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReleaseProposed {
    /// Number of the release.
    pub release: u32,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// What the check said: clear, or review with a reason for each finding.
    pub verdict: String,
    /// Reasons that were typed for findings for review.
    pub reasons: u64,
    /// People in it for certain.
    pub subjects: u64,
    /// People who may be in it besides.
    pub possible: u64,
}

impl Act for ReleaseProposed {
    const KIND: &'static str = "release-proposed";
    const TITLE: &'static str = "Release proposed";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::FoiOfficer, Role::DataProtection]);
    const WRITES: &'static [&'static Table] =
        &[&table::RELEASE, &table::RELEASE_STATE, &table::RELEASE_CHECK];

    fn sentence(&self) -> String {
        format!(
            "It was proposed to release a file with {}: release {}.",
            subjects(self.subjects, self.possible),
            self.release
        )
    }

    fn example() -> Self {
        Self {
            release: 12,
            sha256: "ab".repeat(32),
            bytes: 1_468_211,
            verdict: "review".into(),
            reasons: 1,
            subjects: 14,
            possible: 2,
        }
    }
}
