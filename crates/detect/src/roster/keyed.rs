//! Tags: HMAC-SHA-256 under the roster's key, cut to 64 bits.

use super::form::Form;
use super::index::KEY_BYTES;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Makes tags. The key is worked in once: that is half the work of a tag.
#[derive(Clone)]
pub(super) struct Keyed(Hmac<Sha256>);

impl std::fmt::Debug for Keyed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keyed")
    }
}

impl Keyed {
    pub(super) fn new(key: &[u8; KEY_BYTES]) -> Self {
        let mac = Hmac::<Sha256>::new_from_slice(key);
        Self(mac.unwrap_or_else(|_| unreachable!("HMAC takes keys of any length")))
    }

    /// The tag of a form's pieces.
    pub(super) fn tag(&self, form: Form, pieces: [&str; 3]) -> u64 {
        let mut mac = self.0.clone();
        mac.update(&[form as u8]);
        for piece in pieces {
            mac.update(&(piece.len() as u32).to_le_bytes());
            mac.update(piece.as_bytes());
        }
        let bytes = mac.finalize().into_bytes();
        u64::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]])
    }
}
