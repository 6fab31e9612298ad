//! The web application as a browser sees it: every request goes through the whole of it, but for the network.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attacks;
mod exposure;
mod guard;
mod holdings;
mod imports;
mod log;
mod openapi;
mod people;
mod rechecks;
mod record_rights;
mod rights;
mod site;
