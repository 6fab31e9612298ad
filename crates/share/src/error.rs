//! What can go wrong with a share or a delivery. Every error says what happened and what to do next, and none holds a
//! personal value.

use crate::{DeliveryState, ShareState};
use receipts::StatementError;
use record::RecordError;
use std::path::PathBuf;

/// Why something with shares could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShareError {
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A receipt, or a key, that is none.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// Nobody receives under this holder.
    #[error(
        "holder {holder} gets no deliveries. Enrol it with the line of keys that it sends: tipstaff share recipient HOLDER --keys LINE"
    )]
    NoRecipient {
        /// The holder.
        holder: u32,
    },
    /// Enrolled already.
    #[error("holder {holder} is enrolled with these keys already. Nothing is left to do")]
    SameKeys {
        /// The holder.
        holder: u32,
    },
    /// Something that has to be said was not.
    #[error("{what} is missing. Say it: who approves decides on it")]
    Missing {
        /// What.
        what: &'static str,
    },
    /// More than the share allows.
    #[error(
        "{title} would leave, and share {share} does not allow it. Take a design without it, or have a share approved that does"
    )]
    NotAllowed {
        /// The share.
        share: u32,
        /// The field, for a person.
        title: &'static str,
    },
    /// Too long.
    #[error("{what} is too long: at most {most} can be kept. Say it shorter")]
    TooLong {
        /// What.
        what: &'static str,
        /// The limit.
        most: usize,
    },
    /// A name that is none.
    #[error(
        "a share is called by letters, digits, dashes, dots, such as cards-2023-07, and not by digits alone"
    )]
    NoName,
    /// The name is taken.
    #[error(
        "share {share} is called that already. Choose another name, or end that share first: tipstaff share end {share}"
    )]
    NameTaken {
        /// The share that has it.
        share: u32,
    },
    /// Not a field.
    #[error("there is no field '{field}'. tipstaff share define --help lists them")]
    NoField {
        /// What was written.
        field: String,
    },
    /// Never leaves.
    #[error("{title} never goes to a recipient: {why}. Leave it out")]
    NeverLeaves {
        /// The field.
        title: &'static str,
        /// Why.
        why: &'static str,
    },
    /// Nobody is in it.
    #[error("nobody is in this share today. Look at who is to be in it: tipstaff people list")]
    Nobody,
    /// A time that is over, or too far.
    #[error("{what}. Give {fix}")]
    Time {
        /// What is wrong.
        what: &'static str,
        /// What to give.
        fix: &'static str,
    },
    /// The difference singles people out.
    #[error(
        "with delivery {delivery}, which holder {holder} has, this list would single out {people}. Take them in or leave others out with them, so that they are at most one in ten, or say why it is right with --despite: who approves will read it"
    )]
    SinglesOut {
        /// The delivery.
        delivery: u32,
        /// Who has it.
        holder: u32,
        /// How many.
        people: u64,
    },
    /// Nobody knows it.
    #[error("there is no share '{share}'. tipstaff share list shows all")]
    Unknown {
        /// What was asked for.
        share: String,
    },
    /// Another state than is needed.
    #[error("share {share} is {state}, so this cannot be done. {fix}")]
    WrongState {
        /// The share.
        share: u32,
        /// What it is.
        state: ShareState,
        /// What to do.
        fix: &'static str,
    },
    /// Nobody knows the delivery.
    #[error("there is no delivery {delivery}. tipstaff share list --deliveries shows all")]
    NoDelivery {
        /// What was asked for.
        delivery: u32,
    },
    /// Another state than is needed.
    #[error("delivery {delivery} is {state} already. {fix}")]
    Delivery {
        /// The delivery.
        delivery: u32,
        /// What it is.
        state: DeliveryState,
        /// What to do.
        fix: &'static str,
    },
    /// Over.
    #[error(
        "share {share} has expired, so nothing is delivered under it. Define it anew, and have it approved"
    )]
    Expired {
        /// The share.
        share: u32,
    },
    /// Approved for other keys.
    #[error(
        "the recipient of share {share} has other keys since it was approved, or gets nothing any more. Define the share anew, and have it approved with those keys"
    )]
    OtherKeys {
        /// The share.
        share: u32,
    },
    /// Somebody else delivered meanwhile.
    #[error(
        "another delivery was made at the same time, and took this one's number. Nothing was delivered; try again"
    )]
    Meanwhile,
    /// Its key was opened, or is to be.
    #[error("delivery {delivery} is {state} already. {fix}")]
    Opened {
        /// The delivery.
        delivery: u32,
        /// What it is.
        state: &'static str,
        /// What to do.
        fix: &'static str,
    },
    /// Nobody proposed to open its key, or agreed.
    #[error(
        "the key of delivery {delivery} is not open. One proposes it (tipstaff leak open {delivery} --why WORDS), another one agrees"
    )]
    NotProposed {
        /// The delivery.
        delivery: u32,
    },
    /// A receipt for something else.
    #[error("this receipt is for {what}. Nothing was changed; ask the recipient for the right one")]
    OtherStatement {
        /// For what.
        what: &'static str,
    },
    /// A clock that is wrong.
    #[error(
        "the receipt says {when}. A clock is wrong, here or there: nothing was changed. Ask the recipient to set the clock and sign again"
    )]
    Clock {
        /// What it says.
        when: &'static str,
    },
    /// What got out could not be traced.
    #[error(transparent)]
    Trace(trace::TraceError),
    /// A file.
    #[error("{what} {} ({kind}). {fix}", .path.display())]
    File {
        /// What could not be done: "could not write".
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What happened.
        kind: std::io::ErrorKind,
        /// What to do.
        fix: &'static str,
    },
    /// Could not be written.
    #[error("the delivery could not be written: {what}. Nothing was delivered; try again")]
    Unwritten {
        /// What happened.
        what: &'static str,
    },
}

impl ShareError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Record(RecordError::Damaged { what: what.into() })
    }

    /// Whether somebody has to decide something, rather than anything being broken: exit status 1, not 2.
    pub fn is_held(&self) -> bool {
        matches!(self, Self::SinglesOut { .. } | Self::Expired { .. } | Self::OtherKeys { .. })
    }
}
