//! Holders who get deliveries: the two keys of each, shown once and written by an act.

use crate::stored::{bytes, integer, narrow, text};
use crate::{ShareError, Shares};
use jiff::Timestamp;
use receipts::{RecipientKeys, hex};
use record::{Actor, HolderKind, RECIPIENT, RecipientEnded, RecipientEnrolled, Recorded, Signer};
use store::{Row, Value};

/// A holder who gets deliveries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Row of the recipient: other keys are another row.
    pub row: u32,
    /// Number of the holder.
    pub holder: u32,
    /// The keys.
    pub keys: RecipientKeys,
    /// Whether these keys are used no longer.
    pub is_ended: bool,
}

const COLUMNS: &str = "SELECT number, holder, seal_key, receipt_key, ended FROM recipient";

impl Shares<'_> {
    /// Enrols a holder with these keys, or with other keys from now on. Shares that stand on the old keys deliver nothing any
    /// more: whoever could change a key alone could have everything sent to himself.
    pub async fn enrol(
        &self,
        by: &Actor,
        signer: &Signer,
        holder: &str,
        keys: &RecipientKeys,
        now: Timestamp,
    ) -> Result<(Recipient, Recorded), ShareError> {
        let mut writing = self.record.begin("enrol a recipient", now).await?;
        let number = writing.holder(HolderKind::Supplier, holder).await?;
        let known = newest(&mut writing, number).await?;
        if let Some(known) = &known {
            if known.keys == *keys {
                return Err(ShareError::SameKeys { holder: number });
            }
            writing.end(&RECIPIENT, &[i64::from(known.row)]).await?;
        }
        let row: Vec<Value> =
            vec![i64::from(number).into(), keys.seal.clone().into(), keys.receipt.to_vec().into()];
        let row = narrow(writing.insert_one(&RECIPIENT, row).await?)?;
        let act = RecipientEnrolled {
            holder: number,
            seal_key: keys.seal.clone(),
            receipt_key: hex(&keys.receipt),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok((Recipient { row, holder: number, keys: keys.clone(), is_ended: false }, recorded))
    }

    /// The holder gets nothing any more.
    pub async fn end_recipient(
        &self,
        by: &Actor,
        signer: &Signer,
        holder: u32,
        now: Timestamp,
    ) -> Result<Recorded, ShareError> {
        let mut writing = self.record.begin("end a recipient", now).await?;
        let known = newest(&mut writing, holder).await?.ok_or(ShareError::NoRecipient { holder })?;
        writing.end(&RECIPIENT, &[i64::from(known.row)]).await?;
        Ok(writing.commit(&RecipientEnded { holder }, by, &[signer]).await?)
    }

    /// Everybody who gets deliveries now, by number of the holder.
    pub async fn recipients(&self) -> Result<Vec<Recipient>, ShareError> {
        let rows = self.record.read(&format!("{COLUMNS} WHERE ended IS NULL ORDER BY holder"), &[]).await?;
        rows.iter().map(recipient).collect()
    }

    /// A recipient by its row, whether or not it has ended.
    pub async fn recipient(&self, row: u32) -> Result<Recipient, ShareError> {
        let rows =
            self.record.read(&format!("{COLUMNS} WHERE number = $1"), &[i64::from(row).into()]).await?;
        recipient(rows.first().ok_or_else(|| ShareError::damaged(format!("recipient {row} is missing")))?)
    }
}

/// The keys that hold now, as the transaction sees them.
pub(crate) async fn newest(
    writing: &mut record::Writing<'_>,
    holder: u32,
) -> Result<Option<Recipient>, ShareError> {
    let rows = writing
        .read(&format!("{COLUMNS} WHERE ended IS NULL AND holder = $1"), &[i64::from(holder).into()])
        .await?;
    rows.first().map(recipient).transpose()
}

fn recipient(row: &Row) -> Result<Recipient, ShareError> {
    let receipt =
        bytes(row, 3)?.try_into().map_err(|_| ShareError::damaged("a recipient's key has another length"))?;
    Ok(Recipient {
        row: narrow(integer(row, 0)?)?,
        holder: narrow(integer(row, 1)?)?,
        keys: RecipientKeys { seal: text(row, 2)?.to_owned(), receipt },
        is_ended: crate::stored::optional(row, 4)?.is_some(),
    })
}
