//! What a class would take at once: shown before anybody decides, and part of what is approved. `StorageGRID` deleted what a new
//! policy no longer kept; in Oakland somebody ticked one box for another.

use crate::class::Terms;
use crate::due::Due;
use crate::{DisposalError, Disposing};
use jiff::Timestamp;
use roaring::{RoaringBitmap, RoaringTreemap};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Schema of a simulation.
const SCHEMA: &str = "tipstaff.class-simulation/1";

/// What a class would take at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Simulation {
    schema: String,
    /// When it was simulated.
    #[serde(with = "crate::when")]
    pub at: Timestamp,
    /// Items that are due, and held by nothing.
    pub items: u64,
    /// Their bytes, once.
    pub bytes: u64,
    /// Of these, items that the version in force would not take.
    pub more: u64,
    /// Cases that they belong to.
    pub cases: u64,
    /// Items that would be due, and are held.
    pub held: u64,
    /// Items of the class of which nobody can tell whether they are due.
    pub unclear: u64,
    /// Store by store.
    pub stores: Vec<StoreSimulation>,
}

/// What a class would take of one store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StoreSimulation {
    /// Number of the store.
    pub store: u32,
    /// Items that are due, and held by nothing.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Simulation {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, DisposalError> {
        let damaged = || DisposalError::damaged("a simulation cannot be read");
        let simulation: Self = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        if simulation.schema == SCHEMA { Ok(simulation) } else { Err(damaged()) }
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, DisposalError> {
        serde_json::to_vec(self).map_err(|_| DisposalError::Stopped)
    }
}

impl Disposing<'_> {
    /// What a class of this name would take if it were kept like this.
    pub async fn simulate(
        &self,
        name: &str,
        terms: Terms,
        now: Timestamp,
    ) -> Result<Simulation, DisposalError> {
        let held = self.held().await?;
        let before = self.class_in_force(name).await?.map(|class| class.terms);
        let class: Arc<str> = name.into();
        let (mut items, mut more, mut held_items, mut unclear) =
            (RoaringTreemap::new(), RoaringTreemap::new(), RoaringTreemap::new(), RoaringTreemap::new());
        let mut bytes = 0_u64;
        let mut stores = Vec::new();
        for store in self.evidence().stores().await? {
            let wanted = class.clone();
            let of_class = move |entry: &inventory::Entry| entry.class.as_ref() == Some(&wanted);
            let mut one = StoreSimulation { store: store.number, items: 0, bytes: 0 };
            for entry in self.chosen(&store, of_class).await?.0 {
                match Due::of(terms, &entry, now) {
                    Due::NotYet => continue,
                    Due::Unclear => {
                        unclear.insert(entry.item);
                        continue;
                    }
                    Due::Yes => {}
                }
                if !held.by(entry.item).is_empty() {
                    held_items.insert(entry.item);
                    continue;
                }
                one.items += 1;
                one.bytes = one.bytes.saturating_add(entry.size);
                if items.insert(entry.item) {
                    bytes = bytes.saturating_add(entry.size);
                }
                if !before.is_some_and(|before| {
                    before.action == terms.action && Due::of(before, &entry, now) == Due::Yes
                }) {
                    more.insert(entry.item);
                }
            }
            stores.push(one);
        }
        let cases = self.record().cases_touched(&RoaringBitmap::new(), &items).await?.len() as u64;
        Ok(Simulation {
            schema: SCHEMA.into(),
            at: now,
            items: items.len(),
            bytes,
            more: more.len(),
            cases,
            held: held_items.len(),
            unclear: unclear.len(),
            stores,
        })
    }
}
