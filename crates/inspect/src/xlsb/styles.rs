//! `styles.bin`: which number format and which looks hide a cell ([MS-XLSB] 2.1.7.50). Judged into the same
//! [`Styles`] as the XML form.

use super::colour::{self, Colours};
use super::differential;
use super::page::{self, Reader, Taken};
use super::record::Record;
use super::references::References;
use super::text;
use crate::bytes::Bytes;
use crate::cell::looks::{Looks, Rgb};
use crate::cell::number_format::CellFormat;
use crate::lazy::LazyParts;
use crate::ooxml::styles::{CellStyle, Styles};
use crate::{Channel, Read, Scribe};
use std::collections::HashMap;
use std::io;

/// Reads the styles part with the colours of `theme`.
pub(crate) fn read<R: io::Read>(
    part: R,
    theme: &[Rgb],
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read<Styles> {
    let mut reader = Sheet { colours: Colours::of(theme), ..Sheet::default() };
    page::walk(part, &mut reader, &References::default(), parts, scribe)?;
    Ok(reader.settled())
}

/// A style as stored: numbers of its font, fill and format.
#[derive(Debug, Clone, Copy)]
struct Stored {
    font: u16,
    fill: u16,
    format: u16,
    wraps: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Font {
    colour: Option<Rgb>,
    points: f32,
    is_bold: bool,
    is_italic: bool,
}

#[derive(Default)]
struct Sheet {
    colours: Colours,
    codes: HashMap<u16, String>,
    fonts: Vec<Font>,
    fills: Vec<Option<Rgb>>,
    stored: Vec<Stored>,
    /// Inside the list of the cells' styles; the same records list the styles' styles too.
    in_cells: bool,
    /// Inside the list of differential formats; later lists of the same records have numbers of their own.
    in_differential: bool,
    differential: Vec<Vec<u8>>,
    /// Fonts and fills can name colours of the palette, which comes after them.
    raw_fonts: Vec<(Font, [u8; 8])>,
    raw_fills: Vec<Fill>,
}

/// A fill as stored.
#[derive(Debug, Clone, Copy)]
struct Fill {
    pattern: u32,
    /// What paints a solid fill.
    fore: [u8; 8],
}

impl Reader for Sheet {
    fn take(&mut self, record: &Record<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let mut bytes = Bytes::new(record.body);
        let sound = match record.number {
            0x002c => return self.format(record.body, parts, scribe),
            0x002b => self.font(&mut bytes),
            0x002d => self.fill(&mut bytes),
            0x002f if self.in_cells => self.style(&mut bytes),
            0x002f => bytes.skip(16),
            0x01db => self.colours.add(&mut bytes),
            0x01fb if self.in_differential => {
                self.differential.push(record.body.to_vec());
                differential::words(record.body, parts, scribe)?;
                return Ok(Taken::Read);
            }
            0x0269 | 0x026a => {
                self.in_cells = record.number == 0x0269;
                return Ok(Taken::Other);
            }
            0x01f9 | 0x01fa => {
                self.in_differential = record.number == 0x01f9;
                return Ok(Taken::Other);
            }
            _ => return Ok(Taken::Other),
        };
        Ok(sound.filter(|()| bytes.left() == 0 || record.number == 0x002d).into())
    }
}

impl Sheet {
    /// `BrtFmt`: a number format by its number.
    fn format(&mut self, body: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Taken> {
        let mut bytes = Bytes::new(body);
        let (Some(id), Some(code)) = (bytes.u16(), text::wide(&mut bytes)) else {
            return Ok(Taken::Malformed);
        };
        parts.say(Channel::Styles, "number format", "", &code, scribe)?;
        self.codes.insert(id, code);
        Ok(if bytes.left() == 0 { Taken::Read } else { Taken::Malformed })
    }

    /// `BrtFont`. Its name says nothing about anybody.
    fn font(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        let (height, switches, weight) = (bytes.u16()?, bytes.u16()?, bytes.u16()?);
        bytes.skip(6)?;
        let colour = colour::stored(bytes)?;
        bytes.skip(1)?;
        text::units(bytes)?;
        let font = Font {
            // Twentieths of a point.
            points: f32::from(height) / 20.0,
            is_bold: weight >= 600,
            is_italic: switches & 2 != 0,
            colour: None,
        };
        self.raw_fonts.push((font, colour));
        Some(())
    }

    /// `BrtFill`: a pattern with its colours; behind it a gradient, whose colours do not matter.
    fn fill(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        let pattern = bytes.u32()?;
        let fore = colour::stored(bytes)?;
        self.raw_fills.push(Fill { pattern, fore });
        Some(())
    }

    /// `BrtXF`.
    fn style(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        bytes.skip(2)?;
        let (format, font, fill) = (bytes.u16()?, bytes.u16()?, bytes.u16()?);
        bytes.skip(4)?;
        let switches = bytes.u16()?;
        bytes.skip(2)?;
        self.stored.push(Stored { font, fill, format, wraps: switches & 0x40 != 0 });
        Some(())
    }

    /// Judges every style, once all records are read.
    fn settled(mut self) -> Styles {
        let colours = &self.colours;
        self.fonts = self
            .raw_fonts
            .iter()
            .map(|(font, stored)| Font { colour: colours.get(*stored), ..*font })
            .collect();
        self.fills = self.raw_fills.iter().map(|fill| painted(fill, colours)).collect();
        let mut styles = Styles {
            differential: self
                .differential
                .iter()
                .map(|body| differential::hides(body, colours, &self.codes).unwrap_or_default())
                .collect(),
            fonts: self
                .fonts
                .iter()
                .map(|font| Looks { font: font.colour, fill: None, points: Some(font.points) }.hides())
                .collect(),
            ..Styles::default()
        };
        let mut built: HashMap<u16, usize> = HashMap::new();
        for stored in &self.stored {
            let format = *built.entry(stored.format).or_insert_with(|| {
                styles.formats.push(match self.codes.get(&stored.format) {
                    Some(code) => CellFormat::from_code(code),
                    None => CellFormat::built_in(u32::from(stored.format)),
                });
                styles.formats.len() - 1
            });
            let font = self.fonts.get(usize::from(stored.font)).copied();
            let fill = self.fills.get(usize::from(stored.fill)).copied().flatten();
            let looks =
                Looks { font: font.and_then(|font| font.colour), fill, points: font.map(|font| font.points) };
            styles.cells.push(CellStyle {
                format,
                hiding: looks.hides(),
                is_on_white: fill.is_none_or(|fill| fill.is_like(Rgb::WHITE)),
                bold: font.is_some_and(|font| font.is_bold),
                italic: font.is_some_and(|font| font.is_italic),
                wrap: stored.wraps,
                sent: None,
            });
        }
        styles.colours = self.colours;
        styles
    }
}

/// The colour behind a cell's letters, as far as one covers it whole.
fn painted(fill: &Fill, colours: &Colours) -> Option<Rgb> {
    const SOLID: u32 = 1;
    const GRADIENT: u32 = 40;
    match fill.pattern {
        SOLID => colours.get(fill.fore),
        // A gradient shows every letter somewhere: any colour but white will do.
        GRADIENT => Some(Rgb(128, 128, 128)),
        // Other patterns leave the background between their dots.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xlsb::record::stored;
    use crate::{Budget, Hiding, Limits};

    fn font(colour: [u8; 8], height: u16) -> Vec<u8> {
        [
            &height.to_le_bytes()[..],
            &[0, 0, 0x90, 1, 0, 0, 0, 2, 0, 0],
            &colour,
            &[2],
            &text::stored("Calibri"),
        ]
        .concat()
    }

    #[test]
    fn styles_are_judged_like_those_of_xml() {
        let black = font([7, 1, 0, 0, 0, 0, 0, 0xff], 220);
        let white = font([7, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], 220);
        let tiny = font([7, 1, 0, 0, 0, 0, 0, 0xff], 20);
        let none = [0_u8; 68];
        let mut blue = [0_u8; 68];
        blue[0] = 1;
        blue[4..12].copy_from_slice(&[5, 0, 0, 0, 0x1f, 0x4e, 0x79, 0xff]);
        let code = [&[164, 0][..], &text::stored(";;;")].concat();
        let style = |format: u8, font: u8, fill: u8| {
            let mut body = [0_u8; 16];
            (body[2], body[4], body[6]) = (format, font, fill);
            body
        };
        let bytes = stored(&[
            (0x2c, &code),
            (0x2b, &black),
            (0x2b, &white),
            (0x2b, &tiny),
            (0x2d, &none),
            (0x2d, &blue),
            (0x2f, &style(0, 1, 0)),
            (0x269, &[4, 0, 0, 0]),
            (0x2f, &style(0, 0, 0)),
            (0x2f, &style(0, 1, 0)),
            (0x2f, &style(0, 1, 1)),
            (0x2f, &style(164, 2, 0)),
            (0x26a, &[]),
        ]);
        let budget = Budget::new(Limits::default());
        let mut sink = |_: &crate::Frame<'_>| Ok(());
        let mut scribe = Scribe::new(&mut sink, &budget, false);
        let mut parts = LazyParts::new(0, "styles.bin", "");
        let theme = [Rgb::WHITE, Rgb::BLACK];
        let styles = read(bytes.as_slice(), &theme, &mut parts, &mut scribe).unwrap();
        let hiding: Vec<_> = styles.cells.iter().map(|style| style.hiding).collect();
        assert_eq!(hiding, [Hiding::empty(), Hiding::SAME_COLOUR, Hiding::empty(), Hiding::TINY_FONT]);
        let format = &styles.formats[styles.cells[3].format];
        assert_eq!(format.hides_number(1.0), Hiding::FORMAT_BLANK);
        assert_eq!(styles.fonts, [Hiding::empty(), Hiding::SAME_COLOUR, Hiding::TINY_FONT]);
    }
}
