//! What was released was checked again.

use super::{Act, Effect, Word, subjects};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A released file was checked again. Where more people are in it than was known, the holding of the public is corrected, from the release on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReleaseRechecked {
    /// Number of the release.
    pub release: u32,
    /// What the check says today.
    pub verdict: String,
    /// SHA-256 of the rules it was checked by, in hexadecimal digits.
    pub rules: String,
    /// Certificates that were withdrawn, because it would not be approved today.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<u32>,
    /// Holdings of the public that were corrected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<u32>,
    /// Holdings of the public that were opened: nobody had been found in the file before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opened: Vec<u32>,
    /// People in it for certain, as is known today.
    pub subjects: u64,
    /// People who may be in it besides.
    pub possible: u64,
}

impl Act for ReleaseRechecked {
    const KIND: &'static str = "release-rechecked";
    const TITLE: &'static str = "Release checked again";
    const WORD: Word = Word::Alteration;
    const EFFECT: Effect = Effect::CorrectsOrOpens;
    const SIGNED: bool = false;
    const MAY: Roles =
        Roles::of(&[Role::FoiOfficer, Role::DataProtection, Role::Approver, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[
        &table::RELEASE_STATE,
        &table::RELEASE_CHECK,
        &table::CERTIFICATE,
        &table::HOLDER,
        &table::HOLDING,
        &table::SUBJECTS,
    ];

    fn sentence(&self) -> String {
        let more =
            if self.corrected.is_empty() && self.opened.is_empty() { "" } else { ", more than was known" };
        format!(
            "Release {} was checked again: {}, {}{more}.",
            self.release,
            self.verdict,
            subjects(self.subjects, self.possible)
        )
    }

    fn example() -> Self {
        Self {
            release: 12,
            verdict: "held".into(),
            rules: "cd".repeat(32),
            withdrawn: vec![9],
            corrected: vec![31],
            opened: vec![],
            subjects: 20,
            possible: 2,
        }
    }
}
