//! `tipstaff actor role`.

use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;

/// Options of `actor role`.
#[derive(Debug, Args)]
pub struct Options {
    /// Name of the actor
    #[arg(value_name = "NAME")]
    name: String,
    /// Roles to give, with commas
    #[arg(long, value_name = "LIST", default_value = "")]
    add: String,
    /// Roles to take away, with commas
    #[arg(long, value_name = "LIST", default_value = "")]
    remove: String,
    /// Who gives them.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let (more, fewer) = (super::roles(&options.add)?, super::roles(&options.remove)?);
    if more.is_empty() && fewer.is_empty() {
        return Err(Failure::new("no role is named", "Name roles with --add or --remove"));
    }
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let actor = record.actor(Some(&options.name)).await?;
        let roles = actor.roles.union(more).without(fewer);
        let signer = open::signer(&record, &by, &options.acting).await?;
        let recorded = record.set_roles(&by, &signer, &actor, roles, open::now()).await?;
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                let ids = if roles.is_empty() { "no role".into() } else { roles.ids() };
                writeln!(out, "{} has {ids} from now on: act {}.", actor.name.as_str(), recorded.position)?;
            }
        } else {
            let document = serde_json::json!({
                "schema": "tipstaff.actor/1", "actor": actor.number, "roles": roles.ids(), "act": recorded.position,
            });
            writeln!(out, "{document}")?;
        }
        Ok(Verdict::Clear)
    })
}
