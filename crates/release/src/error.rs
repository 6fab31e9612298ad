//! What can go wrong with a release. Every error says what happened and what to do next, and none holds a personal value.

use crate::State;
use crate::certificate::CertificateError;
use gate::Verdict;
use record::RecordError;

/// Why a release could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReleaseError {
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A certificate that is none.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The file may not leave.
    #[error(
        "the file is {verdict}, so it cannot be released. Read what the check found and take it out, or release the safe copy: \
         tipstaff clean FILE -o COPY"
    )]
    MayNotLeave {
        /// What the check says.
        verdict: Verdict,
    },
    /// The check says something worse than when it was proposed.
    #[error(
        "the check says {now} today, and said {before} when this was proposed. Refuse it, or let it be proposed anew after \
         somebody has looked"
    )]
    Worse {
        /// What it said.
        before: Verdict,
        /// What it says.
        now: Verdict,
    },
    /// Findings for review without a reason.
    #[error(
        "a person must look at {}, and nobody has said why it may pass. Say it for each: --reason RULE=WORDS", .rules.join(", ")
    )]
    NoReason {
        /// Rules of the findings.
        rules: Vec<String>,
    },
    /// A reason about a rule that is none.
    #[error("there is no rule '{rule}' to give a reason for. tipstaff formats --rules lists them")]
    NoRule {
        /// What was written.
        rule: String,
    },
    /// A reason without words.
    #[error("the reason for '{rule}' has no words. Say why it may pass: it is kept with the release")]
    EmptyReason {
        /// The rule.
        rule: String,
    },
    /// Something that has to be said was not.
    #[error("{what} is missing. Say it: it is how this release is found again")]
    Missing {
        /// What.
        what: &'static str,
    },
    /// Too long.
    #[error("{what} is too long: at most {most} can be kept. Say it shorter")]
    TooLong {
        /// What.
        what: &'static str,
        /// The limit.
        most: usize,
    },
    /// Nobody knows the number.
    #[error("release {release} is not in the record. tipstaff release list shows all")]
    Unknown {
        /// What was asked for.
        release: u32,
    },
    /// It was answered already.
    #[error("release {release} is {state} already. Propose it anew if it is still wanted")]
    Answered {
        /// The release.
        release: u32,
        /// What became of it.
        state: State,
    },
    /// Only released files are checked again.
    #[error("release {release} is {state}, so nobody has it yet. Only what was approved is checked again")]
    NotReleased {
        /// The release.
        release: u32,
        /// What became of it.
        state: State,
    },
    /// Only who proposed may withdraw.
    #[error(
        "release {release} was proposed by somebody else. Refuse it instead: tipstaff release refuse {release} --why WORDS"
    )]
    NotYours {
        /// The release.
        release: u32,
    },
    /// The file is another one.
    #[error(
        "this is not the file that was proposed: its SHA-256 differs. Name the very file of the proposal, or let this one be \
         proposed"
    )]
    OtherBytes,
    /// The check is too old, or was made by other rules.
    #[error(
        "the check of this file {why}. Have it checked again: tipstaff release approve {release} --file FILE"
    )]
    Stale {
        /// The release.
        release: u32,
        /// Why it is not good any more.
        why: &'static str,
    },
    /// A check that was not of a whole file.
    #[error(
        "the file could not be read to its end, so nothing is known about it. Check that it can be opened, and try again"
    )]
    NoDigest,
    /// No certificate to withdraw.
    #[error(
        "there is no certificate of this file that could be withdrawn. tipstaff certificate FILE says what there is"
    )]
    NoCertificate,
    /// The sealed bytes.
    #[error(transparent)]
    Blob(#[from] blobs::BlobError),
    /// The file to keep.
    #[error("the file could not be read to keep it ({kind}). Check that it is still there, and try again")]
    Unread {
        /// What happened.
        kind: std::io::ErrorKind,
    },
    /// The bytes were not kept.
    #[error(
        "the bytes of release {release} were not kept, so they cannot be checked again here. Check the file itself: tipstaff check FILE"
    )]
    NotKept {
        /// The release.
        release: u32,
    },
    /// The register could not be written.
    #[error("the register could not be written. This is a defect of Tipstaff: please report it")]
    Unwritten,
}

impl ReleaseError {
    /// Whether there is no room left, for rows or for sealed files.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Record(error) => error.is_full(),
            Self::Blob(error) => error.is_full(),
            _ => false,
        }
    }

    /// A row that makes no sense.
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Record(RecordError::Damaged { what: what.into() })
    }
}
