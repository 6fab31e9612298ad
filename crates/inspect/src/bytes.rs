//! Numbers and pieces out of bytes, in little-endian order. Whatever is not there is `None`: nothing here can panic.

/// Reads a slice from its start to its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// A reader at an offset; at the end when the offset lies beyond it.
    pub(crate) fn at(bytes: &'a [u8], offset: usize) -> Self {
        Self { rest: bytes.get(offset..).unwrap_or_default() }
    }

    /// What was not read yet.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// How much was not read yet.
    pub(crate) fn left(&self) -> usize {
        self.rest.len()
    }

    /// The next `count` bytes.
    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (piece, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(piece)
    }

    /// Passes over `count` bytes.
    pub(crate) fn skip(&mut self, count: usize) -> Option<()> {
        self.take(count).map(|_| ())
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn i16(&mut self) -> Option<i16> {
        self.array().map(i16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn i32(&mut self) -> Option<i32> {
        self.array().map(i32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    pub(crate) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A class identifier in the order in which Windows stores it, spelled in lower case.
    pub(crate) fn guid(&mut self) -> Option<String> {
        let (first, second, third) = (self.u32()?, self.u16()?, self.u16()?);
        let last: [u8; 8] = self.array()?;
        let last = u64::from_be_bytes(last);
        let (fourth, fifth) = (last >> 48, last & 0xffff_ffff_ffff);
        Some(format!("{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{fifth:012x}"))
    }
}

/// UTF-16 in little-endian order; an odd last byte and what is no letter become replacement characters.
pub(crate) fn wide(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect()
}

/// The text before the first zero.
pub(crate) fn before_zero(text: &str) -> &str {
    text.split('\0').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_none_and_moves_nothing() {
        let mut bytes = Bytes::new(&[1, 2, 3]);
        assert_eq!(bytes.u16(), Some(0x0201));
        assert_eq!(bytes.u32(), None);
        assert_eq!(bytes.u8(), Some(3));
        assert_eq!(bytes.take(usize::MAX), None);
        assert_eq!(Bytes::at(&[1], 9).u8(), None);
    }

    #[test]
    fn a_class_identifier_is_spelled_as_windows_spells_it() {
        let stored =
            [0xe0, 0xc9, 0xea, 0x79, 0xf9, 0xba, 0xce, 0x11, 0x8c, 0x82, 0x00, 0xaa, 0x00, 0x4b, 0xa9, 0x0b];
        let spelled = Bytes::new(&stored).guid();
        assert_eq!(spelled.as_deref(), Some("79eac9e0-baf9-11ce-8c82-00aa004ba90b"));
    }
}
