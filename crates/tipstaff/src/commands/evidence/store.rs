//! `tipstaff evidence store`: places of our own copies.

use super::{place, watch};
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open;
use clap::{Args, Subcommand};
use evidence::{Evidence, GradedStore, Observed, StoreMode, StoreOrder};
use gate::Verdict;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;

pub const ADD_EXAMPLE: &str = "\
Example:
  tipstaff evidence store add /srv/copies --name north
  tipstaff evidence store add s3://bwv-copies --name vault

The folder is new or empty. What is taken in lies there as plain files, named by their BLAKE3, each
with a sealed note beside it. Have three places or more, with two owners or more, one of them where
the supplier may delete nothing. Credentials of a bucket stand in the environment: AWS_ENDPOINT,
AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.

The place is tried at once: what it was seen to do is its grade. A: what is under retention withstands
its deletion. B: nothing is overwritten, and old versions are kept or we may not delete. C: it
stores. W: we may not write there.";

/// What to do with places of our own copies.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set up a place for copies, and try what it keeps
    #[command(after_help = ADD_EXAMPLE)]
    Add(Add),
    /// List all stores, watched and our own
    List,
    /// Try anew what a place keeps; 1 if it breaks a promise that it kept before
    Grade(Grade),
}

/// Options of `evidence store add`.
#[derive(Debug, Args)]
pub struct Add {
    /// A folder that is new or empty, or a bucket and prefix of S3
    #[arg(value_name = "LOCATION")]
    location: String,
    /// What the store is called
    #[arg(long, value_name = "NAME")]
    name: String,
    /// How often it is to be listed: 60s, 5m, 1h
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = watch::interval)]
    every: SignedDuration,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence store grade`.
#[derive(Debug, Args)]
pub struct Grade {
    /// Names or numbers of stores (default: all of our own)
    #[arg(value_name = "STORE")]
    stores: Vec<String>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Add(options) => add(options, common),
        Command::List => watch::run(&watch::Command::List, common),
        Command::Grade(options) => grade(options, common),
    }
}

fn add(options: &Add, common: &Common) -> Result<Verdict, Failure> {
    let place = place::to_be(&options.location)?;
    open::wait(async {
        let record = open::record_or_new(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let order = StoreOrder { name: &options.name, place: &place, every: options.every, may_write: false };
        let added = evidence.add_own_store(&by, &order, open::now()).await?;
        let graded = evidence.grade(&by, &added.store, open::now()).await?;
        open::publish(&record, common).await;
        let sentence = format!(
            "Store {}, {}, is set up for our own copies: act {}. {}",
            added.store.number,
            say::plain(&added.store.name),
            added.recorded.position,
            told(&graded),
        );
        let document = json!({
            "schema": "tipstaff.evidence-store/1", "outcome": "added", "store": added.store.number,
            "holder": added.store.holder, "act": added.recorded.position, "grade": document(&graded),
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

fn grade(options: &Grade, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let mut stores = Vec::new();
        for named in &options.stores {
            stores.push(evidence.store(named).await?);
        }
        if options.stores.is_empty() {
            stores = evidence.stores().await?;
            stores.retain(|store| store.mode == StoreMode::Own);
        }
        if stores.is_empty() {
            return Err(Failure::new(
                "there is no store of our own",
                "Set one up: tipstaff evidence store add",
            ));
        }
        let (mut worse, mut unknown) = (false, false);
        for store in &stores {
            let graded = match evidence.grade(&by, store, open::now()).await {
                Ok(graded) => graded,
                Err(error) => {
                    unknown = true;
                    writeln!(
                        std::io::stderr(),
                        "tipstaff: store {}: {}",
                        store.number,
                        Failure::from(error)
                    )?;
                    continue;
                }
            };
            worse |= !graded.worse.is_empty();
            let mut out = std::io::stdout().lock();
            if common.format == Format::Text {
                writeln!(out, "{}: {}", say::plain(&store.name), told(&graded))?;
                for one in &graded.observed {
                    writeln!(out, "  {:<22} {:<10} {}", words(&one.promise), kept(&one.kept), one.how)?;
                }
            } else {
                let document = json!({
                    "schema": "tipstaff.evidence-grade/1", "store": store.number, "name": store.name,
                    "grade": document(&graded),
                });
                writeln!(out, "{document}")?;
            }
        }
        open::publish(&record, common).await;
        Ok(match (worse, unknown) {
            (true, _) => Verdict::Held,
            (false, true) => Verdict::Unchecked,
            (false, false) => Verdict::Clear,
        })
    })
}

fn told(graded: &GradedStore) -> String {
    let mut text = format!("It was tried and is of grade {}", graded.grade);
    if graded.worse.is_empty() {
        text.push('.');
    } else {
        let worse: Vec<String> = graded.worse.iter().map(|one| words(one)).collect();
        let _ = write!(text, ". WORSE than before: {}.", worse.join(", "));
    }
    text
}

/// A promise, for a person.
fn words(promise: &str) -> String {
    promise.replace('-', " ")
}

fn kept(kept: &str) -> &'static str {
    match kept {
        "yes" => "kept",
        "no" => "BROKEN",
        _ => "not tried",
    }
}

fn document(graded: &GradedStore) -> Value {
    let one = |one: &Observed| json!({ "promise": one.promise, "kept": one.kept, "how": one.how });
    json!({
        "grade": graded.grade, "worse": graded.worse,
        "observed": graded.observed.iter().map(one).collect::<Vec<_>>(),
        "act": graded.recorded.as_ref().map(|recorded| recorded.position),
    })
}
