//! What one proposes another one approves: one table of kinds, [`APPROVALS`], and who had proposed what at each position.

use super::actors::Actors;
use super::difference::Differences;
use super::fault::Fault;
use crate::ledger::Leaf;
use serde_json::Value;
use std::collections::HashMap;

/// A kind of act that needs another one before it.
struct Approval {
    /// The kind that proposes.
    proposal: &'static str,
    /// The kind that approves it, by somebody else.
    answer: &'static str,
    /// Kinds that end a proposal without approving it.
    endings: &'static [&'static str],
    /// Fields in which the two must say the same.
    same: &'static [&'static str],
    /// What it did, where nobody had proposed it.
    unproposed: &'static str,
}

const APPROVALS: &[Approval] = &[
    Approval {
        proposal: "erasure-proposed",
        answer: "person-erased",
        endings: &[],
        same: &["person", "also"],
        unproposed: "erased a person whom nobody had proposed to erase",
    },
    Approval {
        proposal: "release-proposed",
        answer: "release-approved",
        endings: &["release-refused", "release-withdrawn"],
        same: &["release", "sha256"],
        unproposed: "approved the release of a file that nobody had proposed, or no longer",
    },
    Approval {
        proposal: "share-proposed",
        answer: "share-approved",
        endings: &["share-refused"],
        same: &["share"],
        unproposed: "approved a share that nobody had proposed, or no longer",
    },
    Approval {
        proposal: "delivery-opening-proposed",
        answer: "delivery-opened",
        endings: &[],
        same: &["delivery"],
        unproposed: "opened the key of a delivery that nobody had proposed to open",
    },
    Approval {
        proposal: "evidence-settlement-proposed",
        answer: "evidence-settled",
        endings: &["evidence-settlement-refused"],
        same: &["settlement", "store", "difference", "kind", "gone", "items", "bytes", "list"],
        unproposed: "settled a difference of evidence as nobody had proposed, or no longer",
    },
    Approval {
        proposal: "evidence-additions-proposed",
        answer: "evidence-additions-allowed",
        endings: &[],
        same: &["rule", "store"],
        unproposed: "allowed additions that nobody had proposed to allow",
    },
    Approval {
        proposal: "evidence-certificate-proposed",
        answer: "evidence-migration-certified",
        endings: &[],
        same: &["migration", "expected", "verified", "exceptions", "list"],
        unproposed: "accepted exceptions of a migration that nobody had proposed to accept",
    },
    Approval {
        proposal: "evidence-hold-release-proposed",
        answer: "evidence-hold-released",
        endings: &["evidence-hold-release-refused"],
        same: &["hold", "case"],
        unproposed: "released a hold that nobody had proposed to release, or no longer",
    },
    Approval {
        proposal: "evidence-class-proposed",
        answer: "evidence-class-approved",
        endings: &["evidence-class-refused"],
        same: &["class", "name", "version", "clock", "days", "action", "simulation"],
        unproposed: "approved a retention class as nobody had proposed it, or no longer",
    },
];

/// Proposals that nobody has answered.
#[derive(Default)]
pub(super) struct Proposals {
    open: HashMap<u64, Proposed>,
}

struct Proposed {
    kind: String,
    body: Value,
    actor: u32,
    key: Option<Vec<u8>>,
}

impl Proposals {
    /// Takes in an act, as it stands before what it does to actors.
    pub(super) fn take(&mut self, leaf: &Leaf, actors: &Actors, found: &mut Differences) {
        let key = actors.get(leaf.actor).and_then(|actor| actor.key.clone());
        for approval in APPROVALS {
            if leaf.kind == approval.proposal {
                let proposed = Proposed {
                    kind: leaf.kind.clone(),
                    body: leaf.body.clone(),
                    actor: leaf.actor,
                    key: key.clone(),
                };
                self.open.insert(leaf.position, proposed);
            } else if leaf.kind == approval.answer {
                self.approve(leaf, approval, actors, key.as_deref(), found);
            } else if approval.endings.contains(&leaf.kind.as_str()) {
                let proposal = answered(leaf);
                let is_open = self.open.get(&proposal).is_some_and(|one| {
                    one.kind == approval.proposal
                        && approval
                            .same
                            .iter()
                            .take(1)
                            .all(|number| one.body.get(number) == leaf.body.get(number))
                        && (leaf.kind != "release-withdrawn" || one.actor == leaf.actor)
                });
                if is_open {
                    self.open.remove(&proposal);
                } else {
                    found.at_act(
                        Fault::ActForbidden,
                        leaf.position,
                        "ended a proposal that was not its to end",
                    );
                }
            }
        }
    }

    fn approve(
        &mut self,
        leaf: &Leaf,
        approval: &Approval,
        actors: &Actors,
        key: Option<&[u8]>,
        found: &mut Differences,
    ) {
        let position = answered(leaf);
        let proposed = self.open.remove(&position).filter(|one| {
            one.kind == approval.proposal
                && approval.same.iter().all(|field| one.body.get(field) == leaf.body.get(field))
        });
        let Some(proposed) = proposed else {
            found.at_act(Fault::ActForbidden, leaf.position, approval.unproposed);
            return;
        };
        let is_independent = actors.get(leaf.actor).is_some_and(|approver| {
            approver.key_by == Some(leaf.actor)
                && actors.touched(approver).is_none_or(|touched| touched < position)
        });
        if proposed.actor == leaf.actor || !is_independent || proposed.key.as_deref() == key {
            found.at_act(
                Fault::SamePerson,
                leaf.position,
                "was approved by whoever had proposed it, or by an actor whose key or roles somebody else had set since",
            );
        }
    }
}

/// Position of the proposal that an act answers.
fn answered(leaf: &Leaf) -> u64 {
    leaf.body.get("proposal").and_then(Value::as_u64).unwrap_or(u64::MAX)
}
