//! Whether the record is as its log says: every leaf, every manifest, every row, every signature, every key.
//!
//! The log is replayed: leaf after leaf, each against its manifest, until it is known what every row of every table must
//! hold. Then the rows are read in the order of their numbers and compared. Each difference is named with its number.
//! The same is done with an export, offline and without keys. Memory: 32 bytes for each row, one manifest, and what of
//! stored evidence is in force.

mod actors;
mod acts;
mod approvals;
mod difference;
mod disposals;
mod effects;
mod evidence;
mod expected;
pub(crate) mod export;
mod fault;
pub(crate) mod furniture;
pub(crate) mod leaves;
mod providers;
mod sealed_files;
mod secrets;
mod shelf;
mod signatures;
pub(crate) mod source;

pub use difference::Difference;
pub use fault::{FAULTS, Fault, FaultRow};

use crate::place::Place;
use crate::record::connect;
use crate::table::TABLES;
use crate::{Record, RecordError, blobs};
use acts::Acts;
use difference::Differences;
use export::{Export, known_tables};
use leaves::SnapshotLeaves;
use source::{Heads, Source};
use std::collections::BTreeMap;
use std::path::Path;
use store::Store;
use tlog::{Policy, VerifierKey};

/// How to verify.
#[derive(Debug, Clone, Default)]
pub struct VerifyOptions {
    /// Open every sealed value, not one of each person, and every sealed file.
    pub deep: bool,
    /// Verify without the force key: keys and sealed values are left out.
    pub without_keys: bool,
    /// Public key of the log, known from elsewhere. Without it the key is the one that the record itself names.
    pub log_key: Option<VerifierKey>,
    /// Which witnesses must have cosigned. Without it: what the policy in the data folder says, if there is one.
    pub policy: Option<Policy>,
    /// Ask the witnesses whether they have seen more of the log than there is now.
    pub ask: bool,
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
    /// Sealed values and files that were opened.
    pub opened: u64,
    /// Whether keys were at hand.
    pub with_keys: bool,
    /// Acts that the checkpoint on the shelf covers.
    pub published: Option<u64>,
    /// The key of the log was known from elsewhere: with keys it is the record's own, without them it was given.
    pub log_key_known: bool,
    /// Witnesses that were asked and did not answer.
    pub silent: Vec<String>,
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
    if let Some(record) = record {
        return record.verify_into(options, found, progress).await;
    }
    let store = connect(place, false).await?;
    let parts = Parts { store: &store, place, record: None, shelf: true };
    verify_database(&parts, options, found, progress).await
}

/// Verifies an export, without keys and without a database.
pub async fn verify_export(
    folder: &Path,
    options: &VerifyOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verification, RecordError> {
    let export = Export::open(folder)?;
    let mut found = Differences::default();
    if export.about.tables != known_tables() {
        let what = "The export has other tables or columns than this Tipstaff knows.";
        found.add(Fault::ExportDiffers, "record.json", None, what);
    }
    let mut source = Source::Export(&export);
    let heads = source.heads().await?;
    let acts = replay(&mut source, &heads, Some(export.about.record.clone()), &mut found, progress).await?;
    let rows = compare(&mut source, &acts, &mut found, progress).await?;
    furniture::heads(&heads, &acts, &mut found);
    let key = log_key(None, options, &acts, &mut found);
    let mut published = None;
    if let Some(key) = &key {
        progress(Progress { stage: "shelf", done: 0, of: 0 });
        published = shelf::check(&export.shelf, None, key, options.policy.as_ref(), None, &mut found).await?;
    }
    let verified =
        Verification { published, log_key_known: options.log_key.is_some(), ..Verification::default() };
    Ok(outcome(acts, rows, found, verified))
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

    /// Verifies a database without its shelf: a backup before it is restored.
    pub(crate) async fn verify_rows(
        &self,
        options: &VerifyOptions,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Verification, RecordError> {
        let parts = Parts { store: self.store(), place: self.place(), record: Some(self), shelf: false };
        verify_database(&parts, options, Differences::default(), progress).await
    }

    async fn verify_into(
        &self,
        options: &VerifyOptions,
        found: Differences,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Verification, RecordError> {
        let parts = Parts { store: self.store(), place: self.place(), record: Some(self), shelf: true };
        verify_database(&parts, options, found, progress).await
    }
}

/// What of a record is verified.
struct Parts<'r> {
    store: &'r Store,
    place: &'r Place,
    /// With its keys, if they are at hand.
    record: Option<&'r Record>,
    /// Whether the shelf is verified too.
    shelf: bool,
}

async fn verify_database(
    parts: &Parts<'_>,
    options: &VerifyOptions,
    mut found: Differences,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verification, RecordError> {
    let Parts { store, place, record, .. } = *parts;
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
        if acts.log_key.as_ref().is_some_and(|key| key != record.log_key().verifier()) {
            let what = "The key that signs checkpoints is not the one that the first act names.";
            found.add(Fault::KeyWrong, "record_key", None, what);
        }
    }
    let mut verified = Verification {
        with_keys: record.is_some(),
        log_key_known: record.is_some() || options.log_key.is_some(),
        ..Verification::default()
    };
    if parts.shelf
        && let Some(key) = log_key(record, options, &acts, &mut found)
    {
        progress(Progress { stage: "shelf", done: 0, of: 0 });
        let shelf = blobs::shelf(place, acts.generation)?;
        let policy = options.policy.clone().map_or_else(|| place.policy(), |policy| Ok(Some(policy)))?;
        let leaves = SnapshotLeaves::new(&mut snapshot, acts.next);
        let remembered = shelf::remembered(&heads);
        verified.published =
            shelf::check(&shelf, Some(&leaves), &key, policy.as_ref(), remembered, &mut found).await?;
    }
    if let Some(record) = record.filter(|_| parts.shelf) {
        opened += sealed_files::check(&mut snapshot, record, options.deep, &mut found, progress).await?;
        shelf::earlier(record, &acts.restored, &mut found).await?;
        if options.ask {
            progress(Progress { stage: "witnesses", done: 0, of: 0 });
            verified.silent = shelf::ask(record, &mut found).await?;
        }
    }
    snapshot.end().await?;
    Ok(outcome(acts, rows, found, Verification { opened, ..verified }))
}

/// The key of the log: the record's own, the one that was given, or the one that the first act names.
fn log_key(
    record: Option<&Record>,
    options: &VerifyOptions,
    acts: &Acts,
    found: &mut Differences,
) -> Option<VerifierKey> {
    if let Some(record) = record {
        return Some(record.log_key().verifier().clone());
    }
    let key = options.log_key.clone().or_else(|| acts.log_key.clone());
    match (&key, &acts.log_key) {
        (Some(key), Some(named)) if key != named => {
            let what = "The first act names another key of the log than the one that was given.";
            found.add(Fault::CheckpointKey, "log", Some(0), what);
        }
        (None, _) => {
            let what = "The first act names no key of the log, so the checkpoint could not be checked.";
            found.add(Fault::CheckpointKey, "log", Some(0), what);
        }
        _ => {}
    }
    key
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

fn outcome(acts: Acts, rows: u64, found: Differences, verified: Verification) -> Verification {
    let (differences, counts) = found.into_parts();
    Verification {
        record: acts.record.unwrap_or_default(),
        acts: acts.next,
        rows,
        signatures: acts.signatures,
        restorations: acts.generation - 1,
        differences,
        counts,
        ..verified
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
