//! Warrant cards and staff passes: what is printed, what a bureau gets, what a passer-by can check.
//!
//! Nothing here knows a database, and nothing here knows who carries which card: the link from a card to a person stays in
//! the force's record.
//!
//! - [`status_list`]: one bit a card, for everybody to download.
//! - [`statement`]: what a card says to whoever scans it.
//! - [`check_page`]: where it is checked.
//! - [`two_sided`]: a check for which the officer's telephone signs.
//! - [`plan`]: who is printed where.
//! - [`face`]: what is printed.
//! - [`job`]: how it gets to a print service, one key a card; [`agent`]: the print service's side.

pub mod agent;
pub mod check_page;
mod claims;
pub mod face;
pub mod job;
mod key;
mod packed;
pub mod plan;
mod publishing;
mod random;
mod sign1;
pub mod statement;
pub mod status_list;
pub mod two_sided;

pub use key::{Algorithm, IssuerKey, IssuerPublicKey, KeyError};
pub use random::NoRandom;
pub use sign1::SignatureError;
