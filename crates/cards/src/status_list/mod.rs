//! Token Status List (draft-ietf-oauth-status-list): one bit a card, downloaded whole, so that neither the request nor
//! anybody's log says which card was checked.

mod bits;
mod list;
mod slots;
mod token;

pub use bits::StatusBits;
pub use list::{ListError, MAX_LIST_BYTES, StatusList};
pub use slots::{DECOY_SHARE, Padding, SMALLEST_LIST, SlotParts, Slots, SlotsError};
pub use token::{Freshness, LIST_TYPE, ListToken, ListTokenError, SKEW_SECONDS};

/// The card is valid.
pub const VALID: u8 = 0;
/// The card is revoked, for good.
pub const INVALID: u8 = 1;
/// The card is not valid for now.
pub const SUSPENDED: u8 = 2;
