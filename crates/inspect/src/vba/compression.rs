//! How macros are packed ([MS-OVBA] 2.4.1): chunks of at most 4,096 bytes, of letters and of references back.

use crate::stop::LimitMet;
use crate::{Read, Reason, Scribe};

/// Bytes of an unpacked chunk.
const CHUNK: usize = 4096;

/// Unpacks; `None` when the bytes are not packed so.
pub(super) fn unpack(packed: &[u8], scribe: &Scribe<'_>) -> Read<Option<Vec<u8>>> {
    let most = scribe.budget().limits().held_part_bytes;
    let Some(out) = container(packed, most as usize) else { return Ok(None) };
    if out.len() as u64 > most {
        return Err(LimitMet(Reason::TooLarge).into());
    }
    scribe.budget().unpacked(out.len() as u64)?;
    Ok(Some(out))
}

fn container(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut rest = packed.strip_prefix(&[1])?;
    let mut out = Vec::new();
    while let [low, high, after @ ..] = rest {
        let head = u16::from_le_bytes([*low, *high]);
        // Size less three, a mark, and whether the chunk is packed.
        if head >> 12 & 7 != 3 {
            // Streams are filled up behind the last chunk.
            break;
        }
        let size = usize::from(head & 0x0fff) + 1;
        let (body, next) = after.split_at(size.min(after.len()));
        if head & 0x8000 == 0 {
            out.extend_from_slice(body.get(..CHUNK.min(body.len()))?);
        } else {
            chunk(body, &mut out)?;
        }
        if out.len() > most {
            break;
        }
        rest = next;
    }
    Some(out)
}

fn chunk(mut body: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let start = out.len();
    while let [flags, rest @ ..] = body {
        body = rest;
        for bit in 0..8 {
            if body.is_empty() {
                return Some(());
            }
            if flags >> bit & 1 == 0 {
                let (letter, rest) = body.split_first()?;
                out.push(*letter);
                body = rest;
                continue;
            }
            let (token, rest) = body.split_first_chunk()?;
            body = rest;
            let token = u16::from_le_bytes(*token);
            // The further into the chunk, the more bits the distance needs.
            let done = out.len() - start;
            let bits = (done.max(1) - 1).checked_ilog2().map_or(4, |log| (log + 1).max(4));
            let length = usize::from(token & (0xffff >> bits)) + 3;
            let distance = usize::from(token >> (16 - bits)) + 1;
            if distance > done || done + length > CHUNK {
                return None;
            }
            for _ in 0..length {
                out.push(*out.get(out.len() - distance)?);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_specification_are_unpacked() {
        // [MS-OVBA] 3.2.1 and 3.2.2.
        let plain = [
            0x01, 0x19, 0xb0, 0x00, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x00, 0x69, 0x6a, 0x6b,
            0x6c, 0x6d, 0x6e, 0x6f, 0x70, 0x00, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x2e,
        ];
        assert_eq!(container(&plain, 9999).as_deref(), Some(&b"abcdefghijklmnopqrstuv."[..]));
        let repeated = [
            0x01, 0x2f, 0xb0, 0x00, 0x23, 0x61, 0x61, 0x61, 0x62, 0x63, 0x64, 0x65, 0x82, 0x66, 0x00, 0x70,
            0x61, 0x67, 0x68, 0x69, 0x6a, 0x01, 0x38, 0x08, 0x61, 0x6b, 0x6c, 0x00, 0x30, 0x6d, 0x6e, 0x6f,
            0x70, 0x06, 0x71, 0x02, 0x70, 0x04, 0x10, 0x72, 0x73, 0x74, 0x75, 0x76, 0x10, 0x77, 0x78, 0x79,
            0x7a, 0x00, 0x3c,
        ];
        let expected = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa";
        assert_eq!(container(&repeated, 9999).as_deref(), Some(&expected[..]));
    }

    proptest! {
        #[test]
        fn any_bytes_are_unpacked_or_refused(packed in proptest::collection::vec(any::<u8>(), 0..200)) {
            let stored = [&[1][..], &packed].concat();
            if let Some(out) = container(&stored, 1 << 20) {
                prop_assert!(out.len() <= (1 << 20) + CHUNK);
            }
        }
    }
}
