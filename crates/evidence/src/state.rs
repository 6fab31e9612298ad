//! How a store stands, and in what it can differ.

/// How a store stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreState {
    /// It lists what it has to, and nothing is in suspense.
    Green,
    /// Something differs, or is in suspense.
    Red,
    /// Not all of it could be listed, or what it lists is not to be believed.
    Unknown,
}

impl StoreState {
    /// As rows and acts have it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Red => "red",
            Self::Unknown => "unknown",
        }
    }

    /// The state of this identifier.
    pub fn named(id: &str) -> Option<Self> {
        [Self::Green, Self::Red, Self::Unknown].into_iter().find(|state| state.id() == id)
    }
}

/// Whose a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreMode {
    /// Somebody else's: we list and read it, and write nothing.
    Watched,
    /// Ours: copies that we put there ourselves.
    Own,
}

impl StoreMode {
    /// As rows and acts have it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Watched => "watched",
            Self::Own => "own",
        }
    }

    /// The mode of this identifier.
    pub fn named(id: &str) -> Option<Self> {
        [Self::Watched, Self::Own].into_iter().find(|mode| mode.id() == id)
    }
}

/// In what a store differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Expected, and not there.
    Missing,
    /// There, and not expected.
    Surplus,
    /// There, and not as it was.
    Changed,
    /// There by its name, and other bytes when it was read. Only reading shows it, and only reading explains it.
    Damaged,
}

impl DifferenceKind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Missing, Self::Surplus, Self::Changed, Self::Damaged];

    /// As rows and acts have it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Surplus => "surplus",
            Self::Changed => "changed",
            Self::Damaged => "damaged",
        }
    }

    /// The kind of this identifier.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}
