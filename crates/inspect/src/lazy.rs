//! Parts that are opened when the first text for them turns up, so that a report names only places that hold something.

use crate::text::header_codes;
use crate::{Channel, Content, Hiding, Read, Scribe, Spot};

/// The parts of one piece of the container: one per channel, opened at need, closed together.
#[derive(Debug)]
pub(crate) struct LazyParts {
    file: u32,
    parent: Option<u32>,
    path: String,
    owner: String,
    hiding: Hiding,
    open: Vec<(Channel, u32)>,
}

impl LazyParts {
    /// `owner` is what the parts belong to, for a person: "sheet 'Data'"; empty for the whole file.
    pub(crate) fn new(file: u32, path: &str, owner: &str) -> Self {
        Self {
            file,
            parent: None,
            path: path.to_owned(),
            owner: owner.to_owned(),
            hiding: Hiding::empty(),
            open: Vec::new(),
        }
    }

    /// The same, belonging to a part.
    #[must_use]
    pub(crate) fn inside(mut self, parent: Option<u32>) -> Self {
        self.parent = parent;
        self
    }

    /// The same, hidden.
    #[must_use]
    pub(crate) fn hidden(mut self, hiding: Hiding) -> Self {
        self.hiding = hiding;
        self
    }

    /// The file that the parts belong to.
    pub(crate) fn file(&self) -> u32 {
        self.file
    }

    /// Path in the container.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The spot of a table that belongs where these parts belong.
    pub(crate) fn spot<'a>(&'a self, channel: Channel, human: &'a str) -> Spot<'a> {
        let mut spot = Spot::new(channel, &self.path).human(human).hidden(self.hiding);
        spot.parent = self.parent;
        spot
    }

    /// The part of a channel, opened at need.
    pub(crate) fn part(&mut self, channel: Channel, scribe: &mut Scribe<'_>) -> Read<u32> {
        if let Some((_, part)) = self.open.iter().find(|(open, _)| *open == channel) {
            return Ok(*part);
        }
        let human = if self.owner.is_empty() {
            channel.title().to_owned()
        } else {
            format!("{}, {}", channel.title(), self.owner)
        };
        let mut spot = Spot::new(channel, &self.path).human(&human).hidden(self.hiding);
        spot.parent = self.parent;
        let part = scribe.open(self.file, Content::Text, &spot)?;
        self.open.push((channel, part));
        Ok(part)
    }

    /// A text for a channel; white space alone says nothing and is left out.
    pub(crate) fn say(
        &mut self,
        channel: Channel,
        label: &str,
        at: &str,
        text: &str,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        // Excel's formats tell headers from footers, and have codes in them.
        let has_codes = channel == Channel::HeaderFooter && !label.is_empty() && text.contains('&');
        let without_codes = has_codes.then(|| header_codes::words(text));
        let text = without_codes.as_deref().unwrap_or(text);
        if text.trim().is_empty() && !has_codes {
            return Ok(());
        }
        let part = self.part(channel, scribe)?;
        scribe.segment(part, label, at, text)
    }

    /// Closes what was opened.
    pub(crate) fn close(self, scribe: &mut Scribe<'_>) -> Read {
        for (_, part) in self.open {
            scribe.close(part)?;
        }
        Ok(())
    }
}
