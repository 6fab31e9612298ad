//! Faces of cards: a picture that a designer drew (SVG), with places for what differs from card to card, becomes dots.
//!
//! What leaves is dots and nothing else: no names as text, no data about data, no names of files.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "dots are counted in thousands, and none is below zero"
)]

mod error;
mod field;
mod filled;
mod letters;
mod ours;
mod pdf;
mod photo;
mod picture;
mod profile;
mod render;
mod specimen;
mod template;

pub use error::{FaceError, TemplateError};
pub use field::{CardText, Field};
pub use ours::{Design, STAFF_PASS, WARRANT_CARD};
pub use pdf::pdf;
pub use photo::Photo;
pub use picture::Picture;
pub use profile::{BureauProfile, Colour, Corners, OFFICE_PRINTER, PRINT_SERVICE};
pub use render::{Face, render};
pub use specimen::{specimen, specimen_text};
pub use template::{Orientation, Template};
