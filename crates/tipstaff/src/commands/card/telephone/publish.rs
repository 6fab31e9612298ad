//! `tipstaff card telephone publish`.

use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open;
use card_office::{CardOffice, MeetingFolders, Publication};
use clap::Args;
use gate::Verdict;
use record::time::spoken;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card telephone publish --page /srv/cards/ask --telephone /srv/cards/telephone

Run it every day, and after each telephone that was ended.";

/// Options of `card telephone publish`.
#[derive(Debug, Args)]
pub struct Options {
    /// Folder of the page of whoever asks, and of the list
    #[arg(long, value_name = "DIR")]
    page: PathBuf,
    /// Folder of the page of telephones
    #[arg(long, value_name = "DIR")]
    telephone: PathBuf,
    /// Days after which the list says nothing any more
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    days: u32,
    /// Hours for which a page may keep the list
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    keep_hours: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let publication = Publication { keep_hours: options.keep_hours, days: options.days };
        let folders = MeetingFolders { page: &options.page, telephone: &options.telephone };
        let published =
            CardOffice::new(&record).publish_meeting(&by, folders, publication, open::now()).await?;
        open::publish(&record, common).await;
        let sentence = format!(
            "{} in {} and {}. The list holds until {}.",
            say::counted(published.files.len() as u64, "file", "files"),
            options.page.display(),
            options.telephone.display(),
            spoken(published.expires)
        );
        let acts: Vec<u64> = published.recorded.iter().map(|recorded| recorded.position).collect();
        let document = serde_json::json!({
            "schema": "tipstaff.cards-published/1", "files": published.files, "bytes": published.bytes,
            "expires": published.expires.to_string(), "acts": acts,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
