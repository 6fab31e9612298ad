//! What can go wrong between a telephone and the card office.

use crate::sign1::SignatureError;
use crate::statement::StatementError;
use crate::two_sided::EnrolmentError;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// It is none.
    #[error(
        "this is not a telephone's request, or it was changed on its way. Have the telephone save it again, as a file, and \
         take that"
    )]
    Malformed,
    /// No keys, or too many.
    #[error(
        "the request has {keys} keys, and has to have 1 to {}. Have the telephone make a new one",
        super::MOST_KEYS
    )]
    Keys {
        /// How many.
        keys: usize,
    },
    /// A key that is there twice.
    #[error(
        "the request has the same key twice, so two answers would show that they come from one telephone. Have the telephone \
         make a new one"
    )]
    SameKey,
    /// A proof that proves nothing.
    #[error(
        "the request does not prove that its keys are on the telephone that sent it: {0}. Enrol nothing; have the telephone \
         make a new one"
    )]
    Proof(SignatureError),
    /// It is for another force.
    #[error(
        "the request was made on the page of another force. Have the telephone open the page of this force, and make a new one"
    )]
    OtherForce,
    /// It is old.
    #[error("the request is more than {days} days old. Have the telephone make a new one", days = super::request::DAYS)]
    TooOld,
    /// It is from a time that has not come.
    #[error(
        "the request was made at a time that has not come. Set the clock, of the telephone or of this machine, and have the \
         telephone make a new one"
    )]
    FromTheFuture,
}

/// Why a telephone is not enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnrolError {
    /// Not a place for each key.
    #[error(
        "the request has {keys} keys, and {places} places of the status list were given. Give one place for each key, and no \
         place twice"
    )]
    Places {
        /// Keys of the request.
        keys: usize,
        /// Places, each counted once.
        places: usize,
    },
    /// Nobody.
    #[error("a telephone is enrolled for a constable, a community support officer or a member of staff")]
    Nobody,
    /// Over already.
    #[error("the last day of the enrolment is over already. Give one that lies ahead")]
    Over,
    /// What an enrolment says.
    #[error("the telephone cannot be enrolled: {0}")]
    Statement(#[from] StatementError),
    /// The enrolment.
    #[error(transparent)]
    Enrolment(#[from] EnrolmentError),
    /// It cannot be written.
    #[error("the answer could not be written. Report this to those who maintain Tipstaff")]
    Unwritable,
}
