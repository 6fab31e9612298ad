//! `tipstaff evidence export`: a bag for a court.

use super::size;
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use bag::{Act, Event, Item, Log, Opening, plain_name, write_folder};
use clap::Args;
use copies::Replica;
use evidence::{DisclosureOrder, Evidence};
use gate::Verdict;
use inventory::Entry;
use record::{ActKind, Actor, Leaf, Record, Word};
use roaring::RoaringTreemap;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use tlog::cosignature;

pub const EXAMPLE: &str = "\
Example:
  tipstaff holder add 'Crown Prosecution Service' --kind system
  tipstaff evidence export --case 14SY0000123 --store north --to 'Crown Prosecution Service' --why 'for trial' --out bag

The folder is a bag (BagIt 1.0): any program for bags says whether it is whole, and its own verify.py, which needs
Python alone, follows each item into the log, to the signatures of its witnesses. The same
history stands in it as CASE/UCO. That it was handed over, to whom and why, is on record first; from then
on the record knows that they have it.

A bag cannot show that nothing was left out of it: the log as a whole does (tipstaff log export).";

/// Options of `evidence export`.
#[derive(Debug, Args)]
pub struct Options {
    /// Reference of a case: its items are handed over
    #[arg(long, value_name = "URN", required_unless_present = "items", conflicts_with = "items")]
    case: Option<String>,
    /// Numbers of items, as tipstaff evidence show --format json has them
    #[arg(long = "item", value_name = "NUMBER")]
    items: Vec<u64>,
    /// Name or number of the store of our own that they are read from
    #[arg(long, value_name = "STORE")]
    store: String,
    /// Name or number of the holder who gets them
    #[arg(long, value_name = "HOLDER")]
    to: String,
    /// Why; kept sealed
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// The folder to make
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    if options.out.exists() {
        return Err(Failure::at(&options.out, &"it is there already", "Name a folder that is not there yet"));
    }
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let store = evidence.store(&options.store).await?;
        let items: RoaringTreemap = match &options.case {
            Some(urn) => evidence.items_of_case(urn).await?,
            None => options.items.iter().copied().collect(),
        };
        let replica = evidence.replica(&store).await?;
        let order = DisclosureOrder { store: &store, items: &items, holder: &options.to, why: &options.why };
        let disclosure = evidence.disclose(&by, &signer, order, open::now()).await?;
        let names = evidence.names_of(&items).await?;
        let originals = evidence.originals_of(&items).await?;
        let log = log(&record).await?;
        let acts = acts(&record, &evidence, &items, disclosure.recorded.position, &log).await?;
        let count = acts.len();
        let contents = bag::Evidence {
            info: vec![("External-Identifier".to_owned(), format!("disclosure {}", disclosure.number))],
            items: contents(&evidence, &replica, &disclosure.items, (&names, &originals)),
            acts,
            log,
        };
        let written = contents
            .into_bag()
            .and_then(|bag| write_folder(&options.out, bag, open::now()))
            .map_err(|error| {
                // What was booked was not handed over: that is to be known.
                let told = Failure::of_sentences(&error.to_string());
                Failure::new(
                    format!(
                        "disclosure {} is on record, and its bag was not made: {told}",
                        disclosure.number
                    ),
                    "Correct it and export again; the next one is another disclosure",
                )
            })?;
        let sentence = format!(
            "Disclosure {}: {} ({}) and {} about them in {}: act {}. SHA-256 of the bag: {}.",
            disclosure.number,
            say::counted(written.files, "item", "items"),
            size(written.bytes),
            say::counted(count as u64, "act", "acts"),
            options.out.display(),
            disclosure.recorded.position,
            say::hex(&written.digest),
        );
        let document = json!({
            "schema": "tipstaff.evidence-export/1", "disclosure": disclosure.number, "items": written.files,
            "bytes": written.bytes, "acts": count, "digest": say::hex(&written.digest),
            "act": disclosure.recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

/// The items, each under the name that it came under, with its number before it: two can have one name.
fn contents<'a>(
    evidence: &Evidence<'_>,
    replica: &'a Replica,
    entries: &[Entry],
    (names, originals): (&HashMap<u64, String>, &[(u64, u64)]),
) -> Vec<Item<'a>> {
    let digits = entries.iter().map(|entry| entry.item.to_string().len()).max().unwrap_or(1);
    let item = |entry: &Entry| {
        let (Some(blake3), Some(sha256)) = (entry.blake3.map(copies::Blake3), entry.sha256) else {
            return None;
        };
        let last = names.get(&entry.item).and_then(|name| name.rsplit('/').next()).unwrap_or("item");
        Some(Item {
            id: evidence.item_id(entry.item).0,
            name: plain_name(&format!("{:0digits$}-{last}", entry.item)),
            bytes: entry.size,
            sha256,
            derived_from: originals
                .iter()
                .filter(|(item, _)| *item == entry.item)
                .map(|(_, original)| evidence.item_id(*original).0)
                .collect(),
            open: Box::new(move || {
                let read = replica.read(&blake3).map_err(|error| std::io::Error::other(error.to_string()))?;
                Ok(read as Box<dyn std::io::Read + 'a>)
            }),
        })
    };
    entries.iter().filter_map(item).collect()
}

/// The log with the disclosure in it, as its witnesses saw it; those that have not cosigned are left out.
async fn log(record: &Record) -> Result<Log, Failure> {
    record.publish().await?;
    if record.place().policy()?.is_some_and(|policy| policy.asks_for_witnesses()) {
        // Those that do not answer are missing in the bag, which says so.
        let _ = record.ask_witnesses().await;
    }
    let told = |error: tlog::LogError| Failure::of_sentences(&error.to_string());
    let key = record.log_key().verifier().clone();
    let checkpoint = record.shelf().checkpoint(&key).await.map_err(told)?;
    let mut witnesses = Vec::new();
    if let Some(policy) = record.place().policy()? {
        for witness in policy.witnesses() {
            if cosignature::verify(&checkpoint, &witness.key).is_ok() {
                witnesses.push(witness.key.clone());
            }
        }
    }
    Ok(Log { checkpoint, key, witnesses })
}

/// The acts about the items, with their proofs; the manifest of the disclosure, which says which bytes each item is.
async fn acts(
    record: &Record,
    evidence: &Evidence<'_>,
    items: &RoaringTreemap,
    disclosed: u64,
    log: &Log,
) -> Result<Vec<Act>, Failure> {
    let told = |error: tlog::LogError| Failure::of_sentences(&error.to_string());
    let custody: BTreeMap<u64, RoaringTreemap> = evidence.custody(items).await?;
    let actors = record.actors().await?;
    let mut acts = Vec::with_capacity(custody.len());
    for (position, about) in custody {
        let at = i64::try_from(position).unwrap_or(i64::MAX);
        let rows = record
            .read(
                "SELECT l.body, m.salt, m.body FROM leaf l JOIN manifest m ON m.position = l.position \
                 WHERE l.position = $1",
                &[at.into()],
            )
            .await?;
        let damaged = || Failure::new("an act of the log is missing", "Run: tipstaff log verify --deep");
        let row = rows.first().ok_or_else(damaged)?;
        let bytes = |column: usize| row.bytes(column).map(<[u8]>::to_vec).map_err(|_| damaged());
        let leaf = bytes(0)?;
        let parsed = Leaf::parse(&leaf)?;
        let proof = record.shelf().prove_inclusion(position, log.checkpoint.size()).await.map_err(told)?;
        let manifest =
            if position == disclosed { Some(Opening { salt: bytes(1)?, body: bytes(2)? }) } else { None };
        acts.push(Act { event: event(evidence, &parsed, &about, &actors)?, leaf, proof, manifest });
    }
    Ok(acts)
}

fn event(
    evidence: &Evidence<'_>,
    leaf: &Leaf,
    about: &RoaringTreemap,
    actors: &[Actor],
) -> Result<Event, Failure> {
    let kind = ActKind::named(&leaf.kind);
    // In which of their roles somebody acted, the roles that may say; where several do, the first.
    let role = kind.zip(actors.iter().find(|actor| actor.number == leaf.actor)).and_then(|(kind, actor)| {
        kind.may.both(actor.roles).iter().next().map(|role| role.id.replace('-', " "))
    });
    Ok(Event {
        position: leaf.position,
        kind: leaf.kind.clone(),
        word: kind.and_then(|kind| match kind.word {
            Word::Collection => Some("collection"),
            Word::Alteration => Some("alteration"),
            Word::Consultation => Some("consultation"),
            Word::Disclosure => Some("disclosure"),
            Word::Combination => Some("combination"),
            Word::Erasure => Some("erasure"),
            Word::Keeping => None,
        }),
        began: None,
        recorded: leaf.recorded_at()?,
        actor: leaf.actor,
        role: role.unwrap_or_else(|| "actor".to_owned()),
        items: about.iter().map(|item| evidence.item_id(item).0).collect(),
        made: Vec::new(),
    })
}
