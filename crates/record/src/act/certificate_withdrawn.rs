//! A file may leave no longer.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// The certificates of a file were withdrawn. Why is in the act's note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CertificateWithdrawn {
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// Numbers of its certificates.
    pub certificates: Vec<u32>,
}

impl Act for CertificateWithdrawn {
    const KIND: &'static str = "certificate-withdrawn";
    const TITLE: &'static str = "Certificate withdrawn";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::DataProtection, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[&table::CERTIFICATE];

    fn sentence(&self) -> String {
        let numbers: Vec<String> = self.certificates.iter().map(ToString::to_string).collect();
        format!("Certificate {} was withdrawn.", numbers.join(", "))
    }

    fn example() -> Self {
        Self { sha256: "ab".repeat(32), certificates: vec![9] }
    }
}
