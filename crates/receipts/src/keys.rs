//! The two keys of a recipient: one opens what is delivered, one signs that it came and that it was destroyed.
//!
//! Who receives makes both (`tipstaff receipt keys`), keeps the secret file, and shows the public line to the force:
//!
//! ```text
//! tipstaff-recipient-1 age1… ed25519:<64 hexadecimal digits>
//! ```

use crate::statement::StatementError;
use age::secrecy::ExposeSecret;
use keyring::SecretKey;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::str::FromStr;
use tlog::{StatementKey, VerifierKey};
use zeroize::Zeroizing;

/// First word of the public line.
const PUBLIC: &str = "tipstaff-recipient-1";
/// First line of the secret file.
const SECRET: &str =
    "# Tipstaff: secret keys of a recipient. Keep this file; whoever has it can open what is delivered.";

/// What a recipient shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientKeys {
    /// What deliveries are sealed to: a public key of age, `age1…`.
    pub seal: String,
    /// What receipts are signed by: an Ed25519 public key.
    pub receipt: [u8; 32],
}

impl RecipientKeys {
    /// What deliveries are sealed to, as age has it.
    pub fn recipient(&self) -> Result<age::x25519::Recipient, StatementError> {
        age::x25519::Recipient::from_str(&self.seal).map_err(|_| StatementError::NoKeys)
    }

    /// What proves receipts; the print agent of a print service signs with the same key.
    pub fn verifier(&self) -> Result<VerifierKey, StatementError> {
        let name = name_of(&self.receipt);
        let key = keyring::ActorPublicKey::from_bytes(&self.receipt).map_err(|_| StatementError::NoKeys)?;
        let line = verifier_line(&name, &key.to_bytes());
        line.parse().map_err(|_| StatementError::NoKeys)
    }
}

impl std::fmt::Display for RecipientKeys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{PUBLIC} {} ed25519:{}", self.seal, hex(&self.receipt))
    }
}

impl FromStr for RecipientKeys {
    type Err = StatementError;

    fn from_str(line: &str) -> Result<Self, StatementError> {
        let mut words = line.split_whitespace();
        let (Some(PUBLIC), Some(seal), Some(receipt), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(StatementError::NoKeys);
        };
        let receipt = receipt.strip_prefix("ed25519:").and_then(unhex).ok_or(StatementError::NoKeys)?;
        let keys = Self { seal: seal.to_owned(), receipt };
        keys.recipient()?;
        keys.verifier()?;
        Ok(keys)
    }
}

/// What a recipient keeps.
pub struct RecipientSecret {
    seal: age::x25519::Identity,
    receipt: SecretKey,
}

impl std::fmt::Debug for RecipientSecret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "RecipientSecret({})", self.public())
    }
}

impl RecipientSecret {
    /// Fresh keys.
    pub fn fresh() -> Result<Self, StatementError> {
        let receipt = SecretKey::fresh().map_err(|_| StatementError::NoRandom)?;
        Ok(Self { seal: age::x25519::Identity::generate(), receipt })
    }

    /// As it is written to a file that only its owner reads. age opens deliveries with the same file: `age -d -i FILE`.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(512));
        let receipt = Zeroizing::new(hex(self.receipt.expose()));
        text.push_str(SECRET);
        text.push_str("\n# ");
        text.push_str(&self.public().to_string());
        text.push_str("\n# receipt-key ");
        text.push_str(&receipt);
        text.push('\n');
        text.push_str(self.seal.to_string().expose_secret());
        text.push('\n');
        text
    }

    /// Reads such a file.
    pub fn parse(text: &str) -> Result<Self, StatementError> {
        let mut receipt = None;
        let mut seal = None;
        for line in text.lines().map(str::trim) {
            if let Some(digits) = line.strip_prefix("# receipt-key ") {
                let bytes = Zeroizing::new(unhex(digits).ok_or(StatementError::NoSecret)?);
                receipt = Some(SecretKey::from_bytes(&bytes));
            } else if !line.is_empty() && !line.starts_with('#') {
                let identity = age::x25519::Identity::from_str(line).map_err(|_| StatementError::NoSecret)?;
                if seal.replace(identity).is_some() {
                    return Err(StatementError::NoSecret);
                }
            }
        }
        match (seal, receipt) {
            (Some(seal), Some(receipt)) => Ok(Self { seal, receipt }),
            _ => Err(StatementError::NoSecret),
        }
    }

    /// What is shown to the force.
    pub fn public(&self) -> RecipientKeys {
        let receipt = keyring::ActorKey::from_seed(&self.receipt).public().to_bytes();
        RecipientKeys { seal: self.seal.to_public().to_string(), receipt }
    }

    /// What opens deliveries.
    pub(crate) fn identity(&self) -> &age::x25519::Identity {
        &self.seal
    }

    /// What signs receipts.
    pub fn signer(&self) -> Result<StatementKey, StatementError> {
        let name = name_of(&self.public().receipt);
        StatementKey::new(&name, self.receipt.expose()).map_err(|_| StatementError::NoSecret)
    }
}

/// The name under which a recipient signs: no name of a firm, so that a receipt says nothing to who finds it.
fn name_of(receipt: &[u8; 32]) -> String {
    let digest: [u8; 32] = Sha256::digest(receipt).into();
    format!("tipstaff-recipient/{}", &hex(&digest)[..16])
}

/// A verifier key as C2SP signed-note writes it: `name+id+base64(algorithm ‖ key)`.
fn verifier_line(name: &str, key: &[u8; 32]) -> String {
    use base64::Engine;
    let mut typed = vec![1_u8];
    typed.extend_from_slice(key);
    let mut hashed = Sha256::new();
    hashed.update(name.as_bytes());
    hashed.update(b"\n");
    hashed.update(&typed);
    let id: [u8; 32] = hashed.finalize().into();
    format!("{name}+{}+{}", &hex(&id)[..8], base64::engine::general_purpose::STANDARD.encode(typed))
}

/// Hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn unhex(text: &str) -> Option<[u8; 32]> {
    let bytes = text.as_bytes();
    if bytes.len() != 64 || !bytes.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut out = [0; 32];
    for (byte, pair) in out.iter_mut().zip(bytes.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_from_their_two_texts_and_from_nothing_else() {
        let secret = RecipientSecret::fresh().unwrap();
        let text = secret.to_text();
        let again = RecipientSecret::parse(&text).unwrap();
        assert_eq!(again.public(), secret.public());
        let line = secret.public().to_string();
        assert_eq!(line.parse::<RecipientKeys>().unwrap(), secret.public());
        for wrong in ["", "tipstaff-recipient-1", &line[..line.len() - 1], &format!("{line} more")] {
            assert!(wrong.parse::<RecipientKeys>().is_err(), "{wrong}");
        }
        assert!(RecipientSecret::parse("AGE-SECRET-KEY-1QQQ").is_err());
        assert!(!format!("{secret:?}").contains(text.lines().last().unwrap()));
    }

    #[test]
    fn what_a_secret_signs_its_public_key_proves() {
        let secret = RecipientSecret::fresh().unwrap();
        let note = secret.signer().unwrap().sign("hello\n").unwrap();
        assert_eq!(tlog::open_statement(&note, &secret.public().verifier().unwrap()).unwrap(), "hello\n");
    }
}
