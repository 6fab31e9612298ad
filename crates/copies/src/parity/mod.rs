//! Parity for copies that are seldom read: Reed-Solomon over GF(2^16), `k` shards of data and `m` of parity; any `k` of
//! them rebuild the item.
//!
//! Three whole copies are simplest to explain in court; this is for what is cold and large. Shards of data hold the item's
//! plain bytes, in pieces that take turns: piece 0 in shard 0, piece 1 in shard 1, and so on; of the last row what lies
//! beyond the item's end is zero. With [`Header`], another program can put them together; the code is the one of the crate
//! `reed-solomon-simd` 3 (Lin, Al-Naffouri, Han, Chung: "Novel Polynomial Basis with Fast Fourier Transform and Its
//! Application to Reed-Solomon Erasure Codes", IEEE Trans. Inf. Theory 62 (11), 2016).

mod encode;
mod error;
mod header;
mod places;
mod rebuild;

pub use encode::encode;
pub use error::ParityError;
pub use header::{Header, Shape};
pub use places::{rebuild_from, write_to};
pub use rebuild::rebuild;
