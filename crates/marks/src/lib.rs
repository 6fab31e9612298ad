//! What marks a delivery, and how likely an innocent delivery would show the same.
//!
//! Every delivery has a [`DeliveryKey`], made from the force's master key and the [`DeliveryName`]. From it come the keys of
//! four channels, none of which tells anything about another. No mark changes a fact about anybody.
//!
//! | channel | mark | key |
//! |---|---|---|
//! | T | a reference number for each row: [`Token`] | [`TokenKey`] |
//! | O | the order of the rows | [`OrderKey`] |
//! | P | a watermark in each photo: [`photo`] | [`PhotoKey`] |
//! | H | people who do not exist: [`HoneyPerson`] | [`HoneyKey`] |
//!
//! What of it stands in a leaked file is weighed by [`evidence`]. This room computes; it reads no file and no database.

mod delivery;
mod derive;
pub mod evidence;
mod honey;
mod order;
pub mod photo;
mod subject;
mod token;

pub use delivery::{DeliveryKey, DeliveryName};
pub use honey::{HoneyKey, HoneyPerson, NameShown, TooFewNames, name_space};
pub use order::OrderKey;
pub use photo::PhotoKey;
pub use subject::Subject;
pub use token::{FoundToken, NotAToken, TOKEN_BITS, Token, TokenKey, tokens_in};
