//! An upload as its sender sees it.

use crate::UploadId;
use gate::Verdict;
use jiff::Timestamp;
use zeroize::Zeroizing;

/// How far the check of an upload is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Others are before it.
    Waiting {
        /// How many.
        ahead: u64,
    },
    /// It is being checked.
    Checking {
        /// Since when.
        since: Timestamp,
    },
    /// There is a result.
    Checked {
        /// What it says.
        verdict: Verdict,
    },
    /// There is none and there will be none: it counts as not checked.
    Failed {
        /// What happened.
        what: String,
        /// What to do.
        fix: String,
    },
}

/// A file that somebody put up to be checked.
#[derive(Clone)]
pub struct Upload {
    /// Its name in addresses.
    pub id: UploadId,
    /// Number of the actor who sent it.
    pub by: u32,
    /// Its name, as it was sent, without folders.
    pub name: Zeroizing<String>,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of it.
    pub sha256: [u8; 32],
    /// When it had arrived.
    pub received: Timestamp,
    /// When it is deleted.
    pub expires: Timestamp,
    /// How far its check is.
    pub state: State,
}

/// Never the name.
impl std::fmt::Debug for Upload {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Upload({}, {:?})", self.id, self.state)
    }
}
