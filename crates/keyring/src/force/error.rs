//! Why a force key file cannot be made, read or changed.

use super::id::KeyId;
use crate::error::KeyError;
use std::io;
use std::path::PathBuf;

/// Why a force key file cannot be made, read or changed.
#[derive(Debug, thiserror::Error)]
pub enum ForceKeyError {
    /// There is a file already, which is never overwritten.
    #[error(
        "the force key file '{}' exists already and is not overwritten, for what is sealed under its keys would be lost: \
         use it, or choose another path", path.display()
    )]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// There is no such file.
    #[error(
        "there is no force key file '{}': give the right path, mount what holds it, or put it back from the printed copy; \
         make a new one only for a new data folder", path.display()
    )]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The mode lets others read or change it.
    #[error(
        "the force key file '{}' can be read or changed by others (mode {mode:04o}): run 'chmod 600' on it; \
         if others use this machine, treat the key as known to them and rotate it", path.display()
    )]
    OpenToOthers {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It belongs to another user than this one or root.
    #[error(
        "the force key file '{}' belongs to another user (number {owner}), who could change it: \
         run 'chown' on it, or run Tipstaff as its owner", path.display()
    )]
    OtherOwner {
        /// The file.
        path: PathBuf,
        /// Number of its owner.
        owner: u32,
    },
    /// Others may replace files in its folder.
    #[error(
        "the folder '{}' of the force key file can be changed by others (owner {owner}, mode {mode:04o}), who could put \
         another key there: run 'chmod go-w' on it, and let it belong to this user or root", path.display()
    )]
    FolderOpenToOthers {
        /// The folder.
        path: PathBuf,
        /// Number of its owner.
        owner: u32,
        /// Its permission bits.
        mode: u32,
    },
    /// It is a symbolic link.
    #[error(
        "the force key file '{}' is a symbolic link, which somebody may have laid: give the path of the file itself",
        path.display()
    )]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// It is a folder, a pipe, a device.
    #[error("the force key file '{}' is no file but a folder, pipe or device: give the path of a file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// It has more than 64 KiB.
    #[error(
        "the force key file '{}' has more than 64 KiB, so it is no force key file: give the right path", path.display()
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// What is in it cannot be understood.
    #[error("the force key file '{}' cannot be used: {why}", path.display())]
    Text {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: ForceKeyTextError,
    },
    /// It holds other keys than those that were read before.
    #[error(
        "the force key file '{}' was changed since it was read: read it again, look at its keys, and repeat what you did",
        path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Another program is changing it.
    #[error("another program is changing the force key file '{}': wait until it has ended, and try again", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The newest key is in use.
    #[error(
        "the force key {id} is the newest, under which everything is wrapped, and cannot be retired: rotate first"
    )]
    Newest {
        /// The key.
        id: KeyId,
    },
    /// No more keys fit into a file.
    #[error(
        "the force key file holds {most} keys, which is the most: wrap everything anew and retire old keys first"
    )]
    Full {
        /// The most keys of a file.
        most: usize,
    },
    /// A key could not be made, or is not in the list.
    #[error(transparent)]
    Key(KeyError),
    /// The system refused.
    #[error("cannot {action} '{}': {why}; see to that, and try again", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The answer of the system.
        why: io::Error,
    },
}

/// What is wrong with the text of a force key file. A mistake in copying is told apart from a key that is another one:
/// that shows only when something does not unwrap ([`KeyError::NoSuchKey`]).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ForceKeyTextError {
    /// The first line is another one.
    #[error("it is no force key file, for its first line is not 'tipstaff-force-key/1': give the right path")]
    NotAForceKey,
    /// The first line names a later form.
    #[error("it was written by a later version of Tipstaff: use that version")]
    OtherVersion,
    /// A key does not fit its number.
    #[error(
        "the key in line {line} is mistyped: a character of it or of its number was changed, lost or added; \
         compare the line with the printed copy"
    )]
    Mistyped {
        /// Number of the line, from 1.
        line: usize,
    },
    /// The line is none of the known ones.
    #[error("line {line} begins with none of 'key', 'end' and '#': compare it with the printed copy")]
    UnknownLine {
        /// Number of the line, from 1.
        line: usize,
    },
    /// The same number twice.
    #[error(
        "line {line} has the key {id} a second time: delete the line, and correct the line 'end' from the copy"
    )]
    Twice {
        /// Number of the line, from 1.
        line: usize,
        /// The key.
        id: KeyId,
    },
    /// The last line does not fit the keys before it.
    #[error(
        "the line 'end' (line {line}) does not fit the keys before it, of which there are {keys}: a whole line is missing, \
         added or out of order, or the line 'end' is mistyped; compare the file with the printed copy"
    )]
    KeyMissing {
        /// Number of the line, from 1.
        line: usize,
        /// Keys before it.
        keys: usize,
    },
    /// Something follows the last line.
    #[error("line {line} stands behind the line 'end': compare the file with the printed copy")]
    AfterTheEnd {
        /// Number of the line, from 1.
        line: usize,
    },
    /// There is no last line.
    #[error(
        "it is cut short, for its line 'end' is missing: put it back from another machine or the printed copy"
    )]
    CutShort,
    /// There is no key in it.
    #[error("it holds no key: put it back from another machine or the printed copy")]
    NoKey,
    /// There are too many keys in it.
    #[error(
        "it holds more than {most} keys, so it was not written by Tipstaff: put it back from the printed copy"
    )]
    TooMany {
        /// The most keys of a file.
        most: usize,
    },
}
