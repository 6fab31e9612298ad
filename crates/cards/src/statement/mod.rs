//! What a card says to whoever scans it: who issued it, to what kind of holder, until when, and where its status stands.
//! No name, no number, no photo, no unit.
//!
//! It is a CWT (RFC 8392) in a `COSE_Sign1` (RFC 9052), as base45 (RFC 9285) behind the `#` of an address: browsers keep
//! that part to themselves, so not even the server that holds the page learns which card was scanned.

mod address;
mod code;
mod holder_kind;
mod standing;

pub use address::{AddressError, CardPage};
pub use code::{CODE_QUIET_ZONE, Code, CodeError, LARGEST_CODE};
pub use holder_kind::HolderKind;
pub use standing::{NotChecked, Standing, standing};

use crate::claims::{self, Claims, named};
use crate::key::{IssuerKey, IssuerPublicKey};
use crate::sign1::{self, SignatureError};
use ciborium::Value;
use jiff::Timestamp;
use jiff::civil::Date;

/// The longest statement, in bytes. With the address of the page in front of it, it makes a code that a telephone reads off
/// a card.
pub const STATEMENT_BUDGET: usize = 160;

/// Why a statement is none, or cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StatementError {
    /// The signature, or the form around it.
    #[error("the code on this card cannot be relied on: {0}")]
    Signature(#[from] SignatureError),
    /// What it says.
    #[error("the code on this card does not say what a card has to say. Do not rely on it")]
    Claims,
    /// Too long for a card.
    #[error(
        "the code would hold {bytes} bytes, and a card has room for {STATEMENT_BUDGET}. Shorten the address of the status \
         list or the short name of the force by {over} letters", over = bytes - STATEMENT_BUDGET
    )]
    TooLong {
        /// How long it would be.
        bytes: usize,
    },
    /// The issuer's short name.
    #[error(
        "the short name of the force has to have 1 to 24 letters, digits, dots or hyphens, such as 'met.police.uk'"
    )]
    Issuer,
    /// The list's address.
    #[error(
        "the status list has to have an address that begins with https://, without a question mark or '#'"
    )]
    List,
    /// A day that is none.
    #[error("the last day of the card makes no sense. Give one from 1970 on")]
    Day,
}

/// What a card says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Short name of the force.
    pub issuer: String,
    /// What kind of person carries the card.
    pub holder: HolderKind,
    /// From when on it is not valid any more.
    pub expires: Timestamp,
    /// Address of the status list.
    pub list: String,
    /// The card's place in it.
    pub index: u32,
}

impl Statement {
    /// A statement that is valid through a day, as days are in London. A day and not a second: thousands of cards share
    /// it, so it tells none of them from the others.
    pub fn new(
        issuer: &str,
        holder: HolderKind,
        last_day: Date,
        list: &str,
        index: u32,
    ) -> Result<Self, StatementError> {
        let expires = last_day
            .tomorrow()
            .and_then(|day| day.in_tz("Europe/London"))
            .ok()
            .map(|midnight| midnight.timestamp())
            .filter(|expires| expires.as_second() > 0)
            .ok_or(StatementError::Day)?;
        let statement = Self { issuer: issuer.into(), holder, expires, list: list.into(), index };
        statement.check()?;
        Ok(statement)
    }

    /// Signs it.
    pub fn sign(&self, key: &IssuerKey) -> Result<Vec<u8>, StatementError> {
        self.check()?;
        let bytes = sign1::sign(key, None, self.payload().ok_or(StatementError::Claims)?)?;
        if bytes.len() > STATEMENT_BUDGET {
            return Err(StatementError::TooLong { bytes: bytes.len() });
        }
        Ok(bytes)
    }

    /// Reads a statement that one of the keys signed. Whatever is not written the one way it can be is none.
    pub fn open(bytes: &[u8], keys: &[IssuerPublicKey]) -> Result<Self, StatementError> {
        if bytes.len() > STATEMENT_BUDGET {
            return Err(SignatureError::Malformed.into());
        }
        let payload = sign1::open(bytes, None, keys)?;
        let statement = Self::read(&payload).ok_or(StatementError::Claims)?;
        statement.check()?;
        let is_canonical =
            statement.payload().as_ref() == Some(&payload) && sign1::is_canonical(bytes, payload.len());
        if is_canonical { Ok(statement) } else { Err(StatementError::Claims) }
    }

    fn payload(&self) -> Option<Vec<u8>> {
        let place = Value::Map(vec![
            (Value::from("idx"), Value::from(self.index)),
            (Value::from("uri"), Value::from(self.list.as_str())),
        ]);
        claims::write(vec![
            (claims::ISSUER, Value::from(self.issuer.as_str())),
            (claims::EXPIRES, Value::from(self.expires.as_second())),
            (claims::STATUS, Value::Map(vec![(Value::from("status_list"), place)])),
            (claims::HOLDER_KIND, Value::from(self.holder.number())),
        ])
    }

    fn read(payload: &[u8]) -> Option<Self> {
        let claims = Claims::read(payload)?;
        let place = named(claims.get(claims::STATUS)?, "status_list")?;
        Some(Self {
            issuer: claims.text(claims::ISSUER)?.to_owned(),
            holder: HolderKind::from_number(claims.number(claims::HOLDER_KIND)?)?,
            expires: claims.time(claims::EXPIRES)?,
            list: named(place, "uri")?.as_text()?.to_owned(),
            index: u32::try_from(named(place, "idx")?.as_integer()?).ok()?,
        })
    }

    fn check(&self) -> Result<(), StatementError> {
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
        if !(1..=24).contains(&self.issuer.len()) || !self.issuer.chars().all(is_name) {
            return Err(StatementError::Issuer);
        }
        if address::is_list(&self.list) { Ok(()) } else { Err(StatementError::List) }
    }
}
