//! What a print agent has done, so that it goes on after a crash and prints no card twice without knowing. It holds serials and
//! signed receipts: no key, no name, no picture.

use super::error::AgentError;
use crate::job::{JobId, Serial};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const MAGIC: &str = "tipstaff.card-journal/1";

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A card is about to be printed.
    Begun(Serial),
    /// A receipt was signed.
    Receipt(String),
    /// A spoiled card is to be printed again.
    Again(Serial),
    /// A spoiled card is not printed again after all.
    GivenUp(Serial),
    /// The certificate of destruction was signed.
    Closed(String),
}

/// A journal that is open, and locked against others.
#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
    path: PathBuf,
}

impl Journal {
    /// Opens the journal of a job, or begins it. A last line that was torn by a crash is cut off: what it would have said had
    /// not been done yet.
    pub(crate) fn open(path: &Path, job: JobId) -> Result<(Self, Vec<Entry>), AgentError> {
        let failed = |source| AgentError::Journal { path: path.to_owned(), source };
        let other = || AgentError::OtherJournal { path: path.to_owned() };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(AgentError::InUse { path: path.to_owned() }),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        // Cut off first: a torn line may end in the middle of a letter.
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        bytes.truncate(whole);
        let text = String::from_utf8(bytes).map_err(|_| other())?;
        file.set_len(whole as u64).map_err(failed)?;
        file.seek(SeekFrom::End(0)).map_err(failed)?;
        let mut journal = Self { file, path: path.to_owned() };
        let mut lines = text.lines();
        let head = format!("{MAGIC} {job}");
        match lines.next() {
            None => {
                journal.line(&head)?;
                // A new file is there after a power cut only when its folder says so: without it, cards would be printed anew.
                sync_folder(path).map_err(failed)?;
                return Ok((journal, Vec::new()));
            }
            Some(line) if line == head => {}
            Some(_) => return Err(other()),
        }
        let entries = lines.map(|line| parse(line).ok_or_else(other)).collect::<Result<_, _>>()?;
        Ok((journal, entries))
    }

    /// Writes an entry. When this is back, it survives a power cut.
    pub(crate) fn write(&mut self, entry: &Entry) -> Result<(), AgentError> {
        match entry {
            Entry::Begun(serial) => self.line(&format!("begun {serial}")),
            Entry::GivenUp(serial) => self.line(&format!("given-up {serial}")),
            Entry::Again(serial) => self.line(&format!("again {serial}")),
            Entry::Receipt(note) => self.line(&format!("receipt {}", quoted(note))),
            Entry::Closed(note) => self.line(&format!("closed {}", quoted(note))),
        }
    }

    fn line(&mut self, line: &str) -> Result<(), AgentError> {
        let written = self.file.write_all(format!("{line}\n").as_bytes()).and_then(|()| self.file.sync_all());
        written.map_err(|source| AgentError::Journal { path: self.path.clone(), source })
    }
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// A note in one line.
fn quoted(note: &str) -> String {
    serde_json::Value::from(note).to_string()
}

fn parse(line: &str) -> Option<Entry> {
    let (word, rest) = line.split_once(' ')?;
    let note = || serde_json::from_str(rest).ok();
    Some(match word {
        "begun" => Entry::Begun(rest.parse().ok()?),
        "given-up" => Entry::GivenUp(rest.parse().ok()?),
        "again" => Entry::Again(rest.parse().ok()?),
        "receipt" => Entry::Receipt(note()?),
        "closed" => Entry::Closed(note()?),
        _ => return None,
    })
}
