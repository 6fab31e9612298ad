//! The two pages of the check, as static files: one for the person who checks, one for the officer's telephone. Neither has
//! a server of ours behind it but the relay, and neither is believed by it.

mod icon;
mod meeting;
mod publish;
mod relay_address;
mod telephone;
mod visitor;

pub use meeting::Meeting;
pub use publish::{publish, publish_telephone};
#[cfg(feature = "relay")]
pub(crate) use relay_address::plain;
pub use relay_address::{RelayAddress, RelayAddressError};
