//! What a card is.

/// What became of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CardState {
    /// Ordered, and not made yet.
    Ordered,
    /// In a sealed job.
    Sealed,
    /// Printed by a print service.
    Printed,
    /// Printed badly, and destroyed.
    Spoiled,
    /// Never printed; it will not be.
    Destroyed,
    /// Drawn for a printer in the force.
    Drawn,
    /// Revoked.
    Revoked,
}

impl CardState {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Ordered,
        Self::Sealed,
        Self::Printed,
        Self::Spoiled,
        Self::Destroyed,
        Self::Drawn,
        Self::Revoked,
    ];

    /// As it is stored, and as programs get it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Sealed => "sealed",
            Self::Printed => "printed",
            Self::Spoiled => "spoiled",
            Self::Destroyed => "destroyed",
            Self::Drawn => "drawn",
            Self::Revoked => "revoked",
        }
    }

    /// From what was stored.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// For a person.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Sealed => "sealed for a print service",
            Self::Printed => "printed",
            Self::Spoiled => "spoiled and destroyed",
            Self::Destroyed => "never printed",
            Self::Drawn => "drawn for a printer in the force",
            Self::Revoked => "revoked",
        }
    }

    /// The same without where it is made: that would tell who is set apart.
    pub fn told(self) -> &'static str {
        match self {
            Self::Ordered | Self::Sealed => "not made yet",
            Self::Printed | Self::Drawn => "made",
            Self::Spoiled | Self::Destroyed => "never given out",
            Self::Revoked => "revoked",
        }
    }

    /// Whether somebody may carry it, or may come to carry it.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Spoiled | Self::Destroyed | Self::Revoked)
    }
}
