//! `tipstaff leak`: what got out, and where it came from.

mod bundle;
mod open_key;
mod trace_files;

use crate::arguments::Common;
use crate::commands::WORKER;
use crate::exit::Failure;
use clap::{Args, Subcommand};
use gate::Verdict;
use record::time::Moment;
use sandbox::Sandbox;
use share::Leaked;
use std::path::PathBuf;

/// What to do with a leak.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say which delivery a file is, when it was taken, and whom it is about
    #[command(after_help = trace_files::EXAMPLE)]
    Trace(trace_files::Options),
    /// Open the key of a delivery's marks for an expert: one proposes, another one agrees
    #[command(after_help = open_key::EXAMPLE)]
    Open(open_key::Options),
    /// Write what an independent expert needs to compute the evidence again
    #[command(after_help = bundle::EXAMPLE)]
    Bundle(bundle::Options),
}

/// What got out.
#[derive(Debug, Args)]
pub struct Given {
    /// Files, and folders of files
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    /// When the force came to see it (default: now)
    #[arg(long, value_name = "TIME")]
    found: Option<String>,
}

impl Given {
    fn leaked(&self) -> Result<Leaked, Failure> {
        let found = self.found.as_deref().map(Moment::parse).transpose()?;
        let found = found.map(|moment| moment.after);
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Leaked { paths: self.paths.clone(), found, threads })
    }
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Trace(options) => trace_files::run(options, common),
        Command::Open(options) => open_key::run(options, common),
        Command::Bundle(options) => bundle::run(options, common),
    }
}

fn reader() -> Result<Sandbox, Failure> {
    Sandbox::new([WORKER]).map_err(|error| {
        Failure::new(
            format!("the reader could not be started ({error})"),
            "Start the program by its full path",
        )
    })
}
