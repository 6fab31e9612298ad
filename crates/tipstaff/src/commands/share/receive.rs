//! `tipstaff share receipt` and `cancel`.

use super::tell;
use crate::arguments::{Acting, Common};
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use gate::Verdict;
use share::{Shares, Stated};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Largest receipt, in bytes.
const LARGEST: u64 = 64 * 1024;

/// Options of `share receipt`.
#[derive(Debug, Args)]
pub struct Options {
    /// What the recipient signed
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `share cancel`.
#[derive(Debug, Args)]
pub struct Cancel {
    /// Number of the delivery
    #[arg(value_name = "DELIVERY")]
    delivery: u32,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Takes in a receipt.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let note = read(&options.file)?;
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let taken = Shares::new(&record).receive(&by, &note, open::now()).await?;
        open::publish(&record, common).await;
        let (outcome, what) = match taken.stated {
            Stated::Received => ("received", "was received"),
            Stated::Destroyed => ("destroyed", "was destroyed, and its holding is closed"),
        };
        let late = if taken.is_late { ", later than it had to be" } else { "" };
        let sentence = format!(
            "The recipient signed that delivery {} {what}{late}: act {}.",
            taken.delivery, taken.recorded.position
        );
        let document = serde_json::json!({
            "schema": "tipstaff.receipt-taken/1", "outcome": outcome, "delivery": taken.delivery,
            "late": taken.is_late, "act": taken.recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

/// Cancels a delivery.
pub fn cancel(options: &Cancel, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let shares = Shares::new(&record);
        let recorded = shares.cancel(&by, &signer, options.delivery, &options.why, open::now()).await?;
        open::publish(&record, common).await;
        let sentence = format!("Delivery {} is cancelled: act {}.", options.delivery, recorded.position);
        let document = serde_json::json!({
            "schema": "tipstaff.receipt-taken/1", "outcome": "cancelled", "delivery": options.delivery,
            "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

/// A small file, as a whole.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let fix = "Check its name and that you may read it";
    let file = std::fs::File::open(path).map_err(|error| Failure::io(path, &error, fix))?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| Failure::io(path, &error, fix))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::at(
            path,
            &"it is too long for a receipt",
            "Name the file that the recipient signed",
        ));
    }
    Ok(bytes)
}
