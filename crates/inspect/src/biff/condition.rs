//! Conditional formats (CONDFMT, CF and their later forms, [MS-XLS] 2.4.42, 2.4.56): the words in their rules, and
//! whether they can hide a value.

use super::book::{self, Book};
use super::formula::Token;
use super::record::Record;
use crate::Channel;
use crate::bytes::Bytes;
use crate::cell::address::Area;
use crate::cell::looks::{Looks, Rgb};
use crate::cell::number_format::CellFormat;
use crate::lines::Lines;

/// The range of the rules that follow.
pub(crate) fn range(record: &Record<'_>) -> Option<Vec<Area>> {
    let body = record.joined();
    // A later form repeats the record's head; then count, switches and the range around all areas.
    let skip = if record.number == 0x01b0 { 12 } else { 24 };
    book::areas(&mut Bytes::at(&body, skip))
}

/// One rule.
struct Rule<'r> {
    /// Looks that it gives.
    format: &'r [u8],
    formulas: [&'r [u8]; 2],
    rest: &'r [u8],
}

fn rule(body: &[u8], is_later: bool) -> Option<Rule<'_>> {
    let mut bytes = Bytes::at(body, if is_later { 12 } else { 0 });
    bytes.skip(2)?;
    let (first, second) = (usize::from(bytes.u16()?), usize::from(bytes.u16()?));
    let format = if is_later {
        let len = bytes.u32()? as usize;
        if len == 0 {
            bytes.skip(2)?;
        }
        bytes.take(len)?
    } else {
        let len = bytes.left().checked_sub(first + second)?;
        bytes.take(len)?
    };
    let formulas = [bytes.take(first)?, bytes.take(second)?];
    Some(Rule { format, formulas, rest: bytes.rest() })
}

/// Whether a rule can hide a value: white letters, or a number format that shows nothing of it.
pub(crate) fn hides(record: &Record<'_>, book: &Book<'_>) -> Option<bool> {
    let body = record.joined();
    let rule = rule(&body, record.number != 0x01b1)?;
    // A format that makes no sense hides nothing; the record itself is in order.
    Some(format_hides(rule.format, book).unwrap_or(false))
}

/// `DXFN`, [MS-XLS] 2.5.60: switches, then the parts that they name.
fn format_hides(format: &[u8], book: &Book<'_>) -> Option<bool> {
    let mut bytes = Bytes::new(format);
    let (parts, switches) = (bytes.u32()?, bytes.u16()?);
    let has = |bit: u32| parts & bit != 0;
    if has(1 << 25) {
        let shown = if switches & 1 != 0 {
            let len = usize::from(bytes.u16()?).checked_sub(2)?;
            let text = super::chain::Chain::over(bytes.take(len)?).long(&book.letters)?;
            CellFormat::from_code(&text)
        } else {
            bytes.skip(1)?;
            book.styles.format_by_number(u16::from(bytes.u8()?))
        };
        if !shown.hides_number(1.0).is_empty() || !shown.hides_text().is_empty() {
            return Some(true);
        }
    }
    let mut looks = Looks::default();
    let mut is_coloured = false;
    if has(1 << 26) {
        let mut font = Bytes::at(bytes.take(118)?, 80);
        let colour = font.u32()?;
        if let Some(colour) = u16::try_from(colour).ok().and_then(|number| book.styles.colour(number)) {
            looks.font = Some(colour);
            is_coloured = true;
        }
    }
    bytes.skip(if has(1 << 27) { 8 } else { 0 })?;
    bytes.skip(if has(1 << 28) { 8 } else { 0 })?;
    if has(1 << 29) {
        bytes.skip(2)?;
        // Here the background is the colour of a solid fill.
        looks.fill = book.styles.colour(bytes.u16()? >> 7 & 0x7f);
        is_coloured |= looks.fill.is_some();
    }
    // Black fill under black text hides as well as white text on white.
    Some(is_coloured && looks.font.unwrap_or(Rgb::BLACK).is_like(looks.fill.unwrap_or(Rgb::WHITE)))
}

/// The words in a rule.
pub(crate) fn words(record: &Record<'_>, at: &str, book: &Book<'_>, lines: &mut Lines) -> Option<()> {
    let body = record.joined();
    let is_later = record.number != 0x01b1;
    let rule = rule(&body, is_later)?;
    let mut result = Some(());
    for tokens in rule.formulas {
        let sound = book.formula(tokens, &[]).walk(&mut |token| match token {
            Token::Text(text) => lines.say(Channel::ConditionalText, "compared with", at, text),
            Token::Number(value) => {
                let mut text = String::new();
                crate::cell::number::write(value, &mut text);
                lines.say(Channel::ConditionalText, "compared with", at, text);
            }
            _ => {}
        });
        if sound.is_none() && !is_later {
            result = None;
        }
    }
    if is_later {
        for text in crate::text::sweep::texts(rule.rest) {
            lines.say(Channel::ConditionalText, "", at, text);
        }
    }
    result
}
