//! What recipients such as suppliers get: little, marked, sealed, receipted, and on record as a holding.
//!
//! ```text
//! Order ─ propose ─► Share ─ approve (somebody else) ─► deliver ─► sealed file          ┐
//!   difference to every earlier list                       │       holding, commitments ├ one transaction
//!                                                          │       who does not exist   ┘
//!                     receipt, destruction certificate ◄───┘  (the recipient signs)
//! ```
//!
//! Acts and tables are those of `record`; marks are those of `marks`.

mod decide;
mod define;
mod deliver;
mod deliveries;
mod difference;
mod error;
mod form;
mod leak;
mod marks_table;
mod opening;
mod past;
mod people;
mod receive;
mod recipients;
mod register;
mod state;
mod stored;
mod terms;

pub use define::{NEVER, Order, Proposed};
pub use deliver::{CARD_JOB_FORM, DeliveryOrder, Made, Nobody, Packed, Packing, PhotoMark, REFERENCE};
pub use deliveries::Delivery;
pub use difference::{Difference, LARGEST_PART, LEAST_LEFT_OUT, List};
pub use error::ShareError;
pub use form::{FORMS, FormRow};
pub use leak::{FIELDS_SHOWN, LeakRead, Leaked, LeakedFile, Naming, Traced, Unread};
pub use marks_table::{MARKS, Mark, MarkRow, Marks};
pub use people::{Condition, People};
pub use receipts::{
    OpenError, Opened, PARTS_FILE, PARTS_SCHEMA, Part, Parts, RECEIPT_SCHEMA, RecipientKeys, RecipientSecret,
    Stated, Statement, StatementError, open,
};
pub use receive::Taken;
pub use recipients::Recipient;
pub use register::Share;
pub use state::{DeliveryState, ShareState};
pub use terms::Terms;

use record::Record;

/// Shares of a record.
#[derive(Debug, Clone, Copy)]
pub struct Shares<'r> {
    record: &'r Record,
}

impl<'r> Shares<'r> {
    /// The shares of this record.
    pub fn new(record: &'r Record) -> Self {
        Self { record }
    }

    /// The record.
    pub fn record(&self) -> &'r Record {
        self.record
    }
}
