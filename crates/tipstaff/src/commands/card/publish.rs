//! `tipstaff card publish`.

use super::tell;
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use card_office::{CardOffice, Publication, Published};
use clap::Args;
use gate::Verdict;
use record::time::spoken;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card publish /srv/cards

Run it every day, and after each revocation. Files for any host; nothing leads from there to here.";

/// How long a list holds.
#[derive(Debug, Args)]
pub struct Lasts {
    /// Days after which the list says nothing any more
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    days: u32,
    /// Hours for which a telephone may keep the list
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    keep_hours: u32,
}

impl Lasts {
    /// As the card office wants it.
    pub fn publication(&self) -> Publication {
        Publication { keep_hours: self.keep_hours, days: self.days }
    }
}

/// What was published, for programs.
pub fn document(published: &Published) -> serde_json::Value {
    let acts: Vec<u64> = published.recorded.iter().map(|recorded| recorded.position).collect();
    // How many of those that changed are cards is in the act, for those who may read it.
    serde_json::json!({
        "schema": "tipstaff.cards-published/1", "files": published.files, "bytes": published.bytes,
        "expires": published.expires.to_string(), "acts": acts,
    })
}

/// Options of `card publish`.
#[derive(Debug, Args)]
pub struct Options {
    /// Folder of the page
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// How long it holds.
    #[command(flatten)]
    lasts: Lasts,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let publication = options.lasts.publication();
        let published =
            CardOffice::new(&record).publish(&by, &options.folder, publication, open::now()).await?;
        open::publish(&record, common).await;
        let sentence = format!(
            "{} in {}, {} bytes. The list holds until {}.",
            say::counted(published.files.len() as u64, "file", "files"),
            options.folder.display(),
            say::count(published.bytes),
            spoken(published.expires)
        );
        tell(common, &sentence, &document(&published))?;
        Ok(Verdict::Clear)
    })
}
