//! `tipstaff actor add`.

use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;

/// Options of `actor add`.
#[derive(Debug, Args)]
pub struct Options {
    /// Name, as it will be given to --as
    #[arg(value_name = "NAME")]
    name: String,
    /// Roles: administrator, data-protection-officer, foi-officer, approver, information-security, card-office,
    /// evidence-manager, covert-liaison, auditor
    #[arg(long, value_name = "LIST")]
    roles: String,
    /// Who enrols.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let roles = super::roles(&options.roles)?;
    open::wait(async {
        let record = open::record_or_new(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let signer = open::signer(&record, &by, &options.acting).await?;
        let (actor, recorded) =
            record.add_actor(&by, &signer, &options.name, roles, None, open::now()).await?;
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                writeln!(
                    out,
                    "{} is enrolled as {}: act {}.",
                    actor.name.as_str(),
                    roles.ids(),
                    recorded.position
                )?;
                writeln!(
                    out,
                    "To sign, {0} needs a key, which {1} makes: tipstaff actor key \"{0}\" --as \"{1}\"",
                    actor.name.as_str(),
                    by.name.as_str()
                )?;
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
