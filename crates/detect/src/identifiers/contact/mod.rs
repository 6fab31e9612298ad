//! Where a person can be reached: post, telephone, mail, network.

mod email;
mod mac_address;
mod network_address;
mod phone;
mod postcode;

pub use email::is_police_mailbox;
pub(crate) use email::{EMAIL, mailbox_around};
pub(crate) use mac_address::MAC_ADDRESS;
pub(crate) use network_address::NETWORK_ADDRESS;
pub(crate) use phone::PHONE;
pub(crate) use postcode::POSTCODE;
