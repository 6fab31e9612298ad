//! Kinds of holders, and where faces are printed, as they are named.

use cards::statement::HolderKind;

/// One line of [`KINDS`].
#[derive(Debug)]
pub struct KindRow {
    /// The kind.
    pub kind: HolderKind,
    /// As it is stored, and as it is said on the command line.
    pub id: &'static str,
    /// Name for a person.
    pub title: &'static str,
}

/// Kinds of people who carry cards.
pub static KINDS: &[KindRow] = &[
    KindRow { kind: HolderKind::Constable, id: "constable", title: "Sworn constables" },
    KindRow {
        kind: HolderKind::CommunitySupport,
        id: "community-support",
        title: "Police community support officers",
    },
    KindRow { kind: HolderKind::Staff, id: "staff", title: "Police staff" },
];

impl KindRow {
    /// The kind of this name.
    pub fn named(id: &str) -> Option<&'static Self> {
        KINDS.iter().find(|row| row.id == id)
    }
}

/// Where faces are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// All in the force; a print service supplies blanks at most.
    InForce,
    /// By a print service, as sealed jobs; those who are set apart in the force.
    SealedJob,
}

impl Mode {
    /// As it is stored, and as programs get it.
    pub fn id(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::SealedJob => "sealed-job",
        }
    }

    /// From what was stored.
    pub fn named(id: &str) -> Option<Self> {
        [Self::InForce, Self::SealedJob].into_iter().find(|mode| mode.id() == id)
    }

    pub(crate) fn plan(self) -> cards::plan::Mode {
        match self {
            Self::InForce => cards::plan::Mode::Split,
            Self::SealedJob => cards::plan::Mode::SealedJob,
        }
    }
}
