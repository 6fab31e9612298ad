//! The register of deliveries: recipes, and what became of each.

use crate::stored::{bytes, digest, instant, integer, narrow, optional, text};
use crate::{DeliveryState, Marks, ShareError, Shares};
use jiff::Timestamp;
use record::{FieldSet, KnownAt};
use roaring::RoaringBitmap;
use store::Row;

/// A delivery, as a recipe: with it and the keys of the force its marks can be made again.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Number of the delivery.
    pub number: u32,
    /// Position of the act.
    pub act: u64,
    /// When it was made.
    pub at: Timestamp,
    /// Number of the share.
    pub share: u32,
    /// Number of the holder who got it.
    pub holder: u32,
    /// Number of the holding that it opened.
    pub holding: u32,
    /// What was known to it.
    pub known: KnownAt,
    /// When its values were true.
    pub valid: Timestamp,
    /// What is in it.
    pub fields: FieldSet,
    /// Who is in it.
    pub people: RoaringBitmap,
    /// Whether only those of the share's people are in it whom an order named.
    pub is_part: bool,
    /// How it was marked.
    pub marks: Marks,
    /// Identifier of its form.
    pub form: String,
    /// SHA-256 of the key of its marks.
    pub key_commitment: [u8; 32],
    /// SHA-256 of its list of parts.
    pub content: [u8; 32],
    /// SHA-256 of the sealed file.
    pub sha256: [u8; 32],
    /// Size of the sealed file.
    pub bytes: u64,
    /// Until when it has to be destroyed.
    pub destroy_by: Timestamp,
    /// What became of it.
    pub state: DeliveryState,
    /// When the recipient says it was received.
    pub received: Option<Timestamp>,
    /// When the recipient says it was destroyed.
    pub destroyed: Option<Timestamp>,
    /// What the recipient signed last.
    pub statement: Option<Vec<u8>>,
    pub(crate) state_row: i64,
}

impl Delivery {
    /// Whether the recipient should have signed for its destruction by now.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        matches!(self.state, DeliveryState::Delivered | DeliveryState::Received) && now > self.destroy_by
    }
}

pub(crate) const SELECT: &str = "SELECT d.number, d.act, l.at, d.share, d.holder, d.holding, d.known, d.valid, d.fields, \
     d.people, d.marks, d.format, d.key_commitment, d.content, d.sha256, d.bytes, d.destroy_by, s.state, s.stated, \
     s.statement, s.number, \
     d.is_part, (SELECT MAX(r.stated) FROM delivery_state r WHERE r.delivery = d.number AND r.state = 'received') \
     FROM delivery d \
     JOIN leaf l ON l.position = d.act \
     JOIN delivery_state s ON s.delivery = d.number AND s.ended IS NULL";

impl Shares<'_> {
    /// Every delivery, the newest first.
    pub async fn deliveries(&self) -> Result<Vec<Delivery>, ShareError> {
        let rows = self.record.read(&format!("{SELECT} ORDER BY d.number DESC"), &[]).await?;
        rows.iter().map(delivery).collect()
    }

    /// One delivery.
    pub async fn delivery(&self, number: u32) -> Result<Delivery, ShareError> {
        let rows =
            self.record.read(&format!("{SELECT} WHERE d.number = $1"), &[i64::from(number).into()]).await?;
        delivery(rows.first().ok_or(ShareError::NoDelivery { delivery: number })?)
    }

    /// Deliveries whose destruction certificate is overdue, the longest first.
    pub async fn overdue(&self, now: Timestamp) -> Result<Vec<Delivery>, ShareError> {
        let mut overdue: Vec<Delivery> =
            self.deliveries().await?.into_iter().filter(|delivery| delivery.is_overdue(now)).collect();
        overdue.sort_by_key(|delivery| delivery.destroy_by);
        Ok(overdue)
    }
}

/// A row of [`SELECT`].
pub(crate) fn delivery(row: &Row) -> Result<Delivery, ShareError> {
    let number = narrow(integer(row, 0)?)?;
    let damaged = |what: &str| ShareError::damaged(format!("delivery {number} {what}"));
    let state = DeliveryState::named(text(row, 17)?).ok_or_else(|| damaged("has no known state"))?;
    let stated = optional(row, 18)?.map(instant).transpose()?;
    let known = u64::try_from(integer(row, 6)?).map_err(|_| damaged("was made before the log"))?;
    Ok(Delivery {
        number,
        act: u64::try_from(integer(row, 1)?).map_err(|_| damaged("has no act"))?,
        at: instant(integer(row, 2)?)?,
        share: narrow(integer(row, 3)?)?,
        holder: narrow(integer(row, 4)?)?,
        holding: narrow(integer(row, 5)?)?,
        known: KnownAt::before(known),
        valid: instant(integer(row, 7)?)?,
        fields: FieldSet::from_bits(integer(row, 8)?).ok_or_else(|| damaged("has unknown fields"))?,
        people: people(row, 9)?,
        is_part: integer(row, 21)? != 0,
        marks: Marks::from_bits(integer(row, 10)?).ok_or_else(|| damaged("has unknown marks"))?,
        form: text(row, 11)?.to_owned(),
        key_commitment: digest(bytes(row, 12)?)?,
        content: digest(bytes(row, 13)?)?,
        sha256: digest(bytes(row, 14)?)?,
        bytes: u64::try_from(integer(row, 15)?).map_err(|_| damaged("has no size"))?,
        destroy_by: instant(integer(row, 16)?)?,
        state,
        received: optional(row, 22)?.map(instant).transpose()?,
        destroyed: stated.filter(|_| state == DeliveryState::Destroyed),
        statement: row.optional_bytes(19).map_err(record::RecordError::from)?.map(<[u8]>::to_vec),
        state_row: integer(row, 20)?,
    })
}

/// A set of people in the portable format of Roaring.
pub(crate) fn people(row: &Row, column: usize) -> Result<RoaringBitmap, ShareError> {
    RoaringBitmap::deserialize_from(bytes(row, column)?)
        .map_err(|_| ShareError::damaged("a set of people cannot be read"))
}

/// The same, written.
pub(crate) fn written(people: &RoaringBitmap) -> Result<Vec<u8>, ShareError> {
    let mut people = people.clone();
    people.optimize();
    let mut bytes = Vec::with_capacity(people.serialized_size());
    people.serialize_into(&mut bytes).map_err(|_| ShareError::damaged("a set could not be written"))?;
    Ok(bytes)
}
