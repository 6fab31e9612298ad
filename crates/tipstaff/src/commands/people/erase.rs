//! `tipstaff people erase`.

use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff people erase 812 --why 'request 2026/118' --as 'R. Quill'
  tipstaff people erase --approve 1302 --as 'M. Oake'

The key of the person is destroyed, and with it every value that was ever recorded. The number
is never used again; holdings keep it, and it names nobody. A restored backup erases the
person again.";

/// Options of `people erase`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the person to propose
    #[arg(value_name = "NUMBER", required_unless_present = "approve", conflicts_with = "approve")]
    person: Option<u32>,
    /// Act of the proposal to approve; it has to be somebody else's
    #[arg(long, value_name = "ACT")]
    approve: Option<u64>,
    /// Why, in words that name nobody; kept sealed
    #[arg(long, value_name = "WORDS", default_value = "", conflicts_with = "approve")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let signer = open::signer(&record, &by, &options.acting).await?;
        let now = open::now();
        let (what, recorded, next) = match (options.approve, options.person) {
            (Some(proposal), _) => {
                let recorded = record.approve_erasure(&by, &signer, proposal, now).await?;
                ("erased", recorded, None)
            }
            (None, Some(person)) => {
                let recorded = record.propose_erasure(&by, &signer, person, &options.why, now).await?;
                ("proposed", recorded, Some(recorded.position))
            }
            (None, None) => {
                return Err(Failure::new("nobody is named", "Give the number of a person, or --approve ACT"));
            }
        };
        open::publish(&record, common).await;
        // The last connection folds the write-ahead log in, and with it goes what was erased.
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                match next {
                    None => writeln!(out, "The person was erased: act {}.", recorded.position)?,
                    Some(act) => writeln!(
                        out,
                        "The erasure is proposed: act {act}. Somebody else approves it with: tipstaff people erase --approve {act}"
                    )?,
                }
            }
        } else {
            let document = serde_json::json!({
                "schema": "tipstaff.people-erase/1", "outcome": what, "act": recorded.position,
            });
            writeln!(out, "{document}")?;
        }
        Ok(Verdict::Clear)
    })
}
