//! What should be stored against what is: item by item, with the cases it touches, and on record.
//!
//! A hash cannot see what nothing points to. So there is a statement of what **ought** to be there, in sealed lists that acts
//! name (crate `inventory` for the lists, `record` for the acts), and a store is listed against it again and again:
//!
//! ```text
//! watch ─► baseline ─► sweep ─► green
//!             ▲          ├────► unknown    not all of it could be listed: neither green nor a loss
//!   expect ───┤          └────► alarm ─► in suspense ─► found
//!   received ─┘                                     └─► settled, by two
//! ```
//!
//! Tolerance is zero. What differs once is in suspense until it is found or two people settle it, and a store with anything in
//! suspense is never green. Nothing here writes to a store that is watched: a [`inventory::Location`] cannot.

mod add;
mod alarm;
mod arriving;
mod balance;
mod batch;
mod cases;
mod compact;
mod departed;
mod derive;
mod disclose;
mod error;
mod expect;
mod expectation;
mod gone;
mod history;
mod holdings;
mod lists;
mod message;
mod migration;
mod outbox;
mod overview;
mod own;
mod parity;
mod pipe;
mod read;
mod reason;
mod recover;
mod removal;
mod rule;
mod settle;
mod source;
mod standing;
mod state;
mod store_row;
mod stored;
mod suspense;
mod sweep;
mod sweeps;
mod take_in;
mod told;
mod touched;
mod transit;
mod witnesses;
mod words;

pub use add::{Added, StoreOrder};
pub use alarm::Alarm;
pub use balance::{Balance, Count, Group, GroupLine, balance_note};
pub use derive::Derived;
pub use disclose::{Disclosure, DisclosureOrder, MOST_DISCLOSED};
pub use error::EvidenceError;
pub use expect::{Expected, MOST_EXPECTED};
pub use history::Stretch;
pub use message::{Message, Says};
pub use migration::{
    CERTIFICATE_KEY, Certificate, Migration, MigrationOrder, MigrationStep, Permit, PermitInForce, Verifying,
    certificate_note,
};
pub use outbox::Pending;
pub use overview::Overview;
pub use own::{GradedStore, Observed};
pub use parity::ParityMade;
pub use read::{ReadReport, Reading};
pub use recover::{Recovering, Whereabouts};
pub use removal::Removal;
pub use rule::Rule;
pub use settle::{Settlement, SettlementOrder};
pub use standing::Standing;
pub use state::{DifferenceKind, StoreMode, StoreState};
pub use store_row::EvidenceStore;
pub use suspense::{InSuspense, Shown};
pub use sweep::Sweep;
pub use sweeps::LastSweep;
pub use take_in::{Intake, Offer, TakenIn};

pub use copies::parity::Shape as ParityShape;
pub use witnesses::witnesses_are_current;

use blobs::Blobs;
use record::{DISPOSAL, EVIDENCE, Record};

/// Kind of the key that signs balances.
pub const BALANCE_KEY: &str = "evidence-balances";

/// The stored evidence of a record.
#[derive(Debug, Clone)]
pub struct Evidence<'r> {
    record: &'r Record,
    blobs: Blobs,
}

impl<'r> Evidence<'r> {
    /// The stored evidence of this record.
    pub async fn open(record: &'r Record) -> Result<Self, EvidenceError> {
        record.database().migrate(&EVIDENCE.migrations).await?;
        // A sweep asks which copies are going by authority.
        record.database().migrate(&DISPOSAL.migrations).await?;
        Ok(Self { record, blobs: record.blobs()? })
    }

    /// The record.
    pub fn record(&self) -> &'r Record {
        self.record
    }
}
