//! `tipstaff key list`.

use crate::arguments::{Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use keyring::ForceKeys;
use record::RecordError;
use serde_json::json;
use std::io::Write;

/// Options of `key list`.
#[derive(Debug, Args)]
pub struct Options {}

/// Runs the command.
pub fn run(_: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let force = ForceKeys::read(record.key_file()).map_err(RecordError::from)?;
        let uses = record.key_uses(&force).await?;
        let wrapped = |id: &keyring::KeyId| uses.get(id).copied().unwrap_or(0);
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            for id in force.ids() {
                let newest = if id == force.newest() { ", the newest" } else { "" };
                writeln!(out, "{id}  {} keys under it{newest}", wrapped(&id))?;
            }
        } else {
            let keys: Vec<_> = force
                .ids()
                .iter()
                .map(
                    |id| json!({ "key": id.to_string(), "wraps": wrapped(id), "newest": *id == force.newest() }),
                )
                .collect();
            writeln!(out, "{}", json!({ "schema": "tipstaff.keys/1", "keys": keys }))?;
        }
        Ok(Verdict::Clear)
    })
}
