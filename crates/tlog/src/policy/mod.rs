//! Whose word counts: C2SP tlog-policy files.

mod parse;
mod quorum;

pub use quorum::{Cosigned, Quorum};

use crate::vkey::VerifierKey;

/// Which logs are accepted, which witnesses are known, and how many of them must have cosigned.
///
/// ```text
/// log police.example/log+c9e1aa2f+AQ…
/// witness audit audit.example/w+0fd1b3a7+BA… https://audit.example/
/// witness region region.example/w+77aa31c0+BA…
/// group both all audit region
/// quorum both
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    quorum: Member,
}

/// A log that is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyLog {
    /// Its key; the key's name is the log's origin.
    pub key: VerifierKey,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A witness whose cosignature counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyWitness {
    /// What this file calls it. Octets, not text: two names are one only if all their bytes are.
    pub name: Vec<u8>,
    /// Its key.
    pub key: VerifierKey,
    /// Where checkpoints are sent to it: its submission prefix (C2SP tlog-witness).
    pub url: Option<String>,
}

/// A group that has witnessed what at least `threshold` of its members have.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    name: Vec<u8>,
    threshold: usize,
    members: Vec<Member>,
}

/// Whom a name stands for, by its place among the witnesses or the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
    /// `quorum none`: nobody need have witnessed anything.
    Nobody,
}

impl Policy {
    /// The logs that are accepted. If there are none, whoever uses the policy knows the log's key from elsewhere.
    pub fn logs(&self) -> &[PolicyLog] {
        &self.logs
    }

    /// The witnesses that are known, in the order of the file.
    pub fn witnesses(&self) -> &[PolicyWitness] {
        &self.witnesses
    }

    /// Whether any cosignature is asked for at all: not if the file says `quorum none`.
    pub fn asks_for_witnesses(&self) -> bool {
        self.quorum != Member::Nobody
    }
}
