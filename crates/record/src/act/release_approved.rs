//! A second actor agreed that a file may leave.

use super::{Act, Effect, Word, subjects};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A release was approved: the public has the file from now on, and a certificate says that it may leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReleaseApproved {
    /// Number of the release.
    pub release: u32,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// What the check said on which it was approved.
    pub verdict: String,
    /// Number of the certificate.
    pub certificate: u32,
    /// When the certificate expires, RFC 3339 in UTC.
    pub expires: String,
    /// Holdings of the public that it opened; none where nobody is in the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holdings: Vec<u32>,
    /// People in it for certain.
    pub subjects: u64,
    /// People who may be in it besides.
    pub possible: u64,
}

impl Act for ReleaseApproved {
    const KIND: &'static str = "release-approved";
    const TITLE: &'static str = "Release approved";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[
        &table::RELEASE_STATE,
        &table::RELEASE_CHECK,
        &table::CERTIFICATE,
        &table::HOLDER,
        &table::HOLDING,
        &table::SUBJECTS,
    ];

    fn sentence(&self) -> String {
        format!(
            "Release {} was approved, as act {} proposed: the public has data of {}.",
            self.release,
            self.proposal,
            subjects(self.subjects, self.possible)
        )
    }

    fn example() -> Self {
        Self {
            release: 12,
            sha256: "ab".repeat(32),
            proposal: 1302,
            verdict: "review".into(),
            certificate: 9,
            expires: "2027-02-24T09:00:00Z".into(),
            holdings: vec![31],
            subjects: 14,
            possible: 2,
        }
    }
}
