//! What is missing is looked for: in our other stores, and in any folder or bucket, by hash.

mod put_back;

pub(crate) use put_back::make_room;

use crate::take_in::{Taking, Where};
use crate::{
    DifferenceKind, Evidence, EvidenceError, EvidenceStore, InSuspense, StoreMode, TakenIn, suspense,
};
use copies::{Blake3, Found, Passed, Sha256, Wanted};
use inventory::{Entry, Key};
use jiff::Timestamp;
use record::{Actor, EVIDENCE_DIFFERENCE, EvidenceRecovered, Recorded};
use roaring::RoaringTreemap;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// What came of looking for it.
#[derive(Debug, Default)]
pub struct Recovering {
    /// Items that were missing, and in a place of our own those that are not what they have to be.
    pub missing: u64,
    /// How many of them are there, and not what they have to be.
    pub damaged: u64,
    /// Copies that were not right: set aside, in the folder `damaged` of the place, for the right one.
    pub set_aside: u64,
    /// Items that were found, and are right.
    pub found: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Items of which no hash is known: they cannot be looked for.
    pub unknown: u64,
    /// What was looked at, where a folder was searched.
    pub passed: Passed,
    /// Copies that could not be put where they belong, and why.
    pub refused: Vec<String>,
    /// The act, where the sheet was changed.
    pub recorded: Option<Recorded>,
}

impl Evidence<'_> {
    /// What is missing in a store, by alarm.
    async fn missing(&self, store: &EvidenceStore) -> Result<Vec<(InSuspense, Vec<Entry>)>, EvidenceError> {
        let mut missing = Vec::new();
        for one in self.suspense(Some(store.number)).await? {
            if one.kind == DifferenceKind::Missing {
                let entries = self.entries_of(&one.list).await?;
                missing.push((one, entries));
            }
        }
        Ok(missing)
    }

    /// Looks for what is missing in another store of ours. A store of our own gets it back, and the next sweep finds it; of a
    /// store that is not ours, what is read and right elsewhere is expected there no longer: nobody writes there.
    pub async fn recover_from(
        &self,
        by: &Actor,
        (store, from): (&EvidenceStore, &EvidenceStore),
        now: Timestamp,
        progress: impl Fn(u64, u64) + Send + Sync,
    ) -> Result<Recovering, EvidenceError> {
        if store.number == from.number {
            return Err(EvidenceError::SameStore { store: store.number });
        }
        let known = self.missing(store).await?;
        let wrong = self.wrong(store).await?;
        let mut wanted: RoaringTreemap =
            known.iter().flat_map(|(_, some)| some.iter().map(|one| one.item)).collect();
        wanted |= &wrong;
        let mut report = Recovering { missing: wanted.len(), damaged: wrong.len(), ..Recovering::default() };
        let there = self.expected_of(from, &wanted).await?;
        match store.mode {
            StoreMode::Own => {
                self.put_back((store, from), (there, wrong), now, &progress, &mut report).await?;
                self.read_again(by, store, now, &report).await?;
            }
            StoreMode::Watched => {
                let right = self.right_in(from, there, now, &progress).await?;
                // Reading takes its time: what is missing now is asked for again.
                let known = self.missing(store).await?;
                let right = agreeing(&known, &right);
                self.book_recovered(by, (store, from), (known, right), now, &mut report).await?;
            }
        }
        Ok(report)
    }

    /// Items that are missing in one store and right in another one: expected there no longer, and in suspense no longer.
    async fn book_recovered(
        &self,
        by: &Actor,
        (store, from): (&EvidenceStore, &EvidenceStore),
        (known, right): (Vec<(InSuspense, Vec<Entry>)>, RoaringTreemap),
        now: Timestamp,
        report: &mut Recovering,
    ) -> Result<(), EvidenceError> {
        let all = self.suspense(Some(store.number)).await?;
        let Some(removal) = self.removal(store, &right).await? else { return Ok(()) };
        let mut left = Vec::new();
        for (one, entries) in known {
            let stays: Vec<Entry> = entries.iter().filter(|one| !right.contains(one.item)).cloned().collect();
            if stays.len() == entries.len() {
                continue;
            }
            let list = if stays.is_empty() { None } else { Some(self.kept(stays, false).await?) };
            left.push((one, list));
        }
        let mut writing = self.record.begin("recover evidence", now).await?;
        suspense::is_still(&mut writing, store.number, &all).await?;
        let ended: Vec<i64> = left.iter().map(|(one, _)| i64::from(one.number)).collect();
        for (one, list) in &left {
            if let Some(list) = list {
                suspense::write(&mut writing, store.number, one.alarm, one.kind, list).await?;
            }
        }
        writing.end(&EVIDENCE_DIFFERENCE, &ended).await?;
        removal.book(&mut writing).await?;
        let act = EvidenceRecovered {
            store: store.number,
            from: from.number,
            differences: left.iter().map(|(one, _)| one.number).collect(),
            items: removal.items(),
            bytes: removal.bytes(),
            digest: removal.digest(),
        };
        (report.found, report.bytes) = (removal.items(), removal.bytes());
        report.recorded = Some(writing.commit(&act, by, &[]).await?);
        self.not_listed_since(store, "what was missing was recovered since it was listed", now).await
    }

    /// Looks for what is missing in a folder, by hash, and puts what is found into stores of ours: those that are missing it, or
    /// `to`. What nobody looks for is left alone, and nothing is said of it.
    pub async fn recover_from_folder(
        &self,
        by: &Actor,
        (store, to): (&EvidenceStore, &[EvidenceStore]),
        folder: &Path,
        now: Timestamp,
    ) -> Result<Recovering, EvidenceError> {
        let known = self.missing(store).await?;
        let mut missing: Vec<Entry> = known.into_iter().flat_map(|(_, entries)| entries).collect();
        let mut wrong = self.wrong(store).await?;
        wrong -= missing.iter().map(|entry| entry.item).collect::<RoaringTreemap>();
        missing.extend(self.expected_of(store, &wrong).await?);
        let mut report =
            Recovering { missing: missing.len() as u64, damaged: wrong.len(), ..Recovering::default() };
        let hashed: Vec<&Entry> = missing.iter().filter(|one| one.blake3.or(one.sha256).is_some()).collect();
        report.unknown = report.missing - hashed.len() as u64;
        let found = Self::search(folder, &hashed, &mut report).await?;
        let by_blake3: HashMap<[u8; 32], PathBuf> =
            found.iter().map(|one| (one.blake3.0, one.path.clone())).collect();
        let by_sha256: HashMap<[u8; 32], PathBuf> =
            found.iter().filter_map(|one| Some((one.sha256?.0, one.path.clone()))).collect();
        let mut offered: BTreeMap<Key, (Entry, PathBuf)> = BTreeMap::new();
        for entry in hashed {
            let path = entry.blake3.and_then(|hash| by_blake3.get(&hash));
            let path = path.or_else(|| entry.sha256.and_then(|hash| by_sha256.get(&hash)));
            if let Some(path) = path {
                offered.insert(entry.key.clone(), (entry.clone(), path.clone()));
            }
        }
        if offered.is_empty() {
            return Ok(report);
        }
        if store.mode == StoreMode::Own {
            self.put_found(store, (offered.into_values().collect(), wrong), now, &mut report).await?;
            self.read_again(by, store, now, &report).await?;
            return Ok(report);
        }
        if to.is_empty() {
            return Err(EvidenceError::NowhereToPut { store: store.number, found: offered.len() as u64 });
        }
        self.take_in_found(by, (store, to), offered, now, &mut report).await?;
        Ok(report)
    }

    /// What was found of a store that is not ours is taken into stores of ours, under the numbers that it has: expected there,
    /// and in the first one no longer.
    async fn take_in_found(
        &self,
        by: &Actor,
        (store, to): (&EvidenceStore, &[EvidenceStore]),
        offered: BTreeMap<Key, (Entry, PathBuf)>,
        now: Timestamp,
        report: &mut Recovering,
    ) -> Result<(), EvidenceError> {
        let (mut entries, mut files) = (Vec::new(), HashMap::new());
        for (entry, path) in offered.into_values() {
            files.insert(entry.item, path);
            entries.push(entry);
        }
        let wanted: RoaringTreemap = entries.iter().map(|entry| entry.item).collect();
        let taking = Taking {
            source: "recovered",
            from: Where::Files(files),
            stores: to,
            derived_from: None,
            is_offered_again: false,
        };
        let mut taken = TakenIn::default();
        self.take_in_batch(by, &taking, (entries, None), now, &|_, _| {}, &mut taken).await?;
        report.refused = taken.reasons.into_iter().map(|(_, why)| why).collect();
        let Some(first) = to.first() else { return Ok(()) };
        let there = self.expected_of(first, &wanted).await?;
        let right = self.right_in(first, there, now, &|_, _| {}).await?;
        let known = self.missing(store).await?;
        let right = agreeing(&known, &right);
        self.book_recovered(by, (store, first), (known, right), now, report).await
    }

    async fn search(
        folder: &Path,
        hashed: &[&Entry],
        report: &mut Recovering,
    ) -> Result<Vec<Found>, EvidenceError> {
        let mut blake3: Vec<Blake3> = hashed.iter().filter_map(|one| one.blake3.map(Blake3)).collect();
        let mut sha256: Vec<Sha256> = hashed
            .iter()
            .filter(|one| one.blake3.is_none())
            .filter_map(|one| one.sha256.map(Sha256))
            .collect();
        blake3.sort_unstable();
        sha256.sort_unstable();
        let folder = folder.to_owned();
        let (found, passed) = tokio::task::spawn_blocking(move || {
            let (mut found, mut passed) = (Vec::new(), Passed::default());
            if !blake3.is_empty() {
                passed = copies::find(&folder, Wanted::Blake3(&blake3), &mut |one| found.push(one))?;
            }
            if !sha256.is_empty() {
                passed = copies::find(&folder, Wanted::Sha256(&sha256), &mut |one| found.push(one))?;
            }
            Ok::<_, std::io::Error>((found, passed))
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
        .map_err(EvidenceError::list)?;
        report.passed = passed;
        Ok(found)
    }

    /// Who has items that are missing, or had them: other stores, and whoever was given copies.
    pub async fn whereabouts(&self, difference: &InSuspense) -> Result<Vec<Whereabouts>, EvidenceError> {
        let items: RoaringTreemap =
            self.items_of(difference, usize::MAX).await?.iter().map(|entry| entry.item).collect();
        let rows = self
            .record
            .read(
                "SELECT h.holder, s.definite, h.until_latest FROM holding h \
                 JOIN subjects s ON s.holding = h.holding AND s.ended IS NULL \
                 WHERE h.ended IS NULL AND s.kind = 'items' ORDER BY h.holder",
                &[],
            )
            .await?;
        let mut found: Vec<Whereabouts> = Vec::new();
        for row in &rows {
            let held = RoaringTreemap::deserialize_from(row.bytes(1)?)
                .map_err(|_| EvidenceError::damaged("the items of a holding cannot be read"))?;
            let both = &held & &items;
            if both.is_empty() {
                continue;
            }
            let holder = crate::stored::number(row, 0)?;
            let is_now = row.optional_integer(2)?.is_none();
            if let Some(one) = found.iter_mut().find(|one| one.holder == holder && one.is_now == is_now) {
                one.items |= both;
                continue;
            }
            let name = self.record.holder(&holder.to_string()).await?.name.as_str().to_owned();
            found.push(Whereabouts { holder, name, items: both, is_now });
        }
        Ok(found)
    }
}

/// Of these copies, the items that are missing and of which no other hash is known: a copy that is right by its own name is not
/// what a list from elsewhere says has to be there.
fn agreeing(known: &[(InSuspense, Vec<Entry>)], right: &[Entry]) -> RoaringTreemap {
    let wanted: HashMap<u64, &Entry> =
        known.iter().flat_map(|(_, entries)| entries).map(|entry| (entry.item, entry)).collect();
    let same = |said: Option<[u8; 32]>, is: Option<[u8; 32]>| said.is_none() || is.is_none() || said == is;
    let agrees = |copy: &Entry| {
        wanted.get(&copy.item).is_some_and(|wanted| {
            same(wanted.sha256, copy.sha256) && same(wanted.blake3, copy.blake3) && wanted.size == copy.size
        })
    };
    right.iter().filter(|copy| agrees(copy)).map(|copy| copy.item).collect()
}

/// Who has items that are missing, or had them.
#[derive(Debug, Clone, PartialEq)]
pub struct Whereabouts {
    /// Number of the holder.
    pub holder: u32,
    /// Its name.
    pub name: String,
    /// Which of the items.
    pub items: RoaringTreemap,
    /// Whether it has them still, as far as the record knows.
    pub is_now: bool,
}
