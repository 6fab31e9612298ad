//! What can go wrong, in words for whoever prepares or receives evidence.

use std::path::PathBuf;
use thiserror::Error;

/// Why a bag was not written, or could not be read.
#[derive(Debug, Error)]
pub enum BagError {
    /// A name that some machine of an expert's could not hold, or would read as another one.
    #[error(
        "the file name {name:?} cannot go into a bag: {why}; give it another name, the original one can stand in the act"
    )]
    Name {
        /// The name, under `data/`.
        name: String,
        /// What about it.
        why: &'static str,
    },
    /// Two names that are one on some machine.
    #[error(
        "the file names {one:?} and {other:?} are the same on some machines; give one of them another name"
    )]
    SameName {
        /// One of them.
        one: String,
        /// The other.
        other: String,
    },
    /// Something is there already.
    #[error("{path} is there already, and a bag is never written over anything; choose another place")]
    Exists {
        /// Where the bag was to be.
        path: PathBuf,
    },
    /// A file is not what it was expected to be.
    #[error(
        "{name} is not what the record says: its SHA-256 is {found} and should be {expected}; no bag was made. Keep what was \
         read as it is, and have the item verified on its other copies"
    )]
    Changed {
        /// The file's name, under `data/`.
        name: String,
        /// The SHA-256 that was told, in hexadecimal digits.
        expected: String,
        /// The SHA-256 of what was read.
        found: String,
    },
    /// A file has another length.
    #[error(
        "{name} should be {expected} bytes long and is {found}; no bag was made, have the item verified on its other copies"
    )]
    Length {
        /// The file's name, under `data/`.
        name: String,
        /// The length that was told, in bytes.
        expected: u64,
        /// What was read: one more than expected, if there was more.
        found: u64,
    },
    /// A file of the evidence could not be read.
    #[error(
        "{name} could not be read: {source}; no bag was made, try again or take the item from another copy"
    )]
    Read {
        /// The file's name, under `data/`.
        name: String,
        /// What the place said where it lies.
        #[source]
        source: std::io::Error,
    },
    /// The bag could not be written.
    #[error(
        "the bag could not be written at {path}: {source}; what was begun is no bag, free some room or choose another place"
    )]
    Write {
        /// Where.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// A label or a value that `bag-info.txt` cannot hold.
    #[error("{label:?} cannot go into bag-info.txt: {why}")]
    Info {
        /// The label.
        label: String,
        /// What about it or its value.
        why: &'static str,
    },
    /// The log's own checkpoint or a proof does not hold. A bag that an expert would refute is not written.
    #[error("the proofs of this bag do not hold: {0}; no bag was made, run `tipstaff log verify`")]
    Proof(#[from] tlog::LogError),
    /// What is said of an act does not go together.
    #[error("act {position} cannot go into the bag: {why}")]
    Act {
        /// Its place in the log.
        position: u64,
        /// What about it.
        why: &'static str,
    },
    /// No act says which bytes an item has.
    #[error(
        "no act in this bag says the SHA-256 of {name}, so nothing would tie the file to the log; add the act by which it was \
         received, with the manifest that lists it"
    )]
    Unbound {
        /// The file's name, under `data/`.
        name: String,
    },
    /// A folder that is no bag.
    #[error("{path} is no bag that can be checked: {why}")]
    NoBag {
        /// The folder or the file in it.
        path: PathBuf,
        /// What about it, and what to do.
        why: String,
    },
    /// A file of a bag could not be looked at.
    #[error("{path} could not be looked at: {source}; nothing is said about this bag, try again")]
    Look {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// A file of tags that is not as RFC 8493 has it.
    #[error("line {line} of {file}: {why}; ask for the bag again from whoever made it")]
    Line {
        /// The file's name.
        file: String,
        /// Which line, from one.
        line: usize,
        /// What about it.
        why: &'static str,
    },
}
