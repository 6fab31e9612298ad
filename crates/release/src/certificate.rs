//! A certificate: a signed note (C2SP signed-note) that says of one SHA-256 that the file may leave, until when, and who
//! agreed. Two lines: `tipstaff.certificate/1`, and canonical JSON (RFC 8785). Nothing in it is personal.

use crate::examined::unhex;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tlog::{LogError, StatementKey, VerifierKey, open_statement};

/// First line of a certificate.
pub const CERTIFICATE_SCHEMA: &str = "tipstaff.certificate/1";

/// Kind of the key that signs certificates: the last part of its name.
pub(crate) const KIND: &str = "certificates";

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Certificate {
    /// Identifier of the record that issued it.
    pub record: String,
    /// Its number there.
    pub certificate: u32,
    /// Number of the release.
    pub release: u32,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// Size of the file.
    pub bytes: u64,
    /// What the check said: clear, or review with a reason for each finding.
    pub verdict: String,
    /// Salted SHA-256 of the report, in hexadecimal digits. The salt is kept sealed in the record.
    pub findings: String,
    /// SHA-256 of the rules and the policy, in hexadecimal digits.
    pub rules: String,
    /// Name and version of the program that checked.
    pub checker: String,
    /// Number of the actor who proposed.
    pub proposed_by: u32,
    /// Number of the actor who approved.
    pub approved_by: u32,
    /// Since when, RFC 3339 in UTC.
    pub issued: String,
    /// Until when, RFC 3339 in UTC.
    pub expires: String,
}

/// Why a certificate is none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// The signature, or the form of the note.
    #[error(
        "the certificate is not one of this record: {0}. Treat the file as held, and ask who runs Tipstaff"
    )]
    Signature(#[from] LogError),
    /// What is signed.
    #[error("the certificate {0}. Treat the file as held, and ask who runs Tipstaff")]
    Content(&'static str),
}

impl Certificate {
    /// The lines that are signed.
    fn text(&self) -> Result<String, CertificateError> {
        let value = serde_json::to_value(self).map_err(|_| CertificateError::Content("cannot be written"))?;
        let json = String::from_utf8(tlog::leaf(&value)?)
            .map_err(|_| CertificateError::Content("cannot be written"))?;
        Ok(format!("{CERTIFICATE_SCHEMA}\n{json}\n"))
    }

    /// As a note signed with this key.
    pub(crate) fn sign(&self, key: &StatementKey) -> Result<String, CertificateError> {
        String::from_utf8(key.sign(&self.text()?)?)
            .map_err(|_| CertificateError::Content("cannot be written"))
    }

    /// Reads a note that this key has signed. Whatever is not written the one way it can be is none.
    pub fn open(note: &[u8], key: &VerifierKey) -> Result<Self, CertificateError> {
        let text = open_statement(note, key)?;
        let json = text
            .strip_prefix(CERTIFICATE_SCHEMA)
            .and_then(|rest| rest.strip_prefix('\n'))
            .ok_or(CertificateError::Content("is another statement"))?;
        let certificate: Self = serde_json::from_str(json.trim_end_matches('\n'))
            .map_err(|_| CertificateError::Content("does not say what one has to say"))?;
        if certificate.text()? != text {
            return Err(CertificateError::Content("is not written the one way it can be"));
        }
        let is_sound = unhex(&certificate.sha256).is_some()
            && certificate.issued_at().is_ok()
            && certificate.expires_at().is_ok()
            && key.name() == format!("tipstaff/{}/{KIND}", certificate.record);
        if is_sound { Ok(certificate) } else { Err(CertificateError::Content("makes no sense")) }
    }

    /// Since when it is good.
    pub fn issued_at(&self) -> Result<Timestamp, CertificateError> {
        instant(&self.issued)
    }

    /// Until when it is good.
    pub fn expires_at(&self) -> Result<Timestamp, CertificateError> {
        instant(&self.expires)
    }

    /// Whether it is about this file, and good at this time.
    pub fn certifies(&self, sha256: &[u8; 32], now: Timestamp) -> bool {
        let is_open = |expires| now < expires;
        unhex(&self.sha256).as_ref() == Some(sha256) && self.expires_at().is_ok_and(is_open)
    }
}

fn instant(text: &str) -> Result<Timestamp, CertificateError> {
    text.parse().map_err(|_| CertificateError::Content("has a time that is none"))
}
