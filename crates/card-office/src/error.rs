//! What can go wrong at the card office. Every error says what happened and what to do next; none names a person, and none says
//! who is set apart.

use crate::state::CardState;
use cards::check_page::PublishError;
use cards::face::{FaceError, TemplateError};
use cards::job::{JobError, OfferError, ReceiptError, Refusal};
use cards::plan::PlanError;
use cards::statement::{AddressError, CodeError, StatementError};
use cards::status_list::{ListTokenError, SlotsError};
use cards::two_sided::{EnrolError, RelayAddressError, RequestError};
use record::RecordError;
use share::ShareError;
use std::path::PathBuf;
use store::StoreError;

/// Why something with cards could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The share of the print service.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// Who is printed where.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A face.
    #[error(transparent)]
    Face(#[from] FaceError),
    /// A template.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A job.
    #[error(transparent)]
    Job(#[from] JobError),
    /// The key for a job.
    #[error(transparent)]
    Offer(#[from] OfferError),
    /// A receipt.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// Keys are not handed out.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// What a card says.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The address on a card.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The code on a card.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The places of a list.
    #[error(transparent)]
    Places(#[from] SlotsError),
    /// The signed list.
    #[error(transparent)]
    List(#[from] ListTokenError),
    /// The page for the public.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A list that was made and did not go out.
    #[error("the list is on record as made, and the public does not have it: {0}. Publish once more")]
    Unpublished(#[source] PublishError),
    /// What a telephone asked with.
    #[error(transparent)]
    TelephoneRequest(#[from] RequestError),
    /// A telephone cannot be enrolled.
    #[error(transparent)]
    Enrol(#[from] EnrolError),
    /// The address of a relay.
    #[error(transparent)]
    Relay(#[from] RelayAddressError),
    /// Nobody said where the check from both sides is.
    #[error("nobody said where the check from both sides is. Say it first: tipstaff card telephone set-up")]
    NoMeeting,
    /// Nothing was set up.
    #[error(
        "the card office is not set up: nothing says what stands on cards and where they are checked. Set it up first: \
         tipstaff card set-up"
    )]
    NotSetUp,
    /// Something that has to be said was not.
    #[error("{what} is missing. {fix}")]
    Missing {
        /// What.
        what: &'static str,
        /// What to do.
        fix: &'static str,
    },
    /// Something that makes no sense.
    #[error("{what}. {fix}")]
    NoSense {
        /// What is wrong.
        what: String,
        /// What to do.
        fix: &'static str,
    },
    /// Nothing of that number or name.
    #[error("there is no {what}. tipstaff card list shows what there is")]
    Unknown {
        /// Such as "order 7".
        what: String,
    },
    /// Nobody is left to get a card.
    #[error("there is nobody in this order. Say other people, or none, for all of them")]
    Nobody,
    /// The state of a card does not allow it.
    #[error("{what}: card {card} is {state}. {fix}", state = state.words())]
    WrongState {
        /// What could not be done.
        what: &'static str,
        /// Number of the card.
        card: u32,
        /// What it is.
        state: CardState,
        /// What to do.
        fix: &'static str,
    },
    /// Nothing to do.
    #[error("{what}. Nothing was changed")]
    NothingToDo {
        /// Why.
        what: &'static str,
    },
    /// A key that was used.
    #[error(
        "the print agent's key was made for another job, and none is taken twice. Have the print service make a fresh one: \
         tipstaff card print offer"
    )]
    UsedKey,
    /// The job's delivery was cancelled.
    #[error(
        "job {job} never reached its print service, as was said: no key of it is handed out. Seal another one"
    )]
    Cancelled {
        /// Number of the job.
        job: u32,
    },
    /// The share was ended, or its time is over.
    #[error(
        "job {job} is over: its share was ended, its print service has other keys, or it had to be destroyed by now. No key of it \
         is handed out. Destroy what is left of it, and send the certificate"
    )]
    Over {
        /// Number of the job.
        job: u32,
    },
    /// Somebody wrote meanwhile.
    #[error("something else was written meanwhile. Nothing was done; do it again")]
    Meanwhile,
    /// A photo that cannot be drawn.
    #[error("the photo of card {card} cannot be drawn. Take it in again: tipstaff people photos")]
    Photo {
        /// Number of the card.
        card: u32,
    },
    /// No photo at all.
    #[error(
        "{cards} of these cards have no photo, and the design has a place for one. Take the photos in first (tipstaff people \
         photos), or order cards for the others only"
    )]
    NoPhotos {
        /// How many.
        cards: u64,
    },
    /// No name.
    #[error(
        "{cards} of these cards have no name that may stand on them. Import it, or have a share approved that allows it"
    )]
    NoNames {
        /// How many.
        cards: u64,
    },
    /// A file.
    #[error("{what} {} ({kind}). {fix}", path.display())]
    File {
        /// What could not be done with it.
        what: &'static str,
        /// Which.
        path: PathBuf,
        /// What the system said.
        kind: std::io::ErrorKind,
        /// What to do.
        fix: &'static str,
    },
    /// Something broke off.
    #[error("the work broke off. Nothing was put on record; do it again, and report it if it stays so")]
    BrokeOff,
}

impl CardError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Record(RecordError::Damaged { what: what.into() })
    }

    /// Whether this is an answer that somebody has to decide on, and no failure.
    pub fn is_held(&self) -> bool {
        match self {
            Self::Share(error) => error.is_held(),
            Self::Plan(error) => matches!(error, PlanError::TooLittleCover { .. }),
            _ => false,
        }
    }
}

impl From<StoreError> for CardError {
    fn from(error: StoreError) -> Self {
        Self::Record(error.into())
    }
}
