//! Where cards are printed.

use crate::job::{CardFiles, Serial};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why a card was perhaps not printed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PrintError {
    /// A folder.
    #[error("the folder {} cannot be written to. Check that it is there and has room", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The queue.
    #[error(
        "the print queue did not take the card: {what}. Look whether a card came out, and see to the printer"
    )]
    Queue {
        /// What was said.
        what: String,
    },
    /// The name of the queue.
    #[error(
        "the name of a print queue has letters, digits, '-', '_' and '.' only, and does not begin with '-'"
    )]
    QueueName,
}

/// A printer. Whatever it does with a card, it leaves no copy of its own on a disk.
pub trait Printer {
    /// Prints a card. An error means that it is not known whether a card came out.
    fn print(&self, serial: &Serial, files: &CardFiles) -> Result<(), PrintError>;
}

/// Writes files named by their serial: for a printer that takes files, and for looking at.
#[derive(Debug, Clone)]
pub struct FolderPrinter {
    folder: PathBuf,
}

impl FolderPrinter {
    /// This folder, which has to be there.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }
}

impl Printer for FolderPrinter {
    fn print(&self, serial: &Serial, files: &CardFiles) -> Result<(), PrintError> {
        let failed = |source| PrintError::Folder { path: self.folder.clone(), source };
        for (kind, bytes) in files.iter() {
            let mut draft = tempfile::NamedTempFile::new_in(&self.folder).map_err(failed)?;
            draft.write_all(bytes).map_err(failed)?;
            draft.as_file().sync_all().map_err(failed)?;
            let path = self.folder.join(format!("{serial}{}", kind.ending()));
            draft.persist(path).map_err(|error| failed(error.error))?;
        }
        Ok(())
    }
}

/// A queue of CUPS, by `lp`. Cards go in by a pipe, never by a file; what the queue keeps of them is for its own settings to
/// say (`PreserveJobFiles No`, a spool folder in memory).
#[derive(Debug, Clone)]
pub struct QueuePrinter {
    queue: String,
    program: PathBuf,
}

impl QueuePrinter {
    /// This queue.
    pub fn new(queue: &str) -> Result<Self, PrintError> {
        Self::with_program(queue, Path::new("lp"))
    }

    /// This queue, by a program that takes what `lp` takes.
    pub fn with_program(queue: &str, program: &Path) -> Result<Self, PrintError> {
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
        if queue.is_empty() || queue.starts_with('-') || !queue.chars().all(is_name) {
            return Err(PrintError::QueueName);
        }
        Ok(Self { queue: queue.to_owned(), program: program.to_owned() })
    }

    fn send(&self, serial: Serial, bytes: &[u8]) -> Result<(), PrintError> {
        let failed = |what: &str| PrintError::Queue { what: what.to_owned() };
        let mut child = Command::new(&self.program)
            // The title is seen by everybody who sees the queue: a serial, which says nothing.
            .args(["-s", "-d", &self.queue, "-t", &serial.to_string(), "--", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| failed("lp could not be started (Debian: cups-client)"))?;
        let written = child.stdin.take().map(|mut pipe| pipe.write_all(bytes));
        let status = child.wait().map_err(|_| failed("lp ended in no known way"))?;
        match (status.success(), written) {
            (true, Some(Ok(()))) => Ok(()),
            (true, _) => Err(failed("lp did not read all of it")),
            (false, _) => Err(failed("lp refused it")),
        }
    }
}

impl Printer for QueuePrinter {
    fn print(&self, serial: &Serial, files: &CardFiles) -> Result<(), PrintError> {
        files.iter().try_for_each(|(_, bytes)| self.send(*serial, bytes))
    }
}
