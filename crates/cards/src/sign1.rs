//! `COSE_Sign1` (RFC 9052): a payload and one signature.

use crate::key::{Algorithm, IssuerKey, IssuerPublicKey};
use ciborium::Value;
use coset::iana::Algorithm as Number;
use coset::{
    CoseSign1, CoseSign1Builder, HeaderBuilder, Label, RegisteredLabelWithPrivate, TaggedCborSerializable,
};

/// The header `typ` (RFC 9596): what the payload is.
const TYPE: i64 = 16;

/// Why a signed payload is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The bytes are no `COSE_Sign1`.
    #[error("it is damaged or incomplete. Scan or download it again")]
    Malformed,
    /// It is for something else.
    #[error("it was signed for another use. Do not rely on it")]
    OtherType,
    /// None of the keys signed it.
    #[error("it was not signed by any key of this issuer, or was changed since. Do not rely on it")]
    NotSigned,
    /// It cannot be written.
    #[error("it could not be written. Report this to those who maintain Tipstaff")]
    Unwritable,
}

/// Signs a payload, for the use `kind`, which is left away where every byte counts.
pub(crate) fn sign(key: &IssuerKey, kind: Option<&str>, payload: Vec<u8>) -> Result<Vec<u8>, SignatureError> {
    let mut header = HeaderBuilder::new().algorithm(number(key.algorithm()));
    if let Some(kind) = kind {
        header = header.value(TYPE, Value::from(kind));
    }
    CoseSign1Builder::new()
        .protected(header.build())
        .payload(payload)
        .create_signature(&[], |message| key.sign(message))
        .build()
        .to_tagged_vec()
        .map_err(|_| SignatureError::Unwritable)
}

/// The payload, if one of the keys signed it for this use. Any other header that must be understood spoils it.
pub(crate) fn open(
    bytes: &[u8],
    kind: Option<&str>,
    keys: &[IssuerPublicKey],
) -> Result<Vec<u8>, SignatureError> {
    let signed = CoseSign1::from_tagged_slice(bytes).map_err(|_| SignatureError::Malformed)?;
    let header = &signed.protected.header;
    let said = header.rest.iter().find(|(label, _)| *label == Label::Int(TYPE)).map(|(_, value)| value);
    if said.map(|value| value.as_text()) != kind.map(Some) || !header.crit.is_empty() {
        return Err(SignatureError::OtherType);
    }
    let is_by = |key: &IssuerPublicKey| {
        header.alg == Some(RegisteredLabelWithPrivate::Assigned(number(key.algorithm())))
            && signed
                .verify_signature(
                    &[],
                    |signature, message| {
                        if key.verifies(message, signature) { Ok(()) } else { Err(()) }
                    },
                )
                .is_ok()
    };
    if !keys.iter().any(is_by) {
        return Err(SignatureError::NotSigned);
    }
    signed.payload.ok_or(SignatureError::Malformed)
}

fn number(algorithm: Algorithm) -> Number {
    match algorithm {
        Algorithm::Ed25519 => Number::EdDSA,
        Algorithm::P256 => Number::ES256,
    }
}

/// Whether these bytes are the shortest form of what they say, with nothing but the algorithm in the header, around a
/// payload of this length.
pub(crate) fn is_canonical(bytes: &[u8], payload: usize) -> bool {
    // Tag 18, array of 4, a1 01 and the algorithm in three bytes, no further header, the payload, 64 bytes of signature.
    let heads = match payload {
        0..24 => 1,
        24..256 => 2,
        _ => 3,
    };
    let starts = bytes.starts_with(&[0xd2, 0x84, 0x43, 0xa1, 0x01]) && bytes.get(6) == Some(&0xa0);
    starts && bytes.len() == 7 + heads + payload + 2 + 64
}
