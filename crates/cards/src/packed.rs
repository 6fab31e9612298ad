//! Bytes, as ZLIB (RFC 1950) packs them.

use flate2::write::ZlibEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
use std::io::Write;

/// Packs as well as can be.
pub(crate) fn pack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Unpacks at most so many bytes; nothing if there are more, if they are damaged, or if something comes after them.
pub(crate) fn unpack(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut inflate = Decompress::new(true);
    let mut bytes = Vec::new();
    loop {
        // Room grows with what was really there: no size is believed.
        let room = (bytes.len() * 2).clamp(4096, most + 1);
        bytes.reserve_exact(room.saturating_sub(bytes.len()));
        let rest = packed.get(usize::try_from(inflate.total_in()).ok()?..)?;
        let before = (inflate.total_in(), bytes.len());
        let status = inflate.decompress_vec(rest, &mut bytes, FlushDecompress::None).ok()?;
        if bytes.len() > most {
            return None;
        }
        if status == Status::StreamEnd {
            return (inflate.total_in() == packed.len() as u64).then_some(bytes);
        }
        if before == (inflate.total_in(), bytes.len()) {
            return None;
        }
    }
}
