//! `tipstaff share recipient`.

use super::tell;
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use gate::Verdict;
use share::{RecipientKeys, Shares};

pub const EXAMPLE: &str = "\
Example:
  tipstaff share recipient \"Card maker\" --keys \"tipstaff-recipient-1 age1... ed25519:...\" --as 'R. Quill'

The recipient makes its keys with `tipstaff receipt keys -o FILE` and sends the line that this
prints. Compare it with them on the telephone: whoever has the key opens what is delivered.
With other keys, shares that were approved before deliver nothing any more.";

/// Options of `share recipient`.
#[derive(Debug, Args)]
pub struct Options {
    /// Name or number of the holder; a new name makes a supplier
    #[arg(value_name = "HOLDER")]
    holder: String,
    /// The line of keys
    #[arg(long, value_name = "LINE", required_unless_present = "end")]
    keys: Option<String>,
    /// It gets nothing any more
    #[arg(long, conflicts_with = "keys")]
    end: bool,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let keys: Option<RecipientKeys> = options.keys.as_deref().map(str::parse).transpose()?;
    open::wait(async {
        let record = open::record_or_new(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let shares = Shares::new(&record);
        let (holder, recorded, outcome) = if let Some(keys) = keys {
            let (recipient, recorded) =
                shares.enrol(&by, &signer, &options.holder, &keys, open::now()).await?;
            (recipient.holder, recorded, "enrolled")
        } else {
            let holder = record.holder(&options.holder).await?.number;
            (holder, shares.end_recipient(&by, &signer, holder, open::now()).await?, "ended")
        };
        open::publish(&record, common).await;
        let name = say::plain(&options.holder);
        let sentence = match outcome {
            "ended" => format!("{name}, holder #{holder}, gets nothing any more: act {}.", recorded.position),
            _ => format!(
                "{name}, holder #{holder}, gets deliveries sealed to this key: act {}.",
                recorded.position
            ),
        };
        let document = serde_json::json!({
            "schema": "tipstaff.recipient/1", "outcome": outcome, "holder": holder, "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
