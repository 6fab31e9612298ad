//! A check as a release needs it: what it said, of which bytes, by which rules, and when.

use crate::{Found, ReleaseError};
use gate::report::json;
use gate::{Checked, Policy, Verdict};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Version of the program that checks.
pub const CHECKER: &str = concat!("tipstaff ", env!("CARGO_PKG_VERSION"));

/// Digest of the rules by which files are checked: the table of rules as this program has it, and the policy as it has read
/// it. A check by other rules is not taken for one by these.
pub fn rules_digest(policy: &Policy) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"tipstaff.rules/1\n");
    for rule in gate::RULES.iter().copied().flatten() {
        hash.update(format!("{} {} {}\n", rule.id, rule.plain, rule.personal));
    }
    hash.update(format!("{policy:?}"));
    hash.finalize().into()
}

/// A file that was checked.
#[derive(Debug, Clone)]
pub struct Examined {
    /// What came of it.
    pub checked: Checked,
    /// [`rules_digest`] of the policy.
    pub rules: [u8; 32],
    /// When.
    pub at: Timestamp,
}

impl Examined {
    /// SHA-256 of the bytes.
    pub fn sha256(&self) -> Result<[u8; 32], ReleaseError> {
        unhex(&self.checked.sha256).ok_or(ReleaseError::NoDigest)
    }

    /// Who is in it.
    pub fn found(&self) -> Found {
        Found::of(&self.checked)
    }

    /// Refuses what may never leave.
    pub(crate) fn may_leave(&self) -> Result<(), ReleaseError> {
        match self.checked.verdict {
            Verdict::Clear | Verdict::Review => Ok(()),
            verdict @ (Verdict::Held | Verdict::Unchecked) => Err(ReleaseError::MayNotLeave { verdict }),
        }
    }

    /// Digest of the report under a salt: who has the report and the salt can show that it is the one. Without the salt,
    /// which is kept sealed, nobody can try out what a report may have said.
    pub(crate) fn findings(&self, salt: &str) -> Result<[u8; 32], ReleaseError> {
        let report = json::line(&self.checked, false).map_err(|_| ReleaseError::Unwritten)?;
        let mut hash = Sha256::new();
        hash.update(b"tipstaff.findings/1\n");
        hash.update(salt);
        hash.update(b"\n");
        hash.update(report);
        Ok(hash.finalize().into())
    }
}

/// The verdict of this identifier.
pub(crate) fn verdict(id: &str) -> Option<Verdict> {
    [Verdict::Clear, Verdict::Review, Verdict::Held, Verdict::Unchecked]
        .into_iter()
        .find(|verdict| verdict.to_string() == id)
}

/// Hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// 32 bytes from 64 lower-case hexadecimal digits.
pub(crate) fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != bytes.len() || !rest.is_empty() {
        return None;
    }
    let digit = |letter: u8| match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    };
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}
