//! Where two views differ, without shipping the lists: sums of 256 buckets, then of the 256 below one that differs.
//!
//! An agent beside the store computes them; the bucket of an item is the first byte of BLAKE3 of its key, and below
//! that the second.

use crate::digest::{DIGEST_BYTES, SweepDigest};
use crate::error::InventoryError;
use crate::key::Key;
use crate::sum::Sum;

/// Buckets of one level.
const BUCKETS: usize = 256;
/// Bytes of one stored bucket: count, bytes, digest.
const STORED: usize = 16 + DIGEST_BYTES;
const MAGIC: &[u8; 20] = b"tipstaff-buckets/1\n\0";

/// Sums of 256 buckets, about 512 KiB.
#[derive(Clone, PartialEq, Eq)]
pub struct Buckets {
    under: Option<u8>,
    sums: Vec<Sum>,
}

/// In which bucket a key lies, and in which one below.
pub fn bucket_of(key: &Key) -> (u8, u8) {
    let hash = blake3::hash(key.as_bytes());
    (hash.as_bytes()[0], hash.as_bytes()[1])
}

impl Buckets {
    /// All items, by the first byte.
    pub fn top() -> Self {
        Self { under: None, sums: vec![Sum::default(); BUCKETS] }
    }

    /// Items of one bucket, by the second byte.
    pub fn under(bucket: u8) -> Self {
        Self { under: Some(bucket), sums: vec![Sum::default(); BUCKETS] }
    }

    /// Of which bucket these are the children; `None` at the top.
    pub fn parent(&self) -> Option<u8> {
        self.under
    }

    /// Adds an item. One that lies under another bucket is passed over.
    pub fn add(&mut self, key: &Key, size: u64) {
        let (first, second) = bucket_of(key);
        let at = match self.under {
            None => first,
            Some(under) if under == first => second,
            Some(_) => return,
        };
        if let Some(sum) = self.sums.get_mut(usize::from(at)) {
            sum.add(key, size);
        }
    }

    /// The sums, 256 of them, by their byte.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// What all buckets sum to.
    pub fn total(&self) -> Sum {
        let mut total = Sum::default();
        for sum in &self.sums {
            total.count += sum.count;
            total.bytes = total.bytes.saturating_add(sum.bytes);
            total.digest += &sum.digest;
        }
        total
    }

    /// Buckets in which two views differ. Refused where they are not of the same level.
    pub fn differing(&self, other: &Self) -> Result<Vec<u8>, InventoryError> {
        if self.under != other.under {
            return Err(InventoryError::Refused {
                what: "sums of different buckets".into(),
                fix: "Ask the agent for the same level, under the same bucket".into(),
            });
        }
        let pairs = self.sums.iter().zip(&other.sums);
        Ok((0..=u8::MAX).zip(pairs).filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect())
    }

    /// As they are sent: 20 bytes that say what it is, 2 of the level, 256 of count, bytes (little-endian) and digest.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(MAGIC.len() + 2 + BUCKETS * STORED);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&[u8::from(self.under.is_some()), self.under.unwrap_or(0)]);
        for sum in &self.sums {
            bytes.extend_from_slice(&sum.count.to_le_bytes());
            bytes.extend_from_slice(&sum.bytes.to_le_bytes());
            bytes.extend_from_slice(&sum.digest.to_bytes());
        }
        bytes
    }

    /// From what [`Buckets::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InventoryError> {
        let damaged = || InventoryError::Damaged { what: "sums of buckets" };
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(damaged)?;
        let (level, rest) = rest.split_first_chunk::<2>().ok_or_else(damaged)?;
        let under = match level {
            [0, 0] => None,
            [1, bucket] => Some(*bucket),
            _ => return Err(damaged()),
        };
        if rest.len() != BUCKETS * STORED {
            return Err(damaged());
        }
        let sum = |stored: &[u8]| {
            let (count, rest) = stored.split_first_chunk::<8>()?;
            let (bytes, rest) = rest.split_first_chunk::<8>()?;
            Some(Sum {
                count: u64::from_le_bytes(*count),
                bytes: u64::from_le_bytes(*bytes),
                digest: SweepDigest::from_bytes(rest.try_into().ok()?),
            })
        };
        let sums = rest.chunks_exact(STORED).map(sum).collect::<Option<Vec<_>>>().ok_or_else(damaged)?;
        Ok(Self { under, sums })
    }
}

impl std::fmt::Debug for Buckets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Buckets(under {:?}, {} items)", self.under, self.total().count)
    }
}

/// Buckets of the second level in which an agent's view differs from ours, as (first byte, second byte). `below` asks
/// the agent for the children of a bucket; `ours` gives our own.
pub fn bisect<E: From<InventoryError>>(
    ours_top: &Buckets,
    theirs_top: &Buckets,
    mut ours: impl FnMut(u8) -> Result<Buckets, E>,
    mut below: impl FnMut(u8) -> Result<Buckets, E>,
) -> Result<Vec<(u8, u8)>, E> {
    let mut found = Vec::new();
    for bucket in ours_top.differing(theirs_top)? {
        let differing = ours(bucket)?.differing(&below(bucket)?)?;
        found.extend(differing.into_iter().map(|child| (bucket, child)));
    }
    Ok(found)
}
