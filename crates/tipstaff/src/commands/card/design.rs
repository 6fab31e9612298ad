//! `tipstaff card design`.

use super::tell;
use crate::arguments::{Acting, Common};
use crate::commands::{read, write};
use crate::exit::Failure;
use crate::open;
use card_office::CardOffice;
use cards::face::OFFICE_PRINTER;
use clap::Args;
use gate::Verdict;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff card design warrant-2027 --front front.svg --back back.svg
  tipstaff card design warrant-card --show look

A design is SVG with places for name, rank, number, photo and code; no other field can be on it, and
no pictures, styles, scripts or links. With --show both faces are drawn into a folder, as a specimen: the
card of nobody, whose code says so.";

/// Largest drawing, in bytes.
const LARGEST: u64 = 512 * 1024;

/// Options of `card design`.
#[derive(Debug, Args)]
pub struct Options {
    /// What it is called
    #[arg(value_name = "NAME")]
    name: String,
    /// The front, SVG
    #[arg(long, value_name = "FILE", required_unless_present = "show", requires = "back")]
    front: Option<PathBuf>,
    /// The back, SVG
    #[arg(long, value_name = "FILE", requires = "front")]
    back: Option<PathBuf>,
    /// Draw both faces of a design that there is into this folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["front", "back"])]
    show: Option<PathBuf>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let (front, back) = match (&options.show, &options.front, &options.back) {
        (Some(folder), ..) => return show(options, folder, common),
        (None, Some(front), Some(back)) => (svg(front)?, svg(back)?),
        _ => {
            return Err(Failure::new(
                "both faces are needed",
                "Say --front FILE and --back FILE, or --show DIR",
            ));
        }
    };
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

/// Draws it for somebody to look at.
fn show(options: &Options, folder: &Path, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let office = CardOffice::new(&record);
        let files = office.specimen(&options.name, &OFFICE_PRINTER, open::now()).await?;
        let fix = "Name a folder that can be written to";
        std::fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error, fix))?;
        let mut names = Vec::new();
        for (file, bytes) in files.iter() {
            let name = format!("{}{}", options.name, file.ending());
            write::whole(&folder.join(&name), bytes, true, false)?;
            names.push(name);
        }
        let sentence = format!("{} in {}: a specimen.", names.join(", "), folder.display());
        let document = serde_json::json!({
            "schema": "tipstaff.card-design-shown/1", "design": options.name, "files": names,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

fn svg(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read::whole(path, LARGEST, "Draw it with fewer parts")?)
        .map_err(|_| Failure::at(path, &"it is no SVG", "Save the drawing as plain SVG, in UTF-8"))
}
