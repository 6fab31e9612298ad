//! What may stand on a card.

use std::collections::BTreeMap;
use std::fmt;
use zeroize::Zeroizing;

/// A text that differs from card to card. There is no field for a vetting level, pay number, unit, station or address, and
/// none is to be added: see the design note, section 9.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Name of the force.
    Force,
    /// Name of the holder.
    Name,
    /// Rank or role.
    Rank,
    /// Warrant or collar number.
    Number,
    /// Last day.
    ValidUntil,
    /// Serial of the card, which is random.
    Serial,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Force, Self::Name, Self::Rank, Self::Number, Self::ValidUntil, Self::Serial];

    /// As templates name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Force => "force",
            Self::Name => "name",
            Self::Rank => "rank",
            Self::Number => "number",
            Self::ValidUntil => "valid-until",
            Self::Serial => "serial",
        }
    }

    /// From a template.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Force => "name of the force",
            Self::Name => "name",
            Self::Rank => "rank or role",
            Self::Number => "number",
            Self::ValidUntil => "last day",
            Self::Serial => "serial",
        })
    }
}

pub(crate) fn names() -> String {
    Field::ALL.map(Field::name).join(", ")
}

/// The texts of one card. Wiped from memory when it is dropped.
#[derive(Clone, Default)]
pub struct CardText(BTreeMap<Field, Zeroizing<String>>);

impl CardText {
    /// No texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// With this text. An empty one leaves its place empty.
    #[must_use]
    pub fn with(mut self, field: Field, text: &str) -> Self {
        self.0.insert(field, Zeroizing::new(text.trim().to_owned()));
        self
    }

    pub(crate) fn get(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(|text| text.as_str())
    }
}

/// Which fields there are, and not what is in them.
impl fmt::Debug for CardText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("CardText").field(&self.0.keys().collect::<Vec<_>>()).finish()
    }
}
