//! The way in: signing in and out, links for first passphrases.

mod next;
#[cfg(feature = "oidc")]
mod provider;
mod sign_in;
mod sign_out;
mod theme;
mod welcome;

pub use next::local;
#[cfg(feature = "oidc")]
pub use provider::{back, begin};
pub use sign_in::{form, submit};
pub use sign_out::out;
pub use theme::theme;
pub use welcome::{accept, welcome};
