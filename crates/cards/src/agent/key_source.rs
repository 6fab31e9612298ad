//! Whom a print agent asks for keys.

use crate::job::RequestBundle;
use std::path::PathBuf;

/// What the force answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Keys of a window, sealed to the job's one-time key.
    Keys(Vec<u8>),
    /// No answer yet.
    NotYet,
    /// The job was stopped. No key comes any more.
    Stopped,
    /// The request was refused, with the force's words.
    Refused(String),
}

/// Why the force cannot be asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// A folder.
    #[error("the folder {} for requests and answers cannot be used. Check that it is there and that you may write to it", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// An answer that is too long.
    #[error("the force's answer is too long to be one. Check the address, and ask the force")]
    TooLong,
    /// The request could not be written.
    #[error("the request for keys could not be written. Report this to those who maintain Tipstaff")]
    Unwritable,
    /// The network.
    #[error(
        "the force could not be asked for keys: {what}. Check the address and the network, and start again; nothing is lost"
    )]
    Network {
        /// What happened, without the address.
        what: String,
    },
}

/// Somebody who is asked for keys.
pub trait KeySource {
    /// Asks for a window.
    fn ask(&self, window: u32, request: &RequestBundle) -> Result<Answer, SourceError>;
}
