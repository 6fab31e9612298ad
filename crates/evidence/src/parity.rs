//! Parity for copies of our own that are seldom read: shards in a folder of their own, from which what is missing is rebuilt.
//!
//! Each item has a folder there, named by its BLAKE3. What is rebuilt is the item bit by bit, or nothing: it goes back under the
//! number that it has, and is no derived item.

use crate::recover::make_room;
use crate::take_in::about;
use crate::{DifferenceKind, Evidence, EvidenceError, EvidenceStore, Recovering, StoreMode};
use copies::parity::{ParityError, Shape, rebuild_from, write_to};
use copies::{Blake3, Replica};
use inventory::{Entry, Sum};
use jiff::Timestamp;
use record::Actor;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Reasons that are kept; of more the number is.
const REASONS: usize = 20;

/// What came of making shards.
#[derive(Debug, Default)]
pub struct ParityMade {
    /// Items that have shards now.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Items that had them.
    pub known: u64,
    /// Items that got none.
    pub failed: u64,
    /// Why, of the first of them.
    pub reasons: Vec<String>,
}

impl Evidence<'_> {
    /// Makes shards of everything that a store of our own has to have. Each item is hashed on the way: of one that is not what it
    /// was there are none. What has shards is passed over, so after an interruption the same again goes on.
    pub async fn add_parity(
        &self,
        store: &EvidenceStore,
        folder: &Path,
        shape: Shape,
        progress: impl Fn(u64, u64) + Send + 'static,
    ) -> Result<ParityMade, EvidenceError> {
        shape.check().map_err(|error| parity(&error))?;
        let replica = self.replica(store).await?;
        let folder = folder.to_owned();
        self.each_expected(store, ParityMade::default(), move |made, entry| {
            let Some(blake3) = entry.blake3.map(Blake3) else { return };
            match make(&replica, &folder, (&blake3, entry.size), shape) {
                Ok(true) => {
                    made.items += 1;
                    made.bytes = made.bytes.saturating_add(entry.size);
                }
                Ok(false) => made.known += 1,
                Err(why) => {
                    made.failed += 1;
                    if made.reasons.len() < REASONS {
                        made.reasons.push(why);
                    }
                }
            }
            progress(1, entry.size);
        })
        .await
    }

    /// Rebuilds what is missing or damaged in a store of our own, and puts it back. A damaged copy is set aside, once the right one
    /// is rebuilt.
    pub async fn rebuild(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        folder: &Path,
        now: Timestamp,
    ) -> Result<Recovering, EvidenceError> {
        if store.mode != StoreMode::Own {
            return Err(EvidenceError::NotOwn { store: store.number });
        }
        let mut wanted: BTreeMap<u64, Entry> = BTreeMap::new();
        for one in self.suspense(Some(store.number)).await? {
            if one.kind == DifferenceKind::Missing {
                let entries = self.entries_of(&one.list).await?;
                wanted.extend(entries.into_iter().map(|entry| (entry.item, entry)));
            }
        }
        let wrong = self.wrong(store).await?;
        // What lies there says nothing of what has to be there.
        for entry in self.expected_of(store, &wrong).await? {
            wanted.entry(entry.item).or_insert(entry);
        }
        let mut report =
            Recovering { missing: wanted.len() as u64, damaged: wrong.len(), ..Recovering::default() };
        let (replica, seal, names) = (self.replica(store).await?, self.manifest_seal(), self.names());
        let folder = folder.to_owned();
        let work = tokio::task::spawn_blocking(move || {
            let mut put = Sum::default();
            for entry in wanted.into_values() {
                let Some(blake3) = entry.blake3.map(Blake3) else {
                    report.unknown += 1;
                    continue;
                };
                let item = names.id(entry.item);
                let built = rebuilt(&folder, &blake3).and_then(|mut file| {
                    // A manifest that is right says what it says: another one is refused beside it.
                    let survived = replica.manifest(&blake3, &item, &*seal).ok();
                    let about =
                        survived.map_or_else(|| about(&entry, "recovered", &names), |one| one.about());
                    if wrong.contains(entry.item) {
                        make_room(&replica, (&item, &blake3), &*seal, &mut report.set_aside)?;
                    }
                    let to = std::slice::from_ref(&replica);
                    copies::receive(to, &*seal, &about, &mut file, now).map_err(|error| error.to_string())
                });
                match built {
                    Ok(_) => put.add(&entry.key, entry.size),
                    Err(why) => report.refused.push(why),
                }
            }
            (report.found, report.bytes) = (put.count, put.bytes);
            report
        });
        let report = work.await.map_err(|_| EvidenceError::Stopped)?;
        self.read_again(by, store, now, &report).await?;
        Ok(report)
    }
}

/// Where the shards of an item lie.
fn place(folder: &Path, blake3: &Blake3) -> PathBuf {
    folder.join(blake3.to_string())
}

/// Makes the shards of an item; `false`: it has them. They get their name when all of them are on the disk.
fn make(
    replica: &Replica,
    folder: &Path,
    (blake3, size): (&Blake3, u64),
    shape: Shape,
) -> Result<bool, String> {
    let named = place(folder, blake3);
    if named.is_dir() {
        return Ok(false);
    }
    let unfinished = folder.join(format!("{blake3}.unfinished"));
    // What an interruption left is of no use to anybody.
    match fs::remove_dir_all(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(disk(&error)),
        _ => {}
    }
    fs::create_dir(&unfinished).map_err(|error| disk(&error))?;
    let mut item = replica.read(blake3).map_err(|error| error.to_string())?;
    let made = write_to(&mut item, size, blake3, shape, std::slice::from_ref(&unfinished));
    if let Err(error) = made {
        // It is swept away the next time at the latest.
        let _ = fs::remove_dir_all(&unfinished);
        return Err(error.to_string());
    }
    fs::rename(&unfinished, &named)
        .and_then(|()| File::open(folder)?.sync_all())
        .map_err(|error| disk(&error))?;
    Ok(true)
}

/// An item rebuilt, as a file beside its shards, which hold its bytes as plainly. It loses its name at once, so that it is gone with
/// whoever works on it.
fn rebuilt(folder: &Path, blake3: &Blake3) -> Result<File, String> {
    let named = folder.join(format!("{blake3}.rebuilding"));
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(&named)
        .and_then(|file| fs::remove_file(&named).map(|()| file))
        .map_err(|error| disk(&error))?;
    rebuild_from(blake3, &[place(folder, blake3)], &mut file).map_err(|error| error.to_string())?;
    file.seek(SeekFrom::Start(0)).map_err(|error| disk(&error))?;
    Ok(file)
}

fn disk(error: &io::Error) -> String {
    format!("the folder of the shards cannot be used ({}). Check the disk and its room", error.kind())
}

fn parity(error: &ParityError) -> EvidenceError {
    EvidenceError::Parity { what: error.to_string() }
}
