//! Small numbers in few bytes: seven bits a byte, the lowest first, the top bit says that more follow (LEB128).

use super::Broken;

/// Appends a number.
#[inline]
pub(super) fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes bytes off the front of a message.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    #[inline]
    pub(super) fn byte(&mut self) -> Result<u8, Broken> {
        let (first, rest) = self.0.split_first().ok_or(Broken("a message ends too early"))?;
        self.0 = rest;
        Ok(*first)
    }

    #[inline]
    pub(super) fn number(&mut self) -> Result<u32, Broken> {
        let first = self.byte()?;
        if first < 0x80 { Ok(u32::from(first)) } else { self.long_number(first) }
    }

    fn long_number(&mut self, first: u8) -> Result<u32, Broken> {
        let mut number = u32::from(first & 0x7f);
        for shift in [7, 14, 21, 28] {
            let byte = self.byte()?;
            let bits = u32::from(byte & 0x7f);
            if shift == 28 && byte > 0x0f {
                break;
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Broken("a number is too large"))
    }

    /// Everything that is left, as text.
    pub(super) fn text(self) -> Result<&'a str, Broken> {
        std::str::from_utf8(self.0).map_err(|_| Broken("a text is not UTF-8"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(number: u32) {
            let mut out = Vec::new();
            put_number(&mut out, number);
            let mut bytes = Bytes(&out);
            prop_assert_eq!(bytes.number(), Ok(number));
            prop_assert!(bytes.0.is_empty());
        }
    }

    #[test]
    fn a_number_that_does_not_end_or_does_not_fit_is_refused() {
        for wrong in [&[0x80][..], &[0xff, 0xff, 0xff, 0xff, 0x10], &[0x80, 0x80, 0x80, 0x80, 0x80, 0]] {
            assert!(Bytes(wrong).number().is_err(), "{wrong:?}");
        }
    }
}
