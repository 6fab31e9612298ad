//! What a blob is for.

/// What a blob is for. It is part of the blob's name and of what is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// A file that somebody put up to be checked.
    Upload,
    /// What came of checking it.
    Result,
    /// A safe copy.
    Copy,
    /// A file that was released, kept as evidence of what left.
    Released,
    /// A list of what an evidence store has to have, or does not have.
    Inventory,
}

/// All areas, with their folders.
pub const AREAS: &[(Area, &str)] = &[
    (Area::Upload, "upload"),
    (Area::Result, "result"),
    (Area::Copy, "copy"),
    (Area::Released, "released"),
    (Area::Inventory, "inventory"),
];

impl Area {
    /// The folder of the area.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Result => "result",
            Self::Copy => "copy",
            Self::Released => "released",
            Self::Inventory => "inventory",
        }
    }

    /// The area with this folder.
    pub fn of_folder(folder: &str) -> Option<Self> {
        AREAS.iter().find(|(_, name)| *name == folder).map(|(area, _)| *area)
    }
}
