//! What can go wrong, in plain words. No message holds a key.

use crate::key::Key;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;

/// Why something could not be read. What the system or the server wrote is not kept: it often quotes names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Trouble {
    /// It is not there.
    Gone,
    /// We may not: wrong or missing credentials, or permissions.
    Denied,
    /// No answer, or none in time.
    Unreachable,
    /// The medium or the server fails: an input/output error, a stale handle, an answer that makes no sense.
    Failing,
    /// It is not a plain file: a link, a folder, a device.
    NotAFile,
    /// It became another one while it was read.
    Changed,
    /// The folder is not the place that was first seen ([`crate::Location::known_as`]): what is not in it may be safe.
    NotSamePlace,
    /// Too many files are open, or there is no memory: our side, not the store's.
    Ourselves,
}

impl Trouble {
    /// What an error of the system means.
    pub fn of_io(error: &io::Error) -> Self {
        use io::ErrorKind as K;
        match error.kind() {
            K::NotFound | K::NotADirectory => Self::Gone,
            K::PermissionDenied => Self::Denied,
            K::TimedOut
            | K::HostUnreachable
            | K::NetworkUnreachable
            | K::NetworkDown
            | K::ConnectionRefused
            | K::ConnectionReset
            | K::ConnectionAborted
            | K::NotConnected => Self::Unreachable,
            K::IsADirectory => Self::NotAFile,
            K::OutOfMemory => Self::Ourselves,
            _ => match error.raw_os_error() {
                Some(code) if code == rustix::io::Errno::LOOP.raw_os_error() => Self::NotAFile,
                Some(code) if code == rustix::io::Errno::MFILE.raw_os_error() => Self::Ourselves,
                Some(code) if code == rustix::io::Errno::NFILE.raw_os_error() => Self::Ourselves,
                _ => Self::Failing,
            },
        }
    }

    /// What an error of a bucket means.
    pub fn of_store(error: &object_store::Error) -> Self {
        use object_store::Error as E;
        match error {
            E::NotFound { .. } => Self::Gone,
            E::PermissionDenied { .. } | E::Unauthenticated { .. } => Self::Denied,
            E::Precondition { .. } => Self::Changed,
            E::Generic { source, .. } => {
                let mut next: Option<&(dyn std::error::Error + 'static)> = Some(&**source);
                while let Some(error) = next {
                    if is_no_answer(error) {
                        return Self::Unreachable;
                    }
                    if let Some(error) = error.downcast_ref::<io::Error>() {
                        return Self::of_io(error);
                    }
                    next = error.source();
                }
                by_status(error)
            }
            _ => Self::Failing,
        }
    }
}

/// The status of a failed listing is in nothing but its text: the types that hold it are not public.
fn by_status(error: &object_store::Error) -> Trouble {
    let text = error.to_string();
    let is = |status: &str| text.contains(&format!("non-2xx status code: {status}"));
    match () {
        () if is("401") || is("403") => Trouble::Denied,
        () if is("404") => Trouble::Gone,
        () if is("502") || is("503") || is("504") => Trouble::Unreachable,
        () => Trouble::Failing,
    }
}

/// Whether nobody answered.
#[cfg(feature = "s3")]
fn is_no_answer(error: &(dyn std::error::Error + 'static)) -> bool {
    use object_store::client::HttpErrorKind::{Connect, Interrupted, Timeout};
    let error = error.downcast_ref::<object_store::client::HttpError>();
    error.is_some_and(|error| matches!(error.kind(), Connect | Interrupted | Timeout))
}

/// Whether nobody answered: without buckets nobody is asked.
#[cfg(not(feature = "s3"))]
fn is_no_answer(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}

impl From<rustix::io::Errno> for Trouble {
    fn from(error: rustix::io::Errno) -> Self {
        Self::of_io(&error.into())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => "it is not there",
            Self::Denied => "we are not allowed to read it",
            Self::Unreachable => "there was no answer",
            Self::Failing => "reading failed",
            Self::NotAFile => "it is not a plain file",
            Self::Changed => "it changed while it was read",
            Self::NotSamePlace => {
                "this is not the place that was first seen; check that the share is mounted"
            }
            Self::Ourselves => "this machine has no more open files or memory to give",
        })
    }
}

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InventoryError {
    /// What was asked for makes no sense.
    #[error("{what} cannot be used. {fix}")]
    Refused {
        /// What.
        what: String,
        /// What to do.
        fix: String,
    },
    /// A stored inventory or delta is not what was written.
    #[error(
        "the stored list is not one that Tipstaff wrote, or it was changed or cut short ({what}). Do not compare \
         with it: take the copy from another place, and find out who could write to this one"
    )]
    Damaged {
        /// What makes no sense.
        what: &'static str,
    },
    /// Items come in an order, or twice, where they must come in ascending order, once.
    #[error(
        "items do not come in ascending order of their names, each once. If this is a list from outside, sort it \
         first; otherwise report this to those who maintain Tipstaff"
    )]
    Unsorted {
        /// The one that came too late.
        key: Key,
    },
    /// A delta does not belong to the list it is laid over.
    #[error(
        "a list of changes does not belong to the list it is laid over: {what}. Lay changes over in the order in which \
         they were written, each once"
    )]
    DoesNotFit {
        /// What does not fit.
        what: &'static str,
        /// Where.
        key: Key,
    },
    /// A row of an imported list makes no sense.
    #[error("line {line}: {what}. {fix} Nothing of the list was taken")]
    Row {
        /// From 1, counting the line of headings.
        line: u64,
        /// What makes no sense; never the value itself.
        what: String,
        /// What to do.
        fix: String,
    },
    /// Reading or writing our own files failed.
    #[error(
        "{what} failed. Check that the disk has room and that the folder belongs to the account running Tipstaff"
    )]
    Io {
        /// What was tried.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The store could not be used.
    #[error(
        "the store could not be read: {trouble}. Check that it can be reached and that its credentials are right"
    )]
    Store {
        /// Why.
        trouble: Trouble,
    },
}

impl InventoryError {
    /// The item that the error is about, for somebody who may see names.
    pub fn key(&self) -> Option<&Key> {
        match self {
            Self::Unsorted { key } | Self::DoesNotFit { key, .. } => Some(key),
            _ => None,
        }
    }

    pub(crate) fn io(what: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { what, source }
    }
}

impl From<Trouble> for InventoryError {
    fn from(trouble: Trouble) -> Self {
        Self::Store { trouble }
    }
}
