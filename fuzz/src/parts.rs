//! An input as named parts: `=== NAME`, a line end, content, and so on. The fuzzer's own mutations move whole parts
//! about, cut them and change them, and a dictionary knows the marker.
//!
//! A first sign in the name says how the content is packed: `#` are [`crate::records`] of BIFF, `%` of BIFF12, `~` is
//! packed as macros are. In text parts, the byte 2, a count, content, and the byte 3 repeat that content, so that a small
//! input can be a large file: what takes quadratic time shows itself.

use crate::{ole, records};

const MARK: &[u8] = b"\n=== ";
/// Bytes that repeating may make of one part.
const MOST_REPEATED: usize = 128 << 10;

/// Divides an input. What stands before the first marker is the content of `first`.
pub fn split(input: &[u8], first: &str) -> Vec<(String, Vec<u8>)> {
    let mut parts = Vec::new();
    let mut rest = input;
    let mut name = first.to_owned();
    if let Some(after) = rest.strip_prefix(&MARK[1..]) {
        (name, rest) = name_of(after);
    }
    loop {
        let end = find(rest, MARK);
        let content = &rest[..end.unwrap_or(rest.len())];
        if !content.is_empty() || !name.is_empty() {
            parts.push(unfold(&name, content));
        }
        let Some(end) = end else { return parts };
        (name, rest) = name_of(&rest[end + MARK.len()..]);
    }
}

/// The opposite: the input of some parts.
pub fn join<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut input = Vec::new();
    for (name, content) in parts {
        input.extend_from_slice(if input.is_empty() { &MARK[1..] } else { MARK });
        input.extend_from_slice(name.as_bytes());
        input.push(b'\n');
        input.extend_from_slice(content);
    }
    input
}

/// Adds parts that are missing, so that the others are reached.
pub fn fill_in(parts: &mut Vec<(String, Vec<u8>)>, skeleton: &[(&str, &str)]) {
    for (name, content) in skeleton {
        if !parts.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
            parts.push(((*name).to_owned(), content.as_bytes().to_vec()));
        }
    }
}

fn name_of(bytes: &[u8]) -> (String, &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let name = String::from_utf8_lossy(&bytes[..end.min(200)]).into_owned();
    (name, bytes.get(end + 1..).unwrap_or_default())
}

fn unfold(name: &str, content: &[u8]) -> (String, Vec<u8>) {
    let packed = match name.as_bytes().first() {
        Some(b'#') => records::biff(content),
        Some(b'%') => records::biff12(content),
        Some(b'~') => ole::pack_macro(content),
        _ if content.starts_with(b"<") => return (name.to_owned(), repeated(content)),
        _ => return (name.to_owned(), content.to_vec()),
    };
    (name[1..].to_owned(), packed)
}

/// Unfolds what is marked to be repeated: up to 65,025 times, as long as there is room.
pub fn repeated(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = content;
    while let Some(start) = rest.iter().position(|byte| *byte == 2) {
        out.extend_from_slice(&rest[..start]);
        rest = &rest[start + 1..];
        let Some((count, body)) = rest.split_first() else { break };
        let Some(end) = body.iter().position(|byte| *byte == 3) else { break };
        let times = usize::from(*count) * usize::from(*count);
        for _ in 0..times {
            if out.len() + end > MOST_REPEATED {
                break;
            }
            out.extend_from_slice(&body[..end]);
        }
        rest = &body[end + 1..];
    }
    out.extend_from_slice(rest);
    out
}

/// Where a mark stands first.
pub fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}
