//! What became of a release.

use std::fmt;

/// What became of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Nobody has answered it yet.
    Proposed,
    /// A second actor agreed: the public has it.
    Approved,
    /// A second actor said no.
    Refused,
    /// Whoever proposed it took it back.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Proposed, Self::Approved, Self::Refused, Self::Withdrawn];

    /// Stable identifier.
    pub fn id(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of this identifier.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }
}

impl fmt::Display for State {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.id())
    }
}
