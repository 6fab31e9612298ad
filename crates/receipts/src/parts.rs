//! The list of parts of a delivery: the last file of the archive, and what both sides sign for.

use serde::{Deserialize, Serialize};

/// Schema of the list of parts.
pub const PARTS_SCHEMA: &str = "tipstaff.delivery/1";
/// Name of the list of parts.
pub const PARTS_FILE: &str = "delivery.json";

/// The list of parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parts {
    /// `tipstaff.delivery/1`.
    pub schema: String,
    /// Identifier of the record that delivers.
    pub record: String,
    /// Number of the delivery there.
    pub delivery: u32,
    /// When it was made, RFC 3339 in UTC.
    pub made: String,
    /// Until when it has to be destroyed, RFC 3339 in UTC.
    pub destroy_by: String,
    /// SHA-256 of the key of its marks, in hexadecimal digits: the force cannot invent other marks later.
    pub key_commitment: String,
    /// Rows of the table.
    pub rows: u64,
    /// Every other part.
    pub parts: Vec<Part>,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Part {
    /// Its name in the archive.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256, in hexadecimal digits.
    pub sha256: String,
}
