//! XChaCha20-Poly1305 with a header in front: what sealed values and wrapped keys have in common.
//!
//! Layout: header ‖ nonce (24 bytes) ‖ ciphertext ‖ tag (16 bytes). The header and the cell are authenticated too.

use crate::cell::Cell;
use crate::error::KeyError;
use crate::nonces::{self, NONCE_BYTES};
use crate::secret::{SecretKey, wiped};
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, Zeroizing};

const TAG_BYTES: usize = 16;

/// A cipher, ready. It holds a copy of the key, wiped when it is dropped.
pub(crate) struct Aead(XChaCha20Poly1305);

const _: () = wiped::<XChaCha20Poly1305>();

impl Aead {
    pub(crate) fn new(key: &SecretKey) -> Self {
        Self(XChaCha20Poly1305::new(key.expose().into()))
    }

    /// Seals `value` and `padding` behind `header`.
    pub(crate) fn seal(
        &self,
        header: &[u8],
        cell: Cell<'_>,
        value: &[u8],
        padding: &[u8],
    ) -> Result<Vec<u8>, KeyError> {
        let nonce = nonces::fresh()?;
        let front = header.len() + NONCE_BYTES;
        let mut sealed = Vec::with_capacity(front + value.len() + padding.len() + TAG_BYTES);
        for part in [header, &nonce, value, padding] {
            sealed.extend_from_slice(part);
        }
        let (_, body) = sealed.split_at_mut(front);
        let bound = cell.bind(header);
        let Ok(tag) = self.0.encrypt_inout_detached(&XNonce::from(nonce), &bound, body.into()) else {
            sealed.zeroize();
            return Err(KeyError::TooLarge { place: cell.to_string() });
        };
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    /// Opens what follows `header`.
    pub(crate) fn open(
        &self,
        header: &[u8],
        cell: Cell<'_>,
        rest: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let damaged = || KeyError::Damaged { place: cell.to_string() };
        let (nonce, rest) = rest.split_first_chunk::<NONCE_BYTES>().ok_or_else(damaged)?;
        let (body, tag) = rest.split_last_chunk::<TAG_BYTES>().ok_or_else(damaged)?;
        let mut value = Zeroizing::new(body.to_vec());
        let bound = cell.bind(header);
        // Compares tags in constant time, and before anything is deciphered.
        self.0
            .decrypt_inout_detached(
                &XNonce::from(*nonce),
                &bound,
                value.as_mut_slice().into(),
                &Tag::from(*tag),
            )
            .map_err(|_| KeyError::WrongKey { place: cell.to_string() })?;
        Ok(value)
    }
}
