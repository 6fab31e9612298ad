//! Nonces: numbers used once, drawn at random.

use crate::error::KeyError;
use std::cell::RefCell;

/// Bytes of a nonce of `XChaCha20`: random ones of this length never meet in practice, so none needs to be remembered.
pub(crate) const NONCE_BYTES: usize = 24;

/// Nonces drawn with one call to the system, a little less than a page. An import seals half a million values, and the
/// call takes longer than the sealing.
const BLOCK: usize = 170;

struct Nonces {
    block: [[u8; NONCE_BYTES]; BLOCK],
    used: usize,
}

thread_local! {
    // A process that is forked without starting a program would repeat its parent's nonces. Forking is `unsafe` in Rust,
    // which is forbidden in this workspace, so there is no such process; threads have a block each.
    static NONCES: RefCell<Nonces> = const { RefCell::new(Nonces { block: [[0; NONCE_BYTES]; BLOCK], used: BLOCK }) };
}

/// A nonce that was never given before.
pub(crate) fn fresh() -> Result<[u8; NONCE_BYTES], KeyError> {
    NONCES.with_borrow_mut(|nonces| {
        if nonces.used >= BLOCK {
            // `used` moves only when the whole block is fresh.
            getrandom::fill(nonces.block.as_flattened_mut()).map_err(|_| KeyError::NoRandom)?;
            nonces.used = 0;
        }
        let nonce = nonces.block.get(nonces.used).copied().ok_or(KeyError::NoRandom)?;
        nonces.used += 1;
        Ok(nonce)
    })
}
