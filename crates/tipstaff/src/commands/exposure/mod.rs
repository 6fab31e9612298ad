//! `tipstaff exposure`: who is affected, by which fields, since when, because of which act.

mod csv;
mod json;
mod named;
mod one_person;
mod text;

use crate::arguments::{Acting, Common, Format};
use crate::commands::{say, write};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use jiff::Timestamp;
use named::Named;
use record::time::{Moment, Window};
use record::{ActTold, Exposure, Holder, HoldersAsked, Holding, Question, Record};
use std::io::Write;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff exposure --holder \"Card maker\" --from 2023-07-01 --to 2023-08-26 --data d
  tipstaff exposure --holder \"Card maker\" --from 2023-07-01 --to 2023-08-26 \\
    --names --purpose 'letters, incident 2023/9' --format csv -o affected.csv --data d
  tipstaff exposure --person 812 --from 2020-01 --to 2026-11-26 --data d

Definite: the holder surely had it at some instant between the two times, both days included,
in London. Possible: it cannot be ruled out. Counts come first; names are shown only with
--names, which takes a role that may see them, and a signature, and stands in the log.";

/// Most holdings that a report describes one by one; the counts are about all of them.
const DESCRIBED: u64 = 10_000;

/// Options of `exposure`.
#[derive(Debug, Args)]
pub struct Options {
    /// Whose holdings: name or number of a holder; may be given several times
    #[arg(long, value_name = "HOLDER", required_unless_present_any = ["all_holders", "person"])]
    holder: Vec<String>,
    /// The holdings of everybody
    #[arg(long, conflicts_with = "holder")]
    all_holders: bool,
    /// From this time on: a day, a month, a minute
    #[arg(long, value_name = "TIME")]
    from: String,
    /// Up to this time, the whole day or month included
    #[arg(long, value_name = "TIME")]
    to: String,
    /// Only these fields, with commas
    #[arg(long, value_name = "LIST")]
    fields: Option<String>,
    /// As it was known at this time (default: now)
    #[arg(long, value_name = "TIME")]
    known_on: Option<String>,
    /// Only this person, by number: who holds what about them
    #[arg(long, value_name = "NUMBER", conflicts_with = "names")]
    person: Option<u32>,
    /// Show who they are
    #[arg(long, requires = "purpose")]
    names: bool,
    /// What the names are needed for; kept sealed, with the act
    #[arg(long, value_name = "WORDS", requires = "names")]
    purpose: Option<String>,
    /// What to show of them
    #[arg(long, value_name = "LIST", requires = "names", default_value = named::SHOWN)]
    show: String,
    /// Write to this file instead of standard output; only you may read it
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace FILE if it exists
    #[arg(long, requires = "output")]
    overwrite: bool,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// What a report tells.
pub struct Report {
    /// What was asked.
    pub question: Question,
    /// Who was asked about; empty: everybody.
    pub holders: Vec<Holder>,
    /// All holders of the record.
    pub all_holders: Vec<Holder>,
    /// The answer.
    pub answer: Exposure,
    /// The holdings that explain it, at most [`DESCRIBED`].
    pub holdings: Vec<Holding>,
    /// Their acts.
    pub acts: Vec<ActTold>,
    /// Who they are, if that was asked and allowed.
    pub named: Option<Named>,
    /// Whether everything is told.
    pub verbose: bool,
}

impl Report {
    /// How many holdings explain the answer.
    pub fn found(&self) -> u64 {
        self.answer.holdings.definite.len() + self.answer.holdings.possible.len()
    }
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let mut holders = Vec::with_capacity(options.holder.len());
        for named in &options.holder {
            holders.push(record.holder(named).await?);
        }
        let question = question(options, &holders)?;
        let bytes = if let Some(person) = options.person {
            one_person::report(&record, common, person, &question).await?
        } else {
            let report = report(options, common, &record, question, holders).await?;
            match common.format {
                Format::Text => text::write(&report)?.into_bytes(),
                Format::Csv => {
                    if let Some(what) = csv::left_out(&report) {
                        // An empty table must not read as nobody, also where all else is to be quiet.
                        let _ = writeln!(
                            std::io::stderr(),
                            "tipstaff: the table holds people of the record only. There are also {what}: \
                             --format text tells of them."
                        );
                    }
                    csv::write(&report)?.into_bytes()
                }
                _ => format!("{}\n", json::document(&report)?).into_bytes(),
            }
        };
        match &options.output {
            Some(path) => write::whole(path, &bytes, options.overwrite, true)?,
            None => std::io::stdout().lock().write_all(&bytes)?,
        }
        Ok(Verdict::Clear)
    })
}

fn question(options: &Options, holders: &[Holder]) -> Result<Question, Failure> {
    let asked = if holders.is_empty() {
        HoldersAsked::All
    } else {
        HoldersAsked::These(holders.iter().map(|holder| holder.number).collect())
    };
    let mut question = Question::new(asked, Window::parse(&options.from, &options.to)?);
    question.fields = options.fields.as_deref().map(say::fields).transpose()?;
    question.known = options.known_on.as_deref().map(known_on).transpose()?;
    Ok(question)
}

/// What will be known at a time to come is not known yet.
fn known_on(text: &str) -> Result<Timestamp, Failure> {
    if Moment::parse(text)?.first > open::now() {
        return Err(Failure::new(
            "--known-on is in the future",
            "Give the time whose knowledge is meant, or leave it out",
        ));
    }
    say::known_on(text)
}

async fn report(
    options: &Options,
    common: &Common,
    record: &Record,
    question: Question,
    holders: Vec<Holder>,
) -> Result<Report, Failure> {
    let answer = record.exposure(&question).await?;
    let found = (&answer.holdings.definite | &answer.holdings.possible).into_iter();
    let holdings = record.holdings(found.take(DESCRIBED as usize), question.known).await?;
    let positions: Vec<u64> = holdings.iter().flat_map(|holding| holding.acts.iter().copied()).collect();
    let acts = record.acts_told(&positions).await?;
    let named = if options.names {
        let fields = say::fields(&options.show)?;
        let by = open::actor(record, &options.acting).await?;
        let signer = open::signer(record, &by, &options.acting).await?;
        let people = answer.people.count();
        let asked = (people.definite + people.possible, fields, "exposure");
        let purpose = options.purpose.as_deref().unwrap_or_default();
        // In the log before anything is shown.
        let shown = record.write_names_shown(&by, &signer, asked, purpose, open::now()).await?;
        open::publish(record, common).await;
        Some(Named::read(record, &answer, fields, shown.position).await?)
    } else {
        None
    };
    let all_holders = record.holders().await?;
    Ok(Report { question, holders, all_holders, answer, holdings, acts, named, verbose: common.verbose })
}
