//! `tipstaff log witness`.

use crate::arguments::Common;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use tlog::VerifierKey;
use tlog::witness::Witness;

pub const EXAMPLE: &str = "\
Example:
  tipstaff log witness --name audit.example/w --folder witness --listen 127.0.0.1:8090 --log KEY

A witness remembers how far each log has come, and cosigns only what continues it. It sees no act.
Run it on another machine, under other people, or it proves nothing. It speaks plain HTTP: put a
proxy with a certificate before it.";

/// Options of `log witness`.
#[derive(Debug, Args)]
pub struct Options {
    /// Name of the witness, as an address without https://
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Folder for its key and what it has seen; it must never be rolled back
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// Key of a log that is witnessed; may be given several times
    #[arg(long = "log", value_name = "KEY", required = true)]
    logs: Vec<String>,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let wrong =
        |error: tlog::LogError| Failure::new(error.to_string(), "Check what was given, and try again");
    let logs = options.logs.iter().map(|key| key.trim().parse::<VerifierKey>());
    let logs = logs.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    let witness = Witness::open(&options.folder, &options.name, logs).map_err(wrong)?;
    open::wait(async {
        let listener = tokio::net::TcpListener::bind(options.listen).await.map_err(|error| {
            Failure::new(
                format!("it is not possible to listen on {} ({})", options.listen, error.kind()),
                "Choose another address with --listen",
            )
        })?;
        let mut out = std::io::stdout();
        if !common.quiet {
            writeln!(out, "Listening on http://{}", listener.local_addr()?)?;
            writeln!(out, "The key of this witness is {}", witness.vkey())?;
            out.flush()?;
        }
        witness.serve(listener).await?;
        Ok(Verdict::Clear)
    })
}
