//! Conditional formats ([MS-XLSB] 2.4.23, 2.4.30, and their later forms): the words in their rules, and whether they can
//! hide a value.

use crate::Channel;
use crate::bytes::Bytes;
use crate::lines::Lines;
use crate::ooxml::sheet::notes::Notes;
use crate::xlsb::colour::Colours;
use crate::xlsb::differential;
use crate::xlsb::fields::{ranges, spelled};
use crate::xlsb::page::Taken;
use crate::xlsb::record::Record;
use crate::xlsb::references::References;
use crate::xlsb::{future, gist, text};
use std::collections::HashMap;

/// Takes a record of a conditional format.
pub(super) fn take(
    record: &Record<'_>,
    colours: &Colours,
    references: &References,
    notes: &mut Notes,
    lines: &mut Lines,
) -> Taken {
    let mut bytes = Bytes::new(record.body);
    match record.number {
        0x01cd => begins(&mut bytes, notes).filter(|()| bytes.left() == 0).into(),
        0x01cf => rule(&mut bytes, references, notes, lines).into(),
        // A format of its own, of a rule in the later form.
        0x01fb => {
            let Some(hiding) = differential::hides(record.body, colours, &HashMap::new()) else {
                return Taken::Malformed;
            };
            if !hiding.is_empty() {
                notes.hides();
            }
            Taken::Other
        }
        number => {
            later(&mut bytes, number, references, notes, lines);
            Taken::Read
        }
    }
}

/// `BrtBeginConditionalFormatting`: the cells that it is about.
fn begins(bytes: &mut Bytes<'_>, notes: &mut Notes) -> Option<()> {
    bytes.skip(8)?;
    notes.condition(ranges(bytes)?);
    Some(())
}

/// `BrtBeginCFRule`.
fn rule(bytes: &mut Bytes<'_>, references: &References, notes: &mut Notes, lines: &mut Lines) -> Option<()> {
    bytes.skip(8)?;
    let format = bytes.u32()?;
    // Priority, parameters, switches, lengths of the formulas.
    bytes.skip(16 + 2 + 12)?;
    if format != u32::MAX {
        notes.applies(format as usize);
    }
    let at = spelled(notes.areas());
    if let Some(text) = text::nullable(bytes)? {
        lines.say(Channel::ConditionalText, "text", &at, text);
    }
    while bytes.left() > 0 {
        let gist = gist::read(bytes, references)?;
        // Cells are counted from the one that is formatted.
        let gist = if gist.is_empty() { "a comparison with other cells".to_owned() } else { gist };
        lines.say(Channel::ConditionalText, "condition", &at, gist);
    }
    Some(())
}

/// The later form keeps cells and formulas in its head.
fn later(bytes: &mut Bytes<'_>, number: u16, references: &References, notes: &mut Notes, lines: &mut Lines) {
    const BEGIN: u16 = 0x0416;
    let all = bytes.rest();
    let head = future::head(bytes);
    if number == BEGIN {
        notes.condition(head.as_ref().map_or(Vec::new(), |head| head.ranges.clone()));
    }
    let at = spelled(notes.areas());
    let formulas = head.as_ref().map_or(&[][..], |head| &head.formulas);
    for (tokens, extra) in formulas {
        let gist = gist::of(tokens, extra, references);
        let words = gist.map_or_else(|| text::found_in(tokens), |gist| vec![gist]);
        for text in words {
            lines.say(Channel::ConditionalText, "condition", &at, text);
        }
    }
    for text in text::found_in(if head.is_some() { bytes.rest() } else { all }) {
        lines.say(Channel::ConditionalText, "", &at, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_tells_its_cells_its_words_and_the_format_that_it_gives() {
        let area = [1, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0];
        let begin = [&[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0][..], &area].concat();
        let rule = [
            &[2, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0][..],
            &[0; 30],
            &text::stored("secret"),
            &[9, 0, 0, 0, 0x17, 3, 0],
            b"A\0s\0h\0",
            &[0; 4],
        ]
        .concat();
        let (mut notes, mut lines) = (Notes::default(), Lines::default());
        let record = |number, body| Record { number, body, at: 0, end: 0, is_cut: false };
        let (colours, references) = (Colours::default(), References::default());
        for (number, body) in [(0x01cd, &begin), (0x01cf, &rule)] {
            let taken = take(&record(number, body), &colours, &references, &mut notes, &mut lines);
            assert_eq!(taken, Taken::Read);
        }
        assert_eq!(notes.areas()[0].to_string(), "C2:C9");
        let found: Vec<_> = lines.all().into_iter().map(|(_, label, at, text)| (label, at, text)).collect();
        assert_eq!(found, [("text", "C2:C9", "secret"), ("condition", "C2:C9", "\"Ash\"")]);
    }
}
