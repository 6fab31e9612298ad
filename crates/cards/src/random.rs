//! Random numbers, from the operating system.

/// The operating system gives no random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no random numbers. Try again, and if it stays so, tell whoever runs this machine")]
pub struct NoRandom;

/// Fills the bytes.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), NoRandom> {
    getrandom::fill(bytes).map_err(|_| NoRandom)
}

/// So many random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], NoRandom> {
    let mut bytes = [0; N];
    fill(&mut bytes)?;
    Ok(bytes)
}

/// A number below this one, each as likely as the others. Of an empty range it is 0.
pub(crate) fn below(bound: u32) -> Result<u32, NoRandom> {
    if bound < 2 {
        return Ok(0);
    }
    // Numbers past the last whole multiple of the bound would make small ones likelier.
    let last_whole = u32::MAX - u32::MAX % bound;
    loop {
        let number = u32::from_le_bytes(bytes()?);
        if number < last_whole {
            return Ok(number % bound);
        }
    }
}
