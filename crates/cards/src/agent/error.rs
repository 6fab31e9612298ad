//! What can go wrong with a print agent.

use super::key_source::SourceError;
use crate::job::{JobError, ReceiptError, Serial};
use std::path::PathBuf;

/// Why a print agent does not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AgentError {
    /// The job, a key or a receipt.
    #[error(transparent)]
    Job(#[from] JobError),
    /// A receipt of our own.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// The force cannot be asked.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The journal.
    #[error(
        "the journal {} could not be read or written. Print nothing until it can: it is what keeps a card from being printed \
         twice", path.display()
    )]
    Journal {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The journal is of another job, or was edited.
    #[error("the journal {} does not belong to this job, or was changed. Name the right one", path.display())]
    OtherJournal {
        /// Which file.
        path: PathBuf,
    },
    /// Somebody else prints the job.
    #[error("another print agent has the journal {} open. Let that one go on, or end it", path.display())]
    InUse {
        /// Which file.
        path: PathBuf,
    },
    /// The key of the agent is another one.
    #[error("the job was made for another print agent. Take the agent's key that the force was given")]
    OtherAgent,
    /// A decision is due.
    #[error(
        "it is not known whether card {serial} was printed. Look, and say whether it was printed or is spoiled"
    )]
    Undecided {
        /// Which.
        serial: Serial,
    },
    /// There is nothing to decide.
    #[error("card {serial} was not begun, so there is nothing to say about it")]
    NotBegun {
        /// Which.
        serial: Serial,
    },
    /// The card cannot be printed again.
    #[error("card {serial} is not spoiled, so it is not printed again. Say first that it is spoiled")]
    NotSpoiled {
        /// Which.
        serial: Serial,
    },
    /// The job is over.
    #[error("the job is closed: its certificate of destruction was signed. Ask the force for a new job")]
    Closed,
}
