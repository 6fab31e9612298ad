//! Holds, retention classes, and the destruction of our own copies of evidence.
//!
//! ```text
//! class ─► plan ─► proposed ─► approved by two, or three ─► cools off ─► carried out, copy by copy ─► booked
//!            │                     │                                        │
//!            └── held: left out    └── held since: not approved             └── held: stays; last copy: later
//! ```
//!
//! Nothing here deletes. A copy goes by a [`copies::SafeDropProof`], which only the [`ledger`] of this crate grants: that the
//! act is approved and has cooled off, that nothing holds the item, and that nobody relies on the copy. What the ledger decides
//! is pure and stands in [`rules`], so that tests can drive it through every order of events.

mod booking;
mod breaker;
mod carry_out;
mod chosen;
mod class;
mod classes;
mod disposals;
mod due;
mod entries;
mod error;
mod going;
mod held;
mod holds;
pub mod ledger;
mod list;
mod plan;
mod receipt;
pub mod rules;
mod simulation;
mod stopped;
mod stored;
mod when;
mod witnesses;
mod words;

pub use breaker::Breaker;
pub use carry_out::CarriedOut;
pub use chosen::ItemRow;
pub use class::{Action, Class, Clock, SHIPPED, Shipped, Terms};
pub use classes::ClassOrder;
pub use disposals::{Approved, Disposal, DisposalState};
pub use due::Due;
pub use error::DisposalError;
pub use held::Held;
pub use holds::Hold;
pub use list::{DisposalList, LeftOut, ListedItem};
pub use plan::{Chosen, PlanOrder, Planned, SEVEN_DAYS};
pub use receipt::KeptReceipt;
pub use simulation::{Simulation, StoreSimulation};

use blobs::Blobs;
use evidence::Evidence;
use record::{DISPOSAL, Record};

/// What is decided about stored evidence that is to be no more.
#[derive(Debug, Clone)]
pub struct Disposing<'r> {
    record: &'r Record,
    evidence: Evidence<'r>,
    blobs: Blobs,
}

impl<'r> Disposing<'r> {
    /// That of this record.
    pub async fn open(record: &'r Record) -> Result<Self, DisposalError> {
        record.database().migrate(&DISPOSAL.migrations).await?;
        Ok(Self { record, evidence: Evidence::open(record).await?, blobs: record.blobs()? })
    }

    /// The record.
    pub fn record(&self) -> &'r Record {
        self.record
    }

    /// Its stored evidence.
    pub fn evidence(&self) -> &Evidence<'r> {
        &self.evidence
    }

    /// Items that are held at this moment.
    pub async fn held(&self) -> Result<Held, DisposalError> {
        Held::of(&self.record.read(held::ALL, &[]).await?, &self.record.read(held::DERIVED, &[]).await?)
    }
}
