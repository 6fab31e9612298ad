//! Which items a plan is about, and what of them goes and what is left.

use crate::class::Terms;
use crate::due::Due;
use crate::list::{DisposalList, LeftOut, ListedItem, MOST};
use crate::{DisposalError, Disposing};
use evidence::EvidenceStore;
use inventory::Entry;
use jiff::Timestamp;
use roaring::RoaringTreemap;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A row of a list of items: it names one, by number or by SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemRow {
    /// The line, for errors.
    pub line: u64,
    /// Number of the item.
    pub item: Option<u64>,
    /// SHA-256 of its bytes.
    pub sha256: Option<[u8; 32]>,
}

/// Which items.
pub(crate) enum Candidates<'c> {
    /// Those that are due by a class.
    Class(&'c str, Terms),
    /// Those of a list.
    Rows(&'c [ItemRow]),
}

/// What there is of a store.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfStore {
    /// Items that it has to have.
    pub(crate) all: u64,
    /// Items of it that go, with those of other plans.
    pub(crate) go: u64,
}

/// An item, from all stores of ours that have it.
struct Draft {
    blake3: Option<[u8; 32]>,
    bytes: u64,
    stores: Vec<u32>,
    due: Due,
    differs: bool,
}

impl Disposing<'_> {
    /// What goes and what is left, and how much that is of each store. `others` are items of other plans.
    pub(crate) async fn drafted(
        &self,
        candidates: &Candidates<'_>,
        (others, recent): (&RoaringTreemap, &RoaringTreemap),
        now: Timestamp,
    ) -> Result<(DisposalList, Vec<OfStore>), DisposalError> {
        let stores = self.own_stores().await?;
        let wanted = Arc::new(self.wanted(candidates, &stores, now).await?);
        if wanted.len() > MOST as u64 {
            return Err(DisposalError::Nothing {
                held: 0,
                unclear: wanted.len(),
                fix: "A plan takes a million items at most: name fewer, and plan the others after",
            });
        }
        let (mut drafts, mut counts) = (BTreeMap::<u64, Draft>::new(), Vec::new());
        for store in &stores {
            let (wanted, recent) = (wanted.clone(), recent.clone());
            let of_it = move |entry: &Entry| wanted.contains(entry.item) || recent.contains(entry.item);
            let (entries, all) = self.chosen(store, of_it).await?;
            counts.push((store.number, OfStore { all, go: 0 }, entries));
        }
        for (store, _, entries) in &counts {
            for entry in entries.iter().filter(|entry| wanted.contains(entry.item)) {
                join(&mut drafts, *store, entry, candidates, now);
            }
        }
        let list = self.sorted(drafts, others).await?;
        let go: RoaringTreemap = list.items.iter().map(|item| item.item).collect();
        let counts = counts.into_iter().map(|(_, count, entries)| {
            let goes = |entry: &&Entry| go.contains(entry.item) || recent.contains(entry.item);
            OfStore { go: entries.iter().filter(goes).count() as u64, ..count }
        });
        Ok((list, counts.collect()))
    }

    /// Numbers of the items that are meant.
    async fn wanted(
        &self,
        candidates: &Candidates<'_>,
        stores: &[EvidenceStore],
        now: Timestamp,
    ) -> Result<RoaringTreemap, DisposalError> {
        let mut wanted = RoaringTreemap::new();
        match candidates {
            Candidates::Class(name, terms) => {
                let (class, terms): (Arc<str>, Terms) = ((*name).into(), *terms);
                for store in stores {
                    let class = class.clone();
                    let is_due = move |entry: &Entry| {
                        entry.class.as_ref() == Some(&class) && Due::of(terms, entry, now) != Due::NotYet
                    };
                    let (due, _) = self.chosen(store, is_due).await?;
                    wanted.extend(due.iter().map(|entry| entry.item));
                }
            }
            Candidates::Rows(rows) => self.of_rows(rows, stores, &mut wanted).await?,
        }
        Ok(wanted)
    }

    async fn of_rows(
        &self,
        rows: &[ItemRow],
        stores: &[EvidenceStore],
        wanted: &mut RoaringTreemap,
    ) -> Result<(), DisposalError> {
        let numbers: Arc<RoaringTreemap> = Arc::new(rows.iter().filter_map(|row| row.item).collect());
        let hashes: Arc<HashSet<[u8; 32]>> = Arc::new(rows.iter().filter_map(|row| row.sha256).collect());
        let mut by_number: HashMap<u64, Option<[u8; 32]>> = HashMap::new();
        let mut by_hash: HashMap<[u8; 32], RoaringTreemap> = HashMap::new();
        for store in stores {
            let (numbers, hashes) = (numbers.clone(), hashes.clone());
            let is_named = move |entry: &Entry| {
                numbers.contains(entry.item) || entry.sha256.is_some_and(|sha256| hashes.contains(&sha256))
            };
            for entry in self.chosen(store, is_named).await?.0 {
                by_number.insert(entry.item, entry.sha256);
                if let Some(sha256) = entry.sha256 {
                    by_hash.entry(sha256).or_default().insert(entry.item);
                }
            }
        }
        for row in rows {
            let refused = |what| Err(DisposalError::Row { line: row.line, what });
            match (row.item, row.sha256) {
                (Some(item), sha256) => match by_number.get(&item) {
                    None => return refused("no store of ours has an item of this number. Check it"),
                    Some(known) if sha256.is_some() && *known != sha256 => {
                        return refused("the item of this number has another SHA-256. Check both");
                    }
                    Some(_) => drop(wanted.insert(item)),
                },
                // Equal bytes are several items: each may be of another case.
                (None, Some(sha256)) => match by_hash.get(&sha256) {
                    None => return refused("no store of ours has an item of this SHA-256. Check it"),
                    Some(items) if items.len() > 1 => {
                        return refused("several items have this SHA-256. Name the one by its number");
                    }
                    Some(items) => wanted.extend(items.iter()),
                },
                (None, None) => return refused("it names no item. Give its number, or its SHA-256"),
            }
        }
        Ok(())
    }

    /// Sorts what goes from what is left.
    async fn sorted(
        &self,
        drafts: BTreeMap<u64, Draft>,
        others: &RoaringTreemap,
    ) -> Result<DisposalList, DisposalError> {
        let held = self.held().await?;
        let suspense = self.evidence().items_in_suspense().await?;
        let mut list = DisposalList::default();
        for (item, draft) in drafts {
            let cases = held.by(item).to_vec();
            let why = if !cases.is_empty() {
                "it is held"
            } else if others.contains(item) {
                "another disposal has it"
            } else if suspense.contains(item) {
                "it is in suspense, as missing or not as it was"
            } else if draft.differs {
                "stores of ours say otherwise of it"
            } else if draft.due == Due::NotYet {
                "its period is not over by what every store of ours says"
            } else if draft.due == Due::Unclear {
                "nobody knows from when its period counts"
            } else if let Some(blake3) = draft.blake3 {
                let (bytes, stores) = (draft.bytes, draft.stores);
                list.items.push(ListedItem { item, blake3: copies::Blake3(blake3), bytes, stores });
                continue;
            } else {
                "its bytes were never read"
            };
            list.left_out.push(LeftOut { item, cases, why: why.into() });
        }
        Ok(list)
    }
}

/// Adds what a store says of an item.
fn join(
    drafts: &mut BTreeMap<u64, Draft>,
    store: u32,
    entry: &Entry,
    candidates: &Candidates<'_>,
    now: Timestamp,
) {
    let due = match candidates {
        Candidates::Rows(_) => Due::Yes,
        Candidates::Class(name, _) if entry.class.as_deref() != Some(*name) => Due::Unclear,
        Candidates::Class(_, terms) => Due::of(*terms, entry, now),
    };
    let draft = drafts.entry(entry.item).or_insert_with(|| Draft {
        blake3: entry.blake3,
        bytes: entry.size,
        stores: Vec::new(),
        due,
        differs: false,
    });
    draft.differs |= (draft.blake3, draft.bytes) != (entry.blake3, entry.size);
    if draft.due == Due::Yes {
        draft.due = due;
    }
    draft.stores.push(store);
}
