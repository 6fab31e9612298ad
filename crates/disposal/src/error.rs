//! What can go wrong. Every error says what happened and what to do next; none holds the reference of a case.

use blobs::BlobError;
use copies::CopyError;
use evidence::EvidenceError;
use jiff::Timestamp;
use record::RecordError;

/// Why something about holds, classes or disposals could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DisposalError {
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Sealed lists.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// Stores and what they have to have.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// Replicas.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// The case is not known.
    #[error(
        "there is no case of this reference in the record. Check it, or take in the list of cases first: tipstaff case import"
    )]
    NoCase,
    /// There is no such hold, or it stands otherwise.
    #[error("there is no hold {hold} that {wanted}. tipstaff evidence hold list shows how each stands")]
    NoHold {
        /// Its number.
        hold: u32,
        /// What it should be.
        wanted: &'static str,
    },
    /// No hold, or several.
    #[error(
        "{holds} holds that somebody placed are on this case. Name the one by its number: tipstaff evidence hold list shows them"
    )]
    WhichHold {
        /// How many.
        holds: usize,
    },
    /// The case is finalised already, or is not.
    #[error("this case is {what} already. tipstaff evidence hold list shows which cases hold by themselves")]
    CaseStands {
        /// How.
        what: &'static str,
    },
    /// A class that makes no sense.
    #[error("this cannot be a retention class: {what}")]
    Class {
        /// What is wrong, and what to do.
        what: &'static str,
    },
    /// There is no such class, or it stands otherwise.
    #[error(
        "there is no retention class {class} that {wanted}. tipstaff evidence class list shows how each stands"
    )]
    NoClass {
        /// Its number or name.
        class: String,
        /// What it should be.
        wanted: &'static str,
    },
    /// A version of this class waits already.
    #[error("row {class} of this class waits for a decision already. Approve or refuse it first")]
    ClassWaits {
        /// Its number.
        class: u32,
    },
    /// What was simulated is too old.
    #[error(
        "what the class would take was simulated more than {days} days ago, and may be another number now. Refuse it, and propose it anew"
    )]
    OldSimulation {
        /// Days that a simulation is good for.
        days: i64,
    },
    /// There is nothing to destroy.
    #[error("nothing of ours can be destroyed by this: {held} items are held, {unclear} are unclear. {fix}")]
    Nothing {
        /// Items that are held.
        held: u64,
        /// Items that are left out for another reason.
        unclear: u64,
        /// What to do.
        fix: &'static str,
    },
    /// A row of a list of items.
    #[error("line {line} of the list: {what}. Nothing was planned")]
    Row {
        /// The line.
        line: u64,
        /// What is wrong, and what to do.
        what: &'static str,
    },
    /// A plan that asks for less than is due.
    #[error("{what} can only be made longer or stricter than {least}. Leave the option out, or say more")]
    TooLax {
        /// What.
        what: &'static str,
        /// The default.
        least: String,
    },
    /// There is no such disposal, or it stands otherwise.
    #[error(
        "there is no disposal {disposal} that {wanted}. tipstaff evidence dispose list shows how each stands"
    )]
    NoDisposal {
        /// Its number.
        disposal: u32,
        /// What it should be.
        wanted: &'static str,
    },
    /// What was proposed is not what is there.
    #[error("what is stored of this disposal is not what was proposed. Refuse it, and plan it anew")]
    Moved,
    /// Items are held since it was planned.
    #[error(
        "{items} of its items are held since it was planned, and an approval is of the whole list. Refuse it, and plan it anew: those items are left out then"
    )]
    HeldSince {
        /// Items.
        items: u64,
    },
    /// Somebody, or a role, approved already.
    #[error(
        "each approval is by another person in another role, and {what}. Ask somebody else, or approve in another role of yours: --in-role"
    )]
    NotAnother {
        /// What was met.
        what: &'static str,
    },
    /// Too early.
    #[error("the disposal cools off until {until}. Nothing was destroyed; carry it out then")]
    CoolingOff {
        /// When it is over.
        until: Timestamp,
    },
    /// Too late.
    #[error(
        "the approvals of this disposal were given more than {days} days ago, and nobody is to rely on them any more. Refuse it, and plan it anew"
    )]
    TooLate {
        /// Days that they are good for.
        days: i64,
    },
    /// Witnesses are not current.
    #[error(
        "nothing is destroyed without witnesses: {what}. Publish the log and let them cosign it: tipstaff log publish"
    )]
    Witnesses {
        /// What is wrong.
        what: &'static str,
    },
    /// Something that has to be said was not.
    #[error("{what} is missing. Say it: who approves decides on it")]
    Missing {
        /// What.
        what: &'static str,
    },
    /// More words than are kept.
    #[error(
        "{what} is too long: at most {most} characters are kept. Say it shorter, or keep the paper elsewhere and name it"
    )]
    TooLong {
        /// What.
        what: &'static str,
        /// The limit.
        most: usize,
    },
    /// What is stored makes no sense.
    #[error("what is stored about disposals is damaged: {what}. Run: tipstaff log verify --deep")]
    Damaged {
        /// What.
        what: String,
    },
    /// A thread ended without an answer.
    #[error("the work on a list broke off. This is a defect of Tipstaff: please report it")]
    Stopped,
}

impl DisposalError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}

impl From<store::StoreError> for DisposalError {
    fn from(error: store::StoreError) -> Self {
        Self::Record(error.into())
    }
}
