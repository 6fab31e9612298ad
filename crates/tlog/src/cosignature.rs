//! What a witness says under a checkpoint: "at this time, this is the largest tree of this log that I have seen, and it
//! continues all that I saw before" (C2SP tlog-cosignature, `cosignature/v1`, Ed25519, signature type 0x04).
//!
//! ML-DSA-44 cosignatures (type 0x06) sign another message and will have a file of their own beside this one; until then
//! they are left alone like every signature by a key that is not known here.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey};
use signed_note::Signature;

use crate::{
    checkpoint::Checkpoint,
    error::LogError,
    vkey::{KeyKind, VerifierKey},
};

/// A witness's signing key and its name. The secret is wiped from memory when this is dropped.
pub struct WitnessKey {
    secret: SigningKey,
    vkey: VerifierKey,
}

impl WitnessKey {
    /// The key of the witness `name` (a URL without scheme, as `audit.example/witness`) from its 32 secret bytes. It must
    /// not be the key of a log or of another witness: what is signed does not hold the name.
    pub fn new(name: &str, secret: &[u8; 32]) -> Result<Self, LogError> {
        let secret = SigningKey::from_bytes(secret);
        let vkey = VerifierKey::new(name, KeyKind::CosignatureV1, secret.verifying_key())?;
        Ok(Self { secret, vkey })
    }

    /// The public half, as logs and verifiers need it: `name+number+base64`.
    pub fn vkey(&self) -> String {
        self.vkey.to_string()
    }

    /// The public half.
    pub fn verifier(&self) -> &VerifierKey {
        &self.vkey
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WitnessKey").field("vkey", &self.vkey()).finish_non_exhaustive()
    }
}

/// Puts a witness's cosignature under a checkpoint. `now` is in seconds since 1970, and not 0. Whether the checkpoint
/// deserves it is not asked here: see [`Witness`](crate::witness::Witness).
pub fn sign(key: &WitnessKey, checkpoint: &mut Checkpoint, now: u64) -> Result<(), LogError> {
    if now == 0 || i64::try_from(now).is_err() {
        return Err(LogError::Malformed("no cosignature can bear this time; set the clock"));
    }
    let signature = key.secret.sign(&message(checkpoint.text(), now));
    let timed = [now.to_be_bytes().as_slice(), &signature.to_bytes()].concat();
    let name = key.vkey.name().to_owned();
    let signature = Signature::new(name, key.vkey.id(), timed).map_err(|_| LogError::KeyName)?;
    checkpoint.note_mut().add(signature);
    Ok(())
}

/// When a witness cosigned a checkpoint, in seconds since 1970; `None` if it has not. A cosignature that claims to be by
/// this witness and is not spoils the checkpoint: [`LogError::BadSignature`].
pub fn verify(checkpoint: &Checkpoint, witness: &VerifierKey) -> Result<Option<u64>, LogError> {
    let bad = || LogError::BadSignature { name: witness.name().to_owned() };
    if witness.kind() != KeyKind::CosignatureV1 {
        return Err(LogError::VerifierKey("it is a log's, not a witness's"));
    }
    let mut latest = None;
    for signature in checkpoint.note().by(witness) {
        let (time, signature) = signature.signature().split_first_chunk().ok_or_else(bad)?;
        let time = u64::from_be_bytes(*time);
        let possible = time != 0 && i64::try_from(time).is_ok();
        if !possible || !witness.verifies(&message(checkpoint.text(), time), signature) {
            return Err(bad());
        }
        latest = latest.max(Some(time));
    }
    Ok(latest)
}

/// What is signed: two lines, then the whole text of the checkpoint.
fn message(text: &str, time: u64) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{text}").into_bytes()
}
