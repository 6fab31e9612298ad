//! Driving licences and passports.

mod driving_licence;
mod driving_licence_ni;
mod passport;
mod passport_old;
mod passport_zone;

pub(crate) use driving_licence::DRIVING_LICENCE;
pub use driving_licence::LicenceHolder;
pub(crate) use driving_licence_ni::DRIVING_LICENCE_NI;
pub(crate) use passport::PASSPORT;
pub(crate) use passport_old::PASSPORT_OLD;
pub(crate) use passport_zone::PASSPORT_ZONE;

/// Words about drivers.
const DRIVER: &[&str] = &["driver", "driving", "licence", "license", "dvla", "endorsement", "disqualified"];
/// Words about travel.
const TRAVEL: &[&str] =
    &["passport", "travel", "nationality", "visa", "immigration", "border", "hmpo", "document"];
