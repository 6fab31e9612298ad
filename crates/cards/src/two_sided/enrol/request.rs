//! What a telephone asks with.

use super::error::RequestError;
use crate::claims::{self, Claims};
use crate::key::{Algorithm, IssuerKey, IssuerPublicKey};
use crate::sign1::{self, SignatureError};
use crate::status_list::SKEW_SECONDS;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ciborium::Value;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const SCHEMA: &str = "tipstaff.telephone-request/1";

/// What the header `typ` of a proof says.
const TYPE: &str = "application/tipstaff-possession+cwt";

/// Audience (RFC 8392), and nonce (RFC 9711).
const AUDIENCE: i64 = 3;
const NONCE: i64 = 10;

/// The most keys that a telephone is enrolled with at once.
pub const MOST_KEYS: usize = 32;

/// For how many days a request can be answered.
pub(crate) const DAYS: i64 = 14;

/// The longest request that is read.
const LONGEST: usize = 64 * 1024;

/// Letters and digits that are not taken for each other when they are read out.
const READABLE: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A telephone's request, with its proofs checked. It says nothing of who carries the telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentRequest {
    force: String,
    made: Timestamp,
    keys: Vec<IssuerPublicKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: String,
    keys: Vec<WrittenKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenKey {
    algorithm: String,
    key: String,
    proof: String,
}

impl EnrolmentRequest {
    /// Reads a request that was made for this force, and lately. Each key has to have signed for all of them together: nobody
    /// can put a key of somebody else among their own.
    pub fn from_json(json: &[u8], force: &str, now: Timestamp) -> Result<Self, RequestError> {
        if json.len() > LONGEST {
            return Err(RequestError::Malformed);
        }
        let written: Written = serde_json::from_slice(json).map_err(|_| RequestError::Malformed)?;
        if written.schema != SCHEMA {
            return Err(RequestError::Malformed);
        }
        if !(1..=MOST_KEYS).contains(&written.keys.len()) {
            return Err(RequestError::Keys { keys: written.keys.len() });
        }
        let mut keys = Vec::with_capacity(written.keys.len());
        for said in &written.keys {
            let key = said.public().ok_or(RequestError::Malformed)?;
            if keys.contains(&key) {
                return Err(RequestError::SameKey);
            }
            keys.push(key);
        }
        let digest = digest(&keys);
        let mut made = None;
        for (said, key) in written.keys.iter().zip(&keys) {
            let proof = BASE64.decode(&said.proof).map_err(|_| RequestError::Malformed)?;
            let at = proved(&proof, key, force, &digest)?;
            // One telephone signs all of them at once.
            if made.is_some_and(|made| made != at) {
                return Err(RequestError::Proof(SignatureError::Malformed));
            }
            made = Some(at);
        }
        let made = made.ok_or(RequestError::Malformed)?;
        let age = now.duration_since(made).as_secs();
        if age < -SKEW_SECONDS {
            return Err(RequestError::FromTheFuture);
        }
        if age > DAYS * 24 * 60 * 60 {
            return Err(RequestError::TooOld);
        }
        Ok(Self { force: force.to_owned(), made, keys })
    }

    /// A request as a telephone writes it, for programs on telephones that are no browsers.
    pub fn write(force: &str, telephone: &[IssuerKey], now: Timestamp) -> Result<String, SignatureError> {
        let keys: Vec<IssuerPublicKey> = telephone.iter().map(IssuerKey::public).collect();
        let digest = digest(&keys);
        let mut written = Written { schema: SCHEMA.to_owned(), keys: Vec::with_capacity(keys.len()) };
        for (secret, key) in telephone.iter().zip(&keys) {
            let payload = claims::write(vec![
                (AUDIENCE, Value::from(force)),
                (claims::ISSUED, Value::from(now.as_second())),
                (NONCE, Value::Bytes(digest.to_vec())),
            ]);
            let proof = sign1::sign(secret, Some(TYPE), payload.ok_or(SignatureError::Unwritable)?)?;
            written.keys.push(WrittenKey {
                algorithm: name(key.algorithm()).to_owned(),
                key: BASE64.encode(key.to_bytes()),
                proof: BASE64.encode(proof),
            });
        }
        serde_json::to_string_pretty(&written).map_err(|_| SignatureError::Unwritable)
    }

    /// The number that the telephone shows for this request, such as `K7Q2-9F3M-ABCD-2345`. Whoever gives the request to the card
    /// office reads it out: a request that was swapped on its way has another.
    pub fn number(&self) -> String {
        let digest = digest(&self.keys);
        // Ten bytes are sixteen letters of five bits.
        let bits = digest.iter().take(10).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut number = String::with_capacity(19);
        for place in 0..16_u32 {
            if place > 0 && place % 4 == 0 {
                number.push('-');
            }
            let letter = (bits >> (75 - 5 * place)) & 31;
            number.extend(READABLE.get(letter as usize).map(|letter| char::from(*letter)));
        }
        number
    }

    /// When it was made, by the telephone's clock.
    pub fn made(&self) -> Timestamp {
        self.made
    }

    /// How many keys want a place in the status list.
    pub fn keys(&self) -> usize {
        self.keys.len()
    }

    pub(crate) fn force(&self) -> &str {
        &self.force
    }

    pub(crate) fn public_keys(&self) -> &[IssuerPublicKey] {
        &self.keys
    }
}

impl WrittenKey {
    fn public(&self) -> Option<IssuerPublicKey> {
        let algorithm = [Algorithm::Ed25519, Algorithm::P256]
            .into_iter()
            .find(|algorithm| name(*algorithm) == self.algorithm)?;
        IssuerPublicKey::from_bytes(algorithm, &BASE64.decode(&self.key).ok()?).ok()
    }
}

/// As JOSE and COSE call it.
fn name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Ed25519 => "EdDSA",
        Algorithm::P256 => "ES256",
    }
}

/// All keys of a request together.
fn digest(keys: &[IssuerPublicKey]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(format!("{SCHEMA}\n"));
    for key in keys {
        hash.update(format!("{} {}\n", name(key.algorithm()), BASE64.encode(key.to_bytes())));
    }
    hash.finalize().into()
}

/// When the key signed for all of them, and for this force.
fn proved(
    proof: &[u8],
    key: &IssuerPublicKey,
    force: &str,
    digest: &[u8; 32],
) -> Result<Timestamp, RequestError> {
    let payload = sign1::open(proof, Some(TYPE), std::slice::from_ref(key)).map_err(RequestError::Proof)?;
    let damaged = || RequestError::Proof(SignatureError::Malformed);
    let claims = Claims::read(&payload).ok_or_else(damaged)?;
    let signed = claims.get(NONCE).and_then(Value::as_bytes).ok_or_else(damaged)?;
    if signed.as_slice() != digest {
        return Err(RequestError::Proof(SignatureError::NotSigned));
    }
    if claims.text(AUDIENCE).ok_or_else(damaged)? != force {
        return Err(RequestError::OtherForce);
    }
    claims.time(claims::ISSUED).ok_or_else(damaged)
}
