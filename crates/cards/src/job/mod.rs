//! A sealed job: faces on their way to a print service, each under a key of its own.
//!
//! The job is an `age` file to the one-time key of a print agent. In it, each card is sealed once more, under a key that stays
//! in the force. The [`Desk`] hands these keys out in small windows, and only when every card of the window before has its
//! signed [`Receipt`]. To stop a job is to hand out no further key.

mod card_file;
mod certificate;
mod desk;
mod error;
mod keys;
mod manifest;
mod offer;
mod read;
mod receipt;
mod request;
mod sealed;
mod serial;
mod statement;
mod window;
mod write;

pub use card_file::{CardFile, CardFiles};
pub use certificate::DestructionCertificate;
pub use desk::{Desk, DeskEvent, Refusal};
pub use error::JobError;
pub use keys::{CardKey, CardKeys, JobRecipient, JobSecret};
pub use manifest::{CardEntry, MOST_CARDS, Manifest};
pub use offer::{JobOffer, OfferError};
pub use read::JobFile;
pub use receipt::{Ledger, Outcome, Receipt, ReceiptError};
pub use request::{ClosingBundle, KeyRequest, LONGEST_BUNDLE, RequestBundle};
pub use serial::{JobId, Serial, SerialError};
pub use window::{Window, open_answer};
pub use write::{CardToSeal, SealedJob, seal};

/// By how much two clocks may differ, in seconds.
pub const SKEW_SECONDS: i64 = 300;
