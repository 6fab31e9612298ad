//! Signing keys under a passphrase, in files.

use super::error::ActorKeyError;
use super::public::ActorPublicKey;
use crate::passphrase::Passphrase;
use ed25519_dalek::SigningKey;
use pkcs8::der::asn1::OctetStringRef;
use pkcs8::der::{Decode, Document, SecretDocument};
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::{EncryptionScheme as Cipher, Kdf, Parameters, ScryptParams};
use pkcs8::{
    AlgorithmIdentifierRef, EncryptedPrivateKeyInfoRef, LineEnding, ObjectIdentifier, PrivateKeyInfoRef,
};
use zeroize::Zeroizing;

const LABEL: &str = "ENCRYPTED PRIVATE KEY";
/// Ed25519, without parameters (RFC 8410, section 3).
const ED25519: AlgorithmIdentifierRef<'_> =
    AlgorithmIdentifierRef { oid: ObjectIdentifier::new_unwrap("1.3.101.112"), parameters: None };
/// The seed is an octet string of its own inside that of the key (RFC 8410, section 7).
const SEED_HEADER: [u8; 2] = [0x04, 0x20];
const SEED_BYTES: usize = 32;
const WHOSE: &str = "Tipstaff actor with the public key ";

/// Bytes of the longest file that is looked at; ours have about 500.
const MOST_BYTES: usize = 8 << 10;

/// scrypt as OWASP's list of equals has it (N = 2^14, r = 8, p = 5). A larger N would be better and OpenSSL would not open
/// it: it gives scrypt 32 MiB, and this takes 16.
const COST: u64 = if FOR_TESTS { 1 << 9 } else { 1 << 14 };
const BLOCK_SIZE: u16 = 8;
const PARALLEL: u16 = if FOR_TESTS { 1 } else { 5 };
/// The build for tests, whose stories enrol thousands of people, and nobody's: with the work of a release, a test
/// that signs would do little else. A release refuses the keys that it makes.
const FOR_TESTS: bool = cfg!(debug_assertions);
const SALT_BYTES: usize = 16;
const IV_BYTES: usize = 16;
const AES_KEY_BYTES: u16 = 32;
const AES_BLOCK_BYTES: usize = 16;

/// The least work (N · r · p) that is taken from a file: OpenSSL's own choice.
const LEAST_WORK: u64 = if FOR_TESTS { COST * 8 } else { (1 << 14) * 8 };
/// The most work that a file may ask for, about twice ours, and the most memory: OpenSSL has the same limit.
const MOST_WORK: u64 = 1 << 20;
const MOST_MEMORY: u64 = 32 << 20;
const LEAST_SALT: usize = 8;

/// Writes a key under a passphrase.
pub(super) fn write(key: &SigningKey, passphrase: &Passphrase) -> Result<String, ActorKeyError> {
    let mut random = [0; SALT_BYTES + IV_BYTES];
    getrandom::fill(&mut random).map_err(|_| ActorKeyError::NoRandom)?;
    let (salt, iv) = random.split_at(SALT_BYTES);
    let wrote = || -> Result<String, pkcs8::Error> {
        let kdf = ScryptParams {
            salt: salt.try_into()?,
            cost_parameter: COST,
            block_size: BLOCK_SIZE,
            parallelization: PARALLEL,
            key_length: None,
        };
        let iv = iv.try_into().map_err(|_| pkcs8::Error::ParametersMalformed)?;
        let parameters = Parameters { kdf: Kdf::Scrypt(kdf), encryption: Cipher::Aes256Cbc { iv } };
        let mut private = Zeroizing::new([0; SEED_HEADER.len() + SEED_BYTES]);
        private.iter_mut().zip(SEED_HEADER.iter().chain(key.as_bytes())).for_each(|(to, from)| *to = *from);
        // Without the public key: OpenSSL 3.0 opens no PKCS#8 of the later version that can hold it.
        let plain = SecretDocument::encode_msg(&PrivateKeyInfoRef {
            algorithm: ED25519,
            private_key: OctetStringRef::new(private.as_slice())?,
            public_key: None,
        })?;
        let cipher = parameters.encrypt(passphrase.as_bytes(), plain.as_bytes())?;
        let file = EncryptedPrivateKeyInfoRef {
            encryption_algorithm: EncryptionScheme::Pbes2(parameters),
            encrypted_data: OctetStringRef::new(&cipher)?,
        };
        Ok(Document::encode_msg(&file)?.to_pem(LABEL, LineEnding::LF)?)
    };
    let pem = wrote().unwrap_or_else(|_| unreachable!("32 bytes and our own parameters can be written"));
    Ok(format!("{WHOSE}{}\n{pem}", ActorPublicKey::of(key)))
}

/// Opens a key.
pub(super) fn read(pem: &str, passphrase: &Passphrase) -> Result<SigningKey, ActorKeyError> {
    use ActorKeyError::{Damaged, WrongPassphrase};
    if pem.len() > MOST_BYTES {
        return Err(Damaged("it is too long"));
    }
    let (label, document) = Document::from_pem(pem).map_err(|_| Damaged("it is no PEM text"))?;
    if label != LABEL {
        return Err(ActorKeyError::Refused("it is not kept under a passphrase"));
    }
    let file = EncryptedPrivateKeyInfoRef::from_der(document.as_bytes())
        .map_err(|_| Damaged("its passphrase's parameters cannot be read"))?;
    let parameters = checked(&file.encryption_algorithm)?;

    let cipher = file.encrypted_data.as_bytes();
    if cipher.is_empty() || !cipher.len().is_multiple_of(AES_BLOCK_BYTES) {
        return Err(Damaged("it is cut short"));
    }
    let mut buffer = Zeroizing::new(cipher.to_vec());
    let plain =
        parameters.decrypt_in_place(passphrase.as_bytes(), &mut buffer).map_err(|_| WrongPassphrase)?;
    // The padding fits a wrong passphrase once in 256 times; then what is behind it is noise.
    let private = PrivateKeyInfoRef::from_der(plain).map_err(|_| WrongPassphrase)?;
    let seed: &[u8; SEED_BYTES] = private
        .private_key
        .as_bytes()
        .strip_prefix(&SEED_HEADER)
        .and_then(|seed| seed.try_into().ok())
        .filter(|_| private.algorithm == ED25519)
        .ok_or(Damaged("it is no Ed25519 key"))?;
    let key = SigningKey::from_bytes(seed);

    // AES-CBC proves nothing about what it hides. The public key does: it belongs to no other seed.
    let public = ActorPublicKey::of(&key);
    let inside = private.public_key.is_none_or(|inside| inside.as_bytes() == Some(&public.to_bytes()));
    let before = pem.lines().find_map(|line| line.trim_end().strip_prefix(WHOSE));
    if !inside || before.is_some_and(|before| before != public.to_string()) {
        return Err(Damaged("its key is not the one that its public key belongs to"));
    }
    Ok(key)
}

/// The parameters, if they are of the kind we write, strong enough, and no attempt to keep this machine busy.
fn checked(scheme: &EncryptionScheme) -> Result<&Parameters, ActorKeyError> {
    use ActorKeyError::Refused;
    let EncryptionScheme::Pbes2(parameters) = scheme else {
        return Err(Refused("it is kept in a way that was broken long ago (PBES1)"));
    };
    let Kdf::Scrypt(scrypt) = &parameters.kdf else {
        return Err(Refused("its passphrase can be guessed quickly (PBKDF2)"));
    };
    if !matches!(parameters.encryption, Cipher::Aes256Cbc { .. }) {
        return Err(Refused("it is not enciphered with AES-256-CBC"));
    }
    let (cost, block, parallel) =
        (scrypt.cost_parameter, u64::from(scrypt.block_size), u64::from(scrypt.parallelization));
    // No overflow behind the first question: 2^20 · 2^16 · 2^16.
    if cost > MOST_WORK
        || cost * block * parallel > MOST_WORK
        || (cost + parallel) * block * 128 > MOST_MEMORY
    {
        return Err(Refused("opening it would take this machine too much time or memory (scrypt)"));
    }
    // The cipher's crate counts on these, and panics without them.
    let length = scrypt.key_length.is_none_or(|length| length == AES_KEY_BYTES);
    if !cost.is_power_of_two() || cost < 2 || block == 0 || parallel == 0 || !length {
        return Err(ActorKeyError::Damaged("its passphrase's parameters mean nothing"));
    }
    if cost * block * parallel < LEAST_WORK || scrypt.salt.as_bytes().len() < LEAST_SALT {
        return Err(Refused("its passphrase can be guessed quickly (scrypt with little work or salt)"));
    }
    Ok(parameters)
}
