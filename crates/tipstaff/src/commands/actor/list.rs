//! `tipstaff actor list`.

use crate::arguments::{Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;

/// Options of `actor list`.
#[derive(Debug, Args)]
pub struct Options {}

/// Runs the command.
pub fn run(_: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let actors = open::record(common).await?.actors().await?;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            for actor in actors {
                let key = if actor.public_key.is_some() { "can sign" } else { "no key yet" };
                let roles = if actor.roles.is_empty() { "no role".into() } else { actor.roles.ids() };
                writeln!(out, "{:>4}  {}  ({roles}; {key})", actor.number, actor.name.as_str())?;
            }
        } else {
            let actors: Vec<_> = actors
                .iter()
                .map(|actor| {
                    serde_json::json!({
                        "actor": actor.number, "name": actor.name.as_str(), "roles": actor.roles.ids(),
                        "signs": actor.public_key.is_some(),
                    })
                })
                .collect();
            writeln!(out, "{}", serde_json::json!({ "schema": "tipstaff.actors/1", "actors": actors }))?;
        }
        Ok(Verdict::Clear)
    })
}
