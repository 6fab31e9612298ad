//! How reading ends before its end.

use crate::{Closed, Reason};
use std::{fmt, io};

/// Why a reader stops.
///
/// A [`Stop::Part`] is caught by whoever walks the container: the part is listed as unaccounted and the walk goes on,
/// so that one broken chart does not hide the rest of the report. The other two end the file.
#[derive(Debug)]
pub enum Stop {
    /// This part makes no sense; the rest of the file may.
    Part(String),
    /// The file, or the rest of it, cannot be checked.
    File(Reason, String),
    /// Nobody listens any more.
    Closed,
}

/// What readers return.
pub type Read<T = ()> = Result<T, Stop>;

impl Stop {
    /// This part makes no sense. `why` is shown to people: say what is wrong, quote nothing from the file.
    pub fn part(why: impl Into<String>) -> Self {
        Self::Part(why.into())
    }

    /// The file is damaged. `what` names the place, and quotes nothing from the file.
    pub fn damaged(what: impl Into<String>) -> Self {
        Self::File(Reason::Damaged, what.into())
    }
}

/// A limit met inside an [`io::Read`]: carried through the libraries between us and the bytes as an `io::Error`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LimitMet(pub Reason);

impl fmt::Display for LimitMet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.what())
    }
}

impl std::error::Error for LimitMet {}

impl From<LimitMet> for io::Error {
    fn from(met: LimitMet) -> Self {
        Self::other(met)
    }
}

impl From<LimitMet> for Stop {
    fn from(LimitMet(reason): LimitMet) -> Self {
        Self::File(reason, String::new())
    }
}

impl From<Closed> for Stop {
    fn from(_: Closed) -> Self {
        Self::Closed
    }
}

/// What was unpacked is not what the container's directory promised.
#[derive(Debug)]
pub(crate) struct PromiseBroken;

impl fmt::Display for PromiseBroken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("its size or checksum is wrong")
    }
}

impl std::error::Error for PromiseBroken {}

fn from_io(error: &io::Error) -> Stop {
    if let Some(LimitMet(reason)) = error.get_ref().and_then(|inner| inner.downcast_ref::<LimitMet>()) {
        return Stop::File(*reason, String::new());
    }
    if error.get_ref().and_then(|inner| inner.downcast_ref::<PromiseBroken>()).is_some() {
        return Stop::part(PromiseBroken.to_string());
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Stop::part("it ends too early"),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Stop::part("its bytes make no sense"),
        io::ErrorKind::OutOfMemory => Stop::File(Reason::OutOfMemory, String::new()),
        // Flate errors and our own checks arrive as `Other`; the kind of any other error says enough.
        io::ErrorKind::Other => Stop::part("it cannot be unpacked"),
        kind => Stop::part(format!("it cannot be read ({kind})")),
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        from_io(&error)
    }
}

impl From<quick_xml::Error> for Stop {
    fn from(error: quick_xml::Error) -> Self {
        match &error {
            quick_xml::Error::Io(error) => from_io(error),
            // The message could quote the file: say only where.
            _ => Self::part("its XML is malformed"),
        }
    }
}
