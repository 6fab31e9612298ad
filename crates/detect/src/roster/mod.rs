//! The list of one's own people, and finding them in a file.
//!
//! A roster is read once into an index of tags: keyed hashes of the forms in which a person can stand in a table
//! (surname and initial, number, e-mail …). Matching asks for tags only, so that an open list and a sealed one are
//! searched by the same code, and a finding holds numbers of people, never names.

mod asked;
mod build;
mod chance;
mod form;
mod found;
mod index;
mod keyed;
mod matching;
mod name;
mod near;
mod nicknames;
pub mod normalise;
mod sealed;
mod union;
mod vote;

pub(crate) use asked::Asked;
pub use build::{Refused, RosterBuilder, RosterColumn};
pub(crate) use chance::Decision;
pub(crate) use form::RowName;
pub use found::RosterFound;
pub(crate) use found::RosterTally;
pub use index::Roster;
pub(crate) use name::NameParts;
pub use sealed::{SealError, SealKey};
pub(crate) use union::RosterUnion;
pub(crate) use vote::{Cells, Vote, Voted};
