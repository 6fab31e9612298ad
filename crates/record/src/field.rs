//! What is known about people: one table, [`FIELDS`], and sets of fields as bits.
//!
//! The identifiers are those of the check (`detect`), so that what a file was found to hold can be booked as what its
//! recipient holds. Bits are for ever: a field is never moved, only added.

use std::fmt;

/// One line of [`FIELDS`].
#[derive(Debug)]
pub struct FieldRow {
    /// Stable identifier: `surname`.
    pub id: &'static str,
    /// Its bit in a [`FieldSet`], 0 to 62.
    pub bit: u8,
    /// Name for a person: "Pay number".
    pub title: &'static str,
    /// Whether it is looked up by a keyed hash, and how.
    pub lookup: Lookup,
    /// Identifiers of the check that are the same thing under a finer name.
    pub covers: &'static [&'static str],
}

/// How a field is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// Not at all.
    No,
    /// A number that belongs to one person and no other.
    Number,
    /// A name, which several people may bear.
    Name,
}

macro_rules! fields {
    ($( $bit:literal $id:literal $lookup:ident $title:literal [$($covers:literal),* $(,)?]; )+) => {
        /// Every field.
        pub static FIELDS: &[FieldRow] = &[ $( FieldRow {
            id: $id, bit: $bit, title: $title, lookup: Lookup::$lookup, covers: &[$($covers),*],
        }, )+ ];
    };
}

fields! {
    0 "surname" Name "Surname" [];
    1 "forename" No "Forename" [];
    2 "initials" No "Initials" [];
    3 "full-name" Name "Full name" [];
    4 "known-as" Name "Known as" [];
    5 "title" No "Title" [];
    6 "rank" No "Rank or grade" [];
    7 "role" No "Role or post" [];
    8 "unit" No "Department or unit" [];
    9 "location" No "Post location" [];
    10 "contract" No "Contract" [];
    11 "salary" No "Salary" [];
    12 "vetting" No "Vetting level" [];
    13 "service-number" Number "Service number" [];
    14 "pay-number" Number "Pay number" [];
    15 "warrant-number" Number "Warrant number" [];
    16 "collar-number" Number "Collar number" ["uk-collar-number"];
    17 "photo" No "Photo" [];
    18 "date-of-birth" No "Date of birth" [];
    19 "age" No "Age" [];
    20 "sex" No "Sex" [];
    21 "ethnicity" No "Ethnicity" [];
    22 "belief" No "Religion, orientation or disability" [];
    23 "nationality" No "Nationality" [];
    24 "relationship" No "Relationship" [];
    25 "involvement" No "Involvement" [];
    26 "flag" No "Marker" [];
    27 "offence" No "Offence" [];
    28 "outcome" No "Outcome" [];
    29 "event-number" No "Crime, case or custody number" ["uk-crime-number", "uk-crime-number-scotland",
        "uk-custody-number", "uk-arrest-summons-number", "uk-cps-urn", "uk-court-case-reference"];
    30 "event-date" No "Date of an event" [];
    31 "address" No "Address" [];
    32 "town" No "Town or area" [];
    33 "postcode" No "Postcode" ["uk-postcode"];
    34 "coordinates" No "Place on a map" ["uk-coordinates", "uk-easting", "uk-northing", "uk-latitude", "uk-longitude",
        "uk-os-grid-reference", "irish-grid-reference", "uk-uprn", "uk-usrn"];
    35 "phone" No "Telephone number" ["uk-phone"];
    36 "email" No "Mail address" [];
    37 "national-insurance" Number "National Insurance number" ["uk-national-insurance", "uk-temporary-reference"];
    38 "health-number" No "Health service number" ["uk-nhs-number", "uk-chi-number", "uk-health-and-care-number"];
    39 "driving-licence" No "Driving licence" ["uk-driving-licence", "uk-driving-licence-ni"];
    40 "passport" No "Passport" ["uk-passport", "uk-passport-old", "passport-zone"];
    41 "vehicle-registration" No "Vehicle registration" ["uk-vehicle-registration",
        "uk-vehicle-registration-dateless", "uk-vehicle-registration-ni", "uk-vehicle-registration-prefix",
        "uk-vehicle-registration-suffix"];
    42 "bank-account" No "Bank account or card" ["uk-bank-account", "uk-sort-code", "iban", "payment-card"];
    43 "police-record-number" No "PNC, CRO or prison number" ["uk-pnc-id", "uk-cro-number", "uk-prisoner-number"];
    44 "tax-reference" No "Tax reference" ["uk-unique-taxpayer-reference"];
    45 "pupil-number" No "Pupil number" ["uk-upn"];
    46 "electoral-roll" No "Electoral roll number" ["uk-electoral-roll"];
    47 "device-address" No "Network address of a device" ["ip-address", "mac-address"];
    48 "narrative" No "Free text" [];
    49 "statement" No "Statement" [];
    50 "footage" No "Footage" [];
    51 "fingerprint" No "Fingerprint or DNA profile" [];
    52 "former-name" Name "Former or other surname" [];
}

/// A field, by its line in [`FIELDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Field(u8);

impl Field {
    /// The first field of the table.
    pub(crate) const FIRST: Self = Self(0);

    /// Every field, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        (0_u8..).zip(FIELDS).map(|(line, _)| Self(line))
    }

    /// The field with this identifier, or the field that covers this identifier of the check.
    pub fn named(id: &str) -> Option<Self> {
        Self::all().find(|field| field.row().id == id || field.row().covers.contains(&id))
    }

    /// The field with this bit.
    pub fn of_bit(bit: u8) -> Option<Self> {
        Self::all().find(|field| field.row().bit == bit)
    }

    /// Its line.
    pub fn row(self) -> &'static FieldRow {
        &FIELDS[usize::from(self.0)]
    }

    /// Stable identifier.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// Name for a person.
    pub fn title(self) -> &'static str {
        self.row().title
    }

    /// Its bit, as the database keeps it.
    pub fn bit(self) -> u8 {
        self.row().bit
    }
}

/// A set of fields, one bit each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct FieldSet(u64);

impl FieldSet {
    /// No field.
    pub const EMPTY: Self = Self(0);

    /// The fields of a stored number. A bit that no field has gives none: the record was written by a newer Tipstaff.
    pub fn from_bits(bits: i64) -> Option<Self> {
        let bits = u64::try_from(bits).ok()?;
        let known = FIELDS.iter().fold(0_u64, |known, row| known | 1 << row.bit);
        (bits & !known == 0).then_some(Self(bits))
    }

    /// As the database keeps it.
    pub fn bits(self) -> i64 {
        // Bit 63 is never used, so this never wraps.
        self.0.cast_signed()
    }

    /// Fields by their identifiers; the first that is unknown is given back.
    pub fn named<'n>(ids: impl IntoIterator<Item = &'n str>) -> Result<Self, &'n str> {
        ids.into_iter().map(|id| Field::named(id).ok_or(id)).collect()
    }

    /// Whether a field is in it.
    pub fn contains(self, field: Field) -> bool {
        self.0 >> field.bit() & 1 == 1
    }

    /// With one field more.
    #[must_use]
    pub fn with(self, field: Field) -> Self {
        Self(self.0 | 1 << field.bit())
    }

    /// The fields of both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The fields of either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its fields, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::all().filter(move |field| self.contains(*field))
    }
}

impl FromIterator<Field> for FieldSet {
    fn from_iter<T: IntoIterator<Item = Field>>(fields: T) -> Self {
        fields.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// Identifiers with commas: `surname,rank`.
impl fmt::Display for FieldSet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, field) in self.iter().enumerate() {
            if index > 0 {
                out.write_str(",")?;
            }
            out.write_str(field.id())?;
        }
        Ok(())
    }
}

impl fmt::Debug for FieldSet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "FieldSet({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_bit_and_no_identifier_stands_twice() {
        let bits: HashSet<u8> = FIELDS.iter().map(|row| row.bit).collect();
        let ids: HashSet<&str> =
            FIELDS.iter().flat_map(|row| row.covers.iter().copied().chain([row.id])).collect();
        assert_eq!(bits.len(), FIELDS.len());
        assert!(bits.iter().all(|bit| *bit < 63));
        assert_eq!(ids.len(), FIELDS.iter().map(|row| row.covers.len() + 1).sum::<usize>());
    }

    #[test]
    fn a_set_comes_back_as_it_was_stored_and_an_unknown_bit_does_not() {
        let all: FieldSet = Field::all().collect();
        assert_eq!(FieldSet::from_bits(all.bits()), Some(all));
        assert_eq!(FieldSet::from_bits(1 << 62), None);
        assert_eq!(FieldSet::from_bits(-1), None);
        let some = FieldSet::named(["surname", "uk-nhs-number"]);
        assert_eq!(some.map(|set| set.to_string()), Ok("surname,health-number".to_owned()));
        assert_eq!(FieldSet::named(["surname", "shoe"]), Err("shoe"));
    }
}
