//! `tipstaff evidence migrate revoke`.

use crate::arguments::{Acting, Common};
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use evidence::Evidence;
use gate::Verdict;
use serde_json::json;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence migrate revoke 1

Tell whoever runs the source at once: the list that they have does not change. What is gone from there
after this is an alarm. What they deleted before it, and no sweep has seen yet, is one too: so sweep
first.";

/// Options of `evidence migrate revoke`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the permit
    #[arg(value_name = "PERMIT")]
    permit: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let recorded = evidence.revoke_permit(&by, &signer, options.permit, open::now()).await?;
        open::publish(&record, common).await;
        let sentence = format!(
            "Permit {} allows nothing any more: act {}. Tell whoever runs the source.",
            options.permit, recorded.position
        );
        let document = json!({
            "schema": "tipstaff.evidence-permit-revoked/1", "permit": options.permit, "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
