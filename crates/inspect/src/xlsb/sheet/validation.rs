//! What may be entered into cells (`BrtDVal`, [MS-XLSB] 2.4.356, and its later form): lists, prompts, messages.

use crate::Channel;
use crate::bytes::Bytes;
use crate::lines::Lines;
use crate::xlsb::fields::{ranges, spelled};
use crate::xlsb::formula::{Token, walk};
use crate::xlsb::future::{self, counted};
use crate::xlsb::record::Record;
use crate::xlsb::references::References;
use crate::xlsb::{gist, text};

/// Reads a record; `None` when it makes no sense.
pub(super) fn read(record: &Record<'_>, references: &References, lines: &mut Lines) -> Option<()> {
    const LATER: u16 = 0x041d;
    let mut bytes = Bytes::new(record.body);
    let mut formulas = Vec::new();
    let mut areas = Vec::new();
    if record.number == LATER {
        let head = future::head(&mut bytes)?;
        (areas, formulas) = (head.ranges, head.formulas);
    }
    bytes.skip(4)?;
    if record.number != LATER {
        areas = ranges(&mut bytes)?;
    }
    let at = spelled(&areas);
    for label in ["error message title", "error message", "input message title", "input message"] {
        if let Some(text) = text::nullable(&mut bytes)? {
            lines.say(Channel::ValidationList, label, &at, text);
        }
    }
    if record.number != LATER {
        for _ in 0..2 {
            formulas.push((counted(&mut bytes)?, counted(&mut bytes)?));
        }
    }
    for (tokens, extra) in formulas {
        formula(tokens, extra, &at, references, lines);
    }
    (bytes.left() == 0).then_some(())
}

/// The entries of a list, or the limit of a number.
fn formula(tokens: &[u8], extra: &[u8], at: &str, references: &References, lines: &mut Lines) {
    let mut texts = Vec::new();
    let mut refers = false;
    let sound = walk(tokens, extra, &mut |token| match token {
        Token::Text(text) => texts.push(text),
        Token::Number(_) | Token::Boolean(_) => {}
        _ => refers = true,
    });
    if sound.is_none() {
        texts = text::found_in(tokens);
    }
    // The entries of a list are divided by zeros.
    for entry in texts.iter().flat_map(|text| text.split('\0')) {
        lines.say(Channel::ValidationList, "list or limit", at, entry);
    }
    if texts.is_empty() || refers {
        // Where the list's entries stand: a hidden sheet may be there for nothing else.
        let gist = gist::of(tokens, extra, references).unwrap_or_default();
        lines.say(Channel::ValidationList, "list or limit", at, gist);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entries_of_a_list_are_told_one_by_one() {
        let list: Vec<u8> = "Ash\0Elm".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let body = [
            &[3, 1, 12, 0, 1, 0, 0, 0][..],
            &[1, 0, 0, 0, 9, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0],
            &[0xff; 12],
            &text::stored("Pick one"),
            &[17, 0, 0, 0, 0x17, 7, 0],
            &list,
            &[0; 12],
        ]
        .concat();
        let mut lines = Lines::default();
        let record = Record { number: 0x0040, body: &body, at: 0, end: 0, is_cut: false };
        assert_eq!(read(&record, &References::default(), &mut lines), Some(()));
        let found: Vec<_> = lines.all().into_iter().map(|(_, label, at, text)| (label, at, text)).collect();
        assert_eq!(
            found,
            [
                ("input message", "C2:C10", "Pick one"),
                ("list or limit", "C2:C10", "Ash"),
                ("list or limit", "C2:C10", "Elm")
            ]
        );
    }
}
