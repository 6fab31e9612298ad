//! What is in suspense: differences that raised an alarm and that nobody has explained. What was explained stays on record.

use crate::lists::KeptList;
use crate::state::DifferenceKind;
use crate::stored::{count, narrow, number, stored};
use crate::{Evidence, EvidenceError, words};
use blobs::BlobId;
use inventory::Entry;
use jiff::Timestamp;
use record::{Actor, Case, EVIDENCE_DIFFERENCE, EvidenceNamesShown, Signer, Writing};
use roaring::{RoaringBitmap, RoaringTreemap};
use store::{Row, Value};

/// A difference: the items of one kind of one alarm. In suspense until it is found or settled; what it was stays on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InSuspense {
    /// Its number. What is found of it makes a new one of what is left.
    pub number: u32,
    /// Number of the store.
    pub store: u32,
    /// Position of the act that raised the alarm.
    pub alarm: u64,
    /// In what it differs.
    pub kind: DifferenceKind,
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// SHA-256 of the list.
    pub sha256: [u8; 32],
    /// Position of the act by which it is in suspense no longer, or only what is left of it under a new number.
    pub ended: Option<u64>,
    pub(crate) list: BlobId,
}

/// Items of a difference, named.
pub struct Shown {
    /// The items, in order of name.
    pub items: Vec<Entry>,
    /// The cases that they are in.
    pub cases: Vec<Case>,
}

impl Shown {
    /// The cases that an item is in.
    pub fn cases_of(&self, item: &Entry) -> impl Iterator<Item = &Case> {
        self.cases.iter().filter(|case| case.items.contains(item.item))
    }
}

/// Counts only.
impl std::fmt::Debug for Shown {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Shown({} items, {} cases)", self.items.len(), self.cases.len())
    }
}

const SELECT: &str =
    "SELECT number, store, alarm, kind, blob, sha256, items, bytes, ended FROM evidence_difference";

impl InSuspense {
    fn of(row: &Row) -> Result<Self, EvidenceError> {
        let damaged = || EvidenceError::damaged("a difference makes no sense");
        Ok(Self {
            number: number(row, 0)?,
            store: number(row, 1)?,
            alarm: count(row, 2)?,
            kind: DifferenceKind::named(row.text(3)?).ok_or_else(damaged)?,
            list: row.text(4)?.parse().map_err(|_| damaged())?,
            sha256: row.bytes(5)?.try_into().map_err(|_| damaged())?,
            items: count(row, 6)?,
            bytes: count(row, 7)?,
            ended: row.optional_integer(8)?.map(|_| count(row, 8)).transpose()?,
        })
    }
}

impl Evidence<'_> {
    /// What is in suspense of a store, or of all.
    pub async fn suspense(&self, store: Option<u32>) -> Result<Vec<InSuspense>, EvidenceError> {
        // Of one store only its own rows are read: what is damaged of another one is not its concern.
        let (of, values) = match store {
            Some(store) => (" AND store = $1", vec![Value::from(i64::from(store))]),
            None => ("", Vec::new()),
        };
        let sql = format!("{SELECT} WHERE ended IS NULL{of} ORDER BY number");
        self.record.read(&sql, &values).await?.iter().map(InSuspense::of).collect()
    }

    /// Items that are in suspense, in whatever store; what nobody expected has no numbers yet.
    pub async fn items_in_suspense(&self) -> Result<RoaringTreemap, EvidenceError> {
        let mut items = RoaringTreemap::new();
        for one in self.suspense(None).await? {
            if one.kind != DifferenceKind::Surplus {
                items.extend(self.items_of(&one, usize::MAX).await?.iter().map(|entry| entry.item));
            }
        }
        Ok(items)
    }

    /// Items of a store that are in suspense, for whatever reason; what nobody expected has no numbers yet.
    pub(crate) async fn items_in_suspense_of(&self, store: u32) -> Result<RoaringTreemap, EvidenceError> {
        let mut items = RoaringTreemap::new();
        for one in self.suspense(Some(store)).await? {
            if one.kind != DifferenceKind::Surplus {
                items.extend(self.items_of(&one, usize::MAX).await?.iter().map(|entry| entry.item));
            }
        }
        Ok(items)
    }

    /// What is in suspense under this number.
    pub async fn difference(&self, difference: u32) -> Result<InSuspense, EvidenceError> {
        let there = self.difference_on_record(difference).await?;
        Some(there).filter(|one| one.ended.is_none()).ok_or(EvidenceError::NoDifference { difference })
    }

    /// What an alarm put into suspense, as it was then.
    pub(crate) async fn raised_by(&self, alarm: u64) -> Result<Vec<InSuspense>, EvidenceError> {
        let sql = format!("{SELECT} WHERE alarm = $1 AND act = $1 ORDER BY number");
        self.record.read(&sql, &[stored(alarm).into()]).await?.iter().map(InSuspense::of).collect()
    }

    /// The difference of this number, also one that was found or settled since.
    pub async fn difference_on_record(&self, difference: u32) -> Result<InSuspense, EvidenceError> {
        let rows =
            self.record.read(&format!("{SELECT} WHERE number = $1"), &[i64::from(difference).into()]).await?;
        InSuspense::of(rows.first().ok_or(EvidenceError::NoDifference { difference })?)
    }

    /// The items of a difference, in order of name, at most so many, and the cases that they are in. That they were shown is
    /// written first: names of files can be names of people.
    pub async fn show(
        &self,
        by: &Actor,
        signer: &Signer,
        (difference, most): (&InSuspense, usize),
        purpose: &str,
        now: Timestamp,
    ) -> Result<Shown, EvidenceError> {
        let purpose = words::said(purpose, "what the names are wanted for")?;
        let items = self.items_of(difference, most).await?;
        let numbers: RoaringTreemap = items.iter().map(|entry| entry.item).filter(|item| *item > 0).collect();
        let cases = self.record.cases_touched(&RoaringBitmap::new(), &numbers).await?;
        let mut writing = self.record.begin("show names of evidence", now).await?;
        writing.note(purpose).await?;
        let act = EvidenceNamesShown {
            store: difference.store,
            difference: difference.number,
            items: items.len() as u64,
            cases: cases.len() as u64,
        };
        writing.commit(&act, by, &[signer]).await?;
        Ok(Shown { items, cases })
    }

    pub(crate) async fn items_of(
        &self,
        difference: &InSuspense,
        most: usize,
    ) -> Result<Vec<Entry>, EvidenceError> {
        let from = crate::lists::read(&self.blobs, &difference.list).await?;
        tokio::task::spawn_blocking(move || {
            crate::lists::items(from)?.take(most).map(|entry| Ok(entry?)).collect()
        })
        .await
        .map_err(|_| EvidenceError::Stopped)?
    }
}

/// Whether a transaction sees the same differences of a store.
pub(crate) async fn is_still(
    writing: &mut Writing<'_>,
    store: u32,
    known: &[InSuspense],
) -> Result<(), EvidenceError> {
    let rows = writing
        .read(
            &format!("{SELECT} WHERE ended IS NULL AND store = $1 ORDER BY number"),
            &[i64::from(store).into()],
        )
        .await?;
    let now = rows.iter().map(InSuspense::of).collect::<Result<Vec<_>, _>>()?;
    if now == known { Ok(()) } else { Err(EvidenceError::Overtaken) }
}

/// Writes the row of a difference.
pub(crate) async fn write(
    writing: &mut Writing<'_>,
    store: u32,
    alarm: u64,
    kind: DifferenceKind,
    list: &KeptList,
) -> Result<InSuspense, EvidenceError> {
    let [name, sha256, items] = list.head();
    let row: Vec<Value> = vec![
        i64::from(store).into(),
        stored(alarm).into(),
        kind.id().into(),
        name,
        sha256,
        items,
        stored(list.bytes()).into(),
    ];
    Ok(InSuspense {
        number: narrow(writing.insert_one(&EVIDENCE_DIFFERENCE, row).await?)?,
        store,
        alarm,
        kind,
        items: list.items(),
        bytes: list.bytes(),
        sha256: list.stored.sha256,
        ended: None,
        list: list.stored.id,
    })
}
