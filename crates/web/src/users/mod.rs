//! Who uses Tipstaff: people with their roles and links, programs with their tokens.

mod access;
mod index;
mod invite;
mod program;
mod roles;
#[cfg(feature = "oidc")]
mod sign_in;

pub use access::{reset_factor, unlock};
pub use index::index;
pub use invite::{again, ask as ask_invite, invite};
pub use program::{add as add_program, ask as ask_program, revoke as revoke_program};
pub use roles::{ask as ask_roles, set as set_roles};
#[cfg(feature = "oidc")]
pub use sign_in::{allow as allow_sign_in, ask as ask_sign_in, end as end_sign_in};
