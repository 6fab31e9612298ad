//! Turns an XML part of any encoding into UTF-8 (XML 1.0, appendix F).

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::io::{self, Chain, Cursor, Read};

/// Bytes that are enough to see the byte order mark and the declaration.
const HEAD: usize = 256;

/// A part in another encoding, as it is decoded.
type Recoded<R> = encoding_rs_io::DecodeReaderBytes<Chain<Cursor<Vec<u8>>, R>, Vec<u8>>;

/// A part as UTF-8.
pub(crate) enum Decoded<R: Read> {
    /// It is UTF-8 already.
    Plain(Chain<Cursor<Vec<u8>>, R>),
    /// It is not.
    Foreign(Box<Recoded<R>>),
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(mut part: R) -> io::Result<Self> {
        let mut head = vec![0; HEAD];
        let mut filled = 0;
        while filled < HEAD {
            match part.read(&mut head[filled..])? {
                0 => break,
                read => filled += read,
            }
        }
        head.truncate(filled);
        let encoding = encoding_of(&head);
        if encoding == UTF_8 && head.starts_with(b"\xef\xbb\xbf") {
            head.drain(..3);
        }
        let part = Cursor::new(head).chain(part);
        Ok(if encoding == UTF_8 {
            Self::Plain(part)
        } else {
            Self::Foreign(Box::new(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(part)))
        })
    }
}

impl<R: Read> Decoded<R> {
    /// Whether the part is written in another encoding than UTF-8, or behind a byte order mark.
    pub(crate) fn is_foreign(&self) -> bool {
        matches!(self, Self::Foreign(_))
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(part) => part.read(buffer),
            Self::Foreign(part) => part.read(buffer),
        }
    }
}

fn encoding_of(head: &[u8]) -> &'static Encoding {
    match head {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => return UTF_16LE,
        [0xfe, 0xff, ..] | [0, b'<', ..] => return UTF_16BE,
        [0xef, 0xbb, 0xbf, ..] => return UTF_8,
        _ => {}
    }
    let head = String::from_utf8_lossy(head);
    let declaration = head.split_once("?>").map_or("", |(declaration, _)| declaration);
    let label = declaration.split_once("encoding").map_or("", |(_, rest)| rest);
    let label = label.trim_start_matches([' ', '=', '"', '\'', '\t', '\r', '\n']);
    let label = label.split(['"', '\'']).next().unwrap_or_default();
    match Encoding::for_label(label.as_bytes()) {
        // A part that can be read byte by byte up to here is not UTF-16, whatever it claims.
        None => UTF_8,
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        Some(encoding) => encoding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> String {
        let mut text = String::new();
        Decoded::new(bytes).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn every_encoding_ends_as_utf_8() {
        let utf16: Vec<u8> = "\u{feff}<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16be: Vec<u8> = "<a>é</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&utf16), "<a>é</a>");
        assert_eq!(decoded(&utf16be), "<a>é</a>");
        assert_eq!(decoded("\u{feff}<a>é</a>".as_bytes()), "<a>é</a>");
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>";
        assert_eq!(decoded(latin), "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>");
    }
}
