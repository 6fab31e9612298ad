//! The table itself.

use super::Identifier;
use super::civic::{ELECTORAL_ROLL, PUPIL};
use super::contact::{EMAIL, MAC_ADDRESS, NETWORK_ADDRESS, PHONE, POSTCODE};
use super::force::{COLLAR, CRIME, CRIME_SCOTLAND, CUSTODY};
use super::health::{COMMUNITY_HEALTH, HEALTH_AND_CARE, NHS_NUMBER};
use super::justice::{ARREST_SUMMONS, COURT_CASE, CRIMINAL_RECORD, POLICE_COMPUTER, PRISONER, PROSECUTION};
use super::money::{BANK_ACCOUNT, IBAN, PAYMENT_CARD, SORT_CODE};
use super::person::BIRTH_DATE;
use super::place::{
    COORDINATES, EASTING, GRID_BRITAIN, GRID_IRELAND, LATITUDE, LONGITUDE, NORTHING, PROPERTY, STREET,
};
use super::tax::{NATIONAL_INSURANCE, TAX_REFERENCE, TEMPORARY_REFERENCE};
use super::travel::{DRIVING_LICENCE, DRIVING_LICENCE_NI, PASSPORT, PASSPORT_OLD, PASSPORT_ZONE};
use super::vehicle::{VEHICLE, VEHICLE_DATELESS, VEHICLE_NI, VEHICLE_PREFIX, VEHICLE_SUFFIX};

/// Every kind of identifier. The order is that of the documentation; at most 64, for [`IdentifierSet`].
pub const IDENTIFIERS: &[&Identifier] = &[
    &NHS_NUMBER,
    &COMMUNITY_HEALTH,
    &HEALTH_AND_CARE,
    &NATIONAL_INSURANCE,
    &TEMPORARY_REFERENCE,
    &TAX_REFERENCE,
    &POLICE_COMPUTER,
    &CRIMINAL_RECORD,
    &ARREST_SUMMONS,
    &COURT_CASE,
    &PROSECUTION,
    &PRISONER,
    &CRIME,
    &CRIME_SCOTLAND,
    &CUSTODY,
    &COLLAR,
    &DRIVING_LICENCE,
    &DRIVING_LICENCE_NI,
    &PASSPORT,
    &PASSPORT_OLD,
    &PASSPORT_ZONE,
    &VEHICLE,
    &VEHICLE_PREFIX,
    &VEHICLE_SUFFIX,
    &VEHICLE_NI,
    &VEHICLE_DATELESS,
    &POSTCODE,
    &PHONE,
    &EMAIL,
    &NETWORK_ADDRESS,
    &MAC_ADDRESS,
    &SORT_CODE,
    &BANK_ACCOUNT,
    &IBAN,
    &PAYMENT_CARD,
    &BIRTH_DATE,
    &COORDINATES,
    &LATITUDE,
    &LONGITUDE,
    &GRID_BRITAIN,
    &EASTING,
    &NORTHING,
    &GRID_IRELAND,
    &PROPERTY,
    &STREET,
    &PUPIL,
    &ELECTORAL_ROLL,
];

const _: () = assert!(IDENTIFIERS.len() <= 64, "a set of identifiers is 64 bits");

/// Place of a kind in [`IDENTIFIERS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdentifierIndex(pub(crate) u8);

impl IdentifierIndex {
    /// The kind with this stable identifier.
    pub fn of(id: &str) -> Option<Self> {
        Self::all().find(|index| index.identifier().id == id)
    }

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..IDENTIFIERS.len() as u8).map(Self)
    }

    /// Its row.
    pub fn identifier(self) -> &'static Identifier {
        // An index is only made from the table's own places.
        IDENTIFIERS.get(self.0 as usize).copied().unwrap_or(&NHS_NUMBER)
    }

    /// Its place, for tables of one's own.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IdentifierSet(pub(crate) u64);

impl IdentifierSet {
    /// Every kind.
    pub const ALL: Self = Self(u64::MAX);

    /// Adds a kind.
    pub fn insert(&mut self, index: IdentifierIndex) {
        self.0 |= 1 << index.0;
    }

    /// Whether a kind is in it.
    pub fn contains(self, index: IdentifierIndex) -> bool {
        self.0 >> index.0 & 1 == 1
    }

    /// Whether it is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds in it.
    pub fn iter(self) -> impl Iterator<Item = IdentifierIndex> {
        IdentifierIndex::all().filter(move |index| self.contains(*index))
    }
}

impl FromIterator<IdentifierIndex> for IdentifierSet {
    fn from_iter<I: IntoIterator<Item = IdentifierIndex>>(kinds: I) -> Self {
        let mut set = Self::default();
        kinds.into_iter().for_each(|kind| set.insert(kind));
        set
    }
}
