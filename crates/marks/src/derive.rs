//! Keys of deliveries and channels, made from one another.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use keyring::SecretKey;
use sha2::Sha256;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// HKDF-SHA-256 (RFC 5869) without salt. The information is the label and each part, each behind its length (u32,
/// big-endian): no two lists of parts run into the same bytes.
pub(crate) fn key(secret: &SecretKey, label: &str, parts: &[&[u8]]) -> SecretKey {
    let mut information = Vec::new();
    for part in [label.as_bytes()].iter().chain(parts) {
        information.extend((part.len() as u32).to_be_bytes());
        information.extend(*part);
    }
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, secret.expose())
        .expand(&information, &mut *derived)
        .unwrap_or_else(|_| unreachable!("HKDF gives up to 8160 bytes, and a key has 32"));
    SecretKey::from_bytes(&derived)
}

/// A keyed hash, ready to be used many times: the key is taken in once. Wiped when it is dropped.
#[derive(Clone)]
pub(crate) struct KeyedHash(Hmac<Sha256>);

// The states of an HMAC are two of these. Compiles only as long as they wipe what they hold, which is a feature of theirs.
const _: () = wiped::<Sha256>();
const fn wiped<T: ZeroizeOnDrop>() {}

impl KeyedHash {
    pub(crate) fn new(key: &SecretKey) -> Self {
        Self(
            Hmac::new_from_slice(key.expose())
                .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length")),
        )
    }

    /// HMAC-SHA-256 of the bytes.
    pub(crate) fn of(&self, bytes: &[u8]) -> [u8; 32] {
        let mut hash = self.0.clone();
        hash.update(bytes);
        hash.finalize().into_bytes().into()
    }
}
