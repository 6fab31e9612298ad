//! Signing in through an organisation's own sign-in: `OpenID` Connect Core 1.0, as one who relies on it.
//!
//! [`SingleSignOn`] finds a provider's addresses and keys, sends browsers there, changes the code they come back with into an
//! ID token, and believes of it what was proved: issuer, audience, signature, times, nonce. What comes out is [`Told`]: a
//! subject, a name, values of the roles' claim, and when the person proved to the provider who they are. Nothing here knows
//! accounts, sessions or pages.
//!
//! - The authorisation code flow with PKCE (RFC 7636), and nothing else. No token ever passes through a browser.
//! - State, nonce and verifier are made by the caller, who binds them to a browser ([`Asked`]).
//! - Tokens are dropped as soon as they are read. No error holds anything that a provider sent.

mod addresses;
mod answer;
mod asked;
mod claims;
mod client;
mod discovery;
mod error;
mod http;
mod secret;
mod single_sign_on;

pub use addresses::is_safe_address;
pub use asked::{Asked, Terms};
pub use claims::Told;
pub use error::SignOnError;
pub use secret::{ClientSecret, ClientSecretError};
pub use single_sign_on::SingleSignOn;
