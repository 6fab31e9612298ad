//! Numbers of the health services of England and Wales, Scotland and Northern Ireland. All three share one check, so
//! that each also looks like the others; what tells them apart is the range of their first digits.

mod care_number;
mod community_number;
mod nhs_number;

pub(crate) use care_number::HEALTH_AND_CARE;
pub(crate) use community_number::COMMUNITY_HEALTH;
pub(crate) use nhs_number::NHS_NUMBER;

/// Words about patients, which speak for each of the three.
const PATIENT: &[&str] =
    &["patient", "hospital", "gp", "medical", "health", "ambulance", "clinic", "surgery", "nhs"];
