//! Differential formats (`BrtDXF`, [MS-XLSB] 2.4.355): what a conditional format does to a cell, property by property
//! (`XFProps`).

use super::colour::Colours;
use super::text;
use crate::bytes::Bytes;
use crate::cell::looks::Looks;
use crate::cell::number_format::CellFormat;
use crate::lazy::LazyParts;
use crate::{Channel, Hiding, Read, Scribe};
use std::collections::HashMap;

/// Kinds of properties that decide what is seen.
const BACKGROUND: u16 = 0x02;
const LETTERS: u16 = 0x05;
const FONT_NAME: u16 = 0x18;
const FORMAT_CODE: u16 = 0x26;
const FORMAT_NUMBER: u16 = 0x29;

/// Gives each property to `take`: its kind and its value.
fn properties<'a>(body: &'a [u8], take: &mut dyn FnMut(u16, &'a [u8])) -> Option<()> {
    let mut bytes = Bytes::new(body);
    bytes.skip(4)?;
    let count = bytes.u16()?;
    for _ in 0..count {
        let (kind, size) = (bytes.u16()?, bytes.u16()?);
        take(kind, bytes.take(usize::from(size).checked_sub(4)?)?);
    }
    Some(())
}

/// What a cell so formatted does not show; `None` when the record makes no sense.
pub(crate) fn hides(body: &[u8], colours: &Colours, codes: &HashMap<u16, String>) -> Option<Hiding> {
    let mut looks = Looks::default();
    let mut by_format = Hiding::empty();
    let colour = |value: &[u8]| value.try_into().ok().and_then(|stored| colours.get(stored));
    properties(body, &mut |kind, value| match kind {
        LETTERS => looks.font = colour(value),
        // Here the background is the colour of a solid fill.
        BACKGROUND => looks.fill = colour(value),
        FORMAT_CODE => {
            by_format |= code(value).map_or(by_format, |code| of_format(&CellFormat::from_code(&code)));
        }
        FORMAT_NUMBER => {
            if let Some(number) = Bytes::new(value).u16() {
                let format = match codes.get(&number) {
                    Some(code) => CellFormat::from_code(code),
                    None => CellFormat::built_in(u32::from(number)),
                };
                // The code may stand there as well.
                by_format |= of_format(&format);
            }
        }
        _ => {}
    })?;
    // A rule that paints letters like their background hides them; one that sets no colour does not.
    let by_looks = if looks.font.is_some() { looks.hides() } else { Hiding::empty() };
    Some(by_looks | by_format)
}

fn of_format(format: &CellFormat) -> Hiding {
    (format.hides_number(1.0) | format.hides_text()) & (Hiding::FORMAT_BLANK | Hiding::FORMAT_REPLACED)
}

/// The code of a number format: a text with a count of two bytes.
fn code(value: &[u8]) -> Option<String> {
    text::short(&mut Bytes::new(value))
}

/// Says the words in a differential format: those of its number format.
pub(crate) fn words(body: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let mut words = Vec::new();
    let sound = properties(body, &mut |kind, value| match kind {
        FORMAT_CODE => words.extend(code(value)),
        FONT_NAME => {}
        _ => words.extend(text::found_in(value)),
    });
    if sound.is_none() {
        words = text::found_in(body);
    }
    for text in words {
        parts.say(Channel::Styles, "number format", "", &text, scribe)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::looks::Rgb;

    fn format(properties: &[(u16, &[u8])]) -> Vec<u8> {
        let mut body = vec![0, 0x80, 0, 0];
        body.extend((properties.len() as u16).to_le_bytes());
        for (kind, value) in properties {
            body.extend(kind.to_le_bytes());
            body.extend((value.len() as u16 + 4).to_le_bytes());
            body.extend(*value);
        }
        body
    }

    #[test]
    fn white_letters_and_formats_that_show_nothing_hide() {
        let colours = Colours::of(&[Rgb::WHITE, Rgb::BLACK]);
        let hides = |properties: &[(u16, &[u8])]| hides(&format(properties), &colours, &HashMap::new());
        let (white, black) = ([7, 0, 0, 0, 0, 0, 0, 0], [7, 1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(hides(&[(LETTERS, &white)]), Some(Hiding::SAME_COLOUR));
        assert_eq!(hides(&[(LETTERS, &white), (BACKGROUND, &black)]), Some(Hiding::empty()));
        assert_eq!(hides(&[(LETTERS, &black), (BACKGROUND, &black)]), Some(Hiding::SAME_COLOUR));
        assert_eq!(hides(&[(BACKGROUND, &black)]), Some(Hiding::empty()));
        assert_eq!(hides(&[(FORMAT_CODE, b"\x03\0;\0;\0;\0")]), Some(Hiding::FORMAT_BLANK));
        assert_eq!(hides(&[]), Some(Hiding::empty()));
        let cut = format(&[(LETTERS, &white)]);
        assert_eq!(super::hides(&cut[..12], &colours, &HashMap::new()), None);
    }
}
