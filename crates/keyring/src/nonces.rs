//! Nonces: numbers used once, drawn at random.

use crate::error::KeyError;

/// Bytes of a nonce of `XChaCha20`: random ones of this length never meet in practice, so none needs to be remembered.
pub(crate) const NONCE_BYTES: usize = 24;

/// A nonce that was never given before.
///
/// Each is a call to the system, which takes a seventh of the time of sealing. Drawing many at once would save that, and
/// would leave unused ones in memory: when a virtual machine is set back to a snapshot, or copied while it runs, they
/// would be given out twice for different values, which tells both. The kernel knows of such a copy; this process does not.
pub(crate) fn fresh() -> Result<[u8; NONCE_BYTES], KeyError> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(|_| KeyError::NoRandom)?;
    Ok(nonce)
}
