//! Tokens: who holds one is let in. The database keeps only what they hash to.

use crate::error::AccountsError;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use keyring::{Passphrase, SecretKey, derive};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Bytes of a token.
const BYTES: usize = 32;
/// Characters of 32 bytes in base64.
const CHARACTERS: usize = 43;
/// What the token of a program begins with, so that people and scanners for secrets know it where it lies about.
const PROGRAM: &str = "tipstaff_";

/// Random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, AccountsError> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|_| AccountsError::NoRandom)?;
    Ok(bytes)
}

macro_rules! token {
    ($(#[$about:meta])* $name:ident $prefix:expr) => {
        $(#[$about])*
        pub struct $name(SecretKey);

        impl $name {
            /// A fresh one.
            pub(crate) fn fresh() -> Result<Self, AccountsError> {
                Ok(Self(SecretKey::fresh()?))
            }

            /// Reads what somebody sent. Nothing if it has not the form of a token.
            pub fn parse(text: &str) -> Option<Self> {
                decode(text.strip_prefix($prefix)?).map(Self)
            }

            /// The token as text: for the one who is to have it, and for nobody else.
            pub fn expose(&self) -> Zeroizing<String> {
                encode($prefix, &self.0)
            }

            /// What the database keeps.
            pub(crate) fn digest(&self) -> [u8; 32] {
                Sha256::digest(self.0.expose()).into()
            }

            /// Whether the database kept this one.
            pub(crate) fn is(&self, digest: &[u8]) -> bool {
                self.digest().ct_eq(digest).into()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(stringify!($name))
            }
        }
    };
}

token! {
    /// Somebody is signed in.
    SessionToken ""
}
token! {
    /// Somebody may set a first passphrase.
    LinkToken ""
}
token! {
    /// A program may ask.
    ProgramToken PROGRAM
}

token! {
    /// Somebody is on the way to an organisation's own sign-in and back.
    SignOnToken ""
}

impl SignOnToken {
    /// What comes back in the address.
    pub fn state(&self) -> Result<Zeroizing<String>, AccountsError> {
        self.word("tipstaff sign-on state/1")
    }

    /// What comes back in the token of whoever vouches.
    pub fn nonce(&self) -> Result<Zeroizing<String>, AccountsError> {
        self.word("tipstaff sign-on nonce/1")
    }

    /// What proves that who brings a code is who asked for it (RFC 7636: 43 characters).
    pub fn verifier(&self) -> Result<Zeroizing<String>, AccountsError> {
        self.word("tipstaff sign-on verifier/1")
    }

    /// Whether that state came back.
    pub fn is_state(&self, sent: &str) -> Result<bool, AccountsError> {
        Ok(self.state()?.as_bytes().ct_eq(sent.as_bytes()).into())
    }

    /// The key under which lies what was typed.
    pub(crate) fn kept_key(&self) -> SecretKey {
        derive::hkdf(&self.0, "tipstaff sign-on kept/1")
    }

    /// Each word is HMAC-SHA-256 of a label of its own under the token: nobody gets from one to another.
    fn word(&self, label: &str) -> Result<Zeroizing<String>, AccountsError> {
        Ok(Zeroizing::new(BASE64.encode(keyed(&self.0, &[label.as_bytes()])?)))
    }
}

impl SessionToken {
    /// The key under which the session's signing key lies.
    pub(crate) fn signer_key(&self) -> SecretKey {
        derive::hkdf(&self.0, "tipstaff session signer/1")
    }

    /// What a form has to send back: HMAC-SHA-256 of fixed words under the token.
    pub(crate) fn csrf(&self) -> Result<[u8; 32], AccountsError> {
        keyed(&self.0, &[b"tipstaff csrf/1"])
    }
}

impl LinkToken {
    /// The passphrase of the key that an administrator made for somebody who was invited: only the link knows it.
    pub(crate) fn passphrase(&self) -> Result<Passphrase, AccountsError> {
        let key = derive::hkdf(&self.0, "tipstaff invitation/1");
        Ok(Passphrase::new(&encode("", &key)).map_err(record::RecordError::from)?)
    }
}

/// HMAC-SHA-256 of several texts, each behind its length.
pub(crate) fn keyed(key: &SecretKey, texts: &[&[u8]]) -> Result<[u8; 32], AccountsError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose()).map_err(|_| AccountsError::Damaged)?;
    for text in texts {
        mac.update(&(text.len() as u64).to_be_bytes());
        mac.update(text);
    }
    Ok(mac.finalize().into_bytes().into())
}

pub(crate) fn encode(prefix: &str, key: &SecretKey) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(prefix.len() + CHARACTERS + 1));
    text.push_str(prefix);
    BASE64.encode_string(key.expose(), &mut text);
    text
}

fn decode(text: &str) -> Option<SecretKey> {
    if text.len() != CHARACTERS {
        return None;
    }
    let mut bytes = Zeroizing::new([0; BYTES]);
    // The decoder asks for room for whole groups of four.
    let mut room = Zeroizing::new([0; BYTES + 1]);
    let read = BASE64.decode_slice(text, &mut *room).ok()?;
    bytes.copy_from_slice(room.get(..read)?.get(..BYTES).filter(|_| read == BYTES)?);
    Some(SecretKey::from_bytes(&bytes))
}
