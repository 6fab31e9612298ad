//! `tipstaff card seal`.

use super::profile::profile;
use super::{held, tell};
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::commands::share::read_small;
use crate::exit::Failure;
use crate::open::{self, signing};
use crate::terminal;
use card_office::{CardOffice, Sealing};
use clap::Args;
use gate::Verdict;
use record::time::spoken_day;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card seal 3 --offer offer.txt -o job.age --as 'R. Quill'

The offer is what the print service made with `tipstaff card print offer`. Each card is sealed under
a key of its own, and the keys stay here until the agent asks for them, window by window. People who
are set apart are in no job.

Exit status: 0 sealed, 1 somebody has to decide first, 2 could not be done.";

/// Options of `card seal`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the order
    #[arg(value_name = "ORDER")]
    order: u32,
    /// The offer of the print service
    #[arg(long, value_name = "FILE")]
    offer: PathBuf,
    /// Where to write the job; no file may be there
    #[arg(long, short, value_name = "OUT")]
    output: PathBuf,
    /// For how many cards keys are handed out together
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    window: u32,
    /// At most so many cards
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    most: usize,
    /// What the print service wants: office, service, or a JSON file
    #[arg(long, value_name = "PROFILE", default_value = "service")]
    profile: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let profile = profile(&options.profile)?;
    let offer = String::from_utf8(read_small(&options.offer)?).map_err(|_| {
        Failure::at(&options.offer, &"it is no offer of a print agent", "Name the file that it sent")
    })?;
    open::wait(async {
        let record = open::record(common).await?;
        let office = CardOffice::new(&record);
        let order = office.order_numbered(options.order).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let sealing = Sealing {
            offer: &offer,
            window: options.window,
            most: options.most,
            profile: &profile,
            target: &options.output,
        };
        let bar = terminal::rows(common, 0);
        let shown = bar.clone();
        let mut told = move |done, of| {
            shown.set_length(of);
            shown.set_position(done);
        };
        let sealed = office.seal(&by, &signer, &order, &sealing, &mut told, open::now()).await;
        bar.finish_and_clear();
        let sealed = match sealed {
            Ok(sealed) => sealed,
            Err(error) => return held(error),
        };
        open::publish(&record, common).await;
        let sentence = format!(
            "Job {} ({}) is in {}: {}; delivery {}, holding {}. The print service has to destroy it by {}. SHA-256: {}",
            sealed.job,
            sealed.name,
            options.output.display(),
            say::counted(sealed.cards, "card", "cards"),
            sealed.delivery,
            sealed.holding,
            spoken_day(sealed.destroy_by),
            say::hex(&sealed.sha256)
        );
        let document = serde_json::json!({
            "schema": "tipstaff.card-job-sealed/1", "job": sealed.job, "name": sealed.name, "order": order.number,
            "delivery": sealed.delivery, "holding": sealed.holding, "cards": sealed.cards,
            "sha256": say::hex(&sealed.sha256), "bytes": sealed.bytes, "destroy_by": sealed.destroy_by.to_string(),
            "act": sealed.recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
