//! The card office: who gets a card, where its face is printed, what a print service was given, and what became of each card.
//!
//! ```text
//! set up ─► order ─► (in the force)   draw ─────────────► printed
//!             │
//!             └────► (print service)  seal ─► keys, window by window ─► receipts ─► certificate
//!                      delivery of an approved share, holding "possible" ─► "definite" ─► closed
//! revoke ─► publish ─► order again
//! ```
//!
//! Acts and tables are those of `record`; faces, jobs, codes and lists are those of `cards`; whether anything may leave is
//! decided in `share`, as for every delivery. The link from a card to a person stands in the record and nowhere else.

mod apart;
mod card;
mod design;
mod desk;
mod draw;
mod ended;
mod error;
mod events;
mod face;
mod issuer;
mod jobs;
mod kind;
mod meeting;
mod order;
mod orders;
mod places;
mod progress;
mod publish;
mod revoke;
mod seal;
mod specimen;
mod state;
mod stored;
mod telephone;

pub use card::Card;
pub use design::{DESIGNS, Design};
pub use desk::{Answered, Receipts};
pub use draw::{Drawing, Drawn};
pub use ended::Ended;
pub use error::CardError;
pub use issuer::{Issuer, SetUp};
pub use jobs::Job;
pub use kind::{KINDS, KindRow, Mode};
pub use meeting::{Meeting, MeetingFolders, MeetingSetUp};
pub use order::{CardOrder, Ordered, SensitivePeople};
pub use orders::Order;
pub use progress::{JobState, Progress};
pub use publish::{Publication, Published};
pub use revoke::{Reissued, Revoked, ToRevoke, Which};
pub use seal::{Sealed, Sealing};
pub use state::CardState;
pub use telephone::{EnrolledTelephone, Telephone, TelephoneOrder};

use record::Record;

/// Kind of the key that signs jobs: print agents are told its public half once.
pub const JOB_KEY: &str = "card-jobs";

/// The card office of a record.
#[derive(Debug, Clone, Copy)]
pub struct CardOffice<'r> {
    record: &'r Record,
}

impl<'r> CardOffice<'r> {
    /// The card office of this record.
    pub fn new(record: &'r Record) -> Self {
        Self { record }
    }

    /// The record.
    pub fn record(&self) -> &'r Record {
        self.record
    }

    /// The public half of the key that signs jobs, as print agents are told it.
    pub fn job_key(&self) -> Result<String, CardError> {
        Ok(self.record.statement_key(JOB_KEY)?.verifier().to_string())
    }
}
