//! Whom a row of a delivery is about.

/// Bytes of a subject under a key.
const BYTES: usize = 5;

/// Whom a row of a delivery is about. The two kinds that are no people are numbered within their delivery, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A person of the record, by number.
    Person(u32),
    /// A fictitious person, registered as one (channel H).
    Fictitious(u32),
    /// A row that says on its face that it is void.
    Specimen(u32),
}

impl Subject {
    /// What stands for the subject under every key: one byte for the kind (1, 2, 3), then the number, big-endian. Frozen:
    /// marks that were delivered are recomputed from it.
    pub fn to_bytes(self) -> [u8; BYTES] {
        let (kind, number) = match self {
            Self::Person(number) => (1, number),
            Self::Fictitious(number) => (2, number),
            Self::Specimen(number) => (3, number),
        };
        let [a, b, c, d] = number.to_be_bytes();
        [kind, a, b, c, d]
    }

    /// The subject of these bytes; none where the kind is not one of ours.
    pub fn from_bytes([kind, a, b, c, d]: [u8; BYTES]) -> Option<Self> {
        let number = u32::from_be_bytes([a, b, c, d]);
        match kind {
            1 => Some(Self::Person(number)),
            2 => Some(Self::Fictitious(number)),
            3 => Some(Self::Specimen(number)),
            _ => None,
        }
    }
}
