//! Whether the record is as its log says: every leaf, every manifest, every row, every signature, every key.
//!
//! The log is replayed: leaf after leaf, each against its manifest, until it is known what every row of every table must
//! hold. Then the rows are read in the order of their numbers and compared. Each difference is named with its number.
//! The same is done with an export, offline and without keys. Memory: 32 bytes for each row, and one manifest.

mod actors;
mod acts;
mod difference;
mod effects;
mod expected;
pub(crate) mod export;
mod fault;
pub(crate) mod furniture;
mod secrets;
mod signatures;
pub(crate) mod source;

pub use difference::Difference;
pub use fault::{FAULTS, Fault, FaultRow};

use crate::place::Place;
use crate::record::connect;
use crate::table::TABLES;
use crate::{Record, RecordError};
use acts::Acts;
use difference::Differences;
use export::Export;
use source::{Heads, Source};
use std::collections::BTreeMap;
use std::path::Path;
use store::Store;
use tlog::VerifierKey;

/// How to verify.
#[derive(Debug, Clone, Default)]
pub struct VerifyOptions {
    /// Open every sealed value, not one of each person.
    pub deep: bool,
    /// Verify without the force key: keys and sealed values are left out.
    pub without_keys: bool,
    /// Public key of the log, known from elsewhere. Without it the key is the one that the record itself names.
    pub log_key: Option<VerifierKey>,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done, for a person.
    pub stage: &'static str,
    /// Acts or rows so far.
    pub done: u64,
    /// Of so many; 0 where it is not known.
    pub of: u64,
}

/// What was verified and what was found.
#[derive(Debug, Clone, Default)]
pub struct Verification {
    /// Identifier of the record.
    pub record: String,
    /// Acts in the log.
    pub acts: u64,
    /// Rows that the acts wrote and that were compared.
    pub rows: u64,
    /// Signatures of actors that were checked.
    pub signatures: u64,
    /// Sealed values that were opened.
    pub opened: u64,
    /// Whether keys were at hand.
    pub with_keys: bool,
    /// How often the record was restored.
    pub restorations: u32,
    /// Differences, the first thousand.
    pub differences: Vec<Difference>,
    /// How many of each kind, all of them.
    pub counts: BTreeMap<Fault, u64>,
}

impl Verification {
    /// Whether nothing differs.
    pub fn is_sound(&self) -> bool {
        self.counts.is_empty()
    }
}

/// Verifies the record in a place. An error says that it could not be verified.
pub async fn verify(
    place: &Place,
    options: &VerifyOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verification, RecordError> {
    let mut found = Differences::default();
    let record = if options.without_keys {
        None
    } else {
        match Record::open(place).await {
            Ok(record) => Some(record),
            // What keeps it from being opened is what verifying is for: it goes on without the keys.
            Err(RecordError::Damaged { what }) => {
                found.add(Fault::KeyMissing, "record", None, format!("The record cannot be opened: {what}."));
                None
            }
            Err(RecordError::WrongKey { .. } | RecordError::Key(_)) => {
                let what = "The force key does not open the record's own keys.";
                found.add(Fault::KeyWrong, "record_key", None, what);
                None
            }
            Err(other) => return Err(other),
        }
    };
    match record {
        Some(record) => record.verify_into(options, found, progress).await,
        None => verify_database(&connect(place, false).await?, None, options, found, progress).await,
    }
}

/// Verifies an export, without keys and without a database.
pub async fn verify_export(
    folder: &Path,
    options: &VerifyOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verification, RecordError> {
    let export = Export::open(folder)?;
    let mut found = Differences::default();
    let mut source = Source::Export(&export);
    let heads = source.heads().await?;
    let acts = replay(&mut source, &heads, Some(export.about.record.clone()), &mut found, progress).await?;
    let rows = compare(&mut source, &acts, &mut found, progress).await?;
    furniture::heads(&heads, &acts, &mut found);
    Ok(outcome(acts, rows, 0, false, found))
}

impl Record {
    /// Verifies this record, with its keys.
    pub async fn verify(
        &self,
        options: &VerifyOptions,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Verification, RecordError> {
        self.verify_into(options, Differences::default(), progress).await
    }

    async fn verify_into(
        &self,
        options: &VerifyOptions,
        found: Differences,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Verification, RecordError> {
        verify_database(self.store(), Some(self), options, found, progress).await
    }
}

async fn verify_database(
    store: &Store,
    record: Option<&Record>,
    options: &VerifyOptions,
    mut found: Differences,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verification, RecordError> {
    furniture::schema(store, &mut found).await?;
    // One moment for everything: acts that are written meanwhile are not half seen.
    let mut snapshot = store.snapshot().await?;
    let mut source = Source::Database(&mut snapshot);
    let heads = source.heads().await?;
    let acts = replay(&mut source, &heads, record.map(|record| record.id().to_owned()), &mut found, progress)
        .await?;
    let rows = compare(&mut source, &acts, &mut found, progress).await?;
    furniture::heads(&heads, &acts, &mut found);
    furniture::series(&mut snapshot, &heads, &mut found).await?;
    let mut opened = 0;
    if let Some(record) = record {
        progress(Progress { stage: "keys", done: 0, of: 0 });
        opened = secrets::check(&mut snapshot, record.keys(), options.deep, &mut found).await?;
        if acts.log_key.is_some_and(|key| key != record.log_key().verifier().public_key()) {
            let what = "The key that signs checkpoints is not the one that the first act names.";
            found.add(Fault::KeyWrong, "record_key", None, what);
        }
    }
    snapshot.end().await?;
    Ok(outcome(acts, rows, opened, record.is_some(), found))
}

/// Goes through all acts.
async fn replay(
    source: &mut Source<'_>,
    heads: &Heads,
    record: Option<String>,
    found: &mut Differences,
    progress: &mut dyn FnMut(Progress),
) -> Result<Acts, RecordError> {
    let most = heads.counters.iter().map(|(_, next)| *next).max().unwrap_or(1);
    let mut acts = Acts::new(record, most);
    source
        .each_act(|act| {
            acts.take(&act, found);
            if acts.next.is_multiple_of(1024) {
                progress(Progress { stage: "acts", done: acts.next, of: heads.size });
            }
        })
        .await?;
    // What the head counts and nobody has is missing, as far as that can be so.
    acts.up_to(heads.size, found);
    for position in source.loose_manifests().await? {
        let what = format!("There is a manifest of act {position}, which is not there.");
        found.add(Fault::ManifestExtra, "manifest", Some(position), what);
    }
    Ok(acts)
}

/// Compares all rows.
async fn compare(
    source: &mut Source<'_>,
    acts: &Acts,
    found: &mut Differences,
    progress: &mut dyn FnMut(Progress),
) -> Result<u64, RecordError> {
    let of = acts.expected.rows();
    let mut done = 0;
    for (index, table) in TABLES.iter().copied().enumerate() {
        let mut comparison = acts.expected.compare(index);
        let readable = source
            .each_row(table, |row| {
                comparison.row(&row, found);
                if comparison.seen.is_multiple_of(4096) {
                    progress(Progress { stage: "rows", done: done + comparison.seen, of });
                }
            })
            .await?;
        if readable {
            done += comparison.end(found);
        } else {
            let number = comparison.next_number();
            let what = format!("Row {number} of {} or one after it cannot be read.", table.name);
            found.add(Fault::TableUnreadable, table.name, Some(number), what);
        }
    }
    Ok(done)
}

fn outcome(acts: Acts, rows: u64, opened: u64, with_keys: bool, found: Differences) -> Verification {
    let (differences, counts) = found.into_parts();
    Verification {
        record: acts.record.unwrap_or_default(),
        acts: acts.next,
        rows,
        signatures: acts.signatures,
        opened,
        with_keys,
        restorations: acts.generation - 1,
        differences,
        counts,
    }
}

/// Bytes from hexadecimal digits, two each, small letters.
pub(crate) fn unhex(digits: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let bytes =
        pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect::<Option<_>>()?;
    rest.is_empty().then_some(bytes)
}
