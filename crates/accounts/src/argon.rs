//! Passphrases as they are kept for signing in: argon2id (RFC 9106) with a salt in the database and a pepper outside it.

use crate::error::AccountsError;
use argon2::password_hash::PasswordHasher;
use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, Version};
use keyring::{Passphrase, SecretKey};

/// OWASP's parameters: 19 MiB, two passes, one lane. They are stored with each hash, so that they can grow. The build for tests
/// takes little memory: its stories sign thousands of people in, and nobody.
const MEMORY: u32 = if cfg!(debug_assertions) { 1 << 10 } else { 19 << 10 };
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Makes and tries hashes.
pub(crate) struct Argon {
    pepper: SecretKey,
    /// What a passphrase is held against when there is nothing to hold it against.
    decoy: String,
}

impl Argon {
    pub(crate) fn new(pepper: SecretKey, nobody: &Passphrase) -> Result<Self, AccountsError> {
        let mut argon = Self { pepper, decoy: String::new() };
        argon.decoy = argon.hash(nobody)?;
        Ok(argon)
    }

    fn context(&self) -> Result<Argon2<'_>, AccountsError> {
        let parameters = Params::new(MEMORY, PASSES, LANES, None).map_err(|_| AccountsError::Damaged)?;
        Argon2::new_with_secret(self.pepper.expose(), Algorithm::Argon2id, Version::V0x13, parameters)
            .map_err(|_| AccountsError::Damaged)
    }

    /// What is kept.
    pub(crate) fn hash(&self, passphrase: &Passphrase) -> Result<String, AccountsError> {
        let salt = crate::token::random::<16>()?;
        let hash = self
            .context()?
            .hash_password_with_salt(passphrase.as_bytes(), &*salt)
            .map_err(|_| AccountsError::Damaged)?;
        Ok(hash.to_string())
    }

    /// Whether it is the passphrase. Without anything kept the answer is no, after the same time.
    pub(crate) fn is(&self, kept: Option<&str>, passphrase: &Passphrase) -> Result<bool, AccountsError> {
        let hash = PasswordHash::new(kept.unwrap_or(&self.decoy)).map_err(|_| AccountsError::Damaged)?;
        let fits = self.context()?.verify_password(passphrase.as_bytes(), &hash).is_ok();
        Ok(fits && kept.is_some())
    }
}

/// Whether what is kept was made with other parameters than those of today.
pub(crate) fn is_outdated(kept: &str) -> bool {
    !kept.starts_with(&format!("$argon2id$v=19$m={MEMORY},t={PASSES},p={LANES}$"))
}
