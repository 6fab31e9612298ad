//! What is sealed in rows: names of files, and what was said about them.

use crate::error::UploadError;
use keyring::{Cell, Sealer};
use record::Record;

/// The key of this room, ready.
#[derive(Debug)]
pub(crate) struct Seal(Sealer);

impl Seal {
    pub(crate) fn of(record: &Record) -> Self {
        Self(Sealer::new(&record.room_key("tipstaff/uploads/1")))
    }

    pub(crate) fn name(&self, row: i64, name: &str) -> Result<Vec<u8>, UploadError> {
        Ok(self.0.seal(name_cell(row), name.as_bytes())?)
    }

    pub(crate) fn open_name(&self, row: i64, sealed: &[u8]) -> Result<String, UploadError> {
        let name = self.0.open(name_cell(row), sealed)?;
        String::from_utf8(name.to_vec()).map_err(|_| UploadError::Damaged { what: "a name is no text" })
    }

    pub(crate) fn failure(&self, row: i64, failure: &[u8]) -> Result<Vec<u8>, UploadError> {
        Ok(self.0.seal(failure_cell(row), failure)?)
    }

    pub(crate) fn open_failure(&self, row: i64, sealed: &[u8]) -> Result<Vec<u8>, UploadError> {
        Ok(self.0.open(failure_cell(row), sealed)?.to_vec())
    }
}

fn name_cell(row: i64) -> Cell<'static> {
    Cell { table: "upload", row, column: "name" }
}

fn failure_cell(row: i64) -> Cell<'static> {
    Cell { table: "upload_job", row, column: "failure" }
}
