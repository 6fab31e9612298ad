//! `tipstaff card telephone publish`.

use crate::arguments::{Acting, Common};
use crate::commands::card::publish::{Lasts, document};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open;
use card_office::{CardOffice, MeetingFolders};
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
        tell(common, &sentence, &document(&published))?;
        Ok(Verdict::Clear)
    })
}
