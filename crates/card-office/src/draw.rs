//! Faces for a printer in the force: files in a folder, named by serial.

use crate::card::turn;
use crate::face::drawn;
use crate::{Card, CardError, CardOffice, CardState, Order};
use cards::agent::{FolderPrinter, Printer};
use cards::face::BureauProfile;
use jiff::Timestamp;
use record::{Actor, CardsDrawn, Recorded};
use std::path::Path;

/// Cards that are read and drawn together: their photos are in memory.
const AT_ONCE: usize = 50;

/// What was drawn.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// How many cards.
    pub cards: u64,
    /// The act.
    pub recorded: Recorded,
}

impl CardOffice<'_> {
    /// Draws the cards of an order that are printed in the force into a folder, at most so many. Somebody who draws them again
    /// gets those that were drawn before as well, with `again`.
    pub async fn draw(
        &self,
        by: &Actor,
        order: &Order,
        folder: &Path,
        (profile, most, again): (&BureauProfile, usize, bool),
        told: &mut (dyn FnMut(u64, u64) + Send),
        now: Timestamp,
    ) -> Result<Drawn, CardError> {
        let is_due = |card: &Card| {
            card.in_force && (card.state == CardState::Ordered || (again && card.state == CardState::Drawn))
        };
        let cards: Vec<Card> =
            self.cards_of_order(order.number).await?.into_iter().filter(is_due).take(most).collect();
        if cards.is_empty() {
            return Err(CardError::NothingToDo {
                what: "no card of this order waits to be drawn in the force",
            });
        }
        let design = self.design(&order.design).await?;
        let issuer = self.issuer().await?;
        let printer = FolderPrinter::new(folder);
        let count = cards.len() as u64;
        let mut done = 0;
        for piece in cards.chunks(AT_ONCE) {
            let materials = self.materials(order, &design, &issuer, piece.to_vec(), None, now).await?;
            for material in &materials {
                let files = drawn(&design, material, profile)?;
                printer.print(&material.card.serial, &files).map_err(|error| CardError::NoSense {
                    what: error.to_string(),
                    fix: "Cards that lie there already were drawn whole",
                })?;
                done += 1;
                told(done, count);
            }
        }
        let mut writing = self.record.begin("draw cards", now).await?;
        self.are_still(&mut writing, &cards).await?;
        let changed: Vec<_> = cards.iter().map(|card| (card, CardState::Drawn, None)).collect();
        turn(&mut writing, &changed).await?;
        let fresh = cards.iter().filter(|card| card.state != CardState::Drawn).count() as u64;
        let act = CardsDrawn { order: order.number, cards: fresh };
        let recorded = writing.commit(&act, by, &[]).await?;
        Ok(Drawn { cards: count, recorded })
    }
}
