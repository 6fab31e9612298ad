//! The keys of blobs, made from the force keys.

use crate::error::BlobError;
use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use keyring::{ForceKeys, SecretKey};
use std::fmt;
use zeroize::Zeroizing;

/// The use for which keys are derived from the force keys (HKDF, see `keyring::derive`).
pub const KEY_LABEL: &str = "tipstaff/blobs/1";

/// What seals, and what opens.
pub(crate) struct Keys {
    pub(crate) recipient: Recipient,
    /// The newest first.
    pub(crate) identities: Vec<Identity>,
}

impl Keys {
    pub(crate) fn new(force: &ForceKeys) -> Result<Self, BlobError> {
        let identities: Vec<Identity> = force
            .derived(KEY_LABEL)
            .iter()
            .map(|secret| line(secret)?.parse().map_err(|_| BlobError::Key))
            .collect::<Result<_, _>>()?;
        let newest = identities.first().ok_or(BlobError::Key)?;
        Ok(Self { recipient: newest.to_public(), identities })
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Keys")
    }
}

/// The keys of blobs as an identity file of age, the newest first: with it, `age -d -i FILE` opens every blob without
/// Tipstaff. Whoever has it can read them all, so it is kept like the force key, or better not at all.
pub fn identities(force: &ForceKeys) -> Result<Zeroizing<String>, BlobError> {
    let secrets = force.derived(KEY_LABEL);
    // All of the room at once: a text that grows leaves keys behind where it was.
    let mut text = Zeroizing::new(String::with_capacity(secrets.len() * 80));
    for secret in &secrets {
        text.push_str(&line(secret)?);
        text.push('\n');
    }
    Ok(text)
}

/// A key as age writes it, which is the only form in which age takes one.
fn line(secret: &SecretKey) -> Result<Zeroizing<String>, BlobError> {
    let name = Hrp::parse("AGE-SECRET-KEY-").map_err(|_| BlobError::Key)?;
    bech32::encode_upper::<Bech32>(name, secret.expose()).map(Zeroizing::new).map_err(|_| BlobError::Key)
}
