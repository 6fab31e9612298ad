//! Compound files around streams.

use std::io::{Cursor, Read, Write};

/// A compound file of these streams; a name is a path. What cannot be stored under its name is left out.
pub fn pack(streams: &[(String, Vec<u8>)]) -> Vec<u8> {
    let create = || -> std::io::Result<Vec<u8>> {
        let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
        for (path, content) in streams.iter().take(64) {
            let path = format!("/{}", storable(path));
            if let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| !folder.is_empty()) {
                if file.create_storage_all(folder).is_err() {
                    continue;
                }
            }
            if let Ok(mut stream) = file.create_stream(&path) {
                stream.write_all(content)?;
            }
        }
        file.flush()?;
        Ok(file.into_inner().into_inner())
    };
    create().unwrap_or_default()
}

/// A path whose pieces can be names in a compound file; the writer is no part of what is tested.
fn storable(path: &str) -> String {
    let pieces = path.split('/').filter(|piece| !piece.is_empty() && *piece != "." && *piece != "..");
    let plain = |letter: char| if matches!(letter, '\\' | ':' | '!') { '_' } else { letter };
    pieces
        .map(|piece| {
            piece.chars().map(plain).filter(|letter| letter.len_utf16() == 1).take(31).collect::<String>()
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// The streams of a fixture.
pub fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Vec::new() };
    let paths: Vec<_> =
        file.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().to_owned()).collect();
    let mut streams = Vec::new();
    for path in paths {
        let mut content = Vec::new();
        if file.open_stream(&path).is_ok_and(|mut stream| stream.read_to_end(&mut content).is_ok()) {
            streams.push((path.to_string_lossy().trim_start_matches('/').to_owned(), content));
        }
    }
    streams
}

/// Packs as macros are packed ([MS-OVBA] 2.4.1), in letters alone.
pub fn pack_macro(content: &[u8]) -> Vec<u8> {
    let mut out = vec![1];
    // Eight letters take nine bytes, and a chunk has room for 4,096.
    for piece in content.chunks(3640) {
        let body: Vec<u8> = piece.chunks(8).flat_map(|eight| [&[0], eight].concat()).collect();
        out.extend((0xb000 | (body.len() as u16 - 1)).to_le_bytes());
        out.extend(body);
    }
    out
}

/// The opposite, for seeds; `None` when it is not so packed.
pub fn unpack_macro(packed: &[u8]) -> Option<Vec<u8>> {
    let mut rest = packed.strip_prefix(&[1])?;
    let mut out: Vec<u8> = Vec::new();
    while let [low, high, after @ ..] = rest {
        let size = usize::from(u16::from_le_bytes([*low, *high]) & 0x0fff) + 1;
        let (mut body, next) = after.split_at_checked(size)?;
        let start = out.len();
        while let [flags, more @ ..] = body {
            body = more;
            for bit in 0..8 {
                if flags >> bit & 1 == 0 {
                    let Some((letter, more)) = body.split_first() else { break };
                    out.push(*letter);
                    body = more;
                } else {
                    let (token, more) = body.split_first_chunk()?;
                    body = more;
                    let token = u16::from_le_bytes(*token);
                    let bits =
                        ((out.len() - start).max(1) - 1).checked_ilog2().map_or(4, |log| (log + 1).max(4));
                    let distance = usize::from(token >> (16 - bits)) + 1;
                    for _ in 0..usize::from(token & (0xffff >> bits)) + 3 {
                        out.push(*out.get(out.len().checked_sub(distance)?)?);
                    }
                }
            }
        }
        rest = next;
    }
    Some(out)
}
