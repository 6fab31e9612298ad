//! What an act wrote, row by row: the manifest. Its salted digest is in the leaf, so the log holds the database to it.
//!
//! JSON, so that a second small program can read it. Numbers are decimal strings (JSON numbers end at 2^53), bytes are
//! base64, sealed values are the first 16 bytes of their SHA-256 in base64, nothing is null.

use crate::RecordError;
use crate::table::{Carried, Kind, Table};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::Value;

/// The schema of a manifest. It only ever grows.
pub const MANIFEST_SCHEMA: &str = "tipstaff.manifest/1";

/// A manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Always `tipstaff.manifest/1`.
    pub schema: String,
    /// Tables that were written, each once.
    pub changes: Vec<Change>,
}

/// What happened to one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Name of the table.
    pub table: String,
    /// Number of the first new row; the others follow without a gap.
    pub first: i64,
    /// The new rows, where the table is carried in full.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowContent>,
    /// Digests of the new rows, 16 bytes each, in base64, where it is not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digests: String,
    /// Numbers of rows that ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<i64>,
    /// Numbers of rows that were deleted because a person was erased.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<i64>,
}

/// The columns of a row after `number`, `act` and `ended`, as a manifest has them.
pub type RowContent = Vec<Option<String>>;

/// Length of a row's digest in bytes.
pub const ROW_DIGEST: usize = 16;

/// A row as a manifest has it.
pub fn row_content(table: &Table, values: &[Value]) -> Result<RowContent, RecordError> {
    let wrong = || RecordError::damaged(format!("a row of {} has other columns than it should", table.name));
    if values.len() != table.columns.len() {
        return Err(wrong());
    }
    table
        .columns
        .iter()
        .zip(values)
        .map(|(column, value)| match (column.kind, value) {
            (Kind::Integer, Value::Integer(number)) => Ok(number.map(|number| number.to_string())),
            (Kind::Text, Value::Text(text)) => Ok(text.clone()),
            (Kind::Bytes, Value::Bytes(bytes)) => Ok(bytes.as_ref().map(|bytes| BASE64.encode(bytes))),
            (Kind::Sealed, Value::Bytes(bytes)) => {
                Ok(bytes.as_ref().map(|bytes| BASE64.encode(&Sha256::digest(bytes)[..ROW_DIGEST])))
            }
            _ => Err(wrong()),
        })
        .collect()
}

/// Digest of a row: SHA-256, cut to 16 bytes, over `tipstaff.row/1`, the table, the number and each column, with lengths
/// before texts so that no two rows read the same.
pub fn row_digest(table: &Table, number: i64, content: &[Option<String>]) -> [u8; ROW_DIGEST] {
    let mut hash = Sha256::new();
    hash.update(b"tipstaff.row/1\n");
    hash.update((table.name.len() as u64).to_be_bytes());
    hash.update(table.name);
    hash.update(number.to_be_bytes());
    for column in content {
        match column {
            None => hash.update([0]),
            Some(text) => {
                hash.update([1]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text);
            }
        }
    }
    let mut digest = [0; ROW_DIGEST];
    digest.copy_from_slice(&hash.finalize()[..ROW_DIGEST]);
    digest
}

/// Digest of a manifest under its salt: SHA-256 over `tipstaff.manifest/1`, a line feed, the salt and the body.
pub fn salted_digest(salt: &[u8], body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(MANIFEST_SCHEMA);
    hash.update(b"\n");
    hash.update((salt.len() as u64).to_be_bytes());
    hash.update(salt);
    hash.update(body);
    hash.finalize().into()
}

impl Change {
    /// Nothing yet.
    pub(crate) fn of(table: &Table) -> Self {
        Self {
            table: table.name.into(),
            first: 0,
            rows: Vec::new(),
            digests: String::new(),
            ended: Vec::new(),
            erased: Vec::new(),
        }
    }

    /// Digests of the new rows, in order.
    pub fn row_digests(&self) -> Result<Vec<[u8; ROW_DIGEST]>, RecordError> {
        let wrong = || RecordError::damaged(format!("a manifest makes no sense at the table {}", self.table));
        let table = Table::named(&self.table).ok_or_else(wrong)?;
        match table.carried {
            Carried::Rows if self.digests.is_empty() => (self.first..)
                .zip(&self.rows)
                .map(|(number, row)| {
                    (row.len() == table.columns.len())
                        .then(|| row_digest(table, number, row))
                        .ok_or_else(wrong)
                })
                .collect(),
            Carried::Digests if self.rows.is_empty() => {
                let bytes = BASE64.decode(&self.digests).map_err(|_| wrong())?;
                let (digests, rest) = bytes.as_chunks::<ROW_DIGEST>();
                if rest.is_empty() { Ok(digests.to_vec()) } else { Err(wrong()) }
            }
            _ => Err(wrong()),
        }
    }
}

impl Manifest {
    /// Reads one.
    pub fn parse(body: &[u8]) -> Result<Self, RecordError> {
        let manifest: Self =
            serde_json::from_slice(body).map_err(|_| RecordError::damaged("a manifest cannot be read"))?;
        if manifest.schema == MANIFEST_SCHEMA {
            Ok(manifest)
        } else {
            Err(RecordError::damaged("a manifest is of another schema"))
        }
    }
}
