//! What can go wrong with a job. No error says what is on a card.

use super::serial::Serial;
use crate::random::NoRandom;
use tlog::LogError;

/// Why a job cannot be made, or opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JobError {
    /// The signature, or the form around it.
    #[error("this is not what it should be: {0}. Ask whoever sent it for it again")]
    Signature(#[from] LogError),
    /// A statement that says something else.
    #[error("the signed statement {0}. Ask whoever sent it for it again")]
    Statement(&'static str),
    /// A key that is none.
    #[error(
        "this is no key of a job or a card. Make a new one with the print agent, or ask for the keys again"
    )]
    Key,
    /// It is sealed to somebody else.
    #[error(
        "this was sealed to another key. Take the key that was made for this job, on the machine that made it"
    )]
    WrongKey,
    /// It is damaged.
    #[error(
        "the job is damaged or incomplete. Copy it again, and compare its SHA-256 with the one the force has"
    )]
    Damaged,
    /// A card is damaged.
    #[error(
        "card {serial} is not the one that was sealed. Print nothing more of this job, and tell the force"
    )]
    OtherCard {
        /// Which.
        serial: Serial,
    },
    /// There is no such card.
    #[error("the job has no card {serial}. Compare the serial with the manifest")]
    NoCard {
        /// Which.
        serial: Serial,
    },
    /// Too many cards, or none.
    #[error("a job has 1 to {most} cards and one specimen. Make several jobs, so that one leak is a small one", most = super::MOST_CARDS)]
    Size,
    /// Not one specimen, or a serial twice.
    #[error("a job has one specimen, and each serial once. Make the job again")]
    Cards,
    /// A card is too large.
    #[error("card {serial} is larger than 64 MB. Take a profile with fewer dots")]
    TooLarge {
        /// Which.
        serial: Serial,
    },
    /// Randomness.
    #[error(transparent)]
    NoRandom(#[from] NoRandom),
    /// The file.
    #[error("the job could not be read or written. Check that the disk is there and has room")]
    File(#[source] std::io::Error),
    /// It cannot be written.
    #[error("this could not be written. Report it to those who maintain Tipstaff")]
    Unwritable,
}
