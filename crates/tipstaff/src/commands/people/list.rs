//! `tipstaff people list`.

use super::count;
use crate::arguments::{Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;

/// Options of `people list`.
#[derive(Debug, Args)]
pub struct Options {}

/// Runs the command.
pub fn run(_: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (people, erased) = record.people_counts().await?;
        let merged = record.aliases(record::KnownAt::NOW).await?.iter().count();
        let sources = record.people_by_source(open::now()).await?;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            writeln!(
                out,
                "{} numbers were given to people; {} of them are a person's second number, {} were erased.",
                count(people),
                count(merged as u64),
                count(erased)
            )?;
            for source in sources {
                writeln!(
                    out,
                    "  {:>9} in the extract '{}', {} who have left it",
                    count(source.members),
                    source.source,
                    count(source.leavers)
                )?;
            }
        } else {
            let sources: Vec<_> = sources
                .iter()
                .map(|source| {
                    serde_json::json!({ "source": source.source, "members": source.members, "leavers": source.leavers })
                })
                .collect();
            let document = serde_json::json!({
                "schema": "tipstaff.people/1", "numbers": people, "merged": merged, "erased": erased, "sources": sources,
            });
            writeln!(out, "{document}")?;
        }
        Ok(Verdict::Clear)
    })
}
