//! Copies of a disposal that are going or gone, as the ledger has them.

use crate::stored::{instant, number, stored};
use crate::{DisposalError, Disposing};
use jiff::Timestamp;
use std::collections::HashMap;

/// Copies that are changed by one statement.
const AT_ONCE: usize = 500;

/// A copy of a disposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GoingCopy {
    /// How the ledger calls it.
    pub(crate) copy: String,
    /// When it was last granted.
    pub(crate) since: Timestamp,
    /// When it was destroyed; none: that broke off.
    pub(crate) gone: Option<Timestamp>,
    /// Its receipt.
    pub(crate) receipt: Vec<u8>,
    /// Whether the log says so.
    pub(crate) is_booked: bool,
}

/// Copies of a disposal by item and store.
pub(crate) type GoingCopies = HashMap<(u64, u32), GoingCopy>;

impl Disposing<'_> {
    /// What the ledger has of a disposal.
    pub(crate) async fn going(&self, proposal: u64) -> Result<GoingCopies, DisposalError> {
        let sql = "SELECT item, store, copy, gone, receipt, booked, since FROM evidence_going WHERE act = $1";
        let rows = self.record().read(sql, &[stored(proposal).into()]).await?;
        let mut going = HashMap::with_capacity(rows.len());
        for row in &rows {
            let copy = GoingCopy {
                copy: row.text(2)?.to_owned(),
                since: instant(row, 6)?,
                gone: row.optional_integer(3)?.map(|_| instant(row, 3)).transpose()?,
                receipt: row.optional_bytes(4)?.unwrap_or_default().to_vec(),
                is_booked: row.optional_integer(5)?.is_some(),
            };
            going.insert((row.integer(0)?.cast_unsigned(), number(row, 1)?), copy);
        }
        Ok(going)
    }

    /// Notes that this act says of these copies that they are gone. Whoever books what went by a permit does so too: until then a
    /// sweep of the store is not green.
    pub async fn note_booked(&self, act: u64, copies: &[String]) -> Result<(), DisposalError> {
        let mut transaction = self.record().database().begin("note what was booked").await?;
        for copies in copies.chunks(AT_ONCE) {
            let list: Vec<String> = (2..copies.len() + 2).map(|index| format!("${index}")).collect();
            let sql = format!("UPDATE evidence_going SET booked = $1 WHERE copy IN ({})", list.join(", "));
            let values: Vec<store::Value> = std::iter::once(stored(act).into())
                .chain(copies.iter().map(|copy| copy.as_str().into()))
                .collect();
            transaction.execute(&sql, &values).await?;
        }
        Ok(transaction.finish().await?)
    }
}
