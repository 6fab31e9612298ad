//! `tipstaff log show`.

use crate::arguments::{Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::time::{Moment, spoken};
use record::{ACTS, LogEntry, LogQuestion, RecordError};
use serde_json::json;
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff log show --from 2026-11-01 --to 2026-11-30 --data d
  tipstaff log show --kind names-shown --format jsonl --data d

Times are those of Europe/London. People, holders and holdings are numbers here, actors too;
tipstaff actor list says who they are.";

/// Options of `log show`.
#[derive(Debug, Args)]
pub struct Options {
    /// From this day, month or minute on
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// Up to this day, month or minute, and including it
    #[arg(long, value_name = "TIME")]
    to: Option<String>,
    /// Acts of this kind only, such as names-shown
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<String>,
    /// Acts of this actor only, by number
    #[arg(long, value_name = "NUMBER")]
    actor: Option<u32>,
}

fn kind(id: &str) -> Result<String, String> {
    if ACTS.iter().any(|act| act.kind == id) {
        return Ok(id.to_owned());
    }
    let known: Vec<&str> = ACTS.iter().map(|act| act.kind).collect();
    Err(format!("the kinds are {}", known.join(", ")))
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let moment = |text: &Option<String>| text.as_deref().map(Moment::parse).transpose();
    let question = LogQuestion {
        from: moment(&options.from)?.map(|moment| moment.first),
        until: moment(&options.to)?.map(|moment| moment.after),
        kind: options.kind.clone(),
        actor: options.actor,
    };
    open::wait(async {
        let record = open::record(common).await?;
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let mut written = Ok(());
        let mut acts = Vec::new();
        record
            .each_act(&question, |entry| {
                match common.format {
                    Format::Json => acts.push(document(&entry)),
                    Format::Text => written = tell(&entry, &mut out),
                    _ => written = writeln!(out, "{}", document(&entry)),
                }
                // Whoever reads may have gone away: what is left need not be read for nobody.
                if written.is_ok() { Ok(()) } else { Err(RecordError::EmptyWindow) }
            })
            .await
            .or_else(|error| if written.is_err() { Ok(()) } else { Err(error) })?;
        written?;
        if common.format == Format::Json {
            writeln!(out, "{}", json!({ "schema": "tipstaff.log/1", "acts": acts }))?;
        }
        out.flush()?;
        Ok(Verdict::Clear)
    })
}

fn tell(entry: &LogEntry, out: &mut impl Write) -> std::io::Result<()> {
    let signed = match entry.signed_by.as_slice() {
        [] => String::new(),
        [one] if *one == entry.actor => ", signed".into(),
        several => {
            let several: Vec<String> = several.iter().map(u32::to_string).collect();
            format!(", signed by {}", several.join(" and "))
        }
    };
    writeln!(out, "{:>6}  {}, actor {}{signed}", entry.position, spoken(entry.at), entry.actor)?;
    writeln!(out, "        {}", entry.sentence)
}

fn document(entry: &LogEntry) -> serde_json::Value {
    json!({
        "act": entry.position, "at": entry.at.to_string(), "actor": entry.actor, "signed_by": entry.signed_by,
        "kind": entry.kind, "word": entry.word.map(|word| format!("{word:?}").to_lowercase()),
        "sentence": entry.sentence,
    })
}
