//! Why a signing key cannot be opened, or a signature is none.

/// Why a signing key cannot be opened, or a signature is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActorKeyError {
    /// It does not open with this passphrase.
    #[error(
        "the signing key does not open with this passphrase: type it again; if you are sure of it, \
         the file was changed, so put it back from its copy"
    )]
    WrongPassphrase,
    /// The file is not what it should be.
    #[error(
        "the signing key's file is damaged or no signing key ({0}): put it back from its copy, or enrol the actor anew"
    )]
    Damaged(&'static str),
    /// The file is kept in a way that is too weak, too costly, or not known.
    #[error(
        "the signing key's file is refused: {0}; keep it anew with 'openssl pkcs8 -topk8 -scrypt -v2 aes-256-cbc'"
    )]
    Refused(&'static str),
    /// The bytes are no public key, or one for which anybody could sign.
    #[error("this is no public key that could belong to anybody: enrol the actor anew")]
    BadPublicKey,
    /// The signature does not fit.
    #[error(
        "the signature does not fit what is said to be signed and who is said to have signed it: do not act on it"
    )]
    BadSignature,
    /// The operating system gives no random numbers.
    #[error(
        "the system gives no random numbers, so the key cannot be kept safely: try again, and if it stays so, \
         tell whoever runs this machine"
    )]
    NoRandom,
}
