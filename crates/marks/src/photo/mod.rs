//! Channel P: a watermark in photos, different for each person and delivery.
//!
//! It lies in the brightness of blocks of 8 by 8 pixels: 14 low frequencies of each are moved up or down by a little, as
//! the key's coins say ([`PhotoKey::mark`]). The force keeps the originals, so a leaked photo is laid over its original
//! ([`Original::compare`]), the original is taken away, and what is left is held against the coins of each delivery that
//! could be meant ([`Difference::score`]). No model, no file formats: planes of samples go in and out.
//!
//! Nothing that is computed from the photos alone can make an innocent delivery look guilty: how they are laid over one
//! another, weighed and cut off does not depend on keys, and for any numbers D the statistic of an innocent key stays
//! within the bounds of [`crate::evidence::photo`].
//!
//! All of it is computed with additions, multiplications, divisions and square roots, which are the same on all machines.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "sides of pictures are below 2^14, and what is cut off is clamped first"
)]

mod blocks;
mod coarse;
mod compare;
mod field;
mod key;
mod mark;
mod plane;
mod quantised;
mod refine;
mod register;
mod residue;
mod solve;
mod tone;
mod warp;

pub use compare::{Difference, Original};
pub use key::PhotoKey;
pub use mark::Strength;
pub use plane::{Luma, NotAPicture, Rgb};
