//! The balance sheet: what a store has to have, what it has, and what nobody has explained.

use crate::expectation::{Expectation, ListKind};
use crate::lists;
use crate::standing::is_overdue;
use crate::state::{DifferenceKind, StoreState};
use crate::stored::count;
use crate::sweeps::Sums;
use crate::{Evidence, EvidenceError, EvidenceStore, InSuspense, LastSweep, Settlement};
use inventory::Entry;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What items have in common: source, class, and the month in which they were recorded, or expected since.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Group {
    /// Where they came from.
    pub source: Option<String>,
    /// Class of retention.
    pub class: Option<String>,
    /// `2023-05`, in London.
    pub month: String,
}

/// Items and their bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Items.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Count {
    fn add(&mut self, items: u64, bytes: u64) {
        self.items += items;
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

/// A line of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupLine {
    /// What is expected.
    pub expected: Count,
    /// What of it is missing and in suspense.
    pub missing: Count,
}

/// The balance sheet of a store.
#[derive(Debug, Clone)]
pub struct Balance {
    /// The store.
    pub store: EvidenceStore,
    /// How it stands.
    pub state: StoreState,
    /// Why that is not known, in words.
    pub why: Option<String>,
    /// When it was last listed; none: never since it was restored.
    pub swept: Option<LastSweep>,
    /// What it listed on the first day.
    pub opening: Count,
    /// What came since: by lists, by rule, settled.
    pub received: Count,
    /// What was written off.
    pub written_off: Count,
    /// What it has to have: opening and received, less written off.
    pub expected: Count,
    /// What is in suspense, by kind.
    pub suspense: Vec<InSuspense>,
    /// Settlements that wait for a decision.
    pub waiting: Vec<Settlement>,
    /// Expected and missing by source, class and month.
    pub groups: BTreeMap<Group, GroupLine>,
}

impl Balance {
    /// What is missing and in suspense.
    pub fn missing(&self) -> Count {
        self.of(DifferenceKind::Missing)
    }

    /// What is in suspense of a kind.
    pub fn of(&self, kind: DifferenceKind) -> Count {
        let mut sum = Count::default();
        for one in self.suspense.iter().filter(|one| one.kind == kind) {
            sum.add(one.items, one.bytes);
        }
        sum
    }
}

impl Evidence<'_> {
    /// The balance sheet of a store, as of its last sweep. One that was not listed for two intervals is unknown.
    pub async fn balance(&self, store: &EvidenceStore, now: Timestamp) -> Result<Balance, EvidenceError> {
        let suspense = self.suspense(Some(store.number)).await?;
        let swept = self.last_sweep(store.number).await?;
        let settlements = self.settlements_of(store.number).await?;
        let (waiting, decided): (Vec<_>, Vec<_>) = settlements.into_iter().partition(Settlement::waits);
        let (state, why) = match &swept {
            None => (
                StoreState::Unknown,
                Some("it was never listed since this record was made or restored".into()),
            ),
            Some(sweep) if is_overdue(store, sweep, now) && suspense.is_empty() => {
                (StoreState::Unknown, Some("it was not listed for more than two intervals".into()))
            }
            Some(_) if !suspense.is_empty() => (StoreState::Red, None),
            // Only a sweep says that a store is green.
            Some(sweep) if sweep.state == StoreState::Red => (
                StoreState::Unknown,
                Some("what differed was settled since it was listed: it has to be listed again".into()),
            ),
            Some(sweep) => (sweep.state, sweep.why.clone()),
        };
        let mut balance = Balance {
            store: store.clone(),
            state,
            why,
            swept,
            opening: Count::default(),
            received: Count::default(),
            written_off: Count::default(),
            expected: Count::default(),
            suspense,
            waiting,
            groups: BTreeMap::new(),
        };
        self.add_lists(&mut balance, &decided).await?;
        self.add_groups(&mut balance).await?;
        Ok(balance)
    }

    /// What came and went, by the lists.
    async fn add_lists(&self, balance: &mut Balance, decided: &[Settlement]) -> Result<(), EvidenceError> {
        let store = i64::from(balance.store.number);
        // Also once it was put together with what came since.
        let first = "SELECT items, bytes FROM evidence_inventory WHERE store = $1 AND kind = $2";
        for row in &self.record.read(first, &[store.into(), ListKind::Baseline.id().into()]).await? {
            balance.opening.add(count(row, 0)?, count(row, 1)?);
        }
        for one in decided {
            if one.state == "approved"
                && matches!(one.kind, DifferenceKind::Missing | DifferenceKind::Damaged)
            {
                balance.written_off.add(one.items, one.bytes);
            }
        }
        Ok(())
    }

    /// Goes once through what is expected, and through what is missing of it.
    async fn add_groups(&self, balance: &mut Balance) -> Result<(), EvidenceError> {
        let opened = Expectation::read(self, balance.store.number).await?.open(self).await?;
        let mut missing = Vec::new();
        for one in balance.suspense.iter().filter(|one| one.kind == DifferenceKind::Missing) {
            missing.push(lists::read(&self.blobs, &one.list).await?);
        }
        let (expected, groups) = tokio::task::spawn_blocking(move || {
            let mut groups: BTreeMap<Group, GroupLine> = BTreeMap::new();
            let mut expected = Count::default();
            for entry in opened.stream()? {
                let entry = entry?;
                expected.add(1, entry.size);
                groups.entry(group(&entry)).or_default().expected.add(1, entry.size);
            }
            for from in missing {
                for entry in lists::items(from)? {
                    let entry = entry?;
                    groups.entry(group(&entry)).or_default().missing.add(1, entry.size);
                }
            }
            Ok::<_, EvidenceError>((expected, groups))
        })
        .await
        .map_err(|_| EvidenceError::Stopped)??;
        balance.expected = expected;
        // Lists also say more of items that were expected before, so what came is told by what is there now.
        balance.received = Count {
            items: (expected.items + balance.written_off.items).saturating_sub(balance.opening.items),
            bytes: expected
                .bytes
                .saturating_add(balance.written_off.bytes)
                .saturating_sub(balance.opening.bytes),
        };
        balance.groups = groups;
        Ok(())
    }
}

fn group(entry: &Entry) -> Group {
    let at = entry.recorded_at.unwrap_or(entry.since);
    Group {
        source: entry.source.as_deref().map(str::to_owned),
        class: entry.class.as_deref().map(str::to_owned),
        month: at
            .in_tz("Europe/London")
            .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m").to_string()),
    }
}

/// The text of a balance that is signed: nothing in it names an item.
pub fn balance_note(
    record: &str,
    store: u32,
    state: StoreState,
    (expected, observed, (suspense, suspense_bytes)): Sums<'_>,
    at: Timestamp,
) -> String {
    let mut text = String::from("tipstaff evidence balance 1\n");
    // Writing to a string cannot fail.
    let _ = writeln!(text, "record {record}\nstore {store}\nat {at}\nstate {}", state.id());
    let _ = writeln!(text, "expected {} {} {}", expected.count, expected.bytes, expected.digest.short());
    let _ = writeln!(text, "observed {} {} {}", observed.count, observed.bytes, observed.digest.short());
    let _ = writeln!(text, "suspense {suspense} {suspense_bytes}");
    text
}
