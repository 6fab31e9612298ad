//! How strongly marks speak: e-values.
//!
//! An e-value is a number that is at most 1 on average where the delivery it is about is innocent, whatever else is true.
//! By Markov's inequality an innocent delivery shows one of k or more at most once in k times. The average is taken over
//! **our own secret coins**, the keys of the delivery, and over nothing else: no assumption about the attacker, the staff,
//! or the file is in it. (Grünwald, de Heide, Koolen: Safe testing, JRSS B 2024; Shafer: Testing by betting, JRSS A 2021.)
//!
//! The keys of two channels tell nothing about one another, so their e-values multiply; each stays valid given the other
//! channels' keys. All weights, dispersions and strengths are constants of this crate, fixed before any leak.
//!
//! What is natural (who was in which delivery, which version of a value stands in the file, when) has no e-value here and
//! must not enter a product: its randomness is not ours. It may exclude deliveries before anything is weighed, and rank.

#![expect(clippy::cast_precision_loss, reason = "counts are of rows and strings: far below 2^52")]

mod bar;
mod channels;
mod honey;
mod order;
mod photo;
mod token;
mod value;
mod verdict;
mod words;

pub use bar::{Bar, EPSILON};
pub use channels::{Channel, Channels, SUPPORT};
pub use honey::{HoneyFound, honey};
pub use order::{DISPERSION_WEIGHT, FLAT_WEIGHT, KEPT_WEIGHT, OrderFound, OrderTable, inversions, order};
pub use photo::{MOST_WEIGHT, PhotoScore, PooledPhotos, STRENGTHS, photo, pool};
pub use token::{TokensFound, token, token_among};
pub use value::EValue;
pub use verdict::Verdict;
pub use words::in_words;
