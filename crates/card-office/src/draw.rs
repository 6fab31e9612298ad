//! Faces for a printer in the force: files in a folder, named by serial.
//!
//! They lie in a folder of their own until the act is on record, and get their names then: no face is there that the log does
//! not know of.

use crate::card::turn;
use crate::face::drawn;
use crate::{Card, CardError, CardOffice, CardState, Order};
use cards::agent::{FolderPrinter, Printer};
use cards::face::BureauProfile;
use jiff::Timestamp;
use record::{Actor, CardsDrawn, Recorded, Signer};
use std::io;
use std::path::Path;

/// Cards that are read and drawn together: their photos are in memory.
const AT_ONCE: usize = 50;

/// How cards are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Drawing<'d> {
    /// Folder for the faces: one that nobody else can look into.
    pub folder: &'d Path,
    /// What the printer wants.
    pub profile: &'d BureauProfile,
    /// At most so many cards.
    pub most: usize,
    /// Those that were drawn before as well.
    pub again: bool,
}

/// What was drawn.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// How many cards.
    pub cards: u64,
    /// The act.
    pub recorded: Recorded,
}

impl CardOffice<'_> {
    /// Draws the cards of an order that are printed in the force.
    pub async fn draw(
        &self,
        by: &Actor,
        signer: &Signer,
        order: &Order,
        drawing: Drawing<'_>,
        told: &mut (dyn FnMut(u64, u64) + Send),
        now: Timestamp,
    ) -> Result<Drawn, CardError> {
        let Drawing { folder, profile, most, again } = drawing;
        let failed = |what, fix| {
            move |error: io::Error| CardError::File { what, path: folder.to_owned(), kind: error.kind(), fix }
        };
        is_private(folder)?;
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
        let room = "Check that it is there and has room. Nothing was drawn";
        // Gone with all that is in it if anything goes wrong.
        let draft = tempfile::Builder::new()
            .prefix(".tipstaff-")
            .tempdir_in(folder)
            .map_err(failed("faces cannot be written to", room))?;
        let printer = FolderPrinter::new(draft.path());
        let count = cards.len() as u64;
        let mut done = 0;
        for piece in cards.chunks(AT_ONCE) {
            let materials = self.materials(order, &design, &issuer, piece.to_vec(), None, now).await?;
            for material in &materials {
                let files = drawn(&design, material, profile)?;
                printer
                    .print(&material.card.serial, &files)
                    .map_err(|error| CardError::NoSense { what: error.to_string(), fix: room })?;
                done += 1;
                told(done, count);
            }
        }
        let mut writing = self.record.begin("draw cards", now).await?;
        self.are_still(&mut writing, &cards).await?;
        let changed: Vec<_> = cards.iter().map(|card| (card, CardState::Drawn, None)).collect();
        turn(&mut writing, &changed).await?;
        let fresh = cards.iter().filter(|card| card.state != CardState::Drawn).count() as u64;
        let act = CardsDrawn { order: order.number, cards: fresh, again: count - fresh };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        named(draft.path(), folder).map_err(failed(
            "the cards are on record as drawn, and could not be put into",
            "Draw them again, with --again",
        ))?;
        Ok(Drawn { cards: count, recorded })
    }
}

/// Gives the files their names.
fn named(draft: &Path, folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(draft)? {
        let entry = entry?;
        std::fs::rename(entry.path(), folder.join(entry.file_name()))?;
    }
    Ok(())
}

/// Refuses a folder that others can look into: it is to hold faces and names.
#[cfg(unix)]
fn is_private(folder: &Path) -> Result<(), CardError> {
    use std::os::unix::fs::PermissionsExt;
    let fix = "Name a folder that is there";
    let failed = |error: io::Error| CardError::File {
        what: "faces cannot be written to",
        path: folder.to_owned(),
        kind: error.kind(),
        fix,
    };
    let mode = std::fs::metadata(folder).map_err(failed)?.permissions().mode();
    let others = mode & 0o077;
    if others == 0 {
        return Ok(());
    }
    Err(CardError::NoSense {
        what: format!("others can look into {}, and it would hold faces and names", folder.display()),
        fix: "Name a folder that is not there yet, or take their rights away: chmod 700",
    })
}

#[cfg(not(unix))]
fn is_private(_folder: &Path) -> Result<(), CardError> {
    Ok(())
}
