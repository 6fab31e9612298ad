//! A text with its words, in buffers that are used again for the next text.

use super::context::Mentions;
use super::token::{Token, cut};
use crate::recogniser::Segment;
use crate::{Day, LocalNumbers};

/// Buffers for the words of one text after the other.
#[derive(Debug, Default)]
pub struct Page {
    pub(crate) tokens: Vec<Token>,
    /// Places of the tokens with digits.
    pub(crate) numbers: Vec<u32>,
    pub(crate) mentions: Mentions,
}

impl Page {
    /// Cuts a text into words. `label` is what names it: the header above, the property's name. `place` is what
    /// surrounds it: the name of the sheet and of the file.
    pub fn segment<'a>(
        &'a mut self,
        text: &'a str,
        label: &'a str,
        place: &'a str,
        today: Day,
    ) -> Segment<'a> {
        // Places are kept in 32 bits; a longer text is refused by every recogniser, see `Limits`.
        let text_cut = if text.len() < u32::MAX as usize { text } else { "" };
        cut(text_cut, &mut self.tokens, &mut self.numbers);
        self.mentions.clear();
        if !self.numbers.is_empty() || text_cut.contains('@') {
            self.mentions.find(text_cut, &self.tokens, label, place);
        }
        Segment { text, label, place, today, local: None, page: self }
    }

    /// Like [`Page::segment`], with the numbers that a force writes its own way.
    pub fn segment_with<'a>(
        &'a mut self,
        text: &'a str,
        label: &'a str,
        place: &'a str,
        today: Day,
        local: &'a LocalNumbers,
    ) -> Segment<'a> {
        let mut segment = self.segment(text, label, place, today);
        segment.local = Some(local);
        segment
    }
}
