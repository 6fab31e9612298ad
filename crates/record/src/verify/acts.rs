//! The acts, one after another: each leaf by itself, against the one before it, and against its manifest.

use super::actors::Actors;
use super::approvals::Proposals;
use super::difference::Differences;
use super::disposals::Disposals;
use super::effects::{self, Holdings};
use super::evidence::Books;
use super::expected::Expected;
use super::fault::Fault;
use super::signatures;
use super::source::StoredAct;
use crate::act::{ActKind, RecordCreated, RecordRestored};
use crate::ledger::{Leaf, Manifest, hex, salted_digest};
use crate::record::origin;
use crate::table::Table;
use jiff::Timestamp;
use serde::Deserialize;
use tlog::VerifierKey;

/// Missing acts that are named one by one.
const GAP: u64 = 1000;

/// Goes through the log.
pub(super) struct Acts {
    /// Identifier of the record, from the first leaf if nobody said it.
    pub(super) record: Option<String>,
    /// Public key of the log's checkpoints, as the act says that created or last restored the record.
    pub(super) log_key: Option<VerifierKey>,
    /// How often the record was restored, and one.
    pub(super) generation: u32,
    /// Positions of the acts that restored it.
    pub(super) restored: Vec<u64>,
    /// The position that comes next.
    pub(super) next: u64,
    /// The position after the last act that is there.
    pub(super) there: u64,
    /// Time of the last act.
    pub(super) at: Option<Timestamp>,
    pub(super) signatures: u64,
    pub(super) expected: Expected,
    actors: Actors,
    holdings: Holdings,
    evidence: Books,
    /// Whether every leaf could be read. After one that could not, nobody knows who was enrolled: the blame is that leaf's.
    readable: bool,
    proposals: Proposals,
    disposals: Disposals,
    /// A number beyond any row that can be there.
    most: i64,
}

impl Acts {
    pub(super) fn new(record: Option<String>, most: i64) -> Self {
        Self {
            record,
            log_key: None,
            generation: 1,
            restored: Vec::new(),
            next: 0,
            there: 0,
            readable: true,
            at: None,
            signatures: 0,
            expected: Expected::new(),
            actors: Actors::default(),
            holdings: Holdings::default(),
            evidence: Books::default(),
            proposals: Proposals::default(),
            disposals: Disposals::default(),
            most,
        }
    }

    /// Takes in the next act.
    pub(super) fn take(&mut self, stored: &StoredAct, found: &mut Differences) {
        if stored.position < self.next {
            found.at_act(Fault::LeafElsewhere, stored.position, "is there twice");
            return;
        }
        self.up_to(stored.position, found);
        self.next = stored.position + 1;
        self.there = self.next;
        let position = stored.position;
        let Ok(leaf) = Leaf::parse(&stored.body) else {
            found.at_act(
                Fault::LeafDamaged,
                position,
                "cannot be read, or is not written the one way it can be",
            );
            self.lose(position);
            return;
        };
        if !self.belongs(&leaf, position, found) {
            self.lose(position);
            return;
        }
        self.time(&leaf, stored, found);
        let Some(kind) = ActKind::named(&leaf.kind).filter(|kind| kind.sentence(&leaf.body).is_some()) else {
            found.at_act(
                Fault::ActUnknown,
                position,
                "is of a kind, or has a body, that this Tipstaff does not know",
            );
            self.lose(position);
            return;
        };
        self.judge(&leaf, kind, stored, found);
    }

    /// There are no more; so many there should be.
    pub(super) fn up_to(&mut self, position: u64, found: &mut Differences) {
        let gap = position.saturating_sub(self.next);
        for missing in self.next..position.min(self.next + GAP) {
            found.at_act(Fault::LeafMissing, missing, "is missing");
            self.lose(missing);
        }
        if gap > GAP {
            let last = position - 1;
            found.at_act(Fault::LeafMissing, last, "is missing, and so are many before it");
            self.lose(last);
        }
        self.next = self.next.max(position);
    }

    /// An act cannot be read, so nobody knows what it wrote or whom it enrolled.
    fn lose(&mut self, position: u64) {
        self.expected.distrust(position);
        self.readable = false;
    }

    fn belongs(&mut self, leaf: &Leaf, position: u64, found: &mut Differences) -> bool {
        let record = self.record.get_or_insert_with(|| leaf.record.clone());
        let first = leaf.kind == "record-created";
        if leaf.position == position && leaf.record == *record && first == (position == 0) {
            return true;
        }
        found.at_act(Fault::LeafElsewhere, position, "is one of another position, or of another record");
        false
    }

    fn time(&mut self, leaf: &Leaf, stored: &StoredAct, found: &mut Differences) {
        let at = leaf.recorded_at().ok().filter(|at| at.to_string() == leaf.at);
        let follows = at.is_some_and(|at| self.at.is_none_or(|before| before < at));
        if !follows {
            found.at_act(Fault::LeafTime, leaf.position, "is not later than the act before it");
        } else if stored.at.is_some() && stored.at != at.map(Timestamp::as_microsecond) {
            found.at_act(Fault::LeafTime, leaf.position, "is filed under another time than its own");
        }
        self.at = at.or(self.at);
    }

    fn judge(&mut self, leaf: &Leaf, kind: &ActKind, stored: &StoredAct, found: &mut Differences) {
        let position = leaf.position;
        let somebody = self.readable || self.actors.get(leaf.actor).is_some();
        let enrolment = self.actors.enrolment(leaf).unwrap_or_else(|what| {
            if somebody {
                found.at_act(Fault::ActWithoutEffect, position, what);
            }
            None
        });
        if position > 0 && somebody && !self.actors.may(leaf, kind, enrolment.as_ref()) {
            let what = format!("was done by actor {}, who had no role that may do it", leaf.actor);
            found.at_act(Fault::ActForbidden, position, &what);
        }
        self.signatures +=
            signatures::check(leaf, kind, &self.actors, enrolment.as_ref(), self.readable, found);
        self.special(leaf, found);
        if let Some(manifest) = Self::manifest(leaf, stored, found) {
            let whole = self.expected.is_whole();
            effects::check(leaf, kind, &manifest, enrolment.as_ref(), &mut self.holdings, whole, found);
            // As with holdings: after an act that cannot be relied on the blame is that act's.
            if let Some(what) = self.evidence.take(leaf, &manifest).filter(|_| whole) {
                found.at_act(Fault::EffectWithoutAct, position, what);
            }
            for change in &manifest.changes {
                match Table::named(&change.table) {
                    Some(table) => self.expected.take(table, change, position, self.most, found),
                    None => {
                        found.at_act(Fault::EffectWithoutAct, position, "wrote a table that is not known");
                    }
                }
            }
        } else {
            self.expected.distrust(position);
        }
        if let Some(enrolment) = enrolment {
            self.actors.apply(enrolment);
        }
        if let Some(what) = self.actors.providers.take(leaf).filter(|_| self.readable) {
            found.at_act(Fault::ActWithoutEffect, position, what);
        }
    }

    /// The manifest, if it is the one whose digest is in the leaf.
    fn manifest(leaf: &Leaf, stored: &StoredAct, found: &mut Differences) -> Option<Manifest> {
        let position = leaf.position;
        let Some((salt, body)) = &stored.manifest else {
            found.at_act(Fault::ManifestMissing, position, "has no manifest any more");
            return None;
        };
        let same = leaf.manifest.bytes == body.len() as u64
            && leaf.manifest.sha256 == hex(&salted_digest(salt, body));
        let manifest = if same { Manifest::parse(body).ok() } else { None };
        let manifest = manifest.filter(|manifest| {
            manifest.changes.windows(2).all(|pair| matches!(pair, [one, two] if one.table < two.table))
        });
        if manifest.is_none() {
            found.at_act(
                Fault::ManifestChanged,
                position,
                "has a manifest that is not the one it was written with",
            );
        }
        manifest
    }

    /// What single kinds promise.
    fn special(&mut self, leaf: &Leaf, found: &mut Differences) {
        let position = leaf.position;
        self.proposals.take(leaf, &self.actors, found);
        self.disposals.take(leaf, &self.actors, found);
        match leaf.kind.as_str() {
            "record-created" => {
                if let Ok(act) = RecordCreated::deserialize(&leaf.body) {
                    self.log_key = log_key(&act.log_key, &leaf.record, 1);
                    if act.record != leaf.record || self.log_key.is_none() {
                        found.at_act(Fault::LeafElsewhere, position, "names another record or log");
                    }
                }
            }
            "record-restored" => {
                if let Ok(act) = RecordRestored::deserialize(&leaf.body) {
                    let key = log_key(&act.log_key, &leaf.record, act.generation);
                    let public = |key: &Option<VerifierKey>| key.as_ref().map(VerifierKey::public_key);
                    let same_key = key.is_some() && public(&key) == public(&self.log_key);
                    self.log_key = key;
                    if act.backup_size != position || act.generation != self.generation + 1 || !same_key {
                        found.at_act(
                            Fault::LeafElsewhere,
                            position,
                            "restored another backup than what is before it",
                        );
                    }
                    self.generation = act.generation;
                    self.restored.push(position);
                }
            }
            _ => {}
        }
    }
}

/// The key of the log of this record and generation; none if it is another's.
fn log_key(text: &str, record: &str, generation: u32) -> Option<VerifierKey> {
    text.parse::<VerifierKey>().ok().filter(|key| key.name() == origin(record, generation))
}
