//! An export as it is read again: see [`crate::export`] for what is in it.

use super::expected::Actual;
use super::source::{Heads, StoredAct};
use crate::RecordError;
use crate::ledger::row_digest;
use crate::table::{TABLES, Table};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use tlog::Shelf;

/// The schema of an export. It only ever grows.
pub(crate) const EXPORT_SCHEMA: &str = "tipstaff.export/1";
/// File that says what an export is of.
pub(crate) const ABOUT: &str = "record.json";
/// File of manifests.
pub(crate) const MANIFESTS: &str = "manifests.jsonl";
/// Folder of the log: checkpoint, tiles and entries.
pub(crate) const LOG: &str = "log";
/// Folder of tables.
pub(crate) const TABLES_FOLDER: &str = "tables";

/// Longest line that is read: a manifest of some twenty million rows.
const LONGEST: u64 = 1 << 29;
/// Leaves that are read at once.
const BUNDLE: u64 = 256;

/// What an export is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct About {
    pub(crate) schema: String,
    pub(crate) record: String,
    /// Number of acts.
    pub(crate) size: u64,
    /// Time of the last act, microseconds since 1970 UTC, in decimal digits.
    pub(crate) at: String,
    /// How often the record was restored, and one.
    pub(crate) generation: u32,
    /// Public key of the log, as its checkpoint names it.
    pub(crate) log_key: String,
    /// Next number of each series, in decimal digits.
    pub(crate) counters: BTreeMap<String, String>,
    /// Each table with its columns after `number`, `act` and `ended`.
    pub(crate) tables: BTreeMap<String, Vec<String>>,
}

/// Tables and columns as this Tipstaff knows them.
pub(crate) fn known_tables() -> BTreeMap<String, Vec<String>> {
    let columns = |table: &&Table| table.columns.iter().map(|column| column.name.to_owned()).collect();
    TABLES.iter().map(|table| (table.name.to_owned(), columns(table))).collect()
}

/// A line of [`MANIFESTS`].
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ManifestLine {
    pub(crate) position: u64,
    /// Base64.
    pub(crate) salt: String,
    /// The manifest, byte by byte as its digest was taken.
    pub(crate) body: String,
}

/// A line of a table.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowLine {
    pub(crate) number: String,
    pub(crate) act: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ended: Option<String>,
    /// As in a manifest: sealed columns as digests.
    pub(crate) columns: Vec<Option<String>>,
}

/// An export.
pub(super) struct Export {
    folder: PathBuf,
    pub(super) about: About,
    pub(super) shelf: Shelf,
}

impl Export {
    pub(super) fn open(folder: &Path) -> Result<Self, RecordError> {
        let path = folder.join(ABOUT);
        let file = File::open(&path).map_err(|error| RecordError::at(&path, &error))?;
        let about: About = serde_json::from_reader(file.take(1 << 20)).map_err(|_| no_export(folder))?;
        let log = folder.join(LOG);
        if about.schema != EXPORT_SCHEMA || !log.is_dir() {
            return Err(no_export(folder));
        }
        Ok(Self { folder: folder.to_owned(), about, shelf: Shelf::folder(&log)? })
    }

    pub(super) fn heads(&self) -> Heads {
        let number = |text: &String| text.parse().unwrap_or(-1);
        Heads {
            size: self.about.size,
            at: number(&self.about.at),
            counters: self.about.counters.iter().map(|(name, next)| (name.clone(), number(next))).collect(),
            rows: 1,
        }
    }

    pub(super) async fn each_act(&self, mut each: impl FnMut(StoredAct)) -> Result<(), RecordError> {
        let mut manifests = Lines::<ManifestLine>::open(&self.folder.join(MANIFESTS))?.peekable();
        let mut next = 0;
        while next < self.about.size {
            let until = self.about.size.min(next + BUNDLE);
            // What cannot be read is missing, and the shelf's own check says which file it was.
            let leaves = self.shelf.read_leaves(next..until).await.unwrap_or_default();
            for (position, body) in (next..).zip(leaves) {
                while manifests
                    .next_if(|line| !line.as_ref().is_ok_and(|line| line.position >= position))
                    .is_some()
                {}
                let line =
                    manifests.next_if(|line| line.as_ref().is_ok_and(|line| line.position == position));
                let manifest = line
                    .and_then(Result::ok)
                    .and_then(|line| Some((BASE64.decode(line.salt).ok()?, line.body.into_bytes())));
                each(StoredAct { position, at: None, body, manifest });
            }
            next = until;
        }
        Ok(())
    }

    /// Positions of manifests beyond the last act, and -1 for lines that are none.
    pub(super) fn loose_manifests(&self) -> Vec<i64> {
        let Ok(lines) = Lines::<ManifestLine>::open(&self.folder.join(MANIFESTS)) else { return vec![-1] };
        let mut last = None;
        let mut loose = Vec::new();
        for line in lines {
            let position = line.map(|line| line.position);
            match position {
                Ok(position) if position < self.about.size && last.is_none_or(|last| last < position) => {
                    last = Some(position);
                }
                Ok(position) => loose.push(position.cast_signed()),
                Err(()) => loose.push(-1),
            }
        }
        loose
    }

    pub(super) fn each_row(&self, table: &'static Table, mut each: impl FnMut(Actual)) -> bool {
        let path = self.folder.join(TABLES_FOLDER).join(format!("{}.jsonl", table.name));
        let Ok(lines) = Lines::<RowLine>::open(&path) else { return false };
        for line in lines {
            let Ok(line) = line else { return false };
            let Ok(number) = line.number.parse() else { return false };
            let position = |text: &String| text.parse().unwrap_or(-1);
            let whole = line.columns.len() == table.columns.len();
            each(Actual {
                number,
                act: Some(position(&line.act)),
                ended: line.ended.as_ref().map(position),
                digest: whole.then(|| row_digest(table, number, &line.columns)),
            });
        }
        true
    }
}

fn no_export(folder: &Path) -> RecordError {
    RecordError::Refused {
        what: format!(
            "{} is no export of a record, or of a version that this Tipstaff does not know",
            folder.display()
        ),
        fix: "Name the folder that 'tipstaff log export' wrote".into(),
    }
}

/// A file of JSON Lines.
struct Lines<T> {
    reader: BufReader<File>,
    buffer: Vec<u8>,
    kind: std::marker::PhantomData<T>,
}

impl<T> Lines<T> {
    fn open(path: &Path) -> Result<Self, RecordError> {
        let file = File::open(path).map_err(|error| RecordError::at(path, &error))?;
        Ok(Self { reader: BufReader::new(file), buffer: Vec::new(), kind: std::marker::PhantomData })
    }
}

impl<T: DeserializeOwned> Iterator for Lines<T> {
    type Item = Result<T, ()>;

    fn next(&mut self) -> Option<Self::Item> {
        self.buffer.clear();
        match (&mut self.reader).take(LONGEST).read_until(b'\n', &mut self.buffer) {
            Ok(0) => None,
            Ok(_) if self.buffer.ends_with(b"\n") => {
                Some(serde_json::from_slice(&self.buffer).map_err(|_| ()))
            }
            _ => Some(Err(())),
        }
    }
}
