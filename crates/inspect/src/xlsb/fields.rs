//! Records that are read by a script: what their fields are, in order, and where each text belongs.

use super::future;
use super::gist;
use super::references::References;
use super::text;
use crate::Channel;
use crate::bytes::Bytes;
use crate::cell::address::Area;
use crate::cell::number;
use crate::lines::Lines;
use std::fmt::Write;

/// One field of a record.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Field {
    /// Numbers and switches.
    Skip(usize),
    /// Switches of one, two or four bytes, to which later fields refer.
    Switches(usize),
    /// The fields that follow are there only when one of these switches is set.
    When(u32, &'static [Field]),
    /// The fields that follow are there only when none of these switches is set.
    Unless(u32, &'static [Field]),
    /// A text that is there.
    Text(Channel, &'static str),
    /// A text that can be missing.
    Maybe(Channel, &'static str),
    /// The same, and what comes after it belongs to it: the name of a table before its comment.
    Owner(Channel, &'static str),
    /// The name of a relationship, which the package tells.
    Relation,
    /// A formula: its constants and references.
    Formula(Channel, &'static str),
    /// A range to which the record belongs.
    Range,
    /// Several ranges to which the record belongs.
    Ranges,
    /// A range that is told.
    Told(Channel, &'static str),
    /// What a filter compares with: a text or a number.
    Criterion(Channel, &'static str),
    /// Year, month, day and time of a filter; those that it leaves open are zero.
    DateGroup(Channel, &'static str),
    /// The head of a record that came after Excel 2007.
    Future(Channel),
    /// Whatever is left is numbers.
    Rest,
    /// Whatever is left is swept for words.
    Swept(Channel),
}

use Field::{
    Criterion, DateGroup, Formula, Future, Maybe, Owner, Range, Ranges, Relation, Rest, Skip, Swept,
    Switches, Text, Told, Unless, When,
};

/// Reads a record by its script. `None` when it makes no sense, or holds more than its fields.
pub(crate) fn read(body: &[u8], fields: &[Field], references: &References, lines: &mut Lines) -> Option<()> {
    let mut script = Script { bytes: Bytes::new(body), switches: 0, at: String::new(), references, lines };
    script.run(fields)?;
    // Zeros hold nothing.
    script.bytes.rest().iter().all(|byte| *byte == 0).then_some(())
}

struct Script<'a> {
    bytes: Bytes<'a>,
    switches: u32,
    /// Where what is read belongs.
    at: String,
    references: &'a References,
    lines: &'a mut Lines,
}

impl Script<'_> {
    fn run(&mut self, fields: &[Field]) -> Option<()> {
        fields.iter().try_for_each(|field| self.field(field))
    }

    fn field(&mut self, field: &Field) -> Option<()> {
        match *field {
            Skip(count) => self.bytes.skip(count)?,
            Switches(size) => {
                self.switches = match size {
                    1 => u32::from(self.bytes.u8()?),
                    2 => u32::from(self.bytes.u16()?),
                    _ => self.bytes.u32()?,
                }
            }
            When(mask, fields) => {
                if self.switches & mask != 0 {
                    self.run(fields)?;
                }
            }
            Unless(mask, fields) => {
                if self.switches & mask == 0 {
                    self.run(fields)?;
                }
            }
            Text(channel, label) => {
                let text = text::wide(&mut self.bytes)?;
                self.lines.say(channel, label, &self.at, text);
            }
            Maybe(channel, label) => {
                if let Some(text) = text::nullable(&mut self.bytes)? {
                    self.lines.say(channel, label, &self.at, text);
                }
            }
            Owner(channel, label) => {
                if let Some(text) = text::nullable(&mut self.bytes)? {
                    self.lines.say(channel, label, &self.at, &text);
                    self.at = text;
                }
            }
            Relation => {
                text::nullable(&mut self.bytes)?;
            }
            Formula(channel, label) => {
                let gist = gist::read(&mut self.bytes, self.references)?;
                self.lines.say(channel, label, &self.at, gist);
            }
            Range => self.at = range(&mut self.bytes)?.to_string(),
            Ranges => self.at = spelled(&ranges(&mut self.bytes)?),
            Told(channel, label) => {
                let area = range(&mut self.bytes)?;
                self.lines.say(channel, label, &self.at, area.to_string());
            }
            Criterion(channel, label) => {
                let text = self.criterion()?;
                self.lines.say(channel, label, &self.at, text);
            }
            DateGroup(channel, label) => {
                let (year, month, day) = (self.bytes.u16()?, self.bytes.u16()?, self.bytes.u32()?);
                let mut text = format!("{year:04}");
                for part in [u32::from(month), day].into_iter().take_while(|part| *part > 0) {
                    let _ = write!(text, "-{part:02}");
                }
                self.lines.say(channel, label, &self.at, text);
            }
            Future(channel) => {
                let head = future::head(&mut self.bytes)?;
                if !head.ranges.is_empty() {
                    self.at = spelled(&head.ranges);
                }
                for (tokens, extra) in &head.formulas {
                    let gist = gist::of(tokens, extra, self.references)?;
                    self.lines.say(channel, "", &self.at, gist);
                }
            }
            Rest => self.bytes.skip(self.bytes.left())?,
            Swept(channel) => {
                for text in text::found_in(self.bytes.rest()) {
                    self.lines.say(channel, "", &self.at, text);
                }
                self.bytes.skip(self.bytes.left())?;
            }
        }
        Some(())
    }

    /// A kind of value, how it is compared, and the value: eight bytes, or a text.
    fn criterion(&mut self) -> Option<String> {
        let kind = self.bytes.u8()?;
        self.bytes.skip(1)?;
        match kind {
            6 => text::wide(&mut self.bytes),
            4 => {
                let mut text = String::new();
                number::write(self.bytes.f64()?, &mut text);
                Some(text)
            }
            // Truth values and errors, blank and not blank.
            _ => {
                self.bytes.skip(8)?;
                Some(String::new())
            }
        }
    }
}

/// A range (`RfX`, [MS-XLSB] 2.5.130): first and last row, first and last column.
pub(crate) fn range(bytes: &mut Bytes<'_>) -> Option<Area> {
    let (top, bottom, left, right) = (bytes.u32()?, bytes.u32()?, bytes.u32()?, bytes.u32()?);
    Some(Area { top, left, bottom, right })
}

/// Ranges behind their count (`SqRfX`).
pub(crate) fn ranges(bytes: &mut Bytes<'_>) -> Option<Vec<Area>> {
    let count = bytes.u32()?;
    (0..count).map(|_| range(bytes)).collect()
}

/// Ranges in words: the first few of a long list.
pub(crate) fn spelled(areas: &[Area]) -> String {
    const MOST: usize = 8;
    let mut words: Vec<String> = areas.iter().take(MOST).map(ToString::to_string).collect();
    if areas.len() > MOST {
        words.push(format!("and {} more", areas.len() - MOST));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(body: &[u8], fields: &[Field]) -> (Option<()>, Vec<(String, String)>) {
        let mut lines = Lines::default();
        let sound = read(body, fields, &References::default(), &mut lines);
        let found =
            lines.all().into_iter().map(|(_, _, at, text)| (at.to_owned(), text.to_owned())).collect();
        (sound, found)
    }

    #[test]
    fn texts_are_told_with_what_they_belong_to() {
        const SCRIPT: &[Field] = &[
            Switches(1),
            Owner(Channel::TableDefinition, "name"),
            When(2, &[Maybe(Channel::TableDefinition, "comment")]),
            Unless(2, &[Skip(9)]),
        ];
        let body = [&[2][..], &text::stored("Staff"), &text::stored("all of them")].concat();
        let said = |at: &str, text: &str| (at.to_owned(), text.to_owned());
        assert_eq!(lines(&body, SCRIPT), (Some(()), vec![said("", "Staff"), said("Staff", "all of them")]));
        // What stands behind the last field is not passed over in silence.
        assert_eq!(lines(&[&body[..], &[1]].concat(), SCRIPT).0, None);
        assert_eq!(lines(&body[..20], SCRIPT).0, None);
    }

    #[test]
    fn a_count_that_lies_is_no_list() {
        assert_eq!(lines(&[0xff; 20], &[Ranges]).0, None);
        assert_eq!(lines(&[0xff; 20], &[Text(Channel::ExternalLink, "")]).0, None);
    }
}
