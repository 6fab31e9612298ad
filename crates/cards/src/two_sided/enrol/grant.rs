//! What the card office answers with.

use super::answer::EnrolmentAnswer;
use super::error::EnrolError;
use super::request::EnrolmentRequest;
use crate::key::IssuerKey;
use crate::statement::{HolderKind, Statement};
use crate::two_sided::Enrolment;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What the card office says of whoever carries the telephone. Not who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What kind of holder.
    pub holder: HolderKind,
    /// Until when: thousands share a day, so it tells none of them from the others.
    pub last_day: Date,
    /// Address of the status list of enrolments.
    pub list: String,
    /// A place in it for each key, drawn at random, and kept with the person before the answer goes out: so that a lost
    /// telephone can be revoked.
    pub places: Vec<u32>,
}

/// Enrols a telephone: one enrolment for each of its keys.
pub fn enrol(
    request: &EnrolmentRequest,
    grant: &Grant,
    key: &IssuerKey,
    now: Timestamp,
) -> Result<EnrolmentAnswer, EnrolError> {
    let different: BTreeSet<u32> = grant.places.iter().copied().collect();
    if different.len() != request.keys() || grant.places.len() != request.keys() {
        return Err(EnrolError::Places { keys: request.keys(), places: different.len() });
    }
    if grant.holder == HolderKind::Specimen {
        return Err(EnrolError::Nobody);
    }
    let mut enrolments = Vec::with_capacity(request.keys());
    for (telephone, place) in request.public_keys().iter().zip(&grant.places) {
        // An enrolment says what a card says, by the same rules.
        let says = Statement::new(request.force(), grant.holder, grant.last_day, &grant.list, *place)?;
        if says.expires <= now {
            return Err(EnrolError::Over);
        }
        let enrolment = Enrolment {
            issuer: says.issuer,
            holder: says.holder,
            expires: says.expires,
            list: says.list,
            index: says.index,
            key: telephone.clone(),
        };
        enrolments.push(enrolment.sign(key)?);
    }
    Ok(EnrolmentAnswer { request: request.number(), enrolments })
}
