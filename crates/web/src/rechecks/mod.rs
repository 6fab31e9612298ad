//! What was released is checked again with today's rules and today's people: asked for on a page, done in the background.

mod index;
mod worker;

pub use index::{ask, index};
pub use worker::Rechecker;
