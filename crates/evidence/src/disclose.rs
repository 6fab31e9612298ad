//! Copies of items are handed over: to prosecution, defence, a court. Who got them is on record, and so is which bytes they were.

use crate::own::name_of;
use crate::stored::{hex, narrow, stored};
use crate::{Evidence, EvidenceError, EvidenceStore, holdings, lists, words};
use blobs::BlobId;
use inventory::Entry;
use inventory::delta::Change;
use jiff::Timestamp;
use record::{Actor, EVIDENCE_DISCLOSED, EVIDENCE_DISCLOSURE, EvidenceDisclosed, Recorded, Signer};
use roaring::RoaringTreemap;
use std::collections::{BTreeMap, HashMap};
use store::Value;

/// Items of one disclosure: each is a row of its own.
pub const MOST_DISCLOSED: u64 = 10_000;

/// What is to be handed over.
#[derive(Clone, Copy)]
pub struct DisclosureOrder<'o> {
    /// The store of our own that it is read from.
    pub store: &'o EvidenceStore,
    /// The items.
    pub items: &'o RoaringTreemap,
    /// Name or number of the holder who gets it.
    pub holder: &'o str,
    /// Why; kept sealed.
    pub why: &'o str,
}

/// What is handed over.
pub struct Disclosure {
    /// Its number.
    pub number: u32,
    /// The act.
    pub recorded: Recorded,
    /// The items, as the store has them, in the order of their names there.
    pub items: Vec<Entry>,
}

/// Counts only.
impl std::fmt::Debug for Disclosure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Disclosure({}, {} items)", self.number, self.items.len())
    }
}

impl Evidence<'_> {
    /// Books that items are handed over, before they are. Each has to be in the store, and known by its hash.
    pub async fn disclose(
        &self,
        by: &Actor,
        signer: &Signer,
        order: DisclosureOrder<'_>,
        now: Timestamp,
    ) -> Result<Disclosure, EvidenceError> {
        let why = words::said(order.why, "why it is handed over")?;
        order.store.own_place()?;
        let mut entries = self.expected_of(order.store, order.items).await?;
        let missing = order.items.len() - entries.len() as u64;
        if missing > 0 || entries.is_empty() || order.items.len() > MOST_DISCLOSED {
            return Err(EvidenceError::NotToDisclose {
                store: order.store.number,
                missing,
                most: MOST_DISCLOSED,
            });
        }
        let holder = self.record.holder(order.holder).await?.number;
        let mut rows: Vec<Vec<Value>> = Vec::with_capacity(entries.len());
        for entry in &mut entries {
            let unknown = || EvidenceError::NoHash { store: order.store.number };
            let (blake3, item) = name_of(&entry.key).ok_or_else(unknown)?;
            entry.blake3 = Some(blake3.0);
            let sha256 = entry.sha256.ok_or_else(unknown)?;
            rows.push(vec![
                stored(entry.item).into(),
                item.to_string().into(),
                stored(entry.size).into(),
                hex(&sha256).into(),
            ]);
        }
        let mut writing = self.record.begin("disclose evidence", now).await?;
        let disclosure = writing.reserve(&EVIDENCE_DISCLOSURE, 1).await?;
        let row: Vec<Value> = vec![
            i64::from(holder).into(),
            i64::from(order.store.number).into(),
            writing.sealed(&EVIDENCE_DISCLOSURE, disclosure, "reason", why)?.into(),
        ];
        writing.insert(&EVIDENCE_DISCLOSURE, disclosure, vec![row]).await?;
        let first = writing.reserve(&EVIDENCE_DISCLOSED, rows.len()).await?;
        for row in &mut rows {
            row.insert(0, disclosure.into());
        }
        writing.insert(&EVIDENCE_DISCLOSED, first, rows).await?;
        let holding = holdings::open(&mut writing, holder, order.items.clone()).await?;
        let holding = holding.ok_or_else(|| EvidenceError::damaged("a disclosure has no items"))?;
        let number = narrow(disclosure)?;
        let act = EvidenceDisclosed {
            disclosure: number,
            holder,
            holding,
            store: order.store.number,
            items: entries.len() as u64,
            bytes: entries.iter().map(|entry| entry.size).sum(),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok(Disclosure { number, recorded, items: entries })
    }

    /// Acts about items, by position: which of the items each is about. From the lists that acts wrote.
    pub async fn custody(
        &self,
        items: &RoaringTreemap,
    ) -> Result<BTreeMap<u64, RoaringTreemap>, EvidenceError> {
        let mut acts: BTreeMap<u64, RoaringTreemap> = BTreeMap::new();
        for (sql, is_delta_but_for) in [
            ("SELECT act, ended, blob, state FROM evidence_batch", None),
            ("SELECT act, ended, blob, kind FROM evidence_difference", None),
            ("SELECT act, ended, blob, kind FROM evidence_migration_step", None),
            ("SELECT act, ended, blob, kind FROM evidence_inventory", Some("baseline")),
        ] {
            for row in self.record.read(sql, &[]).await? {
                // What a list was put together from says it already.
                if row.text(3)? == "compacted" {
                    continue;
                }
                let list = row.text(2)?.parse::<BlobId>();
                let list = list.map_err(|_| EvidenceError::damaged("a list has no name of one"))?;
                let is_delta = is_delta_but_for.is_some_and(|kind| row.text(3) != Ok(kind));
                let about = self.about(&list, is_delta, items).await?;
                if about.is_empty() {
                    continue;
                }
                let ended = row.optional_integer(1)?;
                for act in [Some(row.integer(0)?), ended].into_iter().flatten() {
                    *acts.entry(act.cast_unsigned()).or_default() |= &about;
                }
            }
        }
        for one in self.derivations().await? {
            let pair: RoaringTreemap = [one.original, one.item].into_iter().collect();
            let about = pair & items;
            if !about.is_empty() {
                *acts.entry(one.act).or_default() |= &about;
            }
        }
        for row in self.record.read("SELECT act, ended, items FROM evidence_permit", &[]).await? {
            let about = crate::migration::named(row.bytes(2)?)? & items;
            if about.is_empty() {
                continue;
            }
            for act in [Some(row.integer(0)?), row.optional_integer(1)?].into_iter().flatten() {
                *acts.entry(act.cast_unsigned()).or_default() |= &about;
            }
        }
        for row in self.record.read("SELECT act, item FROM evidence_disclosed", &[]).await? {
            let item = row.integer(1)?.cast_unsigned();
            if items.contains(item) {
                acts.entry(row.integer(0)?.cast_unsigned()).or_default().insert(item);
            }
        }
        Ok(acts)
    }

    /// Which of these items a sealed list is about.
    async fn about(
        &self,
        list: &BlobId,
        is_delta: bool,
        items: &RoaringTreemap,
    ) -> Result<RoaringTreemap, EvidenceError> {
        let from = lists::read(&self.blobs, list).await?;
        let items = items.clone();
        tokio::task::spawn_blocking(move || {
            let mut about = RoaringTreemap::new();
            if is_delta {
                for change in lists::changes(from)? {
                    if let Change::Added(entry) | Change::Changed(entry) = change? {
                        about.insert(entry.item);
                    }
                }
            } else {
                for entry in lists::items(from)? {
                    about.insert(entry?.item);
                }
            }
            Ok(about & items)
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
    }

    /// The names under which items came to us, where that is known.
    pub async fn names_of(&self, items: &RoaringTreemap) -> Result<HashMap<u64, String>, EvidenceError> {
        let mut names = HashMap::new();
        let sql = "SELECT blob FROM evidence_batch WHERE ended IS NULL AND state = 'taken-in'";
        for row in self.record.read(sql, &[]).await? {
            let list = row.text(0)?.parse::<BlobId>();
            let list = list.map_err(|_| EvidenceError::damaged("a list has no name of one"))?;
            for entry in self.entries_of(&list).await? {
                if items.contains(entry.item) {
                    names.insert(entry.item, entry.key.as_str().to_owned());
                }
            }
        }
        Ok(names)
    }

    /// Items of a case, by its reference.
    pub async fn items_of_case(&self, urn: &str) -> Result<RoaringTreemap, EvidenceError> {
        let cases = self.record.cases().await?;
        let wanted = urn.trim();
        let case = cases
            .into_iter()
            .find(|case| case.urn.as_str() == wanted || number_of(wanted) == Some(case.number));
        Ok(case.ok_or(EvidenceError::NoCase)?.items)
    }
}

fn number_of(text: &str) -> Option<u32> {
    text.strip_prefix('#')?.parse().ok()
}
