//! Keys made from keys.

use crate::secret::{KEY_BYTES, SecretKey};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// The key for one use, made from another by HKDF-SHA-256 (RFC 5869) without salt. The same secret and label always give
/// the same key; knowing one of them tells nothing about the secret or about the others. Labels look like
/// `tipstaff/roster/1`, so that a use that changes gets a key of its own.
pub fn hkdf(secret: &SecretKey, label: &str) -> SecretKey {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    expand(secret.expose(), None, label.as_bytes(), &mut *key);
    SecretKey::from_bytes(&key)
}

fn expand(secret: &[u8], salt: Option<&[u8]>, info: &[u8], key: &mut [u8]) {
    Hkdf::<Sha256>::new(salt, secret)
        .expand(info, key)
        .unwrap_or_else(|_| unreachable!("HKDF gives up to 8160 bytes, and a key has 32"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(digits: &str) -> Vec<u8> {
        (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
    }

    /// RFC 5869, appendix A.1 and A.3.
    #[test]
    fn keys_are_derived_as_the_rfc_says() {
        let mut key = [0; 42];
        let salt = hex("000102030405060708090a0b0c");
        expand(&[0x0b; 22], Some(&salt), &hex("f0f1f2f3f4f5f6f7f8f9"), &mut key);
        let expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
        assert_eq!(key.to_vec(), hex(expected));

        expand(&[0x0b; 22], None, &[], &mut key);
        let expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8";
        assert_eq!(key.to_vec(), hex(expected));
    }
}
