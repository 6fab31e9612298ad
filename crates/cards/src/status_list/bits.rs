//! How many bits of a list stand for one card.

/// Bits for each entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusBits {
    /// Valid, or not.
    One,
    /// Suspended, too.
    Two,
    /// Sixteen statuses.
    Four,
    /// All 256.
    Eight,
}

impl StatusBits {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::One, Self::Two, Self::Four, Self::Eight];

    /// As a number.
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
            Self::Eight => 8,
        }
    }

    /// From a number; no other than these four are.
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|bits| u64::from(bits.number()) == number)
    }

    /// Entries in a byte.
    pub fn per_byte(self) -> u32 {
        8 / u32::from(self.number())
    }

    /// The largest status.
    pub fn largest(self) -> u8 {
        u8::MAX >> (8 - self.number())
    }
}
