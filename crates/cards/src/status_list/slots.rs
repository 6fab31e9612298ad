//! Which card has which place in a list, and what the public sees of it.
//!
//! A place is drawn at random and never used twice, so that it says nothing about when a card was made. A quarter of the
//! places belong to nobody. Some of these **decoys** are revoked from the beginning, and more with each publication:
//! whoever compares yesterday's list with today's sees a number from a short ladder, not how many cards were revoked.

use super::bits::StatusBits;
use super::list::{ListError, StatusList};
use super::{INVALID, MAX_LIST_BYTES};
use crate::random::{NoRandom, below};
use roaring::RoaringBitmap;

/// The shortest list: 16 KiB. A small force and a large one publish the same.
pub const SMALLEST_LIST: u32 = 1 << 17;

/// One place of so many is a decoy.
pub const DECOY_SHARE: u32 = 4;

/// The smallest number of places that change with a publication, and by how much each step is larger than the last.
const FIRST_STEP: u64 = 16;
const NEXT_STEP: u64 = 4;

/// How often a place is drawn blindly before the free ones are counted.
const TRIES: u32 = 32;

/// What can go wrong with places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SlotsError {
    /// No place is left.
    #[error("the status list is full. Start a second one: places are never used twice")]
    Full,
    /// The place was never given to a card.
    #[error("no card has the place {index} of this status list. Check the number of the card")]
    NotIssued {
        /// Which.
        index: u32,
    },
    /// What was kept makes no sense.
    #[error(
        "the places of the status list do not fit together. Restore them from a backup; publish nothing until then"
    )]
    Damaged,
    /// The size.
    #[error(transparent)]
    List(#[from] ListError),
    /// Randomness.
    #[error(transparent)]
    NoRandom(#[from] NoRandom),
}

/// What was added to a publication so that it says less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Padding {
    /// Cards that were revoked since the last publication.
    pub cards: u64,
    /// Decoys that were revoked with them.
    pub decoys: u64,
    /// How many decoys were missing to reach the step of the ladder. More than none: revocations went out all the same,
    /// and the list shows nearer how many they were. Start a new list.
    pub missing: u64,
}

/// The places of a list, as they are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct SlotParts {
    /// How many places there are.
    pub capacity: u32,
    /// Places that cards have or had.
    pub issued: RoaringBitmap,
    /// Places that belong to nobody.
    pub decoys: RoaringBitmap,
    /// Revoked places, of both kinds.
    pub revoked: RoaringBitmap,
    /// Of these, those that were published.
    pub shown: RoaringBitmap,
}

/// The places of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Slots(SlotParts);

impl Slots {
    /// A list with room for so many cards over the years: each card that is made takes a place for good.
    pub fn for_cards(cards: u32) -> Result<Self, SlotsError> {
        let too_long = ListError::TooLong { entries: cards };
        // With the decoys, and so that it is not full on its last day.
        let wanted = u64::from(cards) * u64::from(DECOY_SHARE) / u64::from(DECOY_SHARE - 1);
        let capacity = u32::try_from(wanted).ok().and_then(u32::checked_next_power_of_two).ok_or(too_long)?;
        let capacity = capacity.max(SMALLEST_LIST);
        if capacity as usize > MAX_LIST_BYTES * 8 {
            return Err(too_long.into());
        }
        let mut parts = SlotParts {
            capacity,
            issued: RoaringBitmap::new(),
            decoys: RoaringBitmap::new(),
            revoked: RoaringBitmap::new(),
            shown: RoaringBitmap::new(),
        };
        parts.decoys = draw(&all(capacity), u64::from(capacity / DECOY_SHARE))?;
        // An eighth to three eighths of them, so that the first list does not say "nobody yet".
        let first = capacity / DECOY_SHARE / 8;
        let first = first + below(2 * first)?;
        parts.revoked = draw(&parts.decoys, u64::from(first))?;
        Ok(Self(parts))
    }

    /// From what was kept.
    pub fn restore(parts: SlotParts) -> Result<Self, SlotsError> {
        let known = &parts.issued | &parts.decoys;
        let is_sound = parts.capacity as usize <= MAX_LIST_BYTES * 8
            && parts.issued.is_disjoint(&parts.decoys)
            && known.max().is_none_or(|last| last < parts.capacity)
            && parts.revoked.is_subset(&known)
            && parts.shown.is_subset(&parts.revoked);
        if is_sound { Ok(Self(parts)) } else { Err(SlotsError::Damaged) }
    }

    /// To be kept. Whoever sees it can tell decoys from cards, so it is for nobody else.
    pub fn parts(&self) -> &SlotParts {
        &self.0
    }

    /// How many cards can still be made.
    pub fn free(&self) -> u64 {
        u64::from(self.0.capacity) - self.0.issued.len() - self.0.decoys.len()
    }

    /// A place for a new card. Kept before the card is made: a place that is lost is better than one that is used twice.
    pub fn allot(&mut self) -> Result<u32, SlotsError> {
        // Most lists are rather empty: a place at random is free soon, and as likely as any other.
        for _ in 0..TRIES {
            let chosen = below(self.0.capacity)?;
            if !self.0.decoys.contains(chosen) && self.0.issued.insert(chosen) {
                return Ok(chosen);
            }
        }
        let free = all(self.0.capacity) - &self.0.issued - &self.0.decoys;
        let chosen = draw(&free, 1)?.min().ok_or(SlotsError::Full)?;
        self.0.issued.insert(chosen);
        Ok(chosen)
    }

    /// Revokes a card, for good. Gives whether it was not revoked before.
    pub fn revoke(&mut self, index: u32) -> Result<bool, SlotsError> {
        if !self.0.issued.contains(index) {
            return Err(SlotsError::NotIssued { index });
        }
        Ok(self.0.revoked.insert(index))
    }

    /// Whether a card is revoked.
    pub fn is_revoked(&self, index: u32) -> bool {
        self.0.revoked.contains(index)
    }

    /// The list for the public, with decoys that hide how many cards were revoked since the last one. What is kept has to
    /// be kept before the list goes out.
    ///
    /// Every publication changes 16, 64, 256, 1024 … places, even when no card was revoked.
    pub fn publish(&mut self) -> Result<(StatusList, Padding), SlotsError> {
        let parts = &mut self.0;
        let is_first = parts.shown.is_empty();
        let cards = (&parts.revoked - &parts.shown).intersection_len(&parts.issued);
        let mut padding = Padding { cards, decoys: 0, missing: 0 };
        if !is_first {
            let wanted = step(cards) - cards;
            let idle = &parts.decoys - &parts.revoked;
            let chosen = draw(&idle, wanted)?;
            padding.decoys = chosen.len();
            padding.missing = wanted - chosen.len();
            parts.revoked |= chosen;
        }
        parts.shown.clone_from(&parts.revoked);
        let mut list = StatusList::new(StatusBits::One, parts.capacity)?;
        for index in &parts.shown {
            list.set(index, INVALID)?;
        }
        Ok((list, padding))
    }
}

/// The first step of the ladder that is not below.
fn step(cards: u64) -> u64 {
    let mut step = FIRST_STEP;
    while step < cards {
        step *= NEXT_STEP;
    }
    step
}

fn all(capacity: u32) -> RoaringBitmap {
    let mut all = RoaringBitmap::new();
    all.insert_range(0..capacity);
    all
}

/// So many members of a set, each as likely as the others; all of them where there are not so many.
fn draw(from: &RoaringBitmap, wanted: u64) -> Result<RoaringBitmap, NoRandom> {
    if wanted >= from.len() {
        return Ok(from.clone());
    }
    let mut chosen = RoaringBitmap::new();
    // Positions in the set, by Floyd's way: each draw adds exactly one.
    let count = from.len() as u32;
    for last in count - wanted as u32..count {
        let position = below(last + 1)?;
        if !chosen.insert(position) {
            chosen.insert(last);
        }
    }
    let members = chosen.iter().filter_map(|position| from.select(position)).collect();
    Ok(members)
}
