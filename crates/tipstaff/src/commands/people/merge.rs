//! `tipstaff people merge`.

use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;

/// Options of `people merge`.
#[derive(Debug, Args)]
pub struct Options {
    /// The number that is the other person too
    #[arg(value_name = "NUMBER")]
    person: u32,
    /// The number that stands for both
    #[arg(value_name = "SAME-AS")]
    same_as: u32,
    /// They are two people after all
    #[arg(long)]
    undo: bool,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let (person, same_as, now) = (options.person, options.same_as, open::now());
        let recorded = if options.undo {
            record.unmerge_people(&by, person, same_as, now).await?
        } else {
            record.merge_people(&by, person, same_as, now).await?
        };
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                let is = if options.undo { "is not" } else { "is" };
                writeln!(
                    out,
                    "Person {person} {is} the same as person {same_as}: act {}.",
                    recorded.position
                )?;
            }
        } else {
            let document = serde_json::json!({
                "schema": "tipstaff.people-merge/1", "person": person, "same_as": same_as, "undone": options.undo,
                "act": recorded.position,
            });
            writeln!(out, "{document}")?;
        }
        Ok(Verdict::Clear)
    })
}
