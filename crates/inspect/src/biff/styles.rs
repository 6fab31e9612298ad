//! Fonts, number formats and colours, as far as they decide what of a cell is seen ([MS-XLS] 2.4.122, 2.4.126,
//! 2.4.188, 2.4.353, 2.4.355).

use super::chain::Chain;
use super::colours::{Colours, extended};
use super::record::Record;
use super::version::{Letters, Version};
use crate::bytes::Bytes;
use crate::cell::looks::{Looks, Rgb};
use crate::cell::number_format::CellFormat;
use crate::{Hiding, Read, Scribe};
use std::collections::HashMap;

#[derive(Debug, Clone, Copy)]
struct Font {
    points: f32,
    colour: u16,
    is_bold: bool,
    is_italic: bool,
}

/// A cell's style as stored.
#[derive(Debug, Clone, Copy)]
struct Stored {
    font: u16,
    format: u16,
    wraps: bool,
    /// Colour number of a solid fill.
    fill: Option<u16>,
    /// Colours that a later version added in full.
    exact_font: Option<Rgb>,
    exact_fill: Option<Rgb>,
}

/// A cell's style, judged once for all cells that have it.
#[derive(Debug, Clone)]
pub(crate) struct Style {
    /// Place in [`Styles::format`].
    format: usize,
    /// What font and fill hide.
    pub(crate) looks: Hiding,
    fill: Option<Rgb>,
    is_bold: bool,
    is_italic: bool,
    wraps: bool,
    /// Number of the frame that told it, 0 before.
    sent: u32,
}

/// All styles of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    fonts: Vec<Font>,
    stored: Vec<Stored>,
    codes: HashMap<u16, String>,
    colours: Colours,
    judged: Vec<Style>,
    /// Names of fonts, and formats with words in them.
    words: HashMap<String, &'static str>,
    formats: Vec<CellFormat>,
}

impl Styles {
    /// Takes a FONT, FORMAT, XF, PALETTE or XFEXT record; `None` when it makes no sense.
    pub(crate) fn take(&mut self, record: &Record<'_>, version: Version, letters: &Letters) -> Option<()> {
        match record.number {
            0x0031 => {
                self.fonts.push(font(record.body())?);
                let mut chain = Chain::of(record);
                chain.skip(14)?;
                self.word("font", chain.short(letters)?);
            }
            0x041e => {
                let mut chain = Chain::of(record);
                let id = chain.u16()?;
                let code = if letters.is_unicode { chain.long(letters)? } else { chain.short(letters)? };
                if code.contains(['"', '\\']) {
                    self.word("number format", code.clone());
                }
                self.codes.insert(id, code);
            }
            0x00e0 => self.stored.push(stored(record.body(), version)?),
            0x0092 => self.colours.take_palette(record.body())?,
            0x087d => {
                let body = record.joined();
                let (index, colours) = extended(&body)?;
                if let Some(stored) = self.stored.get_mut(usize::from(index)) {
                    stored.exact_font = colours.font.or(stored.exact_font);
                    stored.exact_fill = colours.fill.or(stored.exact_fill);
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn word(&mut self, label: &'static str, text: String) {
        self.words.entry(text).or_insert(label);
    }

    /// Names of fonts, and formats with words in them.
    pub(crate) fn words(&self) -> Vec<(&'static str, &str)> {
        let mut words: Vec<_> = self.words.iter().map(|(text, label)| (*label, text.as_str())).collect();
        words.sort_unstable();
        words
    }

    /// Judges every style, once all records of the workbook's own part are read.
    pub(crate) fn settle(&mut self) {
        let mut places: HashMap<u16, usize> = HashMap::new();
        self.formats = vec![CellFormat::from_code("")];
        for stored in &self.stored {
            let format = *places.entry(stored.format).or_insert_with(|| {
                self.formats.push(match self.codes.get(&stored.format) {
                    Some(code) => CellFormat::from_code(code),
                    None => CellFormat::built_in(u32::from(stored.format)),
                });
                self.formats.len() - 1
            });
            let font = self.font(stored.font);
            let looks = Looks {
                font: stored.exact_font.or_else(|| font.and_then(|font| self.colours.get(font.colour))),
                fill: stored
                    .exact_fill
                    .filter(|_| stored.fill.is_some())
                    .or_else(|| stored.fill.and_then(|fill| self.colours.get(fill))),
                points: font.map(|font| font.points),
            };
            self.judged.push(Style {
                format,
                looks: looks.hides(),
                fill: looks.fill,
                is_bold: font.is_some_and(|font| font.is_bold),
                is_italic: font.is_some_and(|font| font.is_italic),
                wraps: stored.wraps,
                sent: 0,
            });
        }
    }

    /// There is no font 4: numbers from 5 on count it all the same.
    fn font(&self, number: u16) -> Option<Font> {
        let index = if number > 4 { number - 1 } else { number };
        self.fonts.get(usize::from(index)).copied()
    }

    /// Colour of a colour number.
    pub(crate) fn colour(&self, number: u16) -> Option<Rgb> {
        self.colours.get(number)
    }

    /// The style of a cell; the workbook's default where the number means nothing.
    pub(crate) fn style(&self, number: u16) -> Option<&Style> {
        self.judged.get(usize::from(number)).or_else(|| self.judged.first())
    }

    /// What hides a text of which some letters have fonts of their own.
    pub(crate) fn looks_of_runs(&self, style: Option<&Style>, runs: &[(u16, u16)]) -> Hiding {
        let mut looks = Hiding::empty();
        if runs.first().is_none_or(|(start, _)| *start > 0) {
            looks |= style.map_or(Hiding::empty(), |style| style.looks);
        }
        for font in runs.iter().filter_map(|(_, number)| self.font(*number)) {
            let fill = style.and_then(|style| style.fill);
            let run = Looks { font: self.colours.get(font.colour), fill, points: Some(font.points) };
            looks |= run.hides();
        }
        looks
    }

    /// The number format of a style.
    pub(crate) fn format(&self, style: Option<&Style>) -> Option<&CellFormat> {
        self.formats.get(style.map_or(0, |style| style.format)).or_else(|| self.formats.first())
    }

    /// A number format by its number, as charts and pivot caches name it.
    pub(crate) fn format_by_number(&self, number: u16) -> CellFormat {
        match self.codes.get(&number) {
            Some(code) => CellFormat::from_code(code),
            None => CellFormat::built_in(u32::from(number)),
        }
    }

    /// Number of the style's frame; it is sent at its first use.
    pub(crate) fn sent(&mut self, number: u16, scribe: &mut Scribe<'_>) -> Read<u32> {
        let index = if usize::from(number) < self.judged.len() { usize::from(number) } else { 0 };
        let Some(style) = self.judged.get_mut(index) else { return Ok(0) };
        if style.sent == 0 {
            let code = self.formats.get(style.format).map_or("General", CellFormat::code);
            style.sent = scribe.style(style.is_bold, style.is_italic, style.wraps, code)?;
        }
        Ok(style.sent)
    }
}

fn font(body: &[u8]) -> Option<Font> {
    let mut bytes = Bytes::new(body);
    let (height, flags, colour, weight) = (bytes.u16()?, bytes.u16()?, bytes.u16()?, bytes.u16()?);
    Some(Font {
        // Twentieths of a point.
        points: f32::from(height) / 20.0,
        colour,
        is_bold: weight >= 600,
        is_italic: flags & 2 != 0,
    })
}

fn stored(body: &[u8], version: Version) -> Option<Stored> {
    let mut bytes = Bytes::new(body);
    let (font, format) = (bytes.u16()?, bytes.u16()?);
    bytes.skip(2)?;
    let alignment = bytes.u16()?;
    // Pattern 1 is solid: its colour is the "foreground". Other patterns leave the background between their dots.
    let (pattern, fore, back) = match version {
        Version::Biff8 => {
            bytes.skip(6)?;
            let (borders, colours) = (bytes.u32()?, bytes.u16()?);
            (borders >> 26, colours & 0x7f, colours >> 7 & 0x7f)
        }
        Version::Biff5 => {
            let (colours, pattern) = (bytes.u16()?, bytes.u16()?);
            (u32::from(pattern & 0x3f), colours & 0x7f, colours >> 7 & 0x7f)
        }
    };
    let fill = match pattern {
        0 => None,
        1 => Some(fore),
        _ => Some(back),
    };
    Some(Stored { font, format, wraps: alignment & 8 != 0, fill, exact_font: None, exact_fill: None })
}
