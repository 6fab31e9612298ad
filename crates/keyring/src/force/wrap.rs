//! Wrapped keys.

use super::id::{ID_BYTES, KeyId};
use super::{ForceKey, ForceKeys};
use crate::aead::Aead;
use crate::cell::Cell;
use crate::derive;
use crate::error::KeyError;
use crate::secret::{KEY_BYTES, SecretKey};

/// The first byte of a wrapped key. A sealed value begins with another one.
const VERSION: u8 = 0x41;
const HEADER_BYTES: usize = 1 + ID_BYTES;

/// What a force key wraps with: a key of its own, derived, so that the force key serves other uses too.
pub(super) struct Wrapper {
    aead: Aead,
    header: [u8; HEADER_BYTES],
}

impl Wrapper {
    pub(super) fn new(id: &KeyId, secret: &SecretKey) -> Self {
        let [a, b, c, d] = *id.as_bytes();
        Self { aead: Aead::new(&derive::hkdf(secret, "tipstaff/wrap/1")), header: [VERSION, a, b, c, d] }
    }
}

impl ForceKeys {
    /// Wraps a key for this place under the newest force key. 77 bytes: 0x41, the number of the force key (4 bytes), a
    /// random nonce (24), the ciphertext (32), a tag (16). The cell is authenticated with it.
    pub fn wrap(&self, cell: Cell<'_>, key: &SecretKey) -> Result<Vec<u8>, KeyError> {
        let Wrapper { aead, header } = &self.last().wrapper;
        aead.seal(header, cell, key.expose(), &[])
    }

    /// Unwraps what was wrapped for this place under any force key of the list.
    pub fn unwrap(&self, cell: Cell<'_>, wrapped: &[u8]) -> Result<SecretKey, KeyError> {
        let damaged = || KeyError::Damaged { place: cell.to_string() };
        let (id, rest) = header(wrapped).ok_or_else(damaged)?;
        let ForceKey { wrapper, .. } = self.find(&id).ok_or(KeyError::NoSuchKey { id })?;
        let bytes = wrapper.aead.open(&wrapper.header, cell, rest)?;
        let key: &[u8; KEY_BYTES] = bytes.as_slice().try_into().map_err(|_| damaged())?;
        Ok(SecretKey::from_bytes(key))
    }

    /// The force key under which this was wrapped, as it says itself: nothing is opened. None when it is no wrapped key.
    pub fn wrapped_by(&self, wrapped: &[u8]) -> Option<KeyId> {
        header(wrapped).map(|(id, _)| id)
    }
}

fn header(wrapped: &[u8]) -> Option<(KeyId, &[u8])> {
    let (header, rest) = wrapped.split_first_chunk::<HEADER_BYTES>()?;
    let [version, a, b, c, d] = *header;
    (version == VERSION).then(|| (KeyId::from_bytes([a, b, c, d]), rest))
}
