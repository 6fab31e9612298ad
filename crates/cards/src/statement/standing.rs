//! What can be said of a card, from its statement and a status list.

use super::Statement;
use super::holder_kind::HolderKind;
use crate::status_list::{Freshness, INVALID, ListToken, SUSPENDED, VALID};
use jiff::Timestamp;

/// What can be said of a card. Never that the person who shows it is the one it was issued to: a code can be photographed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The card was issued, and was not revoked when the list was made.
    Issued {
        /// When that was.
        as_of: Timestamp,
    },
    /// The card was revoked.
    Revoked {
        /// When the list was made.
        as_of: Timestamp,
    },
    /// The card is not valid for now.
    Suspended {
        /// When the list was made.
        as_of: Timestamp,
    },
    /// The card was valid until a time that is over.
    Expired,
    /// The card is a specimen.
    Specimen,
    /// Nothing can be said.
    NotChecked(NotChecked),
}

/// Why nothing can be said of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotChecked {
    /// The list is too old.
    #[error("the list is too old. Go online and check again")]
    TooOld,
    /// The list is from a time that has not come.
    #[error("the list was made at a time that has not come. Set the clock, and check again")]
    FromTheFuture,
    /// The list is another one.
    #[error("the card's status stands in another list. Download that one")]
    OtherList,
    /// The list has no place for this card.
    #[error("the list has no place for this card. Download it again")]
    NoEntry,
    /// The list says something that this program does not know.
    #[error("the list says something about this card that this program does not know. Ask the force")]
    UnknownStatus,
}

/// What can be said of a card at this time. Both have been opened with the issuer's keys.
pub fn standing(statement: &Statement, list: &ListToken, now: Timestamp) -> Standing {
    if now >= statement.expires {
        return Standing::Expired;
    }
    if statement.holder == HolderKind::Specimen {
        return Standing::Specimen;
    }
    if statement.list != list.address {
        return Standing::NotChecked(NotChecked::OtherList);
    }
    match list.freshness(now) {
        Freshness::TooOld => return Standing::NotChecked(NotChecked::TooOld),
        Freshness::FromTheFuture => return Standing::NotChecked(NotChecked::FromTheFuture),
        Freshness::Fresh { .. } => {}
    }
    let as_of = list.issued;
    match list.list.get(statement.index) {
        None => Standing::NotChecked(NotChecked::NoEntry),
        Some(VALID) => Standing::Issued { as_of },
        Some(INVALID) => Standing::Revoked { as_of },
        Some(SUSPENDED) => Standing::Suspended { as_of },
        Some(_) => Standing::NotChecked(NotChecked::UnknownStatus),
    }
}
