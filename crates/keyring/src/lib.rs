//! Keys, and what is sealed under them.
//!
//! Every person has a [`SecretKey`]; personal values are sealed under it by a [`Sealer`], each bound to its [`Cell`] of
//! the database. Person keys are wrapped by the [`ForceKeys`], which are kept in a file outside the data folder: whoever
//! holds the database alone, or a backup of it, reads nothing, and a person whose key was erased is erased in every copy.
//! Look-ups go through an [`IndexKey`]. Actors sign with an [`ActorKey`], kept under a [`Passphrase`].
//!
//! | what | how | standard |
//! |---|---|---|
//! | sealed values, wrapped keys | XChaCha20-Poly1305 | draft-irtf-cfrg-xchacha-03 |
//! | derived keys | HKDF-SHA-256 | RFC 5869 |
//! | look-ups | HMAC-SHA-256, 16 bytes | RFC 2104 |
//! | signatures | Ed25519 | RFC 8032 |
//! | signing keys in files | PKCS#8, PBES2 of scrypt and AES-256-CBC | RFC 5958, 8018, 7914 |
//! | passphrases | NFC, spaces alike | RFC 8265, `OpaqueString` |
//!
//! All randomness is the operating system's. No key, passphrase or value is in an error or in what [`std::fmt::Debug`] shows.

mod actor;
mod aead;
mod cell;
pub mod derive;
mod error;
mod force;
mod index;
mod nonces;
mod padding;
mod passphrase;
mod sealer;
mod secret;

pub use actor::{ActorKey, ActorKeyError, ActorPublicKey};
pub use cell::Cell;
pub use error::KeyError;
pub use force::{ForceKeyError, ForceKeyTextError, ForceKeys, KeyId, NotAKeyId};
pub use index::IndexKey;
pub use passphrase::{Passphrase, PassphraseError};
pub use sealer::Sealer;
pub use secret::SecretKey;
