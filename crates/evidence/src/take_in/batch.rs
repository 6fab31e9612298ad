//! One batch.

use super::{DUE, TakenIn, Taking, Where, key_of};
use crate::batch::{self, Batch};
use crate::expectation::{Expectation, ListKind, write_list};
use crate::lists::{self, KeptList, ListWriter};
use crate::own::ItemNames;
use crate::stored::hex;
use crate::{Evidence, EvidenceError, holdings};
use blobs::BlobId;
use copies::{About, Blake3, Expected, Receipt, ReceiveError, Replica, Sha256};
use inventory::delta::Change;
use inventory::{Entry, Location, State};
use jiff::Timestamp;
use record::{Actor, EVIDENCE_BATCH, EvidenceTakenIn, EvidenceTakingIn, Recorded};
use roaring::RoaringTreemap;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use tokio::runtime::Handle;

/// How often booking is tried when somebody else was faster.
const TRIES: usize = 5;

/// A batch that was written and read back.
struct Finished<'b> {
    row: i64,
    number: u32,
    stores: &'b [u32],
    /// The items, by the names that they came under.
    list: &'b KeptList,
    /// The same as copies have them.
    own: &'b [Entry],
    /// Which items each store has.
    copied: &'b [RoaringTreemap],
    failed: u64,
}

/// What became of an item.
enum Taken {
    /// It is in these stores, by their place in the list.
    In { blake3: Blake3, sha256: Sha256, size: u64, stores: Vec<usize> },
    /// No store has it, and why.
    Nowhere { why: String, may_be_there: bool },
}

impl Evidence<'_> {
    /// Takes in items that have numbers, in order of name: a new batch, or one that was begun.
    pub(crate) async fn take_in_batch(
        &self,
        by: &Actor,
        intake: &Taking<'_>,
        (offered, begun): (Vec<Entry>, Option<Batch>),
        now: Timestamp,
        progress: &(impl Fn(u64, u64) + Send + Sync),
        taken: &mut TakenIn,
    ) -> Result<(), EvidenceError> {
        let mut replicas = Vec::with_capacity(intake.stores.len());
        for store in intake.stores {
            replicas.push(self.replica(store).await?);
        }
        let stores: Vec<u32> = intake.stores.iter().map(|store| store.number).collect();
        let (row, number) = match &begun {
            Some(begun) => (begun.row, begun.number),
            None => self.begin_batch(by, intake, &stores, &offered, now).await?,
        };
        let ids: Vec<_> = replicas.iter().map(Replica::id).collect();
        let (offered, given) = self.written(intake, replicas, offered, now, progress).await?;
        let (mut entries, mut copied) = (Vec::new(), vec![RoaringTreemap::new(); ids.len()]);
        let (mut failed, mut again) = (0, Vec::new());
        for (mut entry, given) in offered.into_iter().zip(given) {
            match given {
                Taken::In { blake3, sha256, size, stores } => {
                    entry.size = size;
                    entry.blake3 = Some(blake3.0);
                    entry.sha256 = Some(sha256.0);
                    entry.state = State::Hashed;
                    entry.verified_at = Some(now);
                    taken.copies += stores.len() as u64;
                    taken.short += (ids.len() - stores.len()) as u64;
                    for store in stores {
                        if let Some(items) = copied.get_mut(store) {
                            items.insert(entry.item);
                        }
                    }
                    entries.push(entry);
                }
                Taken::Nowhere { why, may_be_there } => {
                    failed += 1;
                    taken.fails(entry.key.clone(), why);
                    if may_be_there && intake.is_offered_again {
                        again.push(entry);
                    }
                }
            }
        }
        if taken.wants_numbers {
            taken.numbers.extend(entries.iter().map(|entry| (entry.key.clone(), entry.item)));
        }
        self.still_on_their_way(by, intake, &stores, &again, now, taken).await?;
        self.finish_batch(by, intake, (row, number, &stores), (entries, copied, failed), now, taken).await
    }

    async fn begin_batch(
        &self,
        by: &Actor,
        intake: &Taking<'_>,
        stores: &[u32],
        offered: &[Entry],
        now: Timestamp,
    ) -> Result<(i64, u32), EvidenceError> {
        let list = self.kept(offered.to_vec(), false).await?;
        let mut writing = self.record.begin("begin a batch of evidence", now).await?;
        let about = (intake.source, stores);
        let number = batch::write(&mut writing, None, about, &list, Some(now + DUE)).await?;
        let act = EvidenceTakingIn {
            batch: number,
            stores: stores.to_vec(),
            items: list.items(),
            bytes: list.bytes(),
            list: hex(&list.stored.sha256),
        };
        writing.commit(&act, by, &[]).await?;
        Ok((i64::from(number), number))
    }

    /// Items that no store says it has, though copies of them may lie there: a disk that fails after it gave a file its name keeps
    /// the file. They stay on their way under the numbers that they have, as a batch of their own. Under other numbers
    /// what is there already would be there twice, and nobody would expect it.
    async fn still_on_their_way(
        &self,
        by: &Actor,
        intake: &Taking<'_>,
        stores: &[u32],
        again: &[Entry],
        now: Timestamp,
        taken: &mut TakenIn,
    ) -> Result<(), EvidenceError> {
        if again.is_empty() {
            return Ok(());
        }
        self.begin_batch(by, intake, stores, again, now).await?;
        taken.on_their_way.extend(again.iter().map(|entry| entry.item));
        Ok(())
    }

    /// Writes the items to all stores and reads them back; says of each what became of it.
    async fn written(
        &self,
        intake: &Taking<'_>,
        replicas: Vec<Replica>,
        offered: Vec<Entry>,
        now: Timestamp,
        progress: &(impl Fn(u64, u64) + Send + Sync),
    ) -> Result<(Vec<Entry>, Vec<Taken>), EvidenceError> {
        let (seal, names) = (self.manifest_seal(), self.names());
        let (from, runtime) = (Bytes::of(&intake.from), Handle::current());
        let account = intake.source.to_owned();
        let derived_from = intake.derived_from.map(|item| names.id(item));
        let (told, mut telling) = tokio::sync::mpsc::channel::<u64>(64);
        let work = tokio::task::spawn_blocking(move || {
            let ids: Vec<_> = replicas.iter().map(Replica::id).collect();
            let mut given = Vec::with_capacity(offered.len());
            let items = offered.iter().map(|entry| {
                let about = About { derived_from, ..about(entry, &account, &names) };
                (about, from.open(entry, &runtime))
            });
            copies::receive_many(&replicas, &*seal, items, now, &mut |_, receipt| {
                let one = match receipt {
                    Ok(receipt) => has(&receipt, &ids),
                    Err(error) => Taken::Nowhere {
                        why: error.to_string(),
                        may_be_there: matches!(error, ReceiveError::Nowhere(_)),
                    },
                };
                let size = if let Taken::In { size, .. } = &one { *size } else { 0 };
                given.push(one);
                // Whoever watches may have gone away.
                let _ = told.blocking_send(size);
            });
            (offered, given)
        });
        while let Some(size) = telling.recv().await {
            progress(1, size);
        }
        work.await.map_err(|_| EvidenceError::Stopped)
    }

    async fn finish_batch(
        &self,
        by: &Actor,
        intake: &Taking<'_>,
        (row, number, stores): (i64, u32, &[u32]),
        (entries, copied, failed): (Vec<Entry>, Vec<RoaringTreemap>, u64),
        now: Timestamp,
        taken: &mut TakenIn,
    ) -> Result<(), EvidenceError> {
        let list = self.kept(entries.clone(), false).await?;
        let names = self.names();
        let mut own =
            entries.into_iter().map(|entry| in_copies(entry, &names)).collect::<Result<Vec<_>, _>>()?;
        own.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        let about = Finished { row, number, stores, list: &list, own: &own, copied: &copied, failed };
        for attempt in 1.. {
            match self.book_batch(by, intake, &about, now).await {
                // A sweep put lists together meanwhile, or another batch came in.
                Err(EvidenceError::Overtaken) if attempt < TRIES => {}
                booked => {
                    taken.recorded.push(booked?);
                    break;
                }
            }
        }
        for store in intake.stores {
            self.put_together_meanwhile(by, store, now).await?;
            self.not_listed_since(store, "items were taken in since it was listed", now).await?;
        }
        taken.items += list.items();
        taken.bytes = taken.bytes.saturating_add(list.bytes());
        Ok(())
    }

    /// Books a batch: what was taken in is expected in every store. What a store had to have already, under the same name, is
    /// known better now, and is not expected twice.
    async fn book_batch(
        &self,
        by: &Actor,
        intake: &Taking<'_>,
        about: &Finished<'_>,
        now: Timestamp,
    ) -> Result<Recorded, EvidenceError> {
        let mut lists = Vec::with_capacity(intake.stores.len());
        for store in intake.stores {
            let expectation = Expectation::read(self, store.number).await?;
            let list = if about.own.is_empty() {
                None
            } else {
                Some(self.taken_in_list(&expectation, about.own.to_vec()).await?)
            };
            lists.push((expectation, list));
        }
        let mut writing = self.record.begin("take evidence in", now).await?;
        for (store, (expectation, _)) in intake.stores.iter().zip(&lists) {
            expectation.is_still(&mut writing, store.number).await?;
        }
        writing.end(&EVIDENCE_BATCH, &[about.row]).await?;
        let named = (intake.source, about.stores);
        batch::write(&mut writing, Some(about.number), named, about.list, None).await?;
        for ((store, items), (_, list)) in intake.stores.iter().zip(about.copied).zip(&lists) {
            if let Some(list) = list {
                let holding = holdings::open(&mut writing, store.holder, items.clone()).await?;
                write_list(&mut writing, store.number, ListKind::TakenIn, list, holding).await?;
            }
        }
        let act = EvidenceTakenIn {
            batch: about.number,
            stores: about.stores.to_vec(),
            items: about.list.items(),
            bytes: about.list.bytes(),
            copies: about.copied.iter().map(RoaringTreemap::len).sum(),
            failed: about.failed,
            list: hex(&about.list.stored.sha256),
        };
        Ok(writing.commit(&act, by, &[]).await?)
    }

    /// These entries, in order of name, as changes of what a store has to have.
    async fn taken_in_list(
        &self,
        expectation: &Expectation,
        own: Vec<Entry>,
    ) -> Result<KeptList, EvidenceError> {
        let opened = expectation.open(self).await?;
        let written = lists::write(&self.blobs, vec![true], move |lists: &mut [ListWriter]| {
            let [list] = lists else { return Err(EvidenceError::Stopped) };
            let mut expected = opened.stream()?;
            let mut next: Option<Entry> = expected.next().transpose()?;
            for entry in own {
                while next.as_ref().is_some_and(|next| next.key < entry.key) {
                    next = expected.next().transpose()?;
                }
                let is_there = next.as_ref().is_some_and(|next| next.key == entry.key);
                let change =
                    if is_there { Change::Changed(entry.clone()) } else { Change::Added(entry.clone()) };
                list.change(&entry, &change)?;
            }
            Ok(())
        })
        .await?;
        written.lists.into_iter().next().flatten().ok_or(EvidenceError::Stopped)
    }

    /// A sealed list of these entries, in their order; of changes, each is one that came.
    pub(crate) async fn kept(&self, entries: Vec<Entry>, is_delta: bool) -> Result<KeptList, EvidenceError> {
        let written = lists::write(&self.blobs, vec![is_delta], move |lists: &mut [ListWriter]| {
            let [list] = lists else { return Err(EvidenceError::Stopped) };
            list.begin()?;
            entries.iter().try_for_each(|entry| list.add(entry))
        })
        .await?;
        written.lists.into_iter().next().flatten().ok_or(EvidenceError::Stopped)
    }

    /// All items of a sealed list.
    pub(crate) async fn entries_of(&self, list: &BlobId) -> Result<Vec<Entry>, EvidenceError> {
        let from = lists::read(&self.blobs, list).await?;
        tokio::task::spawn_blocking(move || lists::items(from)?.map(|entry| Ok(entry?)).collect())
            .await
            .map_err(|_| EvidenceError::Stopped)?
    }
}

/// What a manifest is to say of an item.
pub(crate) fn about(entry: &Entry, account: &str, names: &ItemNames) -> About {
    About {
        item: names.id(entry.item),
        source: entry.source.as_deref().unwrap_or(account).to_owned(),
        camera: None,
        recorded_at: entry.recorded_at,
        class: entry.class.as_deref().unwrap_or_default().to_owned(),
        cases: Vec::new(),
        derived_from: None,
        expected: Expected {
            size: Some(entry.size),
            sha256: entry.sha256.map(Sha256),
            blake3: entry.blake3.map(Blake3),
        },
    }
}

fn has(receipt: &Receipt, ids: &[copies::ReplicaId]) -> Taken {
    let manifest = receipt.manifest();
    let stores = receipt.copies().iter().filter_map(|copy| ids.iter().position(|id| *id == copy.replica()));
    Taken::In {
        blake3: manifest.blake3,
        sha256: manifest.sha256,
        size: manifest.size,
        stores: stores.collect(),
    }
}

/// The item as its copies have it: by the name that it has there.
fn in_copies(mut entry: Entry, names: &ItemNames) -> Result<Entry, EvidenceError> {
    let blake3 = entry.blake3.ok_or(EvidenceError::Stopped)?;
    entry.key = key_of(&Blake3(blake3), &names.id(entry.item))?;
    (entry.modified, entry.tag, entry.version) = (None, None, None);
    Ok(entry)
}

/// The bytes of an item; that they cannot be opened comes out of reading.
enum Opening {
    Open(inventory::ItemReader),
    File(File),
    Failed(Option<io::Error>),
}

/// Where the bytes are, for a thread of its own.
enum Bytes {
    Place(Location),
    Files(HashMap<u64, PathBuf>),
}

impl Bytes {
    fn of(from: &Where<'_>) -> Self {
        match from {
            Where::Place(location) => Self::Place((*location).clone()),
            Where::Files(files) => Self::Files(files.clone()),
        }
    }

    fn open(&self, entry: &Entry, runtime: &Handle) -> Opening {
        let opened = match self {
            Self::Place(location) => location
                .reader(&entry.key, &inventory::reading::Expected::from(entry), runtime)
                .map(Opening::Open)
                .map_err(|trouble| io::Error::other(trouble.to_string())),
            Self::Files(files) => {
                let path = files.get(&entry.item).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound));
                path.and_then(File::open).map(Opening::File)
            }
        };
        opened.unwrap_or_else(|error| Opening::Failed(Some(error)))
    }
}

impl Read for Opening {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Open(reader) => reader.read(into),
            Self::File(file) => file.read(into),
            Self::Failed(error) => {
                Err(error.take().unwrap_or_else(|| io::Error::other("it cannot be opened")))
            }
        }
    }
}
