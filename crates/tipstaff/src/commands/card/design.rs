//! `tipstaff card design`.

use super::tell;
use crate::arguments::{Acting, Common};
use crate::commands::read;
use crate::exit::Failure;
use crate::open;
use card_office::CardOffice;
use clap::Args;
use gate::Verdict;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff card design warrant-2027 --front front.svg --back back.svg

A design is SVG with places for name, rank, number, photo and code; no other field can be on it, and
no pictures, styles, scripts or links.";

/// Largest drawing, in bytes.
const LARGEST: u64 = 512 * 1024;

/// Options of `card design`.
#[derive(Debug, Args)]
pub struct Options {
    /// What it is called
    #[arg(value_name = "NAME")]
    name: String,
    /// The front, SVG
    #[arg(long, value_name = "FILE")]
    front: PathBuf,
    /// The back, SVG
    #[arg(long, value_name = "FILE")]
    back: PathBuf,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let (front, back) = (svg(&options.front)?, svg(&options.back)?);
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let office = CardOffice::new(&record);
        let recorded = office.keep_design(&by, &options.name, &front, &back, open::now()).await?;
        open::publish(&record, common).await;
        let sentence = format!("The design {} is kept: act {}.", options.name, recorded.position);
        let document = serde_json::json!({
            "schema": "tipstaff.card-design/1", "design": options.name, "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

fn svg(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read::whole(path, LARGEST, "Draw it with fewer parts")?)
        .map_err(|_| Failure::at(path, &"it is no SVG", "Save the drawing as plain SVG, in UTF-8"))
}
