//! Look-ups without values: a keyed hash of a value stands in the index, the value does not.

use crate::derive;
use crate::secret::{SecretKey, wiped};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use subtle::ConstantTimeEq;

/// Bytes of a tag: two of a hundred million values share one with a chance of 1 in 10^22.
const TAG_BYTES: usize = 16;

/// The key of a blind index. Whoever has the index but not this key cannot try values against it; whoever has both can try
/// every surname there is, so it is kept like the force key.
///
/// Equal values have equal tags: an index tells which people share a value, and how often each occurs.
pub struct IndexKey(Hmac<Sha256>);

// The states of an HMAC are two of these.
const _: () = wiped::<Sha256>();

impl IndexKey {
    /// The key of one index, made from a secret that must stay the same as long as the index is used: a key wrapped by
    /// the force keys, not one of the force keys, which are rotated.
    pub fn derive(secret: &SecretKey, label: &str) -> Self {
        let key = derive::hkdf(secret, &format!("tipstaff/index/1 {label}"));
        Self(
            Hmac::new_from_slice(key.expose())
                .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length")),
        )
    }

    /// The tag of a value: HMAC-SHA-256 of the length of the kind (u64, big-endian), the kind, and the value as the caller
    /// normalised it, cut to 16 bytes. Values of two kinds never share a tag because one's name runs into the other's value.
    pub fn tag(&self, kind: &str, normalised: &[u8]) -> [u8; TAG_BYTES] {
        let mut mac = self.0.clone();
        mac.update(&(kind.len() as u64).to_be_bytes());
        mac.update(kind.as_bytes());
        mac.update(normalised);
        let whole: [u8; 32] = mac.finalize().into_bytes().into();
        let mut tag = [0; TAG_BYTES];
        tag.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
        tag
    }

    /// Whether this is the tag of the value, found out in the same time whatever the answer is.
    pub fn is_tag_of(&self, tag: &[u8; TAG_BYTES], kind: &str, normalised: &[u8]) -> bool {
        self.tag(kind, normalised).ct_eq(tag).into()
    }
}

impl fmt::Debug for IndexKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("IndexKey")
    }
}
