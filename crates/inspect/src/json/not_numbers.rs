//! `NaN` and `Infinity`, which Python writes for what is missing and what is too large, and for which JSON has no word. Each
//! becomes a text of the same length on its way to the reader, so that places stay what they are.

use std::io::{self, Read};

/// Bytes taken at once.
const PIECE: usize = 64 << 10;

/// Words, and what is read in their place.
const WORDS: [(&[u8], &[u8]); 3] = [
    (b"NaN", b"\"\" "),
    (b"Infinity", "\"\u{221e}\"   ".as_bytes()),
    (b"-Infinity", "\"-\u{221e}\"   ".as_bytes()),
];

/// A text in which these words are replaced.
pub(super) struct NotNumbers<R> {
    inner: R,
    held: Vec<u8>,
    /// Bytes of `held` that were given away, and those that were looked at.
    given: usize,
    seen: usize,
    is_in_text: bool,
    is_escaped: bool,
    is_at_end: bool,
}

impl<R: Read> NotNumbers<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            held: Vec::new(),
            given: 0,
            seen: 0,
            is_in_text: false,
            is_escaped: false,
            is_at_end: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.held.drain(..self.given);
        self.seen -= self.given;
        self.given = 0;
        let before = self.held.len();
        self.held.resize(before + PIECE, 0);
        let read = self.inner.read(self.held.get_mut(before..).unwrap_or_default())?;
        self.held.truncate(before + read);
        self.is_at_end = read == 0;
        self.look();
        Ok(())
    }

    /// Looks at what was read, up to where a word may go on behind it.
    fn look(&mut self) {
        while let Some(byte) = self.held.get(self.seen).copied() {
            if self.is_in_text {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => self.is_in_text = false,
                    _ => {}
                }
            } else if byte == b'"' {
                self.is_in_text = true;
            } else if matches!(byte, b'N' | b'I' | b'-') {
                let rest = self.held.get_mut(self.seen..).unwrap_or_default();
                if !self.is_at_end
                    && WORDS.iter().any(|(word, _)| rest.len() < word.len() && word.starts_with(rest))
                {
                    return;
                }
                if let Some((word, other)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
                    if let Some(place) = rest.get_mut(..word.len()) {
                        place.copy_from_slice(other);
                    }
                    self.seen += word.len();
                    continue;
                }
            }
            self.seen += 1;
        }
    }
}

impl<R: Read> Read for NotNumbers<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.seen && !self.is_at_end {
            self.fill()?;
        }
        let ready = self.held.get(self.given..self.seen).unwrap_or_default();
        let len = ready.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..len), ready.get(..len)) {
            to.copy_from_slice(from);
        }
        self.given += len;
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives a few bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = self.1.min(self.0.len()).min(buffer.len());
            let (now, rest) = self.0.split_at(len);
            buffer[..len].copy_from_slice(now);
            self.0 = rest;
            Ok(len)
        }
    }

    fn through(text: &str, step: usize) -> String {
        let mut out = String::new();
        NotNumbers::new(Slow(text.as_bytes(), step)).read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn words_are_replaced_outside_texts_only() {
        for step in 1..12 {
            let out = through("[NaN, -Infinity,Infinity,-1,\"NaN \\\" Infinity\",null,N", step);
            assert_eq!(out, "[\"\" , \"-\u{221e}\"   ,\"\u{221e}\"   ,-1,\"NaN \\\" Infinity\",null,N");
        }
    }

    proptest! {
        #[test]
        fn places_stay_what_they_are(text in "[NaIfinty\"\\\\, -]{0,40}", step in 1_usize..9) {
            prop_assert_eq!(through(&text, step).len(), text.len());
            prop_assert_eq!(through(&text, step), through(&text, 64));
        }
    }
}
