//! `tipstaff leak trace`.

use super::{Given, reader};
use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use gate::Verdict;
use share::{FIELDS_SHOWN, Shares, Traced};
use std::io::{IsTerminal, Write};
use trace::report::Wording;

pub const EXAMPLE: &str = "\
Example:
  tipstaff leak trace leaked.csv --data d
  tipstaff leak trace leaked.xlsx photos/ --found 2023-08-26 --data d --format json

Reads tables (CSV, Excel, OpenDocument), JSON, plain text, and photos (JPEG, PNG). The report names
nobody: people are numbers of the record, and `tipstaff people show` says who they are to those who
may see it. The chance that anybody innocent is accused is at most one in a million, whatever
somebody did to the file; where that cannot be held, it says 'ranked, not proven'.

Exit status: 0 nothing of ours is in it, 1 people of ours are in it, 2 it could not be traced, or
part of it could not be read.";

/// Options of `leak trace`.
#[derive(Debug, Args)]
pub struct Options {
    /// What got out.
    #[command(flatten)]
    given: Given,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let leaked = options.given.leaked()?;
    let sandbox = reader()?;
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let shares = Shares::new(&record);
        let tells = !common.quiet && common.format == Format::Text && std::io::stderr().is_terminal();
        let mut progress = |stage: &'static str| {
            if tells {
                // Nobody may be listening.
                let _ = writeln!(std::io::stderr(), "tipstaff: {stage} ...");
            }
        };
        let traced = shares.trace(&by, &signer, &leaked, &sandbox, open::now(), &mut progress).await?;
        let naming = shares.naming().await?;
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            let recipient = |holder| naming.recipient(holder);
            let wording = Wording { recipient: Some(&recipient), field: Some(&FIELDS_SHOWN) };
            write!(out, "{}", trace::report::text::text(&traced.trace, &wording))?;
            writeln!(out)?;
            writeln!(out, "On record as act {}.", traced.recorded.position)?;
            for unread in &traced.unread {
                writeln!(std::io::stderr(), "tipstaff: {}: {}", unread.path.display(), unread.what)?;
            }
        } else {
            writeln!(out, "{}", traced.json)?;
        }
        Ok(verdict(&traced))
    })
}

fn verdict(traced: &Traced) -> Verdict {
    if !traced.unread.is_empty() {
        return Verdict::Unchecked;
    }
    match traced.trace.verdict {
        trace::Verdict::NothingOfOurs => Verdict::Clear,
        _ => Verdict::Held,
    }
}
