//! What the force knew: values of people, and from when to when the record held them.

use std::fmt;

/// What kind of value a field holds; the kind decides how it is spelt and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A surname, today's or a former one.
    Surname,
    /// Forenames, initials, or what somebody is known as.
    Forenames,
    /// Surname and forenames in one.
    FullName,
    /// A number that belongs to one person: pay number, warrant number.
    Number,
    /// Any other text: rank, unit, telephone number.
    Other,
    /// A photo; its text says which (a digest), and is compared with nothing in a table.
    Photo,
}

/// One value of one person, for as long as the record held it.
///
/// Times are *recorded* time in microseconds since 1970, UTC: a snapshot shows what the database believed, and what was
/// valid when lags behind.
#[derive(Clone, PartialEq, Eq)]
pub struct Known {
    /// The person's number in the record.
    pub person: u32,
    /// The field's bit, 0 to 62, as in the record's table of fields.
    pub field: u8,
    /// What kind of value.
    pub kind: Kind,
    /// The value.
    pub text: String,
    /// When it came into the record.
    pub from: i64,
    /// When another value took its place or the person left, if so.
    pub until: Option<i64>,
}

/// Values are personal: only their place is shown.
impl fmt::Debug for Known {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Known")
            .field("person", &self.person)
            .field("field", &self.field)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
