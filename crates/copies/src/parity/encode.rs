//! Shards are made.

use super::ParityError;
use super::header::{Header, Shape, piece};
use crate::id::Blake3;
use reed_solomon_simd::ReedSolomonEncoder;
use std::io::{Read, Write};

/// Makes the shards of an item of this size, data first, each into its own writer; memory is one row of pieces. The item is
/// hashed on the way, and refused at the end if it is another.
pub fn encode<W: Write>(
    item: &mut dyn Read,
    size: u64,
    blake3: &Blake3,
    shape: Shape,
    shards: &mut [W],
) -> Result<Header, ParityError> {
    shape.check()?;
    let wrong = || ParityError::Shape { data: shape.data, parity: shape.parity };
    if shards.len() != shape.all() {
        return Err(wrong());
    }
    let piece = piece(shape, size);
    let (data, parity, length) = (usize::from(shape.data), usize::from(shape.parity), piece as usize);
    let mut encoder = ReedSolomonEncoder::new(data, parity, length).map_err(|_| wrong())?;
    let mut hashes = vec![blake3::Hasher::new(); shape.all()];
    let mut whole = blake3::Hasher::new();
    let mut row = vec![0; data * length];
    let mut left = size;
    while left > 0 {
        let here = usize::try_from(left).unwrap_or(usize::MAX).min(row.len());
        item.read_exact(&mut row[..here]).map_err(short)?;
        row[here..].fill(0);
        whole.update(&row[..here]);
        left -= here as u64;
        let mut write = |which: usize, piece: &[u8]| {
            hashes[which].update(piece);
            shards[which].write_all(piece).map_err(ParityError::writing)
        };
        for (which, piece) in row.chunks_exact(length).enumerate() {
            write(which, piece)?;
            encoder.add_original_shard(piece).map_err(|_| wrong())?;
        }
        let made = encoder.encode().map_err(|_| wrong())?;
        for (which, piece) in made.recovery_iter().enumerate() {
            write(data + which, piece)?;
        }
    }
    let ends = item.read(&mut [0]).map_err(ParityError::reading)? == 0;
    if !ends || *whole.finalize().as_bytes() != blake3.0 {
        return Err(ParityError::NotTheItem);
    }
    for shard in shards {
        shard.flush().map_err(ParityError::writing)?;
    }
    let shards = hashes.iter().map(|hash| Blake3(hash.finalize().into())).collect();
    Ok(Header { format: 1, shape, piece, size, blake3: *blake3, shards })
}

fn short(error: std::io::Error) -> ParityError {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => ParityError::NotTheItem,
        _ => ParityError::reading(error),
    }
}
