//! Why something cannot be sealed or opened.

use crate::force::KeyId;

/// Why something cannot be sealed, opened, wrapped or unwrapped. A place is named by table, column and number of the row;
/// values are never in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The operating system gives no random numbers.
    #[error(
        "the system gives no random numbers, so nothing can be sealed: try again, and if it stays so, \
         tell whoever runs this machine"
    )]
    NoRandom,
    /// The key list does not hold the key that this was wrapped with.
    #[error(
        "the force key {id}, under which this was wrapped, is not in the force key file: read the file again, \
         for another machine may have added it since; if it was retired, put its line back from the printed copy"
    )]
    NoSuchKey {
        /// The missing key.
        id: KeyId,
    },
    /// It has the right form, but was sealed under another key or for another place, or was changed since.
    #[error(
        "what is sealed in {place} does not open: it was sealed under another key, moved there from another place, \
         or changed; do not overwrite it, and run 'tipstaff log verify' to learn what else was changed"
    )]
    WrongKey {
        /// Table, column and row.
        place: String,
    },
    /// It does not have the form of anything sealed.
    #[error(
        "what is sealed in {place} is damaged: it is cut short, or of a form that this version does not know; \
         run 'tipstaff log verify', and restore it from a backup"
    )]
    Damaged {
        /// Table, column and row.
        place: String,
    },
    /// The value is longer than the cipher can seal: 256 GiB.
    #[error("the value for {place} is too large to seal: keep it as a file, not as a value")]
    TooLarge {
        /// Table, column and row.
        place: String,
    },
}
