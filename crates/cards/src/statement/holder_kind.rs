//! What kind of person carries a card.

/// Kind of holder. It is all that a card says about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HolderKind {
    /// Nobody: the specimen of a job.
    Specimen,
    /// A sworn constable, of any rank, specials among them.
    Constable,
    /// A police community support officer.
    CommunitySupport,
    /// Staff, without the powers of either.
    Staff,
}

impl HolderKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Specimen, Self::Constable, Self::CommunitySupport, Self::Staff];

    /// As in the statement.
    pub fn number(self) -> u8 {
        match self {
            Self::Specimen => 0,
            Self::Constable => 1,
            Self::CommunitySupport => 2,
            Self::Staff => 3,
        }
    }

    /// From a statement.
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| u64::from(kind.number()) == number)
    }

    /// In words, for whoever checks a card.
    pub fn words(self) -> &'static str {
        match self {
            Self::Specimen => "nobody: this is a specimen",
            Self::Constable => "a sworn constable",
            Self::CommunitySupport => "a police community support officer",
            Self::Staff => "a member of police staff",
        }
    }
}
