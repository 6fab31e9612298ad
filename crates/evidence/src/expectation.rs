//! What a store has to have: its first list and what changed since, as one stream.

use crate::batch::{self, InTransit};
use crate::lists::{self, KeptList};
use crate::pipe::Incoming;
use crate::stored::{narrow, stored};
use crate::{Evidence, EvidenceError};
use blobs::BlobId;
use inventory::delta::{Current, DeltaReader};
use inventory::file::Reader;
use record::{EVIDENCE_INVENTORY, Writing};
use store::{Row, Value};

/// What a list of a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListKind {
    /// What it listed on the first day.
    Baseline,
    /// What another system says that it has.
    Expected,
    /// What came since, by rule.
    Received,
    /// What two people settled.
    Settled,
    /// What was taken into our own copies.
    TakenIn,
    /// What was read: the same items, with their hashes and when that was.
    Read,
    /// What is there no longer by authority: disposed of, or moved by permit.
    Removed,
    /// All of them before, put together.
    Compacted,
}

impl ListKind {
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Expected => "expected",
            Self::Received => "received",
            Self::Settled => "settled",
            Self::TakenIn => "taken-in",
            Self::Read => "read",
            Self::Removed => "removed",
            Self::Compacted => "compacted",
        }
    }
}

/// The lists that say what a store has to have, in the order in which they were taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expectation {
    /// Row and name of each; the first is whole, the others are of changes.
    pub(crate) lists: Vec<(i64, BlobId)>,
    /// Batches that are on their way into it.
    pub(crate) transit: Vec<InTransit>,
}

const SELECT: &str =
    "SELECT number, blob FROM evidence_inventory WHERE ended IS NULL AND store = $1 ORDER BY number";

impl Expectation {
    fn of(rows: &[Row]) -> Result<Self, EvidenceError> {
        let list = |row: &Row| -> Result<(i64, BlobId), EvidenceError> {
            let id = row.text(1)?.parse();
            Ok((row.integer(0)?, id.map_err(|_| EvidenceError::damaged("a list has no name of one"))?))
        };
        Ok(Self { lists: rows.iter().map(list).collect::<Result<_, _>>()?, transit: Vec::new() })
    }

    pub(crate) async fn read(evidence: &Evidence<'_>, store: u32) -> Result<Self, EvidenceError> {
        // The batches first: one that is begun in between is no news to the lists, and one that ends is.
        let transit = batch::on_their_way(&evidence.record.read(batch::BEGUN, &[]).await?, store)?;
        let lists = Self::of(&evidence.record.read(SELECT, &[i64::from(store).into()]).await?)?;
        Ok(Self { transit, ..lists })
    }

    /// Whether a transaction sees the same lists, of a store that is watched still.
    pub(crate) async fn is_still(&self, writing: &mut Writing<'_>, store: u32) -> Result<(), EvidenceError> {
        let transit = batch::on_their_way(&writing.read(batch::BEGUN, &[]).await?, store)?;
        let now = Self { transit, ..Self::of(&writing.read(SELECT, &[i64::from(store).into()]).await?)? };
        let watched = "SELECT number FROM evidence_store WHERE ended IS NULL AND store = $1";
        let is_watched = !writing.read(watched, &[i64::from(store).into()]).await?.is_empty();
        if is_watched && now == *self { Ok(()) } else { Err(EvidenceError::Overtaken) }
    }

    /// Opens the lists, so that a thread can read them as one: see [`Opened::stream`].
    pub(crate) async fn open(&self, evidence: &Evidence<'_>) -> Result<Opened, EvidenceError> {
        let mut files = Vec::with_capacity(self.lists.len());
        for (_, id) in &self.lists {
            files.push(lists::read_beside(&evidence.blobs, id, self.lists.len()).await?);
        }
        Ok(Opened { files })
    }
}

/// Opened lists.
pub(crate) struct Opened {
    files: Vec<Incoming>,
}

impl Opened {
    /// What is expected, in order of name. For a thread that may wait.
    pub(crate) fn stream(self) -> Result<Current<Reader<Incoming>, DeltaReader<Incoming>>, EvidenceError> {
        let mut files = self.files.into_iter();
        let base = files.next().ok_or_else(|| EvidenceError::damaged("a store has no first list"))?;
        let deltas = files.map(lists::changes).collect::<Result<Vec<_>, _>>()?;
        Ok(Current::new(lists::items(base)?, deltas))
    }
}

/// Writes the row of a list.
pub(crate) async fn write_list(
    writing: &mut Writing<'_>,
    store: u32,
    kind: ListKind,
    list: &KeptList,
    holding: Option<u32>,
) -> Result<u32, EvidenceError> {
    let [name, sha256, items] = list.head();
    let row: Vec<Value> = vec![
        i64::from(store).into(),
        kind.id().into(),
        name,
        sha256,
        items,
        stored(list.last_item).into(),
        stored(list.bytes()).into(),
        list.totals.all.digest.short().into(),
        holding.map(i64::from).into(),
    ];
    narrow(writing.insert_one(&EVIDENCE_INVENTORY, row).await?)
}
