//! Faces of cards: a picture that a designer drew (SVG), with places for what differs from card to card, becomes dots.
//!
//! What leaves is dots and nothing else: no names as text, no data about data, no names of files.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "dots are counted in thousands, and none is below zero"
)]
#![cfg_attr(not(feature = "draw"), allow(dead_code, reason = "what is read of a template is for drawing"))]

mod error;
mod field;
#[cfg(feature = "draw")]
mod filled;
#[cfg(feature = "draw")]
mod letters;
mod ours;
#[cfg(feature = "draw")]
mod pdf;
#[cfg(feature = "draw")]
mod photo;
#[cfg(feature = "draw")]
mod picture;
mod profile;
#[cfg(feature = "draw")]
mod render;
#[cfg(feature = "draw")]
mod specimen;
mod template;

pub use error::{FaceError, TemplateError};
pub use field::{CardText, Field};
pub use ours::{Design, STAFF_PASS, WARRANT_CARD};
#[cfg(feature = "draw")]
pub use pdf::pdf;
#[cfg(feature = "draw")]
pub use photo::Photo;
#[cfg(feature = "draw")]
pub use picture::Picture;
pub use profile::{BureauProfile, Colour, Corners, OFFICE_PRINTER, PRINT_SERVICE};
#[cfg(feature = "draw")]
pub use render::{Face, render};
#[cfg(feature = "draw")]
pub use specimen::{specimen, specimen_text};
pub use template::{Orientation, Template};
