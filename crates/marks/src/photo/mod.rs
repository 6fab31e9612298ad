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
//! A photo is marked with additions, multiplications, divisions and square roots alone, which are the same on all machines:
//! the same photo and key give the same marked photo for ever. Comparing also takes a few exponentials and logarithms; where
//! another machine rounds them otherwise, z differs in digits that nobody reads.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::many_single_char_names,
    reason = "sides of pictures are below 2^14, what is cut off is clamped first, and formulas have letters"
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
mod weigh;

pub use compare::{Difference, Original};
pub use key::PhotoKey;
pub use mark::Strength;
pub use plane::{Luma, NotAPicture, Rgb};
