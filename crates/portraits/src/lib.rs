//! Photos of people, as pixels.
//!
//! A photo that comes in is made anew from its pixels ([`Portrait::of`]): nothing that a camera or a program wrote into the
//! file comes along, neither place nor time nor a smaller picture of what was cut away. A photo that got out is told apart
//! from others by what it shows ([`Likeness`]), never by a mark.
//!
//! Pixels of files from outside come out of the locked-down worker (crate `reading`). What is decoded here was encoded here.

mod jpeg;
mod likeness;
mod portrait;
mod scale;

pub use jpeg::{decoded, encoded};
pub use likeness::Likeness;
pub use portrait::{LONGEST_SIDE, Portrait, PortraitError, SMALLEST_SIDE};
pub use scale::within as smaller;
