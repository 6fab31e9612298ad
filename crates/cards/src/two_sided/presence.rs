//! What a telephone signs: "I am here, for this page, for this number, now". And the page's check of it.

use super::LIFE_SECONDS;
use super::digits::Digits;
use super::enrolment::{Enrolment, EnrolmentError};
use crate::claims::{self, Claims};
use crate::key::{IssuerKey, IssuerPublicKey};
use crate::sign1::{self, SignatureError};
use crate::statement::{HolderKind, NotChecked, Standing, Statement, standing};
use crate::status_list::ListToken;
use ciborium::Value;
use jiff::Timestamp;

/// What the header `typ` says.
const TYPE: &str = "application/tipstaff-presence+cwt";

/// The longest presence that is read.
const LONGEST: usize = 1024;

/// Why a page does not turn green.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PresenceError {
    /// The enrolment.
    #[error(transparent)]
    Enrolment(#[from] EnrolmentError),
    /// The enrolment is of another force.
    #[error("the telephone is enrolled with another force. Ask that force")]
    OtherForce,
    /// The enrolment is over, revoked, or of nobody.
    #[error("the telephone's enrolment is not valid any more. Do not rely on it; call 101")]
    NotValid,
    /// Nothing can be said of the enrolment.
    #[error("whether the telephone is still enrolled was not checked: {0}")]
    NotChecked(NotChecked),
    /// The telephone's signature.
    #[error("the telephone did not sign this: {0}")]
    Signature(SignatureError),
    /// It answered something else.
    #[error("the telephone answered another page or another number. Start again")]
    OtherQuestion,
    /// It answered at another time.
    #[error("the answer is from another time than now. Start again")]
    OtherTime,
}

/// What a telephone signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// Address of the page.
    pub page: String,
    /// The digits that were typed.
    pub digits: Digits,
    /// What the page made up.
    pub nonce: [u8; 32],
    /// When, in whole seconds.
    pub at: Timestamp,
}

/// What a page may say when it turns green.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What kind of person answered.
    pub holder: HolderKind,
    /// As of when the enrolment was not revoked.
    pub as_of: Timestamp,
}

/// Audience (RFC 8392), and nonce (RFC 9711).
const AUDIENCE: i64 = 3;
const NONCE: i64 = 10;

impl Presence {
    /// Signs it with the telephone's key.
    pub fn sign(&self, telephone: &IssuerKey) -> Result<Vec<u8>, SignatureError> {
        let payload = claims::write(vec![
            (claims::SUBJECT, Value::from(self.digits.to_string())),
            (AUDIENCE, Value::from(self.page.as_str())),
            (claims::ISSUED, Value::from(self.at.as_second())),
            (NONCE, Value::Bytes(self.nonce.to_vec())),
        ]);
        sign1::sign(telephone, Some(TYPE), payload.ok_or(SignatureError::Unwritable)?)
    }

    fn open(bytes: &[u8], telephone: &IssuerPublicKey) -> Result<Self, SignatureError> {
        if bytes.len() > LONGEST {
            return Err(SignatureError::Malformed);
        }
        let payload = sign1::open(bytes, Some(TYPE), std::slice::from_ref(telephone))?;
        let read = || {
            let claims = Claims::read(&payload)?;
            Some(Self {
                page: claims.text(AUDIENCE)?.to_owned(),
                digits: claims.text(claims::SUBJECT)?.parse().ok()?,
                nonce: claims.get(NONCE)?.as_bytes()?.as_slice().try_into().ok()?,
                at: claims.time(claims::ISSUED)?,
            })
        };
        read().ok_or(SignatureError::Malformed)
    }
}

/// The page's check. `asked` is what the page asked, at its own time; nothing that came over the relay is believed that
/// the issuer or the enrolled telephone has not signed.
pub fn check(
    enrolment: &[u8],
    presence: &[u8],
    asked: &Presence,
    issuer: (&str, &[IssuerPublicKey]),
    list: &ListToken,
    now: Timestamp,
) -> Result<Checked, PresenceError> {
    let enrolment = Enrolment::open(enrolment, issuer.1)?;
    if enrolment.issuer != issuer.0 {
        return Err(PresenceError::OtherForce);
    }
    let as_card = Statement {
        issuer: enrolment.issuer.clone(),
        holder: enrolment.holder,
        expires: enrolment.expires,
        list: enrolment.list.clone(),
        index: enrolment.index,
    };
    let as_of = match standing(&as_card, list, now) {
        Standing::Issued { as_of } => as_of,
        Standing::NotChecked(why) => return Err(PresenceError::NotChecked(why)),
        _ => return Err(PresenceError::NotValid),
    };
    let said = Presence::open(presence, &enrolment.key).map_err(PresenceError::Signature)?;
    if said.page != asked.page || said.digits != asked.digits || said.nonce != asked.nonce {
        return Err(PresenceError::OtherQuestion);
    }
    // The nonce says that it is no older than the question; a telephone's clock may be wrong by minutes.
    let is_late = now.duration_since(asked.at).as_secs() > LIFE_SECONDS;
    let apart = said.at.duration_since(asked.at).as_secs();
    if is_late || !(-crate::status_list::SKEW_SECONDS..=crate::status_list::SKEW_SECONDS).contains(&apart) {
        return Err(PresenceError::OtherTime);
    }
    Ok(Checked { holder: enrolment.holder, as_of })
}
