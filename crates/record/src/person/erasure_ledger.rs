//! The erasure ledger: a file beside the force key that says who was erased, so that a backup from before does not bring
//! them back. It is only ever appended to, one line for each person:
//!
//! ```text
//! RECORD PERSON TAG
//! ```
//!
//! the record's identifier (32 hexadecimal digits), the person's number, and the SHA-256 (64 hexadecimal digits) of
//! `tipstaff.erasure/1`, a line feed, and what stands before the tag without the space. Nothing in it is personal.
//!
//! A line is written before the erasure is committed. If the erasure then fails, the line stays, and a restore erases the
//! person all the same: two people had signed that.

use crate::ledger::hex;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Hexadecimal digits of a record's identifier.
const ID: usize = 32;
/// Hexadecimal digits of a tag.
const TAG: usize = 64;
/// Largest file that is read, in bytes: some hundred thousand erasures.
const MOST: u64 = 64 << 20;

/// Somebody was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureLine {
    /// Identifier of the record.
    pub record: String,
    /// Number of the person.
    pub person: u32,
}

/// The file.
#[derive(Debug, Clone)]
pub struct ErasureLedger(PathBuf);

/// Why it could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ErasureLedgerError {
    /// The system.
    #[error(
        "the list of erased people {} cannot be used ({what}). It lies beside the record's key: check that the folder is \
         there, that you may write there and that there is room", path.display()
    )]
    File {
        /// The file.
        path: PathBuf,
        /// What happened.
        what: String,
    },
    /// A line is none of ours.
    #[error(
        "line {line} of the list of erased people {} was changed. Do not restore with it: bring back a copy of it that is \
         whole", path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
        /// Number of the line, from 1.
        line: usize,
    },
}

impl ErasureLine {
    fn text(&self) -> String {
        let before = format!("{} {}", self.record, self.person);
        let tag = tag(&before);
        format!("{before} {tag}")
    }
}

fn tag(before: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"tipstaff.erasure/1\n");
    hash.update(before);
    hex(&hash.finalize())
}

impl ErasureLedger {
    /// The ledger that belongs to a force key.
    pub fn beside(key_file: &Path) -> Self {
        let mut name = key_file.as_os_str().to_owned();
        name.push(".erased");
        Self(PathBuf::from(name))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Adds lines. They are on the disk when this returns.
    pub fn append(&self, lines: &[ErasureLine]) -> Result<(), ErasureLedgerError> {
        self.write(lines).map_err(|error| self.failed(&error))
    }

    fn write(&self, lines: &[ErasureLine]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.0)?;
        let mut text = String::new();
        if !ends_with_line(&mut file)? {
            // Somebody was interrupted here; what stands there stays a line of its own.
            text.push('\n');
        }
        for line in lines {
            text.push_str(&line.text());
            text.push('\n');
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        let folder =
            self.0.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        #[cfg(unix)]
        File::open(folder)?.sync_all()?;
        #[cfg(not(unix))]
        let _ = folder;
        Ok(())
    }

    /// Everybody who was erased from a record. No file: nobody was. A line whose writing was interrupted counts for
    /// nothing, because the erasure comes after it; one that is whole and not ours is an error.
    pub fn read(&self, record: &str) -> Result<Vec<ErasureLine>, ErasureLedgerError> {
        let mut text = String::new();
        match File::open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failed(&error)),
            Ok(file) => file.take(MOST).read_to_string(&mut text).map_err(|error| self.failed(&error))?,
        };
        let changed = |line: usize| ErasureLedgerError::Changed { path: self.0.clone(), line };
        let mut lines: Vec<ErasureLine> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if is_interrupted(line) {
                continue;
            }
            let parsed = parse(line).ok_or_else(|| changed(index + 1))?;
            if parsed.record == record && !lines.contains(&parsed) {
                lines.push(parsed);
            }
        }
        Ok(lines)
    }

    fn failed(&self, error: &io::Error) -> ErasureLedgerError {
        ErasureLedgerError::File { path: self.0.clone(), what: error.kind().to_string() }
    }
}

fn ends_with_line(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Whether a line is the beginning of one of ours, and no more than that.
fn is_interrupted(line: &str) -> bool {
    let mut parts = line.splitn(3, ' ');
    let digits = |part: &str, most: usize| {
        part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    let (id, person, tag) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let is_begun = digits(id, ID)
        && (person.is_none() || id.len() == ID)
        && person.is_none_or(|person| person.len() <= 10 && person.bytes().all(|byte| byte.is_ascii_digit()));
    is_begun && tag.is_none_or(|tag| tag.len() < TAG && digits(tag, TAG))
}

fn parse(line: &str) -> Option<ErasureLine> {
    let (before, found) = line.rsplit_once(' ')?;
    let (record, person) = before.split_once(' ')?;
    let parsed = ErasureLine { record: record.to_owned(), person: person.parse().ok()? };
    (record.len() == ID && tag(before) == found && parsed.text() == line).then_some(parsed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn line(person: u32) -> ErasureLine {
        ErasureLine { record: "ab".repeat(16), person }
    }

    #[test]
    fn what_is_written_is_read_and_half_a_line_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ErasureLedger::beside(&folder.path().join("force.key"));
        assert!(ledger.read(&line(1).record).unwrap().is_empty());
        ledger.append(&[line(7), line(8)]).unwrap();
        let whole = std::fs::read(ledger.path()).unwrap();
        for cut in 0..whole.len() {
            std::fs::write(ledger.path(), &whole[..cut]).unwrap();
            let read = ledger.read(&line(1).record).unwrap();
            assert!(read.len() <= 2, "cut at {cut}");
            ledger.append(&[line(9)]).unwrap();
            assert!(ledger.read(&line(1).record).unwrap().contains(&line(9)), "cut at {cut}");
        }
        assert!(ledger.read("other").unwrap().is_empty());
    }

    #[test]
    fn a_line_that_was_changed_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ErasureLedger::beside(&folder.path().join("force.key"));
        ledger.append(&[line(7), line(8)]).unwrap();
        let text = std::fs::read_to_string(ledger.path()).unwrap();
        std::fs::write(ledger.path(), text.replacen(" 8 ", " 6 ", 1)).unwrap();
        assert!(matches!(ledger.read(&line(1).record), Err(ErasureLedgerError::Changed { line: 2, .. })));
        std::fs::write(ledger.path(), text.replace(" 7 ", " x ")).unwrap();
        assert!(ledger.read(&line(1).record).is_err());
    }
}
