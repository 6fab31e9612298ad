//! People: who they are, by which numbers and names they are found, and what was true of them when.
//!
//! Every value has two clocks: when it was true ([`ImportOrder::as_of`] of the extract that said so), and which act of the
//! log wrote it. Whether somebody works under cover is never a value here: the unit that knows keeps its own list, under
//! a key of its own, and matches blind.

mod alias;
mod birth;
mod changes;
mod chunk;
mod counts;
mod erase;
mod erasure_ledger;
mod import;
mod imports;
mod names;
mod photo;
mod read;
mod roster;
mod shown;
mod standing;
mod timeline;
mod versions;

pub use alias::Aliases;
pub use changes::{PeopleAt, PeopleChanges};
pub use counts::Sources;
pub use erasure_ledger::{ErasureLedger, ErasureLedgerError, ErasureLine};
pub use import::{
    Column, Completeness, ImportOrder, ImportReport, Imported, MOST_COLUMNS, MOST_ROWS, Refusal, RefusedRow,
    RefusedRows, Rows, many_left,
};
pub use imports::{ImportsPage, PeopleImport};
pub use photo::{LARGEST_PHOTO, MOST_PHOTOS, NewPhoto, photo_digest};
pub use read::{Found, Member, PersonShown, PersonValue, PersonVersion};
pub use standing::Standing;
pub use versions::RecordedValue;

use crate::RecordError;
use store::Transaction;

/// Whether a person of this number is in the record, and not erased.
async fn is_there(transaction: &mut Transaction, person: u32) -> Result<(), RecordError> {
    let rows =
        transaction.read("SELECT ended FROM person WHERE number = $1", &[i64::from(person).into()]).await?;
    match rows.first().map(|row| row.optional_integer(0)).transpose()? {
        Some(None) => Ok(()),
        Some(Some(_)) => Err(RecordError::Refused {
            what: format!("person {person} was erased"),
            fix: "Nothing is left to do".into(),
        }),
        None => Err(RecordError::Unknown {
            what: format!("person {person}"),
            fix: "tipstaff people show --find pay-number=NUMBER finds people".into(),
        }),
    }
}
