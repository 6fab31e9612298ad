//! The table of texts that cells share ([MS-XLS] 2.4.265). Only the place of each text is remembered: a workbook of
//! 100 MB of text is not held twice.

use super::chain::{Chain, Rich};
use super::record::{HEAD, Record};
use super::version::Letters;
use crate::lazy::LazyParts;
use crate::{Channel, Read, Scribe};

/// Where the texts lie.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    /// Offset of each text in the stream.
    places: Vec<u32>,
    /// Start and end of each piece of the record's body.
    pieces: Vec<(u32, u32)>,
    /// One bit for each text that a cell uses.
    used: Vec<u64>,
    /// Texts with a reading aid.
    aided: Vec<u32>,
    /// Where the record ends.
    end: usize,
}

impl Strings {
    /// Finds the texts of an SST record. `None` when it breaks off; what was found before stays.
    pub(crate) fn take(&mut self, record: &Record<'_>, letters: &Letters) -> Option<()> {
        self.end = record.end;
        let mut at = record.at + HEAD;
        for piece in record.pieces() {
            // The head of the next piece lies between.
            self.pieces.push((at as u32, (at + piece.len()) as u32));
            at += piece.len() + HEAD;
        }
        let mut chain = Chain::of(record);
        // Two counts; they are claims, the table ends where it ends.
        let claimed = {
            chain.skip(4)?;
            chain.u32()?
        };
        let mut scratch = String::new();
        while !chain.is_done() && (self.places.len() as u32) < claimed {
            let place = chain.place().0;
            scratch.clear();
            let count = chain.u16()?;
            let rich = chain.counted(usize::from(count), letters, &mut scratch)?;
            if !rich.phonetic.is_empty() {
                self.aided.push(self.places.len() as u32);
            }
            self.places.push(place as u32);
        }
        chain.rest().iter().all(|byte| *byte == 0).then_some(())
    }

    fn read(&self, stream: &[u8], index: u32, letters: &Letters, out: &mut String) -> Option<Rich> {
        let place = *self.places.get(index as usize)?;
        let piece = self.pieces.partition_point(|(start, _)| *start <= place).checked_sub(1)?;
        let end = self.pieces.get(piece)?.1;
        let mut chain = Chain::inside(stream, place as usize, end as usize, self.end);
        let count = chain.u16()?;
        chain.counted(usize::from(count), letters, out)
    }

    /// The text of a cell, which thereby is used.
    pub(crate) fn text(
        &mut self,
        stream: &[u8],
        index: u32,
        letters: &Letters,
        out: &mut String,
    ) -> Option<Rich> {
        let rich = self.read(stream, index, letters, out)?;
        let word = index as usize / 64;
        if self.used.len() <= word {
            self.used.resize(word + 1, 0);
        }
        self.used[word] |= 1 << (index % 64);
        Some(rich)
    }

    /// Texts that no cell uses, and reading aids.
    pub(crate) fn report(
        &self,
        stream: &[u8],
        letters: &Letters,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        let mut text = String::new();
        for index in 0..self.places.len() as u32 {
            let used = self.used.get(index as usize / 64).is_some_and(|word| word >> (index % 64) & 1 == 1);
            if !used {
                text.clear();
                if self.read(stream, index, letters, &mut text).is_some() {
                    parts.say(Channel::UnusedString, "", "", &text, scribe)?;
                }
            }
        }
        for index in &self.aided {
            text.clear();
            if let Some(rich) = self.read(stream, *index, letters, &mut text) {
                parts.say(Channel::PhoneticText, "reading aid", "", &rich.phonetic, scribe)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Writes an SST whose body is cut into pieces of at most `most` bytes, as programs do it.
    fn table(texts: &[String], most: usize) -> Vec<u8> {
        let mut pieces = vec![[&1_u32.to_le_bytes()[..], &(texts.len() as u32).to_le_bytes()].concat()];
        for text in texts {
            let units: Vec<u16> = text.encode_utf16().collect();
            let flag = u8::from(units.iter().any(|unit| *unit > 0xff));
            // Count and flag are never divided.
            if pieces.last().unwrap().len() + 3 > most {
                pieces.push(Vec::new());
            }
            let last = pieces.last_mut().unwrap();
            last.extend((units.len() as u16).to_le_bytes());
            last.push(flag);
            for unit in units {
                let letter = if flag == 1 { unit.to_le_bytes().to_vec() } else { vec![unit as u8] };
                if pieces.last().unwrap().len() + letter.len() > most {
                    pieces.push(vec![flag]);
                }
                pieces.last_mut().unwrap().extend(letter);
            }
        }
        let mut stream = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            stream.extend(if index == 0 { 0xfc_u16 } else { 0x3c }.to_le_bytes());
            stream.extend((piece.len() as u16).to_le_bytes());
            stream.extend(piece);
        }
        stream
    }

    proptest! {
        #[test]
        fn every_text_is_found_by_its_number(
            texts in proptest::collection::vec("[a-zé]{0,20}|[Ā-㐀]{1,20}", 0..20),
            most in 12_usize..60,
        ) {
            let stream = table(&texts, most);
            let record = Record::read(&stream, 0).unwrap();
            let mut strings = Strings::default();
            prop_assert_eq!(strings.take(&record, &Letters::BIFF8), Some(()));
            for (index, text) in texts.iter().enumerate() {
                let mut out = String::new();
                prop_assert!(strings.text(&stream, index as u32, &Letters::BIFF8, &mut out).is_some());
                prop_assert_eq!(&out, text);
            }
            let beyond = texts.len() as u32;
            prop_assert!(strings.text(&stream, beyond, &Letters::BIFF8, &mut String::new()).is_none());
        }

        #[test]
        fn a_table_that_claims_more_texts_than_it_has_takes_no_memory(
            body in proptest::collection::vec(any::<u8>(), 0..300)
        ) {
            let stream = [&[0xfc, 0][..], &(body.len() as u16).to_le_bytes(), &body].concat();
            let record = Record::read(&stream, 0).unwrap();
            let mut strings = Strings::default();
            let _ = strings.take(&record, &Letters::BIFF8);
            prop_assert!(strings.places.len() <= body.len());
        }
    }
}
