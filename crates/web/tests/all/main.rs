//! The web application as a browser sees it: every request goes through the whole of it, but for the network.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod exposure;
mod holdings;
mod log;
mod people;
mod record_rights;
mod site;
