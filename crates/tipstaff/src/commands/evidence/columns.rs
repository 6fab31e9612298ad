//! A list from another system: which column says what.

use crate::exit::Failure;
use clap::Args;
use evidence::MOST_EXPECTED;
use inventory::import::{Columns, Row, Rows};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::path::Path;

/// Columns of a list.
#[derive(Debug, Args)]
pub struct ColumnOptions {
    /// Column with the name of the item in its store
    #[arg(long, value_name = "COLUMN")]
    pub name: Option<String>,
    /// What stands before every name, such as bwv/
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub before: String,
    /// Column with the size in bytes; items that are new need one
    #[arg(long, value_name = "COLUMN")]
    pub size: Option<String>,
    /// Column with the SHA-256, 64 hexadecimal digits
    #[arg(long, value_name = "COLUMN")]
    pub sha256: Option<String>,
    /// Column with the class of retention
    #[arg(long, value_name = "COLUMN")]
    pub class_column: Option<String>,
    /// Column with the camera or system it came from
    #[arg(long, value_name = "COLUMN")]
    pub camera: Option<String>,
    /// Column with the number that the camera gave: whether any never came is told
    #[arg(long, value_name = "COLUMN", requires = "camera")]
    pub sequence: Option<String>,
    /// Column with the time of recording, with its offset: 2023-05-17T21:04:00+01:00
    #[arg(long, value_name = "COLUMN")]
    pub recorded: Option<String>,
    /// Column with the reference of the case
    #[arg(long, value_name = "COLUMN")]
    pub case: Option<String>,
}

impl ColumnOptions {
    /// Reads a list, and its SHA-256.
    pub fn read(&self, file: &Path) -> Result<(Vec<Row>, [u8; 32]), Failure> {
        let columns = Columns {
            key: self.name.clone().ok_or_else(|| {
                Failure::new("no column with the names of items was said", "Say it: --name COLUMN")
            })?,
            before_key: self.before.clone(),
            size: self.size.clone(),
            sha256: self.sha256.clone(),
            class: self.class_column.clone(),
            source: self.camera.clone(),
            sequence: self.sequence.clone(),
            recorded_at: self.recorded.clone(),
            case: self.case.clone(),
        };
        read(file, &columns)
    }
}

/// Reads a list, and its SHA-256.
pub fn read(file: &Path, columns: &Columns) -> Result<(Vec<Row>, [u8; 32]), Failure> {
    let opened =
        || File::open(file).map_err(|error| Failure::io(file, &error, "Name a file that can be read"));
    let told = |error: inventory::InventoryError| Failure::of_sentences(&error.to_string());
    let mut rows = Vec::new();
    for row in Rows::new(opened()?, columns).map_err(told)? {
        if rows.len() == MOST_EXPECTED {
            return Err(Failure::at(
                file,
                &format!("the list has more than {MOST_EXPECTED} rows"),
                "Split it; nothing was taken in",
            ));
        }
        rows.push(row.map_err(told)?);
    }
    Ok((rows, digest(file)?))
}

/// The SHA-256 of a list.
pub fn digest(file: &Path) -> Result<[u8; 32], Failure> {
    let told = |error: std::io::Error| Failure::io(file, &error, "Name a file that can be read");
    let mut digest = Sha256::new();
    std::io::copy(&mut File::open(file).map_err(told)?, &mut HashWriter(&mut digest)).map_err(told)?;
    Ok(digest.finalize().into())
}

/// Writes into a digest.
struct HashWriter<'d>(&'d mut Sha256);

impl std::io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
