//! An enrolment: the issuer says that a telephone's key belongs to an officer, and to what kind. A CWT with the key as its
//! `cnf` claim (RFC 8747).

use crate::claims::{self, Claims, named};
use crate::key::{Algorithm, IssuerKey, IssuerPublicKey};
use crate::sign1::{self, SignatureError};
use crate::statement::HolderKind;
use ciborium::Value;
use jiff::Timestamp;

/// What the header `typ` says.
const TYPE: &str = "application/tipstaff-enrolment+cwt";

/// The longest enrolment that is read.
const LONGEST: usize = 1024;

/// Why an enrolment is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnrolmentError {
    /// The signature, or the form around it.
    #[error("the telephone is not enrolled: {0}")]
    Signature(#[from] SignatureError),
    /// What it says.
    #[error("the telephone's enrolment does not say what it has to say. Enrol it again")]
    Claims,
}

/// An enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Short name of the force.
    pub issuer: String,
    /// What kind of person carries the telephone.
    pub holder: HolderKind,
    /// From when on it is not valid any more.
    pub expires: Timestamp,
    /// Address of the status list.
    pub list: String,
    /// The enrolment's place in it.
    pub index: u32,
    /// The telephone's key.
    pub key: IssuerPublicKey,
}

impl Enrolment {
    /// Signs it.
    pub fn sign(&self, key: &IssuerKey) -> Result<Vec<u8>, EnrolmentError> {
        let place = Value::Map(vec![
            (Value::from("idx"), Value::from(self.index)),
            (Value::from("uri"), Value::from(self.list.as_str())),
        ]);
        let payload = claims::write(vec![
            (claims::ISSUER, Value::from(self.issuer.as_str())),
            (claims::EXPIRES, Value::from(self.expires.as_second())),
            (claims::CONFIRMATION, Value::Map(vec![(Value::from(1), cose_key(&self.key)?)])),
            (claims::STATUS, Value::Map(vec![(Value::from("status_list"), place)])),
            (claims::HOLDER_KIND, Value::from(self.holder.number())),
        ]);
        Ok(sign1::sign(key, Some(TYPE), payload.ok_or(EnrolmentError::Claims)?)?)
    }

    /// Reads an enrolment that one of the issuer's keys signed.
    pub fn open(bytes: &[u8], keys: &[IssuerPublicKey]) -> Result<Self, EnrolmentError> {
        if bytes.len() > LONGEST {
            return Err(SignatureError::Malformed.into());
        }
        let payload = sign1::open(bytes, Some(TYPE), keys)?;
        Self::read(&payload).ok_or(EnrolmentError::Claims)
    }

    fn read(payload: &[u8]) -> Option<Self> {
        let claims = Claims::read(payload)?;
        let place = named(claims.get(claims::STATUS)?, "status_list")?;
        let confirmation = claims.get(claims::CONFIRMATION)?;
        Some(Self {
            issuer: claims.text(claims::ISSUER)?.to_owned(),
            holder: HolderKind::from_number(claims.number(claims::HOLDER_KIND)?)?,
            expires: claims.time(claims::EXPIRES)?,
            list: named(place, "uri")?.as_text()?.to_owned(),
            index: u32::try_from(named(place, "idx")?.as_integer()?).ok()?,
            key: read_key(numbered(confirmation, 1)?)?,
        })
    }
}

/// A `COSE_Key` (RFC 9052, section 7).
fn cose_key(key: &IssuerPublicKey) -> Result<Value, EnrolmentError> {
    let bytes = key.to_bytes();
    let entry = |label: i64, value: Value| (Value::from(label), value);
    let entries = match key.algorithm() {
        Algorithm::Ed25519 => {
            vec![entry(1, Value::from(1)), entry(-1, Value::from(6)), entry(-2, Value::Bytes(bytes))]
        }
        Algorithm::P256 => {
            let (x, y) = bytes.split_at_checked(32).ok_or(EnrolmentError::Claims)?;
            vec![
                entry(1, Value::from(2)),
                entry(-1, Value::from(1)),
                entry(-2, Value::Bytes(x.to_vec())),
                entry(-3, Value::Bytes(y.to_vec())),
            ]
        }
    };
    Ok(Value::Map(entries))
}

fn read_key(key: &Value) -> Option<IssuerPublicKey> {
    let number = |label| i64::try_from(numbered(key, label)?.as_integer()?).ok();
    let bytes = |label| numbered(key, label)?.as_bytes();
    match (number(1)?, number(-1)?) {
        (1, 6) => IssuerPublicKey::from_bytes(Algorithm::Ed25519, bytes(-2)?).ok(),
        (2, 1) => {
            let point = [bytes(-2)?.as_slice(), bytes(-3)?.as_slice()].concat();
            IssuerPublicKey::from_bytes(Algorithm::P256, &point).ok()
        }
        _ => None,
    }
}

/// The value under a number in a map.
fn numbered(map: &Value, label: i64) -> Option<&Value> {
    let label = Value::from(label);
    map.as_map()?.iter().find(|(key, _)| *key == label).map(|(_, value)| value)
}
