//! What the server says on standard error: that it is ready, and then one line of JSON for each thing that went wrong.

use accounts::LinkToken;
use std::io::Write;
use tracing_subscriber::EnvFilter;

/// Sets up the log. Nothing personal is ever in it; see docs, "What is logged".
pub fn log(verbose: bool) {
    let filter = EnvFilter::try_from_env("TIPSTAFF_LOG")
        .unwrap_or_else(|_| EnvFilter::new(if verbose { "info" } else { "warn" }));
    // Only the first log of a process counts; there is no other.
    let _ = tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_env_filter(filter).try_init();
}

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
