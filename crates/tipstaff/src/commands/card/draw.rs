//! `tipstaff card draw`.

use super::profile::profile;
use super::tell;
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::exit::Failure;
use crate::open::{self, signing};
use crate::terminal;
use card_office::{CardOffice, Drawing};
use clap::Args;
use gate::Verdict;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff card draw 3 -o /run/user/1000/cards --as 'R. Quill'
  lp -d card-printer /run/user/1000/cards/*.pdf

The folder then holds faces and names, as files named by serial. Use one in memory, and delete it
when the cards are printed.";

/// Options of `card draw`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the order
    #[arg(value_name = "ORDER")]
    order: u32,
    /// Folder to write to; made if it is not there
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
    /// At most so many cards
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    most: usize,
    /// Those that were drawn before as well
    #[arg(long)]
    again: bool,
    /// What the printer wants: office, service, or a JSON file
    #[arg(long, value_name = "PROFILE", default_value = "office")]
    profile: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let profile = profile(&options.profile)?;
    open::wait(async {
        let record = open::record(common).await?;
        let office = CardOffice::new(&record);
        let order = office.order_numbered(options.order).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        make_private(&options.output)?;
        let bar = terminal::rows(common, 0);
        let shown = bar.clone();
        let mut told = move |done, of| {
            shown.set_length(of);
            shown.set_position(done);
        };
        let drawing =
            Drawing { folder: &options.output, profile: &profile, most: options.most, again: options.again };
        let drawn = office.draw(&by, &signer, &order, drawing, &mut told, open::now()).await;
        bar.finish_and_clear();
        let drawn = drawn?;
        open::publish(&record, common).await;
        let sentence = format!(
            "{} of order {} in {}: act {}. The folder holds faces and names: print its PDF files (lp -d PRINTER FILE), then \
             delete it.",
            say::counted(drawn.cards, "card", "cards"),
            order.number,
            options.output.display(),
            drawn.recorded.position
        );
        let document = serde_json::json!({
            "schema": "tipstaff.cards-drawn/1", "order": order.number, "cards": drawn.cards,
            "act": drawn.recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

/// A folder for its owner only, if it is not there.
fn make_private(folder: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    if folder.is_dir() {
        return Ok(());
    }
    builder.create(folder).map_err(|error| {
        Failure::io(folder, &error, "Check that the folder above is there and that you may write to it")
    })
}
