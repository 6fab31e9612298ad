//! `tipstaff holding list`.

use crate::arguments::{Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::{Holder, Holding, HoldingFilter, RecordError};
use serde_json::json;
use std::io::Write;

/// Options of `holding list`.
#[derive(Debug, Args)]
pub struct Options {
    /// Only those of this holder: name or number
    #[arg(long, value_name = "HOLDER")]
    holder: Option<String>,
    /// Only those that have not ended
    #[arg(long)]
    open: bool,
    /// As it was known at this time (default: now)
    #[arg(long, value_name = "TIME")]
    known_on: Option<String>,
}

/// Options of `holder show`.
#[derive(Debug, Args)]
pub struct OfHolder {
    /// Name or number of the holder
    #[arg(value_name = "HOLDER")]
    holder: String,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    list(options.holder.as_deref(), options.open, options.known_on.as_deref(), common)
}

/// Runs `holder show`.
pub fn of_holder(options: &OfHolder, common: &Common) -> Result<Verdict, Failure> {
    list(Some(&options.holder), false, None, common)
}

fn list(
    holder: Option<&str>,
    open: bool,
    known_on: Option<&str>,
    common: &Common,
) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let holders = record.holders().await?;
        let holder = match holder {
            Some(named) => Some(record.holder(named).await?.number),
            None => None,
        };
        let filter = HoldingFilter { holder, open, known: known_on.map(say::known_on).transpose()? };
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let mut failed: Option<Failure> = None;
        let mut found = 0_u64;
        let json = common.format != Format::Text;
        if json {
            write!(out, "{{\"schema\":\"tipstaff.holdings/1\",\"holdings\":[")?;
        }
        let listed = record
            .each_holding(filter, |holding| {
                let line = if json {
                    document(&holding).map(|value| value.to_string())
                } else {
                    line(&holding, &holders)
                };
                let written = line.and_then(|line| {
                    let comma = if json && found > 0 { "," } else { "" };
                    write!(out, "{comma}{line}").map_err(Failure::from)
                });
                found += 1;
                written.map_err(|failure| {
                    failed = Some(failure);
                    // Only ends the listing; what is told is the failure.
                    RecordError::EmptyWindow
                })
            })
            .await;
        if let Some(failure) = failed {
            return Err(failure);
        }
        listed?;
        if json {
            writeln!(out, "]}}")?;
        } else if found == 0 && !common.quiet {
            writeln!(out, "No holding is on record. The first: tipstaff holding add --help")?;
        }
        out.flush()?;
        Ok(Verdict::Clear)
    })
}

fn line(holding: &Holding, holders: &[Holder]) -> Result<String, Failure> {
    let holder = holders.iter().find(|holder| holder.number == holding.holder);
    let holder =
        holder.map_or_else(|| format!("holder #{}", holding.holder), |holder| say::holder(holder, false));
    Ok(format!(
        "{:>6}  {holder}: {} of {}, {}\n",
        holding.number,
        say::titles(holding.fields),
        say::subjects(holding),
        say::lifetime(&holding.life)?
    ))
}

/// A holding as JSON.
pub fn document(holding: &Holding) -> Result<serde_json::Value, Failure> {
    let from = holding.life.from()?;
    let until = holding.life.until()?;
    let handed = holding.handed.map(|digest| say::hex(&digest));
    Ok(json!({
        "holding": holding.number,
        "holder": holding.holder,
        "fields": holding.fields.iter().map(record::Field::id).collect::<Vec<_>>(),
        "from": { "earliest": from.earliest.map(|at| at.to_string()), "latest": from.latest.to_string() },
        "until": until.map(|until| json!({
            "earliest": until.earliest.to_string(), "latest": until.latest.map(|at| at.to_string()),
        })),
        "subjects": {
            "kind": holding.subjects.kind, "certain": holding.subjects.certain, "besides": holding.subjects.besides,
        },
        "handed": handed,
        "acts": holding.acts,
    }))
}
