//! The stream `\x01Ole10Native` ([MS-OLEDS] 2.3.6, and what the packager of Windows puts into it).

use crate::bytes::Bytes;
use encoding_rs::WINDOWS_1252;

/// A file as it was packed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Native<'a> {
    /// Name shown under its icon.
    pub(super) label: String,
    /// Where it came from.
    original: String,
    /// Where it was kept for a while, often in a folder with a user's name.
    temporary: String,
    pub(super) bytes: &'a [u8],
}

impl<'a> Native<'a> {
    /// `None` for bytes of another make.
    pub(super) fn read(stream: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(stream);
        bytes.skip(4)?;
        (bytes.u16()? == 2).then_some(())?;
        let label = text(&mut bytes)?;
        let original = text(&mut bytes)?;
        bytes.skip(4)?;
        let len = bytes.u32()? as usize;
        let temporary = text(&mut Bytes::new(bytes.take(len)?)).unwrap_or_default();
        let len = bytes.u32()? as usize;
        let content = bytes.take(len.min(bytes.left()))?;
        Some(Self { label, original, temporary, bytes: content })
    }

    /// Its names and paths.
    pub(super) fn names(&self) -> [(&'static str, &str); 3] {
        [("name", &self.label), ("original path", &self.original), ("temporary path", &self.temporary)]
    }
}

/// A text that ends with a zero.
fn text(bytes: &mut Bytes<'_>) -> Option<String> {
    let len = bytes.rest().iter().position(|byte| *byte == 0)?;
    let text = WINDOWS_1252.decode_without_bom_handling(bytes.take(len)?).0.into_owned();
    bytes.skip(1)?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_file_keeps_its_paths() {
        let stream =
            [&[0; 4][..], &[2, 0], b"a.csv\0C:\\HR\\a.csv\0\0\0\x03\0\x05\0\0\0temp\0\x03\0\0\0a,b"].concat();
        let native = Native::read(&stream).unwrap();
        assert_eq!(native.names().map(|(_, text)| text), ["a.csv", "C:\\HR\\a.csv", "temp"]);
        assert_eq!(native.bytes, b"a,b");
        assert_eq!(Native::read(b"\0\0\0\0\x09\0"), None);
    }
}
