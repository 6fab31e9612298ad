//! An item is rebuilt.

use super::{Header, ParityError};
use crate::id::Blake3;
use reed_solomon_simd::ReedSolomonDecoder;
use std::io::{Read, Seek, Write};

/// Rebuilds an item from any `k` whole shards, in the order of the header; a lost one is `None`. Every shard is read and
/// hashed before anything is built on it, and a damaged one counts as lost. What was written is the item only if this
/// returns `Ok`; then it says which shards are lost or damaged.
pub fn rebuild<R: Read + Seek>(
    header: &Header,
    shards: &mut [Option<R>],
    item: &mut dyn Write,
) -> Result<Vec<usize>, ParityError> {
    let data = usize::from(header.shape.data);
    let length = header.piece as usize;
    let mut lost = Vec::new();
    let mut whole = Vec::new();
    let mut piece = vec![0; length];
    for (which, digest) in header.shards.iter().enumerate() {
        let shard = shards.get_mut(which).and_then(Option::as_mut);
        if shard.is_some_and(|shard| is_whole(shard, digest, &mut piece)) {
            whole.push(which);
        } else {
            lost.push(which);
        }
    }
    if whole.len() < data {
        return Err(ParityError::TooFew { whole: whole.len(), needed: data });
    }
    // Data first, which needs no computing.
    whole.truncate(data);
    let missing: Vec<usize> = (0..data).filter(|which| !whole.contains(which)).collect();
    let wrong = || ParityError::Wrong;
    let mut decoder =
        ReedSolomonDecoder::new(data, usize::from(header.shape.parity), length).map_err(|_| wrong())?;
    let mut hasher = blake3::Hasher::new();
    let mut row = vec![0; data * length];
    let mut left = header.size;
    while left > 0 {
        for which in &whole {
            let Some(Some(shard)) = shards.get_mut(*which) else { return Err(wrong()) };
            let room = if *which < data { &mut row[which * length..][..length] } else { &mut piece[..] };
            shard.read_exact(room).map_err(ParityError::reading)?;
            if missing.is_empty() {
                continue;
            }
            let added = match which.checked_sub(data) {
                None => decoder.add_original_shard(*which, &*room),
                Some(parity) => decoder.add_recovery_shard(parity, &*room),
            };
            added.map_err(|_| wrong())?;
        }
        if !missing.is_empty() {
            let restored = decoder.decode().map_err(|_| wrong())?;
            for which in &missing {
                let piece = restored.restored_original(*which).ok_or(wrong())?;
                row[which * length..][..length].copy_from_slice(piece);
            }
        }
        let here = usize::try_from(left).unwrap_or(usize::MAX).min(row.len());
        hasher.update(&row[..here]);
        item.write_all(&row[..here]).map_err(ParityError::writing)?;
        left -= here as u64;
    }
    item.flush().map_err(ParityError::writing)?;
    if *hasher.finalize().as_bytes() == header.blake3.0 { Ok(lost) } else { Err(wrong()) }
}

/// Reads a shard from end to end, and goes back to its start. One that cannot be read is not whole.
fn is_whole<R: Read + Seek>(shard: &mut R, digest: &Blake3, room: &mut [u8]) -> bool {
    let mut read = || -> std::io::Result<bool> {
        shard.rewind()?;
        let mut hasher = blake3::Hasher::new();
        loop {
            match shard.read(room) {
                Ok(0) => break,
                Ok(read) => hasher.update(&room[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
        }
        shard.rewind()?;
        Ok(*hasher.finalize().as_bytes() == digest.0)
    };
    read().unwrap_or(false)
}
