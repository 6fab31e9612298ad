//! RC4 with keys made by MD5 or by a digest of Windows' `CryptoAPI` ([MS-OFFCRYPTO] 2.3.6 and 2.3.5).

use crate::bytes::Bytes;
use md5::{Digest, Md5};
use rc4::consts::{U5, U6, U7, U8, U9, U10, U11, U12, U13, U14, U15, U16};
use rc4::{Key, KeyInit, StreamCipher};
use sha1::Sha1;

/// A key of which every 1,024 bytes of the stream have their own.
#[derive(Debug, Clone)]
pub(crate) enum Rc4 {
    /// The first five bytes of an MD5.
    Md5([u8; 5]),
    /// A SHA-1, and the length of keys in bytes.
    CryptoApi([u8; 20], usize),
}

/// Bytes with one key.
const BLOCK: usize = 1024;

/// The key bytes of the block that was opened last: most records are far shorter than a block.
#[derive(Debug, Default)]
pub(crate) struct Keys(Option<(u32, Vec<u8>)>);

impl Rc4 {
    /// Reads the header and tests the password; `None` when it does not fit.
    pub(crate) fn new(password: &str, header: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(header);
        let (major, minor) = (bytes.u16()?, bytes.u16()?);
        let password: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
        if (major, minor) == (1, 1) {
            let (salt, verifier, digest) = (bytes.take(16)?, bytes.take(16)?, bytes.take(16)?);
            let cipher = Self::Md5(md5_key(&password, salt));
            return cipher.fits::<Md5>(verifier, digest).then_some(cipher);
        }
        if !(2..=4).contains(&major) || minor != 2 {
            return None;
        }
        bytes.skip(4)?;
        let size = bytes.u32()? as usize;
        let mut head = Bytes::new(bytes.take(size)?);
        // Switches, size; then the algorithms, of which only RC4 with SHA-1 is used here.
        head.skip(8)?;
        let (cipher, digest, bits) = (head.u32()?, head.u32()?, head.u32()?);
        if cipher != 0x6801 || !matches!(digest, 0 | 0x8004) {
            return None;
        }
        let length = if bits == 0 { 5 } else { bits as usize / 8 };
        (5..=16).contains(&length).then_some(())?;
        let salt_size = bytes.u32()? as usize;
        let (salt, verifier) = (bytes.take(salt_size)?, bytes.take(16)?);
        bytes.skip(4)?;
        let digest = bytes.take(20)?;
        let mut start = Sha1::new();
        start.update(salt);
        start.update(&password);
        let cipher = Self::CryptoApi(start.finalize().into(), length);
        cipher.fits::<Sha1>(verifier, digest).then_some(cipher)
    }

    /// Whether the digest of the verifier is the one that the file holds.
    fn fits<D: Digest>(&self, verifier: &[u8], digest: &[u8]) -> bool {
        let mut both = [verifier, digest].concat();
        let keys = self.block(0);
        both.iter_mut().zip(keys.iter()).for_each(|(byte, key)| *byte ^= key);
        let (verifier, digest) = both.split_at(verifier.len());
        D::digest(verifier).as_slice() == digest
    }

    /// Opens a part of the stream.
    pub(crate) fn open(&self, stream: &mut [u8], start: usize, end: usize, last: &mut Keys) {
        let mut at = start;
        while at < end {
            let number = (at / BLOCK) as u32;
            let keys = match last.0.take() {
                Some((known, keys)) if known == number => keys,
                _ => self.block(number).to_vec(),
            };
            let stop = end.min((at / BLOCK + 1) * BLOCK);
            let bytes = stream.get_mut(at..stop).unwrap_or_default();
            bytes.iter_mut().zip(&keys[at % BLOCK..]).for_each(|(byte, key)| *byte ^= key);
            last.0 = Some((number, keys));
            at = stop;
        }
    }

    /// The key bytes of a block.
    fn block(&self, number: u32) -> [u8; BLOCK] {
        let mut keys = [0; BLOCK];
        match self {
            Self::Md5(key) => {
                let digest = Md5::new().chain_update(key).chain_update(number.to_le_bytes()).finalize();
                apply(&digest, &mut keys);
            }
            Self::CryptoApi(start, length) => {
                let digest = Sha1::new().chain_update(start).chain_update(number.to_le_bytes()).finalize();
                let mut key = [0; 16];
                let made = &digest[..*length];
                key[..*length].copy_from_slice(made);
                // Keys of forty bits are filled up with zeros.
                apply(if *length == 5 { &key } else { &key[..*length] }, &mut keys);
            }
        }
        keys
    }
}

fn md5_key(password: &[u8], salt: &[u8]) -> [u8; 5] {
    let first = Md5::digest(password);
    let mut many = Md5::new();
    for _ in 0..16 {
        many.update(&first[..5]);
        many.update(salt);
    }
    let digest = many.finalize();
    [digest[0], digest[1], digest[2], digest[3], digest[4]]
}

/// The library knows a key's length by its type.
fn apply(key: &[u8], bytes: &mut [u8]) {
    macro_rules! with {
        ($($length:literal $size:ty)*) => {
            match key.len() {
                $( $length => rc4::Rc4::<$size>::new(Key::<$size>::from_slice(key)).apply_keystream(bytes), )*
                _ => {}
            }
        };
    }
    with!(5 U5 6 U6 7 U7 8 U8 9 U9 10 U10 11 U11 12 U12 13 U13 14 U14 15 U15 16 U16);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A header as a program writes it for a password.
    fn header(password: &str, salt: [u8; 16]) -> Vec<u8> {
        let letters: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cipher = Rc4::Md5(md5_key(&letters, &salt));
        let verifier = [7; 16];
        let mut hidden = [&verifier[..], Md5::digest(verifier).as_slice()].concat();
        hidden.iter_mut().zip(cipher.block(0)).for_each(|(byte, key)| *byte ^= key);
        [&[1, 0, 1, 0][..], &salt, &hidden].concat()
    }

    #[test]
    fn the_key_stream_is_that_of_rfc_6229() {
        let mut bytes = [0; 8];
        apply(&[1, 2, 3, 4, 5], &mut bytes);
        assert_eq!(bytes, [0xb2, 0x39, 0x63, 0x05, 0xf0, 0x3d, 0xc0, 0x27]);
    }

    #[test]
    fn only_the_right_password_fits() {
        let header = header("VelvetSweatshop", [3; 16]);
        assert!(Rc4::new("VelvetSweatshop", &header).is_some());
        assert!(Rc4::new("velvet", &header).is_none());
        assert!(Rc4::new("VelvetSweatshop", &header[..30]).is_none());
    }

    proptest! {
        #[test]
        fn what_is_opened_twice_is_as_before_wherever_it_is_cut(
            stream in proptest::collection::vec(any::<u8>(), 0..3000),
            cut in 0_usize..3000,
        ) {
            let cipher = Rc4::new("VelvetSweatshop", &header("VelvetSweatshop", [9; 16])).unwrap();
            let cut = cut.min(stream.len());
            let mut opened = stream.clone();
            let mut keys = Keys::default();
            cipher.open(&mut opened, 0, cut, &mut keys);
            cipher.open(&mut opened, cut, stream.len(), &mut keys);
            cipher.open(&mut opened, 0, stream.len(), &mut Keys::default());
            prop_assert_eq!(opened, stream);
        }
    }
}
