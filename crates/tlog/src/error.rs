//! What can go wrong with a log, in words for whoever must act on it.

use thiserror::Error;

use crate::leaves::LeavesError;

/// Why a step of the log was refused or could not be done. Nothing here ever holds a leaf's content or a secret.
#[derive(Debug, Error)]
pub enum LogError {
    /// A leaf is longer than an entry bundle can say (C2SP tlog-tiles: a length of 16 bits).
    #[error(
        "an act of {bytes} bytes does not fit into a leaf of the log, which holds 65,535; keep its long list as a stored \
         manifest and put the manifest's digest into the act"
    )]
    LeafTooLong {
        /// The length of the leaf in bytes.
        bytes: usize,
    },
    /// A value has no canonical form that keeps its meaning (RFC 8785 knows numbers of double precision only).
    #[error("an act cannot be written into the log in one way only: {why}; write large numbers as text")]
    NotCanonical {
        /// What about the value, without its content.
        why: String,
    },
    /// The database did not answer.
    #[error(
        "the database did not give the leaves of the log: {0}; nothing was published, try again once it answers"
    )]
    Leaves(#[source] LeavesError),
    /// The database gave another number of leaves than were asked for.
    #[error(
        "the database should hold leaves {from} to {until} of the log (the last not included) but gave {got} of them; \
         run `tipstaff log verify` and restore the rows that are missing"
    )]
    LeavesShort {
        /// The first leaf asked for.
        from: u64,
        /// One past the last leaf asked for.
        until: u64,
        /// How many came.
        got: usize,
    },
    /// More leaves than this program counts.
    #[error("a log of {size} leaves is larger than this program counts to (2^48)")]
    TooLarge {
        /// The number of leaves claimed.
        size: u64,
    },
    /// The place where tiles lie did not do what was asked.
    #[error(
        "the log's shelf could not be used at {path}: {source}; nothing is lost, try again once it can be reached"
    )]
    Shelf {
        /// The object's path under the shelf.
        path: String,
        /// What the folder or the object store said.
        #[source]
        source: object_store::Error,
    },
    /// The folder of a shelf or of a witness could not be used.
    #[error("{path} could not be used: {source}")]
    Folder {
        /// The path in the file system.
        path: String,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The object store cannot replace an object only if it is still the one that was read.
    #[error(
        "this object store cannot replace the checkpoint only if nobody else has replaced it; use one that honours \
         If-Match and If-None-Match, or a folder"
    )]
    NoConditionalWrite,
    /// The checkpoint was replaced by others each time it should have been written.
    #[error(
        "others keep replacing the checkpoint of this log; stop the other publishers, then publish again"
    )]
    Contended,
    /// There is no checkpoint on the shelf yet.
    #[error("there is no checkpoint on the log's shelf yet; publish the log first")]
    NoCheckpoint,
    /// There are tiles and no checkpoint over them.
    #[error(
        "ALARM: the checkpoint of this log is gone while its tiles are there. Nothing was published. Put back the last \
         checkpoint: from a copy of the shelf, or from a witness, which keeps it"
    )]
    CheckpointGone,
    /// A file of the shelf that the checkpoint needs is not there.
    #[error(
        "{path} is missing from the log's shelf; run `tipstaff log verify`, then have the shelf mended from the database"
    )]
    Missing {
        /// The object's path under the shelf.
        path: String,
    },
    /// A file of the shelf is not what it must be.
    #[error(
        "{path} on the log's shelf {why}; keep a copy of it as evidence, run `tipstaff log verify`, then have the shelf \
         mended from the database"
    )]
    Damaged {
        /// The object's path under the shelf.
        path: String,
        /// What about it, as the rest of a sentence that begins with its name.
        why: String,
    },
    /// Text that should be a signed note or a checkpoint is none (C2SP signed-note, tlog-checkpoint).
    #[error("this is not a signed checkpoint: {0}")]
    Malformed(&'static str),
    /// No signature on a checkpoint is by the key it should be by.
    #[error("the checkpoint is not signed by {name}; do not trust it, and ask who put it there")]
    NotSigned {
        /// The name of the key.
        name: String,
    },
    /// A signature bears the name and number of a known key and is not that key's.
    #[error(
        "a signature on the checkpoint claims to be by {name} and is not; do not trust it, and ask who put it there"
    )]
    BadSignature {
        /// The name of the key.
        name: String,
    },
    /// A checkpoint of another log.
    #[error("this checkpoint is of the log {found:?}, not of {expected:?}")]
    WrongLog {
        /// The log it should be of.
        expected: String,
        /// The log it is of.
        found: String,
    },
    /// A verifier key that cannot be read or does not serve (C2SP signed-note).
    #[error("this is not a verifier key that can be used here: {0}")]
    VerifierKey(&'static str),
    /// A name that no key may have (C2SP signed-note).
    #[error("a key's name must not be empty, and must hold no spaces, plus signs or control characters")]
    KeyName,
    /// The database has fewer leaves than a signed checkpoint says.
    #[error(
        "ALARM: the database holds {database} leaves, but the log has a signed checkpoint over {published}. The database \
         was rolled back, or rows were removed. Nothing was published. Keep both as evidence and restore a database that \
         holds every leaf"
    )]
    RolledBack {
        /// How many leaves the signed checkpoint covers.
        published: u64,
        /// How many leaves the database holds.
        database: u64,
    },
    /// A leaf in the database is not the one that was published.
    #[error(
        "ALARM: leaf {index} in the database is not the one that the signed checkpoint covers: history was changed. \
         Nothing was published. Keep both as evidence and run `tipstaff log verify`"
    )]
    Fork {
        /// The number of the first leaf known to differ, from 0.
        index: u64,
    },
    /// The rows of the database do not add up to the checkpoint that was signed over them.
    #[error(
        "ALARM: the database's first {size} leaves do not add up to the signed checkpoint over {size} leaves: history was \
         changed. Nothing was written. Keep both as evidence and run `tipstaff log verify`"
    )]
    OtherHistory {
        /// The size of the checkpoint.
        size: u64,
    },
    /// A witness did not answer, or not as a witness does.
    #[error("the witness {name} has not cosigned: {why}; the log goes on without it, ask it again later")]
    Witness {
        /// The witness's name.
        name: String,
        /// What happened.
        why: String,
    },
    /// The address of a witness that will not be used.
    #[error("the address of the witness cannot be used: {0}")]
    WitnessUrl(&'static str),
    /// A witness says that it has cosigned a larger tree than there is now.
    #[error(
        "ALARM: the witness {name} says that it has cosigned {witness} leaves of this log, and the log now has {log}. The \
         log was rolled back, or another copy of it goes on elsewhere. Stop writing, and find the database and the shelf \
         that hold {witness} leaves"
    )]
    WitnessAhead {
        /// The witness's name.
        name: String,
        /// How many leaves it has cosigned.
        witness: u64,
        /// How many leaves the log has.
        log: u64,
    },
    /// A witness says that the log does not continue what it has cosigned.
    #[error(
        "ALARM: the witness {name} says that the log does not continue the {size} leaves that it has cosigned. History was \
         changed. Stop writing, keep the shelf as evidence, and compare with the checkpoint that the witness holds"
    )]
    WitnessDisagrees {
        /// The witness's name.
        name: String,
        /// How many leaves it has cosigned.
        size: u64,
    },
    /// A trust policy that cannot be read (C2SP tlog-policy).
    #[error("line {line} of the trust policy: {why}; nothing was checked with it")]
    Policy {
        /// The line, from 1.
        line: usize,
        /// What about it.
        why: &'static str,
    },
    /// A proof was asked for that cannot exist.
    #[error("there is no proof about {what} in a log of {size} leaves")]
    OutOfRange {
        /// The leaf or the smaller size.
        what: u64,
        /// The size of the log.
        size: u64,
    },
    /// A proof does not prove what it should.
    #[error("the proof does not hold: {0}")]
    ProofFails(&'static str),
}

impl LogError {
    /// Whether this means that history was changed or taken back, rather than that something did not work.
    pub fn is_alarm(&self) -> bool {
        matches!(
            self,
            Self::CheckpointGone
                | Self::RolledBack { .. }
                | Self::Fork { .. }
                | Self::OtherHistory { .. }
                | Self::WitnessAhead { .. }
                | Self::WitnessDisagrees { .. }
        )
    }
}
