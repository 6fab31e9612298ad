//! A whole replica, read.

use crate::error::CopyError;
use crate::groups::{self, Group};
use crate::id::{Blake3, ItemId, ReplicaId};
use crate::manifest::ItemManifest;
use crate::place::{Part, ReadFrom, Reads};
use crate::readback::Verified;
use crate::replica::Replica;
use crate::seal::Seal;
use jiff::Timestamp;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Findings that are handed over at once, and parts of a replica that a thread takes at once: to hand over each of a
/// million small ones costs more than to read it.
const BATCH: usize = 128;

/// How closely [`verify`] looks.
#[derive(Clone, Copy)]
pub struct Depth<'k> {
    /// Opens manifests and compares the size, too; without it only their names count.
    pub seal: Option<&'k dyn Seal>,
    /// Also SHA-256 against the manifest, at some four times the cost. Needs `seal`.
    pub sha256: bool,
    /// Reads from the disk what the system may still have in memory. Folders only.
    pub from_disk: bool,
    /// Threads that read and hash; at least one.
    pub threads: usize,
}

/// Everything from the disk, BLAKE3 only, two threads.
impl Default for Depth<'_> {
    fn default() -> Self {
        Self { seal: None, sha256: false, from_disk: true, threads: 2 }
    }
}

/// What is the matter with what lies there, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The object is what its name says, and has a manifest for each item.
    Good,
    /// A manifest without its object: **a loss**, if the item ever had a receipt for this replica.
    MissingObject,
    /// An object without any manifest: something is just being taken in, was interrupted, or a manifest is lost.
    MissingManifest,
    /// The object is not what its name says.
    Damaged,
    /// A manifest does not open, or says something else than the object.
    ManifestDamaged,
    /// The store does not give it. It may be there, or not: unknown is not good.
    Unreadable,
    /// Nothing of this crate's.
    UnknownFile,
    /// Something begun and not finished; never an item.
    Temporary,
}

/// One finding of [`verify`].
#[derive(Debug)]
pub struct Checked {
    /// What it is.
    pub state: State,
    /// The object, where the name says so.
    pub blake3: Option<Blake3>,
    /// Bytes read, 0 where none could be.
    pub size: u64,
    /// The items whose object this is; each has its manifest.
    pub items: Vec<ItemId>,
    /// A token for each item, if it is [`State::Good`].
    pub verified: Vec<Verified>,
    /// BLAKE3 of the name within the replica, for [`State::UnknownFile`]: names that others gave may name people.
    pub name_digest: Option<Blake3>,
}

/// What [`verify`] saw, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Good objects.
    pub good: u64,
    /// Items that they are.
    pub items: u64,
    /// Bytes of good objects.
    pub bytes: u64,
    /// Temporary files, and marks of destructions that are under way.
    pub temporary: u64,
    /// Everything else: each was an alarm or a question.
    pub bad: u64,
}

impl Summary {
    fn count(&mut self, checked: &Checked) {
        match checked.state {
            State::Good => {
                self.good += 1;
                self.items += checked.items.len() as u64;
                self.bytes += checked.size;
            }
            State::Temporary => self.temporary += 1,
            _ => self.bad += 1,
        }
    }
}

/// Reads everything in a replica, and hands over each finding, in no order. Memory does not grow with the number of items.
/// An error means that the replica could not be listed to its end: then nothing is known of what was not handed over.
///
/// What is taken in or destroyed meanwhile may be seen or not, and an object just taken in may still lack its manifest.
pub fn verify(
    replica: &Replica,
    depth: Depth<'_>,
    now: Timestamp,
    each: &mut dyn FnMut(Checked),
) -> Result<Summary, CopyError> {
    let (jobs, taking) = sync_channel(16);
    let (findings, found) = sync_channel(64);
    let taking = Mutex::new(taking);
    let mut summary = Summary::default();
    thread::scope(|scope| {
        for _ in 0..depth.threads.max(1) {
            let (taking, findings) = (&taking, findings.clone());
            scope.spawn(move || work(replica, depth, now, taking, &findings));
        }
        let lister = scope.spawn(move || list(replica, &jobs, &findings));
        let mut failed = None;
        for batch in found {
            match batch {
                Ok(batch) => {
                    for checked in batch {
                        summary.count(&checked);
                        each(checked);
                    }
                }
                // What else comes is handed over: the rest of the replica may well be listed.
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        let reached = lister.join().unwrap_or_else(|_| Err(gone(replica)));
        failed.map_or(reached, Err)
    })?;
    Ok(summary)
}

type Jobs<'p> = Vec<Box<dyn Part + 'p>>;
/// An error is of a part that was not listed.
type Findings = Result<Vec<Checked>, CopyError>;

fn list<'p>(
    replica: &'p Replica,
    jobs: &SyncSender<Jobs<'p>>,
    findings: &SyncSender<Findings>,
) -> Result<(), CopyError> {
    let place = replica.place();
    let strays = place.strays()?;
    let tell = |told| findings.send(Ok(told)).map_err(|_| gone(replica));
    tell(strays.unknown.into_iter().map(stranger).collect())?;
    for _ in 0..strays.temporary {
        tell(vec![plain(State::Temporary)])?;
    }
    for first in strays.shards {
        let (parts, unknown) = place.parts(first)?;
        let mut parts = parts.into_iter().peekable();
        while parts.peek().is_some() {
            jobs.send(parts.by_ref().take(BATCH).collect()).map_err(|_| gone(replica))?;
        }
        tell(unknown.into_iter().map(stranger).collect())?;
    }
    Ok(())
}

fn gone(replica: &Replica) -> CopyError {
    CopyError::GivenUp { name: replica.name().to_owned() }
}

fn work(
    replica: &Replica,
    depth: Depth<'_>,
    now: Timestamp,
    taking: &Mutex<Receiver<Jobs<'_>>>,
    findings: &SyncSender<Findings>,
) {
    let mut told = Vec::with_capacity(BATCH);
    loop {
        let parts = taking.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(parts) = parts else { break };
        for part in parts {
            let (listed, reads) = match part.list() {
                Ok(listed) => listed,
                Err(error) => {
                    if findings.send(Err(error)).is_err() {
                        return;
                    }
                    continue;
                }
            };
            let (groups, unknown) = groups::together(listed);
            told.extend(unknown.into_iter().map(stranger));
            for (blake3, group) in groups {
                told.extend(check(&*reads, replica.id(), depth, now, blake3, group));
                if told.len() >= BATCH
                    && findings.send(Ok(std::mem::replace(&mut told, Vec::with_capacity(BATCH)))).is_err()
                {
                    return;
                }
            }
        }
    }
    // If nobody listens any more, nobody misses it.
    let _ = findings.send(Ok(told));
}

/// `None` if it was destroyed between the listing and the reading.
fn check(
    reads: &dyn Reads,
    replica: ReplicaId,
    depth: Depth<'_>,
    now: Timestamp,
    blake3: Blake3,
    group: Group,
) -> Option<Checked> {
    let items = group.items;
    let finding = |state, size, items: Vec<ItemId>| Checked {
        state,
        blake3: Some(blake3),
        size,
        verified: match state {
            State::Good => {
                items.iter().map(|item| Verified::new(*item, blake3, size, replica, now)).collect()
            }
            _ => Vec::new(),
        },
        items,
        name_digest: None,
    };
    if group.object.is_none() {
        // An object that was taken in after its folder was listed half-way is there now.
        match reads.blake3(&blake3, ReadFrom::Memory) {
            Err(CopyError::Missing { .. }) if has_manifest(reads, &blake3, &items) => {
                return Some(finding(State::MissingObject, 0, items));
            }
            Err(CopyError::Missing { .. }) => return None,
            _ => {}
        }
    }
    let from = if depth.from_disk { ReadFrom::Disk } else { ReadFrom::Memory };
    let (sha256, read) = if depth.sha256 && depth.seal.is_some() {
        let digests = reads.digests(&blake3, from);
        (digests.as_ref().ok().map(|found| found.sha256), digests.map(|found| (found.blake3, found.size)))
    } else {
        (None, reads.blake3(&blake3, from))
    };
    let (found, size) = match read {
        Ok(read) => read,
        Err(CopyError::Missing { .. }) if !has_manifest(reads, &blake3, &items) => return None,
        Err(CopyError::Missing { .. }) => return Some(finding(State::MissingObject, 0, items)),
        Err(_) => return Some(finding(State::Unreadable, 0, items)),
    };
    if found != blake3 {
        return Some(finding(State::Damaged, size, items));
    }
    if items.is_empty() {
        return Some(finding(State::MissingManifest, size, items));
    }
    let Some(seal) = depth.seal else { return Some(finding(State::Good, size, items)) };
    let mut state = State::Good;
    for item in &items {
        match reads.manifest(&blake3, item) {
            Ok(sealed) => {
                let opened = ItemManifest::open(&sealed, &blake3, item, seal);
                let fits = |says: ItemManifest| {
                    says.size == size && sha256.is_none_or(|sha256| sha256 == says.sha256)
                };
                if !opened.is_ok_and(fits) {
                    state = State::ManifestDamaged;
                }
            }
            Err(_) => state = State::Unreadable,
        }
    }
    Some(finding(state, size, items))
}

/// Whether any of the manifests is still there; one that cannot be looked for counts as there.
fn has_manifest(reads: &dyn Reads, blake3: &Blake3, items: &[ItemId]) -> bool {
    items.iter().any(|item| !matches!(reads.manifest(blake3, item), Err(CopyError::Missing { .. })))
}

fn stranger(name: Blake3) -> Checked {
    Checked { name_digest: Some(name), ..plain(State::UnknownFile) }
}

fn plain(state: State) -> Checked {
    Checked { state, blake3: None, size: 0, items: Vec::new(), verified: Vec::new(), name_digest: None }
}
