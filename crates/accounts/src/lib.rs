//! Signing in: passphrases, second factors, sessions, invitations, and who tries too often.
//!
//! Nothing here speaks HTTP. Tables of its own lie in the record's database ([`record::ACCOUNTS`]), so several nodes on one
//! PostgreSQL agree about who is signed in, which code was used and who tries too often.
//!
//! - An account belongs to an [`record::Actor`], and its passphrase is the passphrase of the actor's signing key: approving
//!   takes the same words as signing in. What somebody may do is read from the record each time, never kept in a session.
//! - Tokens are 32 random bytes; the database has only their SHA-256. Whoever steals it is signed in nowhere, and signs
//!   nothing: an unlocked signing key lies sealed under a key that comes from the session's token.
//! - A refusal to sign in looks the same, and takes as long, whatever its reason.
//!
//! ```text
//! first_link ─► found ─┐
//! invite ─► accept ────┼─► sign_in ─► session ─► prove ─► signer (10 minutes)
//! tipstaff actor key ──┘                  └─► second factor, passphrase, programs
//!
//! begin_sign_on ─► (a provider) ─► take_sign_on ─► enter ─► session, or confirm ─► signer (10 minutes)
//! ```
//!
//! Who signs in through an organisation's own sign-in has no passphrase here: see [`Accounts::enter`].

mod accounts;
mod address;
mod argon;
mod csrf;
mod error;
mod event;
mod factor;
mod link;
mod passphrase;
mod program;
mod prove;
mod recovery;
mod row;
mod session;
mod settings;
mod sign_in;
mod sign_on;
mod throttle;
mod time;
mod token;
mod trail;
mod unlock;

pub use accounts::Accounts;
pub use csrf::CsrfToken;
pub use error::{AccountsError, SignInRefused};
pub use event::{Event, KINDS, What};
pub use factor::{Enrolment, RecoveryCodes};
pub use link::{Link, LinkKind};
pub use program::{Program, Scope, Scopes};
pub use session::{Session, SessionRow};
pub use settings::Settings;
pub use sign_in::SignedIn;
pub use sign_on::{SignOn, ToldOf};
pub use token::{LinkToken, ProgramToken, SessionToken, SignOnToken};
pub use trail::{Trace, TrailPage, TrailQuestion};
