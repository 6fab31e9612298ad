//! How deliveries are marked: one bit for each channel, in one table.

use std::fmt;

/// One line of [`MARKS`].
#[derive(Debug)]
pub struct MarkRow {
    /// The channel.
    pub mark: Mark,
    /// Stable identifier.
    pub id: &'static str,
    /// Name for a person.
    pub title: &'static str,
    /// What it does, and what it does not.
    pub what: &'static str,
}

/// A channel. Bits are for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A reference of each row that no other delivery has.
    Token = 0,
    /// The order of the rows.
    Order = 1,
    /// A watermark in each photo.
    Photo = 2,
    /// People who do not exist.
    Fictitious = 3,
    /// A row that says on its face that it is void.
    Specimen = 4,
}

/// Every channel.
pub static MARKS: &[MarkRow] = &[
    MarkRow {
        mark: Mark::Token,
        id: "token",
        title: "Reference",
        what: "Each row has a reference that no other delivery has: one row is enough to name the delivery",
    },
    MarkRow {
        mark: Mark::Order,
        id: "order",
        title: "Order",
        what: "The order of the rows is the delivery's own: it survives a dropped column, and not a sort",
    },
    MarkRow {
        mark: Mark::Photo,
        id: "photo",
        title: "Photo watermark",
        what: "Each photo carries a mark that nobody sees, and that survives being compressed and cropped",
    },
    MarkRow {
        mark: Mark::Fictitious,
        id: "fictitious",
        title: "People who do not exist",
        what: "A few rows are about nobody: whoever shows one has this delivery",
    },
    MarkRow {
        mark: Mark::Specimen,
        id: "specimen",
        title: "Specimen row",
        what: "For jobs of cards: one row says on its face that it is void, and its reference names the job. With it the day of a \
               theft is read from a store of many jobs",
    },
];

/// A set of channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u8);

impl Marks {
    /// Of these channels.
    pub fn of(marks: &[Mark]) -> Self {
        Self(marks.iter().fold(0, |bits, mark| bits | 1 << *mark as u8))
    }

    /// Of stored bits; none if one is not known.
    pub fn from_bits(bits: i64) -> Option<Self> {
        let bits = u8::try_from(bits).ok()?;
        (u32::from(bits) < 1 << MARKS.len()).then_some(Self(bits))
    }

    /// As the database keeps it.
    pub fn bits(self) -> i64 {
        i64::from(self.0)
    }

    /// Whether it has a channel.
    pub fn has(self, mark: Mark) -> bool {
        self.0 >> mark as u8 & 1 == 1
    }
}

/// Identifiers with commas.
impl fmt::Display for Marks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = MARKS.iter().filter(|row| self.has(row.mark)).map(|row| row.id).collect();
        out.write_str(&ids.join(","))
    }
}
