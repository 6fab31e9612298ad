//! `tipstaff evidence watch`: stores that are not ours.

use super::{place, size, sweep};
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::{Args, Subcommand};
use evidence::{Evidence, StoreMode, StoreOrder};
use gate::Verdict;
use jiff::SignedDuration;
use record::time::spoken;
use serde_json::json;
use std::io::Write;

pub const ADD_EXAMPLE: &str = "\
Example:
  tipstaff evidence watch add /srv/footage --name dems
  tipstaff evidence watch add s3://bwv/2023 --name archive --every 5m

Everything that the place lists now is what it has to have from then on. Give Tipstaff rights to
list and read it, and no others: it never writes to it. Credentials of a bucket stand in the
environment: AWS_ENDPOINT, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY. A bucket whose
credentials may write is refused: an upload is begun there, and given up at once.
What was lost before today nobody knows by this: take in a list of what there should be, with
tipstaff evidence expect.";

/// What to do with stores.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Put a store under watch, and take its first list
    #[command(after_help = ADD_EXAMPLE)]
    Add(Add),
    /// List stores, and how each stood when it was last listed
    List,
    /// List a store now and compare, once or again and again
    #[command(after_help = sweep::EXAMPLE)]
    Sweep(sweep::Options),
    /// Watch a store no longer; what it was known to hold stays on record
    End(End),
}

/// Options of `evidence watch add`.
#[derive(Debug, Args)]
pub struct Add {
    /// A folder, or a bucket and prefix of S3
    #[arg(value_name = "LOCATION")]
    location: String,
    /// What the store is called
    #[arg(long, value_name = "NAME")]
    name: String,
    /// How often it is to be listed: 60s, 5m, 1h
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = interval)]
    every: SignedDuration,
    /// Watch a bucket although the credentials for it may write there
    #[arg(long)]
    may_write: bool,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence watch end`.
#[derive(Debug, Args)]
pub struct End {
    /// Name or number of the store
    #[arg(value_name = "STORE")]
    store: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// "60s", "5m", "1h"; at least a second, at most a day.
pub(super) fn interval(text: &str) -> Result<SignedDuration, String> {
    let every: SignedDuration = text.parse().map_err(|_| "write it as 60s, 5m or 1h".to_owned())?;
    if every < SignedDuration::from_secs(1) || every > SignedDuration::from_hours(24) {
        return Err("it is at least a second and at most a day".to_owned());
    }
    Ok(every)
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Add(options) => add(options, common),
        Command::List => list(common),
        Command::Sweep(options) => sweep::run(options, common),
        Command::End(options) => end(options, common),
    }
}

fn add(options: &Add, common: &Common) -> Result<Verdict, Failure> {
    let place = place::whole(&options.location)?;
    open::wait(async {
        let record = open::record_or_new(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let (every, may_write) = (options.every, options.may_write);
        let order = StoreOrder { name: &options.name, place: &place, every, may_write };
        let added = evidence.add_store(&by, &order, open::now()).await?;
        open::publish(&record, common).await;
        let mut sentence = format!(
            "Store {}, {}, lists {} ({}) and has to have them from now on: act {}.",
            added.store.number,
            say::plain(&added.store.name),
            say::counted(added.listed.count, "item", "items"),
            size(added.listed.bytes),
            added.recorded.position,
        );
        if added.aside > 0 {
            sentence.push(' ');
            sentence.push_str(&say::counted(added.aside, "thing was", "things were"));
            sentence.push_str(" passed over: links and what else is no file.");
        }
        let document = json!({
            "schema": "tipstaff.evidence-store/1", "outcome": "added", "store": added.store.number,
            "holder": added.store.holder, "items": added.listed.count, "bytes": added.listed.bytes,
            "digest": added.listed.digest.short(), "passed_over": added.aside, "act": added.recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

fn list(common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let evidence = Evidence::open(&record).await?;
        let (stores, sweeps) = (evidence.stores().await?, evidence.last_sweeps().await?);
        let rules = evidence.rules().await?;
        let mut out = std::io::stdout().lock();
        let mut documents = Vec::new();
        for store in &stores {
            let last = sweeps.iter().find(|sweep| sweep.store == store.number);
            let rule = rules.iter().find(|rule| rule.store == store.number);
            let grade = evidence.last_grade(store).await?.map(|(grade, _)| grade);
            documents.push(json!({
                "store": store.number, "name": store.name, "mode": store.mode.id(), "grade": grade, "holder": store.holder, "location": store.place.as_str(),
                "every_seconds": store.every.as_secs(), "state": last.map(|last| last.state.id()),
                "at": last.map(|last| last.at.to_string()),
                "rule": rule.map(|rule| rule.number), "additions_allowed": rule.is_some_and(|rule| rule.is_allowed),
            }));
            if common.format != Format::Text {
                continue;
            }
            let stood = last.map_or_else(
                || "never listed".to_owned(),
                |last| format!("{} at {}", last.state.id(), spoken(last.at)),
            );
            let additions = match rule {
                Some(rule) if rule.is_allowed => format!("; what comes in is booked by rule {}", rule.number),
                Some(rule) => format!("; rule {} waits for somebody to allow it", rule.number),
                None => String::new(),
            };
            writeln!(
                out,
                "{}  {}  {}{}, listed every {:#}: {stood}{additions}",
                store.number,
                say::plain(&store.name),
                match (store.mode, &grade) {
                    (StoreMode::Own, Some(grade)) => format!("our own, of grade {grade}, "),
                    (StoreMode::Own, None) => "our own, not tried yet, ".to_owned(),
                    (StoreMode::Watched, _) => String::new(),
                },
                say::plain(&store.place),
                store.every,
            )?;
        }
        if common.format != Format::Text {
            writeln!(out, "{}", json!({ "schema": "tipstaff.evidence-stores/1", "stores": documents }))?;
        } else if stores.is_empty() && !common.quiet {
            writeln!(out, "No store is watched. tipstaff evidence watch add puts one under watch.")?;
        }
        Ok(Verdict::Clear)
    })
}

fn end(options: &End, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let store = evidence.store(&options.store).await?;
        let recorded = evidence.end_store(&by, &signer, &store, open::now()).await?;
        open::publish(&record, common).await;
        let sentence = format!("Store {} is watched no longer: act {}.", store.number, recorded.position);
        let document = json!({
            "schema": "tipstaff.evidence-store/1", "outcome": "ended", "store": store.number,
            "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
