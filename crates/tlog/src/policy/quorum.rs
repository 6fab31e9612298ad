//! Whether enough witnesses have cosigned a checkpoint.

use std::fmt;

use super::{Member, Policy};
use crate::{checkpoint::Checkpoint, cosignature, error::LogError};

/// What a policy says about one checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quorum {
    /// Whether the checkpoint is witnessed as the policy asks.
    pub met: bool,
    /// The witnesses that have cosigned, in the order of the policy.
    pub by: Vec<Cosigned>,
    /// The names of those that have not.
    pub missing: Vec<String>,
}

/// One valid cosignature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// The witness, as the policy calls it.
    pub name: String,
    /// When, in seconds since 1970, by the witness's clock.
    pub time: u64,
}

impl Policy {
    /// Weighs the signatures of a checkpoint. If the policy names logs, one of them must have signed it:
    /// [`LogError::NotSigned`]. A wrong signature under the name of anybody the policy knows spoils the checkpoint.
    pub fn weigh(&self, checkpoint: &Checkpoint) -> Result<Quorum, LogError> {
        self.check_log(checkpoint)?;
        let (mut by, mut missing, mut cosigned) = (Vec::new(), Vec::new(), Vec::new());
        for witness in &self.witnesses {
            let time = cosignature::verify(checkpoint, &witness.key)?;
            let name = String::from_utf8_lossy(&witness.name).into_owned();
            cosigned.push(time.is_some());
            match time {
                Some(time) => by.push(Cosigned { name, time }),
                None => missing.push(name),
            }
        }
        // A group stands behind its members, so one pass from the first to the last settles all of them.
        let mut groups = Vec::new();
        for group in &self.groups {
            let present = group.members.iter().filter(|member| holds(**member, &cosigned, &groups)).count();
            groups.push(present >= group.threshold);
        }
        let met = holds(self.quorum, &cosigned, &groups);
        Ok(Quorum { met, by, missing })
    }

    fn check_log(&self, checkpoint: &Checkpoint) -> Result<(), LogError> {
        if self.logs.is_empty() {
            return Ok(());
        }
        for log in &self.logs {
            match checkpoint.verify(&log.key) {
                Ok(()) => return Ok(()),
                Err(LogError::NotSigned { .. } | LogError::WrongLog { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Err(LogError::NotSigned { name: "any log of the policy".into() })
    }
}

fn holds(member: Member, witnesses: &[bool], groups: &[bool]) -> bool {
    match member {
        Member::Witness(place) => witnesses.get(place) == Some(&true),
        Member::Nobody => true,
        Member::Group(place) => groups.get(place) == Some(&true),
    }
}

impl fmt::Display for Quorum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.by.iter().map(|cosigned| cosigned.name.as_str()).collect();
        let by = if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
        let verdict = if self.met { "Enough" } else { "Not enough" };
        write!(f, "{verdict} witnesses have cosigned the checkpoint: {by}")?;
        if self.missing.is_empty() { write!(f, ".") } else { write!(f, "; not {}.", self.missing.join(", ")) }
    }
}
