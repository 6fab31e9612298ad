//! Where the readers of pictures write.

use crate::lazy::LazyParts;
use crate::stop::{LimitMet, Read};
use crate::text::sweep;
use crate::{Channel, Reason, Scribe};

/// Pictures inside pictures: a camera's preview, the picture in a metafile.
const MOST_DEPTH: u32 = 4;

/// The picture under way.
pub(super) struct Album<'a, 's> {
    pub(super) parts: &'a mut LazyParts,
    pub(super) scribe: &'a mut Scribe<'s>,
    depth: u32,
}

impl<'a, 's> Album<'a, 's> {
    pub(super) fn new(parts: &'a mut LazyParts, scribe: &'a mut Scribe<'s>) -> Self {
        Self { parts, scribe, depth: 0 }
    }

    /// A text of the picture.
    pub(super) fn say(&mut self, label: &str, text: &str) -> Read {
        let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\0');
        self.parts.say(Channel::MediaMetadata, label, "", text, self.scribe)
    }

    /// Bytes that are known to be there, but not what is in them: their texts are told.
    pub(super) fn sweep(&mut self, label: &str, bytes: &[u8]) -> Read {
        for text in sweep::texts(bytes) {
            self.say(label, &text)?;
        }
        Ok(())
    }

    /// Bytes that nobody understands, at an offset of the picture.
    pub(super) fn strange(&mut self, at: usize, bytes: &[u8], why: &str) -> Read {
        self.sweep("", bytes)?;
        let path = self.parts.path().to_owned();
        let (start, end) = (at as u64, (at + bytes.len()) as u64);
        self.scribe.unaccounted_beside(self.parts.file(), &path, (start, end), why)
    }

    /// Bytes after the end of the picture. Zeros fill up sectors and records, and say nothing; nor do one to three bytes
    /// that fill up a multiple of four, as Excel for the Mac leaves them behind its previews.
    pub(super) fn after_the_end(&mut self, at: usize, bytes: &[u8]) -> Read {
        let is_filling = bytes.len() < 4 && (at + bytes.len()).is_multiple_of(4);
        if is_filling || bytes.iter().all(|byte| *byte == 0) {
            return Ok(());
        }
        self.parts.part(Channel::TrailingData, self.scribe)?;
        for text in sweep::texts(bytes) {
            self.parts.say(Channel::TrailingData, "", "", &text, self.scribe)?;
        }
        let path = self.parts.path().to_owned();
        let range = (at as u64, (at + bytes.len()) as u64);
        self.scribe.unaccounted_beside(self.parts.file(), &path, range, "bytes after the end of the picture")
    }

    /// A picture inside the picture.
    pub(super) fn inner(&mut self, bytes: &[u8]) -> Read {
        if self.depth >= MOST_DEPTH {
            return Err(LimitMet(Reason::TooDeep).into());
        }
        self.depth += 1;
        let result = super::read(bytes, self);
        self.depth -= 1;
        result
    }
}
