//! Who uses Tipstaff: people with their roles and links, programs with their tokens.

mod access;
mod index;
mod invite;
mod program;
mod roles;

pub use access::{reset_factor, unlock};
pub use index::index;
pub use invite::{again, ask as ask_invite, invite};
pub use program::{add as add_program, ask as ask_program, revoke as revoke_program};
pub use roles::{ask as ask_roles, set as set_roles};
