//! What a recipient signs: that it received a delivery, or has destroyed it. A signed note (C2SP signed-note) of two lines:
//! `tipstaff.receipt/1`, and canonical JSON (RFC 8785). Nothing in it is personal.
//!
//! It names the record, the delivery and the digest of exactly what was opened, so it cannot be used for another one.

use crate::keys::{RecipientKeys, RecipientSecret, unhex};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tlog::LogError;

/// First line of a receipt.
pub const RECEIPT_SCHEMA: &str = "tipstaff.receipt/1";

/// What is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stated {
    /// It came, and every part is as its list says.
    Received,
    /// Every copy of it was destroyed.
    Destroyed,
}

/// A receipt, or a destruction certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Statement {
    /// Identifier of the record that delivered.
    pub record: String,
    /// Number of the delivery there.
    pub delivery: u32,
    /// SHA-256 of the list of parts of what was opened, in hexadecimal digits.
    pub content: String,
    /// What is stated.
    pub stated: Stated,
    /// When, by the recipient's clock, RFC 3339 in UTC.
    pub at: String,
    /// What was done, in the recipient's words: "shredded", "disks wiped". Empty for a receipt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub how: String,
}

/// Why a statement, or keys, are none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StatementError {
    /// The signature, or the form of the note.
    #[error(
        "the receipt is not signed by this recipient, or was changed or cut since. Ask the recipient for it again"
    )]
    Signature(#[from] LogError),
    /// What is signed.
    #[error("the receipt {0}. Ask the recipient for another one")]
    Content(&'static str),
    /// Not a line of public keys.
    #[error(
        "these are no keys of a recipient. The recipient makes them with `tipstaff receipt keys` and sends the line that begins with tipstaff-recipient-1"
    )]
    NoKeys,
    /// Not a file of secret keys.
    #[error(
        "this is no file of a recipient's secret keys. `tipstaff receipt keys` writes one; use that file"
    )]
    NoSecret,
    /// No random bytes.
    #[error("the system gave no random bytes. Try again")]
    NoRandom,
}

/// Longest words about how something was destroyed, in characters.
const LONGEST: usize = 1_000;

impl Statement {
    fn text(&self) -> Result<String, StatementError> {
        let value = serde_json::to_value(self).map_err(|_| StatementError::Content("cannot be written"))?;
        let json = String::from_utf8(tlog::leaf(&value)?)
            .map_err(|_| StatementError::Content("cannot be written"))?;
        Ok(format!("{RECEIPT_SCHEMA}\n{json}\n"))
    }

    /// As a note signed by the recipient.
    pub fn sign(&self, secret: &RecipientSecret) -> Result<String, StatementError> {
        self.is_sound()?;
        String::from_utf8(secret.signer()?.sign(&self.text()?)?)
            .map_err(|_| StatementError::Content("cannot be written"))
    }

    /// Reads a note that this recipient has signed. Whatever is not written the one way it can be is none.
    pub fn open(note: &[u8], keys: &RecipientKeys) -> Result<Self, StatementError> {
        let text = tlog::open_statement(note, &keys.verifier()?)?;
        let json = text
            .strip_prefix(RECEIPT_SCHEMA)
            .and_then(|rest| rest.strip_prefix('\n'))
            .ok_or(StatementError::Content("is another statement"))?;
        let statement: Self = serde_json::from_str(json.trim_end_matches('\n'))
            .map_err(|_| StatementError::Content("does not say what one has to say"))?;
        if statement.text()? != text {
            return Err(StatementError::Content("is not written the one way it can be"));
        }
        statement.is_sound()?;
        Ok(statement)
    }

    fn is_sound(&self) -> Result<(), StatementError> {
        self.stated_at()?;
        if unhex(&self.content).is_none() || self.record.len() > 64 {
            return Err(StatementError::Content("makes no sense"));
        }
        if self.how.chars().count() > LONGEST {
            return Err(StatementError::Content("says how in more words than are kept"));
        }
        Ok(())
    }

    /// When, by the recipient's clock.
    pub fn stated_at(&self) -> Result<Timestamp, StatementError> {
        self.at.parse().map_err(|_| StatementError::Content("has a time that is none"))
    }
}
