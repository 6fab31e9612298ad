//! Single sign-on, as the record knows it: which provider is allowed, whom it admitted, and which roles it gives.
//!
//! An administrator's signed act allows a provider and says which value of its tokens gives which role. Whoever comes by it
//! becomes an actor by an act of their own that stands on the administrator's. What an actor may do is what the provider
//! said last *and* the administrator's act still allows: both are read each time an actor is.
//!
//! The signing key of such an actor is under a passphrase that nobody types: it is made from a key of the record with a
//! label of its own and the actor's number. So whoever has the record's key file and the database can sign in that name,
//! which cannot be said of somebody with a passphrase; `docs/src/tasks/sign-in.md` tells it to those who decide.

mod admit;
mod map;
mod provider;

pub use map::{RoleMap, RoleMapError};
pub use provider::{SignInOrder, SignInProvider};
