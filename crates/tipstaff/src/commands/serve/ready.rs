//! What the server says on standard error: that it is ready, and then one line of JSON for each thing that went wrong.

use accounts::LinkToken;
use std::io::Write;
use tracing::Level;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{EnvFilter, FilterExt, FilterFn, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Sets up the log. Nothing personal is ever in it; see docs, "What is logged".
pub fn log(verbose: bool) {
    let filter = EnvFilter::try_from_env("TIPSTAFF_LOG")
        .unwrap_or_else(|_| EnvFilter::new(if verbose { "info" } else { "warn" }));
    let lines = tracing_subscriber::fmt::layer().json().with_span_list(false).with_writer(std::io::stderr);
    // Only the first log of a process counts; there is no other.
    let _ = tracing_subscriber::registry().with(lines.with_filter(filter.and(own()))).try_init();
}

/// Whatever is asked for, libraries say nothing below a warning: they quote what they were given, headers and all.
fn own() -> FilterFn {
    filter_fn(|about| {
        let room = about.target().split("::").next().unwrap_or_default();
        OWN.contains(&room) || *about.level() <= Level::WARN
    })
}

/// The rooms of Tipstaff that run in the server, as their lines are headed.
const OWN: &[&str] = &[
    "tipstaff", "web", "release", "uploads", "accounts", "record", "blobs", "gate", "detect", "sandbox",
    "store", "tlog", "keyring", "inspect",
];

/// Says where to go. Whoever starts the server the first time gets the link with which the first passphrase is chosen.
pub fn told(address: &str, first: Option<&LinkToken>) {
    let mut out = std::io::stderr();
    // Nobody may be listening; the server runs all the same.
    let _ = match first {
        Some(token) => writeln!(
            out,
            "Tipstaff is ready: {address}/welcome/{}\nOpen this link and choose your passphrase. It is good once, for an hour.",
            token.expose().as_str()
        ),
        None => writeln!(out, "Tipstaff is ready: {address}/"),
    };
}
