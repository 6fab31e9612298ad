//! The register of orders.

use crate::kind::KindRow;
use crate::stored::{actor, bitmap, instant, number, optional_number};
use crate::{CardError, CardOffice, CardState, Mode};
use jiff::Timestamp;
use jiff::civil::Date;
use roaring::RoaringBitmap;
use std::collections::BTreeMap;
use store::Row;

/// An order.
#[derive(Debug, Clone)]
pub struct Order {
    /// Number of the order.
    pub number: u32,
    /// When it was ordered.
    pub at: Timestamp,
    /// Number of the actor who ordered.
    pub by: u32,
    /// Where faces are printed.
    pub mode: Mode,
    /// Number of the share of the print service.
    pub share: Option<u32>,
    /// Name of the design.
    pub design: String,
    /// What kind of holder the cards are for.
    pub kind: &'static KindRow,
    /// Last day of the cards.
    pub last_day: Date,
    /// Whether the cards take the place of revoked ones.
    pub reissue: bool,
    /// For whom.
    pub people: RoaringBitmap,
    /// How many cards are what; those that are printed in the force first.
    pub in_force: BTreeMap<CardState, u64>,
    /// The same of those for the print service.
    pub outside: BTreeMap<CardState, u64>,
}

const SELECT: &str = "SELECT o.number, l.at, l.body, o.mode, o.share, o.design, o.kind, o.last_day, o.reissue, o.people \
     FROM card_order o JOIN leaf l ON l.position = o.act";

impl CardOffice<'_> {
    /// Every order, the newest first.
    pub async fn orders(&self) -> Result<Vec<Order>, CardError> {
        let rows = self.record.read(&format!("{SELECT} ORDER BY o.number DESC"), &[]).await?;
        let mut orders = rows.iter().map(order).collect::<Result<Vec<_>, _>>()?;
        let counts = self
            .record
            .read(
                "SELECT c.card_order, c.in_force, s.state, COUNT(*) FROM card c \
                 JOIN card_state s ON s.card = c.number AND s.ended IS NULL \
                 GROUP BY c.card_order, c.in_force, s.state",
                &[],
            )
            .await?;
        for row in &counts {
            let known = number(row, 0)?;
            let Some(order) = orders.iter_mut().find(|order| order.number == known) else { continue };
            let state = CardState::named(row.text(2)?)
                .ok_or_else(|| CardError::damaged("a card has no known state"))?;
            let counted = if row.integer(1)? == 0 { &mut order.outside } else { &mut order.in_force };
            counted.insert(state, row.integer(3)?.unsigned_abs());
        }
        Ok(orders)
    }

    /// One order.
    pub async fn order_numbered(&self, known: u32) -> Result<Order, CardError> {
        let order = self.orders().await?.into_iter().find(|order| order.number == known);
        order.ok_or_else(|| CardError::Unknown { what: format!("order {known}") })
    }
}

impl Order {
    /// How many cards it has.
    pub fn cards(&self) -> u64 {
        self.in_force.values().chain(self.outside.values()).sum()
    }

    /// How many cards wait to be made in the force, and by the print service.
    pub fn waiting(&self) -> (u64, u64) {
        let ordered =
            |counts: &BTreeMap<CardState, u64>| counts.get(&CardState::Ordered).copied().unwrap_or(0);
        (ordered(&self.in_force), ordered(&self.outside))
    }
}

fn order(row: &Row) -> Result<Order, CardError> {
    let number = number(row, 0)?;
    let damaged = || CardError::damaged(format!("order {number} makes no sense"));
    Ok(Order {
        number,
        at: instant(row, 1)?,
        by: actor(row, 2)?,
        mode: Mode::named(row.text(3)?).ok_or_else(damaged)?,
        share: optional_number(row, 4)?,
        design: row.text(5)?.to_owned(),
        kind: KindRow::named(row.text(6)?).ok_or_else(damaged)?,
        last_day: row.text(7)?.parse().map_err(|_| damaged())?,
        reissue: row.integer(8)? != 0,
        people: bitmap(row.bytes(9)?)?,
        in_force: BTreeMap::new(),
        outside: BTreeMap::new(),
    })
}
