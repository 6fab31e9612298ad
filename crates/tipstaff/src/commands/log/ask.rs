//! `tipstaff log ask`.

use crate::arguments::{Common, Format};
use crate::commands::say::counted;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::Record;
use serde_json::json;
use std::io::Write;

/// Options of `log ask`.
#[derive(Debug, Args)]
pub struct Options {}

/// Runs the command.
pub fn run(_: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        record.publish().await?;
        tell(&record, common, true).await
    })
}

/// Asks the witnesses and says what they said. An alarm is held; silence is not: the log goes on without it.
pub async fn tell(record: &Record, common: &Common, asked_for: bool) -> Result<Verdict, Failure> {
    let asked = record.ask_witnesses().await?;
    let mut verdict = Verdict::Clear;
    let mut told = Vec::new();
    let mut out = std::io::stdout().lock();
    for one in &asked {
        let (words, answer) = match &one.answer {
            Ok(size) => (format!("cosigned {}", counted(*size, "act", "acts")), json!({ "cosigned": size })),
            Err(error) => {
                verdict = if error.is_alarm() { Verdict::Held } else { verdict.max(Verdict::Review) };
                (error.to_string(), json!({ "alarm": error.is_alarm(), "what": error.to_string() }))
            }
        };
        told.push(json!({ "name": one.name, "answer": answer }));
        if common.format == Format::Text && !common.quiet {
            writeln!(out, "{}: {words}.", one.name)?;
        }
    }
    if asked_for && asked.is_empty() && common.format == Format::Text && !common.quiet {
        writeln!(out, "There is no witness to ask. Name one in a policy: tipstaff log policy --set FILE.")?;
    }
    if asked_for && common.format != Format::Text {
        writeln!(out, "{}", json!({ "schema": "tipstaff.witnesses/1", "witnesses": told }))?;
    }
    Ok(verdict)
}
