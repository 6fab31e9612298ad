//! Reads the body of a record across its Continue records, and the texts in it ([MS-XLS] 2.5.293, 2.5.294).

use super::record::{HEAD, Record, continuation};
use super::version::Letters;
use crate::text::code_page;

/// A place in the body of a record.
#[derive(Debug, Clone)]
pub(crate) struct Chain<'a> {
    stream: &'a [u8],
    at: usize,
    /// End of the piece in which the place lies.
    end: usize,
    /// End of the last piece.
    last: usize,
}

/// A text with what is stored beside its letters.
#[derive(Debug, Default)]
pub(crate) struct Rich {
    /// Where letters of another font begin, and the number of the font.
    pub(crate) runs: Vec<(u16, u16)>,
    /// Reading aid for the text (`ExtRst`, [MS-XLS] 2.5.86), empty where there is none.
    pub(crate) phonetic: String,
}

impl<'a> Chain<'a> {
    /// At the start of a record's body.
    pub(crate) fn of(record: &Record<'a>) -> Self {
        let start = record.at + HEAD;
        Self { stream: record.stream(), at: start, end: start + record.body().len(), last: record.end }
    }

    /// At an offset of a record's body that is known to lie in a piece that ends at `end`.
    pub(crate) fn inside(stream: &'a [u8], at: usize, end: usize, last: usize) -> Self {
        Self { stream, at, end, last }
    }

    /// Over bytes that are no record.
    pub(crate) fn over(bytes: &'a [u8]) -> Self {
        Self { stream: bytes, at: 0, end: bytes.len(), last: bytes.len() }
    }

    /// Where it is in the stream.
    pub(crate) fn place(&self) -> (usize, usize) {
        (self.at, self.end)
    }

    /// Bytes left in the piece; 0 only where the body ends.
    pub(crate) fn left_in_piece(&mut self) -> usize {
        while self.at >= self.end && self.next_piece() {}
        self.end - self.at
    }

    /// Whether the body ends here.
    pub(crate) fn is_done(&mut self) -> bool {
        self.left_in_piece() == 0
    }

    /// Steps into the next Continue record.
    fn next_piece(&mut self) -> bool {
        let Some(head) = self.stream.get(self.end..self.end + HEAD).filter(|_| self.end + HEAD <= self.last)
        else {
            return false;
        };
        let repeated = continuation(u16::from_le_bytes([head[0], head[1]])).unwrap_or(0);
        let len = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let start = self.end + HEAD;
        self.end = (start + len).min(self.last);
        self.at = (start + repeated).min(self.end);
        true
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        (self.left_in_piece() > 0).then_some(())?;
        let byte = *self.stream.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(crate) fn i16(&mut self) -> Option<i16> {
        self.u16().map(u16::cast_signed)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    pub(crate) fn f64(&mut self) -> Option<f64> {
        let (low, high) = (self.u32()?, self.u32()?);
        Some(f64::from_bits(u64::from(low) | u64::from(high) << 32))
    }

    /// Passes over `count` bytes.
    pub(crate) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let step = self.left_in_piece().min(count);
            (step > 0).then_some(())?;
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// The next `count` bytes, which may lie in several pieces.
    pub(crate) fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        while bytes.len() < count {
            let step = self.left_in_piece().min(count - bytes.len());
            (step > 0).then_some(())?;
            bytes.extend_from_slice(self.stream.get(self.at..self.at + step)?);
            self.at += step;
        }
        Some(bytes)
    }

    /// All that is left.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        loop {
            let step = self.left_in_piece();
            let piece = self.stream.get(self.at..self.at + step).unwrap_or_default();
            if piece.is_empty() {
                return bytes;
            }
            bytes.extend_from_slice(piece);
            self.at += step;
        }
    }

    /// `count` letters of one or two bytes. Where they cross into a Continue record, a flag there says their size.
    pub(crate) fn letters(&mut self, count: usize, mut is_wide: bool, out: &mut String) -> Option<()> {
        let mut left = count;
        let mut high: Option<u16> = None;
        while left > 0 {
            if self.at >= self.end {
                self.next_piece().then_some(())?;
                is_wide = self.u8()? & 1 == 1;
                continue;
            }
            let piece = self.stream.get(self.at..self.end)?;
            if is_wide {
                let units = (piece.len() / 2).min(left);
                if units == 0 {
                    // Half a letter at the end of a piece: no program writes that.
                    return None;
                }
                for pair in piece.chunks_exact(2).take(units) {
                    push_unit(u16::from_le_bytes([pair[0], pair[1]]), &mut high, out);
                }
                self.at += units * 2;
                left -= units;
            } else {
                let narrow = piece.get(..piece.len().min(left))?;
                match std::str::from_utf8(narrow).ok().filter(|_| narrow.is_ascii()) {
                    Some(text) => out.push_str(text),
                    // The low bytes of UTF-16, whatever the code page.
                    None => out.extend(narrow.iter().map(|byte| char::from(*byte))),
                }
                self.at += narrow.len();
                left -= narrow.len();
            }
        }
        if high.is_some() {
            out.push('\u{fffd}');
        }
        Some(())
    }

    /// A text of `count` letters, with its flags before it ([MS-XLS] 2.5.296), or the bytes of a code page.
    pub(crate) fn counted(&mut self, count: usize, letters: &Letters, out: &mut String) -> Option<Rich> {
        if !letters.is_unicode {
            let bytes = self.take(count)?;
            out.push_str(&code_page::decode(&bytes, letters.encoding));
            return Some(Rich::default());
        }
        let flags = self.u8()?;
        let runs = if flags & 8 == 0 { 0 } else { self.u16()? };
        let extra = if flags & 4 == 0 { 0 } else { self.u32()? as usize };
        self.letters(count, flags & 1 == 1, out)?;
        let runs = (0..runs).map(|_| Some((self.u16()?, self.u16()?))).collect::<Option<Vec<_>>>()?;
        let phonetic = if extra == 0 { String::new() } else { phonetic(&self.take(extra)?) };
        Some(Rich { runs, phonetic })
    }

    /// A text with its length in two bytes.
    pub(crate) fn long(&mut self, letters: &Letters) -> Option<String> {
        let count = self.u16()?;
        let mut out = String::new();
        self.counted(usize::from(count), letters, &mut out)?;
        Some(out)
    }

    /// A text with its length in one byte.
    pub(crate) fn short(&mut self, letters: &Letters) -> Option<String> {
        let count = self.u8()?;
        let mut out = String::new();
        self.counted(usize::from(count), letters, &mut out)?;
        Some(out)
    }

    /// A text of known length.
    pub(crate) fn text(&mut self, count: usize, letters: &Letters) -> Option<String> {
        let mut out = String::new();
        self.counted(count, letters, &mut out)?;
        Some(out)
    }
}

fn push_unit(unit: u16, high: &mut Option<u16>, out: &mut String) {
    match (high.take(), unit) {
        (None, 0xd800..=0xdbff) => *high = Some(unit),
        (None, _) => out.push(char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}')),
        (Some(first), _) => {
            out.extend(char::decode_utf16([first, unit]).map(|letter| letter.unwrap_or('\u{fffd}')));
        }
    }
}

/// The reading aid in an `ExtRst` ([MS-XLS] 2.5.86, 2.5.218): after its head, a length and the letters.
fn phonetic(bytes: &[u8]) -> String {
    let mut bytes = crate::bytes::Bytes::new(bytes);
    let count = bytes.skip(10).and_then(|()| bytes.u16()?.checked_mul(2));
    // The count stands twice.
    let letters = count.and_then(|count| {
        bytes.skip(2)?;
        bytes.take(usize::from(count))
    });
    letters.map_or(String::new(), crate::bytes::wide)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(number: u16, body: &[u8]) -> Vec<u8> {
        [&number.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
    }

    fn read(stream: &[u8]) -> Option<String> {
        Chain::of(&Record::read(stream, 0)?).long(&Letters::BIFF8)
    }

    #[test]
    fn a_text_changes_its_width_where_it_crosses_into_a_continue_record() {
        let mut stream = record(0xfc, &[7, 0, 0, b'A', b's', b'h']);
        let wide: Vec<u8> = [1].into_iter().chain("wért".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        stream.extend(record(0x3c, &wide));
        assert_eq!(read(&stream).as_deref(), Some("Ashwért"));
    }

    #[test]
    fn a_reading_aid_is_kept_beside_the_text() {
        let letters: Vec<u8> = "とうきょう".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut extra = vec![1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 5, 0];
        extra.extend(&letters);
        let mut body = vec![1, 0, 4];
        body.extend((extra.len() as u32).to_le_bytes());
        body.push(b'T');
        body.extend(&extra);
        let stream = record(0x204, &body);
        let mut chain = Chain::of(&Record::read(&stream, 0).unwrap());
        let mut out = String::new();
        let count = chain.u16().unwrap();
        let rich = chain.counted(usize::from(count), &Letters::BIFF8, &mut out).unwrap();
        assert_eq!((out.as_str(), rich.phonetic.as_str()), ("T", "とうきょう"));
        assert!(chain.is_done());
    }

    proptest! {
        #[test]
        fn a_text_comes_back_however_it_is_cut(text in "[a-zé-ü]{1,60}|[Ā-㐀😀]{1,30}", cut in 1_usize..40) {
            let units: Vec<u16> = text.encode_utf16().collect();
            let is_wide = units.iter().any(|unit| *unit > 0xff);
            let cut = cut.min(units.len());
            let bytes = |units: &[u16]| -> Vec<u8> {
                if is_wide { units.iter().flat_map(|unit| unit.to_le_bytes()).collect() }
                else { units.iter().map(|unit| *unit as u8).collect() }
            };
            let mut body = (units.len() as u16).to_le_bytes().to_vec();
            body.push(u8::from(is_wide));
            body.extend(bytes(&units[..cut]));
            let mut stream = record(0xfc, &body);
            if cut < units.len() {
                let rest: Vec<u8> = [u8::from(is_wide)].into_iter().chain(bytes(&units[cut..])).collect();
                stream.extend(record(0x3c, &rest));
            }
            prop_assert_eq!(read(&stream), Some(text));
        }

        #[test]
        fn any_bytes_are_a_text_or_none(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let stream = record(0xfc, &body);
            let _ = read(&stream);
            let _ = Chain::over(&body).short(&Letters::BIFF5);
        }
    }
}
