//! What a binary record says, collected before it is written: a record that turns out to make no sense half way still says
//! what was found in it.

use crate::lazy::LazyParts;
use crate::text::sweep;
use crate::{Channel, Read, Scribe};

#[derive(Debug)]
struct Line {
    channel: Channel,
    label: &'static str,
    at: String,
    text: String,
}

/// Bytes of texts that are compared for one record, each as often as it is compared.
const MOST_COMPARED: usize = 1 << 22;

/// Texts found in one record.
#[derive(Debug, Default)]
pub(crate) struct Lines(Vec<Line>);

impl Lines {
    /// A text, what it is, and the cell or name to which it belongs.
    pub(crate) fn say(
        &mut self,
        channel: Channel,
        label: &'static str,
        at: impl Into<String>,
        text: impl Into<String>,
    ) {
        let text = text.into();
        if !text.trim_matches(['\0', ' ']).is_empty() {
            self.0.push(Line { channel, label, at: at.into(), text });
        }
    }

    /// A place that is there, whether or not there are words in it.
    pub(crate) fn mark(&mut self, channel: Channel) {
        self.0.push(Line { channel, label: "", at: String::new(), text: String::new() });
    }

    /// Whether a text found by sweeping a record was said already: perhaps with a byte of its length before it, or as
    /// the bytes of letters that the sweep takes for something else.
    fn has(&self, swept: &str) -> bool {
        self.0.iter().filter(|line| !line.text.is_empty()).any(|line| {
            let is_said = [&line.text, &line.at].iter().any(|text| text.contains(swept.trim()));
            let is_said = is_said || swept.contains(line.text.trim());
            is_said || {
                let stored: Vec<u8> = line.text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                let bytes: Vec<u8> = swept.encode_utf16().flat_map(u16::to_le_bytes).collect();
                let find = |bytes: &[u8]| memchr::memmem::find(&stored, bytes).is_some();
                find(swept.as_bytes()) || find(&bytes)
            }
        })
    }

    /// Adds what else is in a record: words behind the fields that were read.
    pub(crate) fn rest_of(&mut self, record: &[u8]) {
        let swept = sweep::texts(record);
        // Each is compared with all that was said. Where that is too much, some things are said twice.
        let said: usize = self.0.iter().map(|line| line.text.len() + line.at.len()).sum();
        let is_comparable = said.saturating_mul(swept.len()) <= MOST_COMPARED;
        for text in swept {
            if !is_comparable || !self.has(&text) {
                self.say(Channel::OtherText, "", "", text);
            }
        }
    }

    /// Writes what was collected.
    pub(crate) fn flush(&mut self, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        for line in self.0.drain(..) {
            let text = line.text.trim_matches('\0');
            parts.part(line.channel, scribe)?;
            parts.say(line.channel, line.label, &line.at, text, scribe)?;
        }
        Ok(())
    }

    #[cfg(test)]
    pub(crate) fn all(&self) -> Vec<(Channel, &str, &str, &str)> {
        self.0.iter().map(|line| (line.channel, line.label, line.at.as_str(), line.text.as_str())).collect()
    }
}
