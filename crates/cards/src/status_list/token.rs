//! A status list token: the list, its address and its times, signed. CWT form.

use super::list::{ListError, StatusList};
use crate::claims::{self, Claims};
use crate::key::{IssuerKey, IssuerPublicKey};
use crate::sign1::{self, SignatureError};
use ciborium::Value;
use jiff::{SignedDuration, Timestamp};

/// What the header `typ` says of a status list token.
pub const LIST_TYPE: &str = "application/statuslist+cwt";

/// By how much two clocks may differ.
pub const SKEW_SECONDS: i64 = 300;

/// The longest token that is read.
const LONGEST: usize = 2 * super::MAX_LIST_BYTES;

/// Why a status list token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ListTokenError {
    /// The signature, or the form around it.
    #[error("the status list cannot be used: {0}")]
    Signature(#[from] SignatureError),
    /// The list.
    #[error(transparent)]
    List(#[from] ListError),
    /// What it says of itself.
    #[error("the status list does not say {0}. Download it again, and check nothing against it")]
    Claims(&'static str),
    /// It would be over before it begins.
    #[error("a status list has to hold for some time after it was made. Give it an end that lies later")]
    NoTime,
}

/// A status list with what was said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListToken {
    /// The address that cards name.
    pub address: String,
    /// When it was made.
    pub issued: Timestamp,
    /// From when on it says nothing any more.
    pub expires: Option<Timestamp>,
    /// For how many seconds it may be kept.
    pub ttl: Option<u64>,
    /// The list.
    pub list: StatusList,
}

/// Whether a list can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Yes; this old.
    Fresh {
        /// How old, never below zero.
        age: SignedDuration,
    },
    /// No: too old. What it says is "not checked".
    TooOld,
    /// No: from a time that has not come. A clock is wrong, here or there.
    FromTheFuture,
}

impl ListToken {
    /// Signs it. Times are in whole seconds.
    pub fn sign(&self, key: &IssuerKey) -> Result<Vec<u8>, ListTokenError> {
        let mut entries = vec![(claims::SUBJECT, Value::from(self.address.as_str()))];
        if let Some(expires) = self.expires {
            if expires.as_second() <= self.issued.as_second() {
                return Err(ListTokenError::NoTime);
            }
            entries.push((claims::EXPIRES, Value::from(expires.as_second())));
        }
        entries.push((claims::ISSUED, Value::from(self.issued.as_second())));
        entries.push((claims::STATUS_LIST, self.list.to_cbor()?));
        if let Some(ttl) = self.ttl {
            if ttl == 0 {
                return Err(ListTokenError::NoTime);
            }
            entries.push((claims::TIME_TO_LIVE, Value::from(ttl)));
        }
        let payload = claims::write(entries).ok_or(SignatureError::Unwritable)?;
        Ok(sign1::sign(key, Some(LIST_TYPE), payload)?)
    }

    /// Reads a token that one of the keys signed.
    pub fn open(bytes: &[u8], keys: &[IssuerPublicKey]) -> Result<Self, ListTokenError> {
        if bytes.len() > LONGEST {
            return Err(SignatureError::Malformed.into());
        }
        let payload = sign1::open(bytes, Some(LIST_TYPE), keys)?;
        let claims = Claims::read(&payload).ok_or(SignatureError::Malformed)?;
        let address =
            claims.text(claims::SUBJECT).ok_or(ListTokenError::Claims("which list it is"))?.to_owned();
        let issued = claims.time(claims::ISSUED).ok_or(ListTokenError::Claims("when it was made"))?;
        // A claim that is there has to make sense.
        let expires = match claims.get(claims::EXPIRES) {
            None => None,
            Some(_) => Some(
                claims
                    .time(claims::EXPIRES)
                    .ok_or(ListTokenError::Claims("until when it holds as a time"))?,
            ),
        };
        let ttl = match claims.get(claims::TIME_TO_LIVE) {
            None => None,
            Some(_) => Some(
                claims
                    .number(claims::TIME_TO_LIVE)
                    .filter(|seconds| *seconds > 0)
                    .ok_or(ListTokenError::Claims("how long it may be kept as a number"))?,
            ),
        };
        let list = claims.get(claims::STATUS_LIST).ok_or(ListTokenError::Claims("who is valid"))?;
        Ok(Self { address, issued, expires, ttl, list: StatusList::from_cbor(list)? })
    }

    /// Whether it can be relied on at this time: not after its end, and not longer than it may be kept. One that says
    /// neither can be relied on for a day.
    pub fn freshness(&self, now: Timestamp) -> Freshness {
        let age = now.duration_since(self.issued);
        if age < SignedDuration::from_secs(-SKEW_SECONDS) {
            return Freshness::FromTheFuture;
        }
        let is_over = self.expires.is_some_and(|expires| now >= expires);
        let day = if self.expires.is_none() { Some(24 * 60 * 60) } else { None };
        let kept_too_long =
            self.ttl.or(day).is_some_and(|ttl| age.as_secs() > i64::try_from(ttl).unwrap_or(i64::MAX));
        if is_over || kept_too_long {
            return Freshness::TooOld;
        }
        Freshness::Fresh { age: age.max(SignedDuration::ZERO) }
    }
}
