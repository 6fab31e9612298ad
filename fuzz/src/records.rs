//! Records of BIFF and BIFF12 with lengths that are right, around contents that are not. In the input, three bytes
//! begin a record: two that say so and one that says how often it stands there; then its kind and its content.

const MARK: &[u8] = &[0xfe, 0xb1];
/// Most bytes of a record of BIFF; longer ones are continued.
const LONGEST: usize = 8224;
/// Bytes that repeating may make of a stream.
const MOST_REPEATED: usize = 128 << 10;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const BOUNDSHEET: u16 = 0x0085;

/// A stream of BIFF. Where the sheets begin is put right.
pub fn biff(input: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut depth, mut starts, mut listed) = (0_u32, Vec::new(), Vec::new());
    for (kind, body) in split(input) {
        let kind = kind & 0x0fff;
        match kind {
            BOF => {
                if depth == 0 && !out.is_empty() {
                    starts.push(out.len() as u32);
                }
                depth += 1;
            }
            EOF => depth = depth.saturating_sub(1),
            BOUNDSHEET if body.len() >= 4 => listed.push(out.len() + 4),
            _ => {}
        }
        let body = &body[..body.len().min(LONGEST)];
        out.extend(kind.to_le_bytes());
        out.extend((body.len() as u16).to_le_bytes());
        out.extend_from_slice(body);
    }
    for (place, start) in listed.into_iter().zip(starts) {
        out[place..place + 4].copy_from_slice(&start.to_le_bytes());
    }
    out
}

/// A stream of BIFF12 ([MS-XLSB] 2.1.4).
pub fn biff12(input: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for (kind, body) in split(input) {
        if kind < 0x80 {
            out.push(kind as u8);
        } else {
            out.extend([kind as u8 | 0x80, (kind >> 7) as u8 & 0x7f]);
        }
        let mut len = body.len();
        loop {
            let more = len >= 0x80;
            out.push(len as u8 & 0x7f | if more { 0x80 } else { 0 });
            len >>= 7;
            if !more {
                break;
            }
        }
        out.extend_from_slice(body);
    }
    out
}

fn split(input: &[u8]) -> Vec<(u16, &[u8])> {
    let mut records = Vec::new();
    let mut rest = input;
    let mut made = 0;
    while let Some(start) = crate::parts::find(rest, MARK) {
        rest = &rest[start + MARK.len()..];
        let end = crate::parts::find(rest, MARK).unwrap_or(rest.len());
        if let [count, low, high, body @ ..] = &rest[..end] {
            let kind = u16::from_le_bytes([*low, *high]);
            let times = (usize::from(*count) * usize::from(*count)).max(1);
            for _ in 0..times {
                made += body.len() + 4;
                if made > MOST_REPEATED {
                    return records;
                }
                records.push((kind, body));
            }
        }
        rest = &rest[end..];
    }
    records
}

/// The input of a stream of BIFF; `None` when it is none.
pub fn of_biff(mut stream: &[u8]) -> Option<Vec<u8>> {
    let mut input = Vec::new();
    while let [kind_low, kind_high, low, high, rest @ ..] = stream {
        let (body, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([*low, *high])))?;
        put(&mut input, [*kind_low, *kind_high], body);
        stream = rest;
    }
    Some(input)
}

/// The input of a stream of BIFF12; `None` when it is none.
pub fn of_biff12(mut stream: &[u8]) -> Option<Vec<u8>> {
    let mut input = Vec::new();
    while let Some((first, rest)) = stream.split_first() {
        stream = rest;
        let mut kind = u16::from(*first & 0x7f);
        if first & 0x80 != 0 {
            let (second, rest) = stream.split_first()?;
            stream = rest;
            kind |= u16::from(*second & 0x7f) << 7;
        }
        let mut len = 0;
        for shift in [0, 7, 14, 21] {
            let (byte, rest) = stream.split_first()?;
            stream = rest;
            len |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let (body, rest) = stream.split_at_checked(len)?;
        stream = rest;
        // As it is stored, less the mark of a second byte.
        put(&mut input, kind.to_le_bytes(), body);
    }
    Some(input)
}

fn put(input: &mut Vec<u8>, kind: [u8; 2], body: &[u8]) {
    // Large tables of strings and pictures teach the fuzzer nothing that their beginnings do not.
    let body = &body[..body.len().min(512)];
    input.extend_from_slice(MARK);
    input.push(1);
    input.extend(kind);
    input.extend_from_slice(body);
}
