//! `tipstaff holding show`.

use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::time::spoken;
use record::{ActTold, Field, FieldSet, Record};
use serde_json::json;
use std::io::Write;
use zeroize::Zeroizing;

/// Options of `holding show`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the holding
    #[arg(value_name = "NUMBER")]
    holding: u32,
    /// As it was known at this time (default: now)
    #[arg(long, value_name = "TIME")]
    known_on: Option<String>,
    /// Show the notes of its acts, which may name people: takes a role, a signature and a purpose
    #[arg(long, requires = "purpose")]
    notes: bool,
    /// What the notes are needed for; kept sealed, with the act
    #[arg(long, value_name = "WORDS", requires = "notes")]
    purpose: Option<String>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let known = options.known_on.as_deref().map(say::known_on).transpose()?;
        let found = record.holdings([options.holding], known).await?;
        let holding = found.first().ok_or_else(|| {
            Failure::new(
                format!("holding {} is not on record", options.holding),
                "tipstaff holding list shows all",
            )
        })?;
        let told = record.acts_told(&holding.acts).await?;
        let notes = if options.notes { notes(options, common, &record, &told).await? } else { Vec::new() };
        let of = |act: &ActTold| -> Vec<&str> {
            notes
                .iter()
                .filter(|(position, _)| *position == act.position)
                .map(|(_, note)| note.as_str())
                .collect()
        };
        let mut out = std::io::stdout().lock();
        if common.format != Format::Text {
            let acts: Vec<_> = told
                .iter()
                .map(|act| {
                    json!({
                        "act": act.position, "at": act.at.to_string(), "actor": act.actor, "kind": act.kind,
                        "sentence": act.sentence, "notes": of(act),
                    })
                })
                .collect();
            let holding = super::list::document(holding)?;
            writeln!(
                out,
                "{}",
                json!({ "schema": "tipstaff.holding-show/1", "holding": holding, "told": acts })
            )?;
            return Ok(Verdict::Clear);
        }
        let holders = record.holders().await?;
        let holder = holders.iter().find(|holder| holder.number == holding.holder);
        let holder =
            holder.map_or_else(|| format!("holder #{}", holding.holder), |holder| say::holder(holder, false));
        writeln!(out, "Holding {}: {holder}", holding.number)?;
        writeln!(out, "  has     {}", say::titles(holding.fields))?;
        writeln!(out, "  of      {}", say::subjects(holding))?;
        writeln!(out, "  when    {}", say::lifetime(&holding.life)?)?;
        if let Some(digest) = holding.handed {
            let digits = say::hex(&digest);
            writeln!(out, "  file    SHA-256 {digits}")?;
        }
        writeln!(out, "Because of:")?;
        for act in &told {
            writeln!(out, "  act {}, {}: {}", act.position, spoken(act.at), act.sentence)?;
            for note in of(act) {
                writeln!(out, "    {}", say::plain(note))?;
            }
        }
        Ok(Verdict::Clear)
    })
}

/// The notes of acts, once the log says that they are shown.
async fn notes(
    options: &Options,
    common: &Common,
    record: &Record,
    told: &[ActTold],
) -> Result<Vec<(u64, Zeroizing<String>)>, Failure> {
    let by = open::actor(record, &options.acting).await?;
    let signer = open::signer(record, &by, &options.acting).await?;
    let fields: FieldSet = Field::named("narrative").into_iter().collect();
    let purpose = options.purpose.as_deref().unwrap_or_default();
    record.write_names_shown(&by, &signer, (0, fields, "notes"), purpose, open::now()).await?;
    open::publish(record, common).await;
    let mut notes = Vec::new();
    for act in told {
        notes.extend(record.notes(act.position).await?.into_iter().map(|note| (act.position, note)));
    }
    Ok(notes)
}
