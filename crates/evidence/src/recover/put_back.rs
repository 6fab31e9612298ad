//! Copies of our own go back to where they are missing, and to where what lies there is not what it has to be.

use super::Recovering;
use crate::take_in::about;
use crate::{DifferenceKind, Evidence, EvidenceError, EvidenceStore, Reading, StoreMode};
use copies::{Aside, Blake3, Replica, Seal};
use inventory::{Entry, Sum};
use jiff::Timestamp;
use record::Actor;
use roaring::RoaringTreemap;
use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::PathBuf;

/// What was put back, and what was not.
#[derive(Default)]
struct Put {
    sum: Sum,
    set_aside: u64,
    refused: Vec<String>,
}

impl Put {
    fn told(self, report: &mut Recovering) {
        (report.found, report.bytes) = (self.sum.count, self.sum.bytes);
        (report.set_aside, report.refused) = (self.set_aside, self.refused);
    }
}

impl Evidence<'_> {
    /// Items of a place of our own that are there, and not what they have to be. In a store that is not ours nothing is put in
    /// their place.
    pub(crate) async fn wrong(&self, store: &EvidenceStore) -> Result<RoaringTreemap, EvidenceError> {
        let mut wrong = RoaringTreemap::new();
        if store.mode != StoreMode::Own {
            return Ok(wrong);
        }
        for one in self.suspense(Some(store.number)).await? {
            if matches!(one.kind, DifferenceKind::Damaged | DifferenceKind::Changed) {
                wrong.extend(self.entries_of(&one.list).await?.into_iter().map(|entry| entry.item));
            }
        }
        Ok(wrong)
    }

    /// From another place. What is there and `wrong` is set aside first, and only for a copy that was just read and is right.
    pub(super) async fn put_back(
        &self,
        (store, from): (&EvidenceStore, &EvidenceStore),
        (there, wrong): (Vec<Entry>, RoaringTreemap),
        now: Timestamp,
        progress: &(impl Fn(u64, u64) + Send + Sync),
        report: &mut Recovering,
    ) -> Result<(), EvidenceError> {
        let (to, from) = (self.replica(store).await?, self.replica(from).await?);
        let (seal, names) = (self.manifest_seal(), self.names());
        let (told, mut telling) = tokio::sync::mpsc::channel(64);
        let work = tokio::task::spawn_blocking(move || {
            let mut put = Put::default();
            for entry in there {
                let Some(blake3) = entry.blake3.map(Blake3) else { continue };
                let item = names.id(entry.item);
                let room = if wrong.contains(entry.item) {
                    copies::read_back(&from, &item, &blake3, now)
                        .and_then(|_| from.manifest(&blake3, &item, &*seal))
                        .map_err(|error| error.to_string())
                        .and_then(|_| make_room(&to, (&item, &blake3), &*seal, &mut put.set_aside))
                } else {
                    Ok(())
                };
                let to = std::slice::from_ref(&to);
                let done = room.and_then(|()| {
                    copies::replicate(&from, to, &*seal, &item, &blake3, now)
                        .map_err(|error| error.to_string())
                });
                match done {
                    Ok(_) => put.sum.add(&entry.key, entry.size),
                    Err(why) => put.refused.push(why),
                }
                // Whoever watches may have gone away.
                let _ = told.blocking_send(entry.size);
            }
            put
        });
        while let Some(size) = telling.recv().await {
            progress(1, size);
        }
        work.await.map_err(|_| EvidenceError::Stopped)?.told(report);
        Ok(())
    }

    /// From files that were found.
    pub(super) async fn put_found(
        &self,
        store: &EvidenceStore,
        (offered, wrong): (Vec<(Entry, PathBuf)>, RoaringTreemap),
        now: Timestamp,
        report: &mut Recovering,
    ) -> Result<(), EvidenceError> {
        let (replica, seal, names) = (self.replica(store).await?, self.manifest_seal(), self.names());
        let work = tokio::task::spawn_blocking(move || {
            let mut put = Put::default();
            for (entry, path) in offered {
                let (item, blake3) = (names.id(entry.item), entry.blake3.map(Blake3));
                // A manifest that survived says what it says: another one is refused beside it.
                let survived = blake3.and_then(|blake3| replica.manifest(&blake3, &item, &*seal).ok());
                let about =
                    survived.map_or_else(|| about(&entry, "recovered", &names), |manifest| manifest.about());
                let file = File::open(&path)
                    .map_err(|error| format!("what was found could not be opened again ({})", error.kind()));
                let taken = file.and_then(|mut file| {
                    if let Some(blake3) = blake3.filter(|_| wrong.contains(entry.item)) {
                        is_still(&mut file, &blake3)?;
                        make_room(&replica, (&item, &blake3), &*seal, &mut put.set_aside)?;
                    }
                    copies::receive(std::slice::from_ref(&replica), &*seal, &about, &mut file, now)
                        .map_err(|error| error.to_string())
                });
                match taken {
                    Ok(_) => put.sum.add(&entry.key, entry.size),
                    Err(why) => put.refused.push(why),
                }
            }
            put
        });
        work.await.map_err(|_| EvidenceError::Stopped)?.told(report);
        Ok(())
    }

    /// What was damaged leaves suspense only by being read and right.
    pub(crate) async fn read_again(
        &self,
        by: &Actor,
        store: &EvidenceStore,
        now: Timestamp,
        report: &Recovering,
    ) -> Result<(), EvidenceError> {
        if report.damaged > 0 && report.found > 0 {
            self.read(by, store, Reading::Sample(0), now, |_, _| {}).await?;
        }
        Ok(())
    }
}

/// It was hashed when it was found; a disk that is searched may be a failing one.
fn is_still(file: &mut File, blake3: &Blake3) -> Result<(), String> {
    let mut hasher = blake3::Hasher::new();
    let read = hasher.update_reader(&mut *file).map(|hasher| Blake3(hasher.finalize().into()));
    let read = read.and_then(|found| file.seek(SeekFrom::Start(0)).map(|_| found));
    match read {
        Ok(found) if found == *blake3 => Ok(()),
        Ok(_) => Err("what was found reads otherwise now: the disk that it lies on fails".to_owned()),
        Err(error) => Err(format!("what was found could not be read again ({})", error.kind())),
    }
}

/// Sets aside what is in the way, if it is wrong.
pub(crate) fn make_room(
    to: &Replica,
    (item, blake3): (&copies::ItemId, &Blake3),
    seal: &dyn Seal,
    set_aside: &mut u64,
) -> Result<(), String> {
    let aside = copies::set_aside(to, item, blake3, seal).map_err(|error| error.to_string())?;
    *set_aside += u64::from(aside == Aside::Moved);
    Ok(())
}
