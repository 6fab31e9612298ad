//! The register of shares.

use crate::stored::{bytes, instant, integer, narrow, optional, text};
use crate::{Marks, ShareError, ShareState, Shares, Terms};
use jiff::Timestamp;
use record::{FieldSet, SHARE};
use store::Row;

/// A share.
#[derive(Debug, Clone)]
pub struct Share {
    /// Number of the share.
    pub number: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// What became of it.
    pub state: ShareState,
    /// Row of the recipient whose keys it was approved for.
    pub recipient: u32,
    /// Whether those keys are used no longer.
    pub has_other_keys: bool,
    /// Number of the holder who gets it.
    pub holder: u32,
    /// What may be in a delivery.
    pub fields: FieldSet,
    /// How deliveries are marked.
    pub marks: Marks,
    /// People who do not exist that each delivery carries.
    pub fictitious: u32,
    /// Days after which a delivery has to be destroyed.
    pub keep_days: u32,
    /// Days between two deliveries.
    pub every_days: Option<u32>,
    /// When nothing may be delivered any more.
    pub expires: Timestamp,
    /// Name, purpose, legal basis, people.
    pub terms: Terms,
    /// When the last delivery was made.
    pub last: Option<Timestamp>,
}

impl Share {
    /// Whether it is proposed or in force.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ShareState::Proposed | ShareState::Approved)
    }

    /// When the next delivery is due; none: whenever one is ordered.
    pub fn due(&self) -> Option<Timestamp> {
        let every = jiff::SignedDuration::from_hours(24 * i64::from(self.every_days?));
        self.last.and_then(|last| last.checked_add(every).ok())
    }
}

const SELECT: &str = "SELECT s.number, s.act, t.state, s.recipient, r.ended, s.holder, s.fields, s.marks, s.fictitious, \
     s.keep_days, s.every_days, s.expires, s.terms, \
     (SELECT MAX(l.at) FROM delivery d JOIN leaf l ON l.position = d.act WHERE d.share = s.number) \
     FROM share s \
     JOIN share_state t ON t.share = s.number AND t.ended IS NULL \
     JOIN recipient r ON r.number = s.recipient";

impl Shares<'_> {
    /// Every share, the newest first.
    pub async fn shares(&self) -> Result<Vec<Share>, ShareError> {
        let rows = self.record.read(&format!("{SELECT} ORDER BY s.number DESC"), &[]).await?;
        rows.iter().map(|row| self.share_of(row)).collect()
    }

    /// The share of this number, or of this name: the newest, where several had it.
    pub async fn share(&self, named: &str) -> Result<Share, ShareError> {
        let named = named.trim();
        let unknown = || ShareError::Unknown { share: named.to_owned() };
        if let Ok(number) = named.strip_prefix('#').unwrap_or(named).parse::<u32>() {
            let rows = self
                .record
                .read(&format!("{SELECT} WHERE s.number = $1"), &[i64::from(number).into()])
                .await?;
            return self.share_of(rows.first().ok_or_else(unknown)?);
        }
        let mut shares = self.shares().await?;
        // One in force before one that is not.
        shares.sort_by_key(|share| (!share.is_open(), std::cmp::Reverse(share.number)));
        shares.into_iter().find(|share| share.terms.name == named).ok_or_else(unknown)
    }

    fn share_of(self, row: &Row) -> Result<Share, ShareError> {
        let number = integer(row, 0)?;
        let terms = self.record.opened(&SHARE, number, "terms", bytes(row, 12)?)?;
        let damaged = |what: &str| ShareError::damaged(format!("share {number} {what}"));
        Ok(Share {
            number: narrow(number)?,
            proposal: u64::from(narrow(integer(row, 1)?)?),
            state: ShareState::named(text(row, 2)?).ok_or_else(|| damaged("has no known state"))?,
            recipient: narrow(integer(row, 3)?)?,
            has_other_keys: optional(row, 4)?.is_some(),
            holder: narrow(integer(row, 5)?)?,
            fields: FieldSet::from_bits(integer(row, 6)?).ok_or_else(|| damaged("has unknown fields"))?,
            marks: Marks::from_bits(integer(row, 7)?).ok_or_else(|| damaged("has unknown marks"))?,
            fictitious: narrow(integer(row, 8)?)?,
            keep_days: narrow(integer(row, 9)?)?,
            every_days: optional(row, 10)?.map(narrow).transpose()?,
            expires: instant(integer(row, 11)?)?,
            terms: serde_json::from_str(&terms).map_err(|_| damaged("has terms that make no sense"))?,
            last: optional(row, 13)?.map(instant).transpose()?,
        })
    }
}
