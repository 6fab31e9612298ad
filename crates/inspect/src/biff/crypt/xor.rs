//! XOR obfuscation ([MS-OFFCRYPTO] 2.3.7).

/// A key made of a password.
#[derive(Debug, Clone)]
pub(crate) struct Xor {
    pad: [u8; 16],
}

/// Letters that a short password is filled up with.
const FILL: [u8; 15] =
    [0xbb, 0xff, 0xff, 0xba, 0xff, 0xff, 0xb9, 0x80, 0x00, 0xbe, 0x0f, 0x00, 0xbf, 0x0f, 0x00];

/// Start value for each length of password.
const START: [u16; 15] = [
    0xe1f0, 0x1d0f, 0xcc9c, 0x84c0, 0x110c, 0x0e10, 0xf1ce, 0x313e, 0x1872, 0xe139, 0xd40f, 0x84f9, 0x280c,
    0xa96a, 0x4ec3,
];

/// One value for each of the lower seven bits of each letter.
const BITS: [[u16; 7]; 15] = [
    [0xaefc, 0x4dd9, 0x9bb2, 0x2745, 0x4e8a, 0x9d14, 0x2a09],
    [0x7b61, 0xf6c2, 0xfda5, 0xeb6b, 0xc6f7, 0x9dcf, 0x2bbf],
    [0x4563, 0x8ac6, 0x05ad, 0x0b5a, 0x16b4, 0x2d68, 0x5ad0],
    [0x0375, 0x06ea, 0x0dd4, 0x1ba8, 0x3750, 0x6ea0, 0xdd40],
    [0xd849, 0xa0b3, 0x5147, 0xa28e, 0x553d, 0xaa7a, 0x44d5],
    [0x6f45, 0xde8a, 0xad35, 0x4a4b, 0x9496, 0x390d, 0x721a],
    [0xeb23, 0xc667, 0x9cef, 0x29ff, 0x53fe, 0xa7fc, 0x5fd9],
    [0x47d3, 0x8fa6, 0x0f6d, 0x1eda, 0x3db4, 0x7b68, 0xf6d0],
    [0xb861, 0x60e3, 0xc1c6, 0x93ad, 0x377b, 0x6ef6, 0xddec],
    [0x45a0, 0x8b40, 0x06a1, 0x0d42, 0x1a84, 0x3508, 0x6a10],
    [0xaa51, 0x4483, 0x8906, 0x022d, 0x045a, 0x08b4, 0x1168],
    [0x76b4, 0xed68, 0xcaf1, 0x85c3, 0x1ba7, 0x374e, 0x6e9c],
    [0x3730, 0x6e60, 0xdcc0, 0xa9a1, 0x4363, 0x86c6, 0x1dad],
    [0x3331, 0x6662, 0xccc4, 0x89a9, 0x0373, 0x06e6, 0x0dcc],
    [0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48c4],
];

impl Xor {
    /// `None` when the password does not fit key and digest of the file.
    pub(crate) fn new(password: &str, key: u16, digest: u16) -> Option<Self> {
        let password = password.as_bytes().get(..password.len().min(15))?;
        (digest_of(password) == digest && key_of(password)? == key).then_some(())?;
        let mut pad = [0; 16];
        for (index, byte) in pad.iter_mut().enumerate() {
            let letter = password.get(index).or_else(|| FILL.get(index - password.len()))?;
            let part = key.to_le_bytes()[index % 2];
            *byte = (letter ^ part).rotate_left(2);
        }
        Some(Self { pad })
    }

    /// Opens a record's body, but for its first bytes. The place in the key depends on the place in the stream and
    /// the body's length ([MS-XLS] 2.2.10).
    pub(crate) fn open(&self, stream: &mut [u8], start: usize, skip: usize, end: usize) {
        let body = stream.get_mut(start..end).unwrap_or_default();
        for (offset, byte) in body.iter_mut().enumerate().skip(skip) {
            *byte = byte.rotate_left(3) ^ self.pad[(end + offset) % 16];
        }
    }
}

fn digest_of(password: &[u8]) -> u16 {
    let mut digest = 0_u16;
    let length = password.len() as u8;
    for byte in password.iter().rev().chain(std::iter::once(&length)) {
        digest = (digest >> 14 & 1 | digest << 1 & 0x7fff) ^ u16::from(*byte);
    }
    digest ^ 0xce4b
}

fn key_of(password: &[u8]) -> Option<u16> {
    let mut key = *START.get(password.len().checked_sub(1)?)?;
    let rows = BITS.get(BITS.len() - password.len()..)?;
    for (letter, row) in password.iter().zip(rows) {
        for (bit, value) in row.iter().enumerate() {
            if letter >> bit & 1 == 1 {
                key ^= value;
            }
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_fits() {
        let (key, digest) = (key_of(b"VelvetSweatshop").unwrap(), digest_of(b"VelvetSweatshop"));
        assert!(Xor::new("VelvetSweatshop", key, digest).is_some());
        assert!(Xor::new("velvet", key, digest).is_none());
    }
}
