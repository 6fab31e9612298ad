//! How an inspection in the sandbox ended.

use crate::Confinement;
use crate::wire::Broken;
use inspect::{Closed, Reason};

/// How the worker was locked down, and how its story ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The layers that the worker reported in force; none when it did not get that far.
    pub confinement: Confinement,
    /// How it ended.
    pub ending: Ending,
}

/// How the worker's story ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The worker said all it had to say. That can include that the file could not be checked.
    Complete,
    /// The worker did not come to its end; the sink was told so in an [`inspect::Frame::Unchecked`].
    Broken(Reason),
    /// The sink took no more.
    Closed,
}

/// Why a story broke off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Break {
    /// The rest of the file could not be checked.
    Reason(Reason, String),
    /// The sink takes no more.
    Closed,
}

/// A reason and what exactly.
pub(crate) fn because(reason: Reason, detail: &str) -> Break {
    Break::Reason(reason, detail.to_owned())
}

/// The worker said what no honest worker says.
pub(crate) fn senseless() -> Break {
    because(Reason::Crashed, "what the reader said makes no sense")
}

impl From<Broken> for Break {
    fn from(_: Broken) -> Self {
        senseless()
    }
}

impl From<Closed> for Break {
    fn from(_: Closed) -> Self {
        Self::Closed
    }
}
