//! The way in: signing in and out, links for first passphrases.

mod next;
mod sign_in;
mod sign_out;
mod theme;
mod welcome;

pub use next::local;
pub use sign_in::{form, submit};
pub use sign_out::out;
pub use theme::theme;
pub use welcome::{accept, welcome};
