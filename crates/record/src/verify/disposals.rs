//! Disposals: so many approvals as were announced, each by another person in another role, of that very list; and nothing
//! destroyed without them, or before it had cooled off.

use super::actors::Actors;
use super::difference::Differences;
use super::fault::Fault;
use crate::act::{
    EvidenceCopiesDestroyed, EvidenceDisposalApproved, EvidenceDisposalProposed, EvidenceDisposalRefused,
};
use crate::ledger::Leaf;
use crate::role::{Role, Roles};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::collections::HashMap;

/// Fewest approvals of a disposal.
const FEWEST: u32 = 2;
/// Shortest cooling-off, and shortest delay before the last copy, in seconds: seven days.
const SHORTEST: u64 = 7 * 86_400;

/// Disposals that were proposed, by position.
#[derive(Default)]
pub(super) struct Disposals {
    known: HashMap<u64, Disposal>,
}

struct Disposal {
    act: EvidenceDisposalProposed,
    /// Who proposed it and who approved it, with their keys and roles.
    people: Vec<(u32, Option<Vec<u8>>, Option<String>)>,
    /// When the last approval was given.
    approved: Option<Timestamp>,
    is_over: bool,
}

impl Disposals {
    /// Takes in an act, as it stands before what it does to actors.
    pub(super) fn take(&mut self, leaf: &Leaf, actors: &Actors, found: &mut Differences) {
        let wrong = match leaf.kind.as_str() {
            "evidence-disposal-proposed" => self.proposed(leaf, actors),
            "evidence-disposal-approved" => self.approved(leaf, actors),
            "evidence-disposal-refused" => self.refused(leaf),
            "evidence-copies-destroyed" => self.destroyed(leaf),
            _ => Ok(()),
        };
        if let Err((fault, what)) = wrong {
            found.at_act(fault, leaf.position, what);
        }
    }

    fn proposed(&mut self, leaf: &Leaf, actors: &Actors) -> Result<(), (Fault, &'static str)> {
        let Ok(act) = EvidenceDisposalProposed::deserialize(&leaf.body) else { return Ok(()) };
        let is_lax = act.approvals < FEWEST || act.cooling_seconds < SHORTEST || act.last_seconds < SHORTEST;
        let key = actors.get(leaf.actor).and_then(|actor| actor.key.clone());
        let people = vec![(leaf.actor, key, None)];
        self.known.insert(leaf.position, Disposal { act, people, approved: None, is_over: false });
        if is_lax {
            return Err((
                Fault::ActForbidden,
                "proposed a disposal with fewer approvals, or less time, than any takes",
            ));
        }
        Ok(())
    }

    fn approved(&mut self, leaf: &Leaf, actors: &Actors) -> Result<(), (Fault, &'static str)> {
        let Ok(act) = EvidenceDisposalApproved::deserialize(&leaf.body) else { return Ok(()) };
        let unproposed = (Fault::ActForbidden, "approved a disposal as nobody had proposed it, or no longer");
        let disposal = self.known.get_mut(&act.proposal).ok_or(unproposed)?;
        let approvals = u32::try_from(disposal.people.len()).unwrap_or(u32::MAX);
        let is_it = !disposal.is_over
            && disposal.approved.is_none()
            && (act.disposal, &act.list) == (disposal.act.disposal, &disposal.act.list)
            && (act.approval, act.approvals) == (approvals, disposal.act.approvals);
        if !is_it {
            return Err(unproposed);
        }
        let approver = actors.get(leaf.actor);
        let key = approver.and_then(|actor| actor.key.clone());
        let is_independent = approver.is_some_and(|approver| {
            approver.key_by == Some(leaf.actor)
                && actors.touched(approver).is_none_or(|touched| touched < act.proposal)
        });
        let role = Roles::named([act.role.as_str()]).unwrap_or(Roles::NONE);
        let may = Roles::of(&[Role::Approver, Role::DataProtection, Role::InformationSecurity]);
        let has_role = approver.is_some_and(|approver| approver.roles.both(may).meet(role));
        let is_other = disposal.people.iter().all(|(person, person_key, in_role)| {
            *person != leaf.actor && *person_key != key && in_role.as_ref() != Some(&act.role)
        });
        disposal.people.push((leaf.actor, key, Some(act.role)));
        if act.approval == act.approvals {
            disposal.approved = leaf.at.parse().ok();
        }
        if is_independent && is_other && has_role {
            return Ok(());
        }
        Err((
            Fault::SamePerson,
            "was approved by whoever had proposed or approved it, in the same role or in none of theirs, or by an actor whose \
             key or roles somebody else had set since",
        ))
    }

    fn refused(&mut self, leaf: &Leaf) -> Result<(), (Fault, &'static str)> {
        let Ok(act) = EvidenceDisposalRefused::deserialize(&leaf.body) else { return Ok(()) };
        let standing = self.known.get_mut(&act.proposal);
        match standing.filter(|one| !one.is_over && one.act.disposal == act.disposal) {
            Some(disposal) => {
                disposal.is_over = true;
                Ok(())
            }
            None => Err((Fault::ActForbidden, "ended a disposal that was not its to end")),
        }
    }

    fn destroyed(&mut self, leaf: &Leaf) -> Result<(), (Fault, &'static str)> {
        let Ok(act) = EvidenceCopiesDestroyed::deserialize(&leaf.body) else { return Ok(()) };
        let unapproved = (Fault::ActForbidden, "destroyed copies without the approvals that it takes");
        let disposal = self.known.get_mut(&act.proposal).ok_or(unapproved)?;
        let approved = disposal.approved.filter(|_| act.disposal == disposal.act.disposal);
        let approved = approved.ok_or(unapproved)?;
        let cooling = i64::try_from(disposal.act.cooling_seconds).unwrap_or(i64::MAX);
        let at: Option<Timestamp> = leaf.at.parse().ok();
        let is_early = at.is_none_or(|at| at.duration_since(approved) < SignedDuration::from_secs(cooling));
        // What was destroyed just before somebody stopped it is booked all the same: silence would be worse.
        disposal.is_over |= act.done;
        if is_early {
            return Err((Fault::ActForbidden, "destroyed copies before the cooling-off was over"));
        }
        Ok(())
    }
}
