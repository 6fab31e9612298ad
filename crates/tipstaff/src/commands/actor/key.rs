//! `tipstaff actor key`.

use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;

/// Options of `actor key`.
#[derive(Debug, Args)]
pub struct Options {
    /// Name of the actor who gets the key (default: who acts)
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Read the new passphrase from this file descriptor, up to the end of the line
    #[arg(long, value_name = "NUMBER")]
    new_passphrase_fd: Option<u32>,
    /// Who makes it: the actor, or an administrator for one who forgot the passphrase.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record_or_new(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let actor = match &options.name {
            Some(name) => record.actor(Some(name)).await?,
            None => by.clone(),
        };
        let is_founding = by.number == 1 && actor.number == 1 && by.public_key.is_none();
        if by.public_key.is_none() && !is_founding {
            return Err(Failure::new(
                format!("{} has no key yet, and the first one is made by an administrator", by.name.as_str()),
                format!(
                    "Ask one to make it: tipstaff actor key \"{}\" --as ADMINISTRATOR",
                    actor.name.as_str()
                ),
            ));
        }
        let signer =
            if is_founding { None } else { Some(open::signer(&record, &by, &options.acting).await?) };
        let prompt = format!("New passphrase of {}", actor.name.as_str());
        let passphrase = open::new_passphrase(options.new_passphrase_fd, &prompt)?;
        let recorded = record.set_passphrase(&by, &actor, &passphrase, signer.as_ref(), open::now()).await?;
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                writeln!(out, "{} can sign from now on: act {}.", actor.name.as_str(), recorded.position)?;
                if by.number != actor.number {
                    writeln!(
                        out,
                        "Until {0} replaces it, it approves nothing: tipstaff actor key --as \"{0}\"",
                        actor.name.as_str()
                    )?;
                }
            }
        } else {
            let document = serde_json::json!({
                "schema": "tipstaff.actor/1", "actor": actor.number, "act": recorded.position,
            });
            writeln!(out, "{document}")?;
        }
        Ok(Verdict::Clear)
    })
}
