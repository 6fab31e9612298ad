//! Styles of a workbook, judged: which number format and which looks hide a cell (ECMA-376 part 1, 18.8).

use crate::cell::looks::{Looks, Rgb, palette};
use crate::cell::number_format::CellFormat;
use crate::lazy::LazyParts;
use crate::xlsb::colour::Colours;
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Channel, Hiding, Read, Scribe};
use std::collections::HashMap;

/// Everything a cell's style number stands for.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact about the style, and none excludes another"
)]
pub(crate) struct CellStyle {
    /// Index into [`Styles::formats`].
    pub(crate) format: usize,
    /// What its looks hide.
    pub(crate) hiding: Hiding,
    /// Whether its background is that of the sheet, so that white letters inside a string vanish on it.
    pub(crate) is_on_white: bool,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) wrap: bool,
    /// Number of the style frame, once sent.
    pub(crate) sent: Option<u32>,
}

/// The styles of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    pub(crate) formats: Vec<CellFormat>,
    pub(crate) cells: Vec<CellStyle>,
    /// What each differential format (of a conditional format) can hide.
    pub(crate) differential: Vec<Hiding>,
    /// What each font hides on white; only for binary parts, whose texts name fonts by number.
    pub(crate) fonts: Vec<Hiding>,
    /// What the colours of binary parts stand for.
    pub(crate) colours: Colours,
}

impl Styles {
    /// The style of a cell; the default style for a number that does not exist.
    pub(crate) fn cell(&self, number: usize) -> Option<&CellStyle> {
        self.cells.get(number).or_else(|| self.cells.first())
    }

    /// The number of the style frame for a cell style; sends the frame the first time.
    pub(crate) fn frame(&mut self, number: usize, scribe: &mut Scribe<'_>) -> Read<u32> {
        let number = if number < self.cells.len() { number } else { 0 };
        let Some(style) = self.cells.get_mut(number) else { return Ok(0) };
        if let Some(sent) = style.sent {
            return Ok(sent);
        }
        let code = self.formats.get(style.format).map_or("General", CellFormat::code);
        let sent = scribe.style(style.bold, style.italic, style.wrap, code)?;
        style.sent = Some(sent);
        Ok(sent)
    }
}

const TABLE: Table = Table {
    rest: Channel::Styles,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::attribute("numFmt", "formatCode", Channel::Styles, "number format"),
        Pick::attribute("cellStyle", "name", Channel::Styles, "cell style"),
        Pick::attribute("tableStyle", "name", Channel::Styles, "table style"),
        Pick::attribute("slicerStyle", "name", Channel::Styles, "slicer style"),
    ],
};

/// Reads `styles.xml` with the colours of `theme`.
pub(crate) fn read(
    bytes: &[u8],
    theme: &[Rgb],
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read<Styles> {
    let budget = scribe.budget();
    let mut state = PickState::default();
    let picker = Picker { state: &mut state, table: &TABLE, parts, scribe };
    let mut reader = Reader {
        picker,
        theme,
        palette: super::palette::read(bytes, budget)?,
        codes: HashMap::new(),
        fonts: Vec::new(),
        fills: Vec::new(),
        font: Font::default(),
        fill: None,
        is_solid: false,
        hidden_by_format: Hiding::empty(),
        built: HashMap::new(),
        styles: Styles::default(),
    };
    walk(bytes, budget, &mut reader)?;
    Ok(reader.styles)
}

#[derive(Debug, Clone, Copy, Default)]
struct Font {
    colour: Option<Rgb>,
    points: Option<f32>,
    bold: bool,
    italic: bool,
}

struct Reader<'a, 's> {
    picker: Picker<'a, 's>,
    theme: &'a [Rgb],
    /// The workbook's own.
    palette: Vec<Rgb>,
    codes: HashMap<u32, String>,
    fonts: Vec<Font>,
    fills: Vec<Option<Rgb>>,
    font: Font,
    fill: Option<Rgb>,
    is_solid: bool,
    hidden_by_format: Hiding,
    built: HashMap<u32, usize>,
    styles: Styles,
}

impl Reader<'_, '_> {
    fn colour(&self, element: &Element<'_>) -> Option<Rgb> {
        let tint: f64 = element.number("tint").unwrap_or(0.0);
        if let Some(rgb) = element.attribute("rgb") {
            return Rgb::parse(&rgb);
        }
        if let Some(index) = element.number::<u32>("indexed") {
            let own = self.palette.get(index as usize).copied();
            return own.or_else(|| palette(index)).map(|colour| colour.tinted(tint));
        }
        let theme: usize = element.number("theme")?;
        self.theme.get(theme).map(|colour| colour.tinted(tint))
    }

    fn format(&mut self, id: u32) -> usize {
        if let Some(index) = self.built.get(&id) {
            return *index;
        }
        let format = match self.codes.get(&id) {
            Some(code) => CellFormat::from_code(code),
            None => CellFormat::built_in(id),
        };
        self.styles.formats.push(format);
        self.built.insert(id, self.styles.formats.len() - 1);
        self.styles.formats.len() - 1
    }

    fn cell_style(&mut self, element: &Element<'_>) {
        let font =
            element.number::<usize>("fontId").and_then(|id| self.fonts.get(id)).copied().unwrap_or_default();
        let fill = element.number::<usize>("fillId").and_then(|id| self.fills.get(id)).copied().flatten();
        let format = self.format(element.number("numFmtId").unwrap_or(0));
        let looks = Looks { font: font.colour, fill, points: font.points };
        self.styles.cells.push(CellStyle {
            format,
            hiding: looks.hides(),
            is_on_white: fill.is_none_or(|fill| fill.is_like(Rgb::WHITE)),
            bold: font.bold,
            italic: font.italic,
            wrap: false,
            sent: None,
        });
    }
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.picker.start(element, path)?;
        let is_differential = path.has("dxf");
        match (element.name(), path.up(1)) {
            ("numFmt", parent) => {
                let code = element.attribute("formatCode").unwrap_or_default().into_owned();
                if parent == "dxf" {
                    let format = CellFormat::from_code(&code);
                    self.hidden_by_format = (format.hides_number(1.0) | format.hides_text())
                        & (Hiding::FORMAT_BLANK | Hiding::FORMAT_REPLACED);
                } else if let Some(id) = element.number("numFmtId") {
                    self.codes.insert(id, code);
                }
            }
            ("font" | "dxf", _) => {
                self.font = Font::default();
                if element.name() == "dxf" {
                    self.fill = None;
                    self.hidden_by_format = Hiding::empty();
                }
            }
            ("color", "font") => self.font.colour = self.colour(element),
            ("sz", "font") => self.font.points = element.number("val"),
            ("b", "font") => self.font.bold = element.attribute("val").is_none() || element.flag("val"),
            ("i", "font") => self.font.italic = element.attribute("val").is_none() || element.flag("val"),
            ("fill", _) => {
                self.fill = None;
                self.is_solid = false;
            }
            // In a cell's fill the foreground paints a solid pattern; in a differential format the background does.
            ("patternFill", _) => {
                self.is_solid = element.attribute("patternType").is_some_and(|kind| kind == "solid");
            }
            ("fgColor", _) if self.is_solid && !is_differential => self.fill = self.colour(element),
            ("bgColor", _) if is_differential => self.fill = self.colour(element),
            // A gradient shows every letter somewhere: any colour but white will do.
            ("gradientFill", _) => self.fill = Some(Rgb(128, 128, 128)),
            ("xf", "cellXfs") => self.cell_style(element),
            ("alignment", "xf") if path.up(2) == "cellXfs" => {
                if let Some(style) = self.styles.cells.last_mut() {
                    style.wrap = element.flag("wrapText");
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        self.picker.text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        match (path.up(0), path.up(1)) {
            ("font", "fonts") => self.fonts.push(self.font),
            ("fill", "fills") => self.fills.push(self.fill),
            ("dxf", _) => {
                // A rule that paints letters like their background hides them; one that sets no colour does not.
                let looks = Looks { font: self.font.colour, fill: self.fill, points: None };
                let by_looks = if self.font.colour.is_some() { looks.hides() } else { Hiding::empty() };
                self.styles.differential.push(by_looks | self.hidden_by_format);
            }
            _ => {}
        }
        self.picker.end(path)
    }
}

/// Colours of a theme in the order in which styles number them (ECMA-376 part 1, 20.1.6.2 and 18.8.19).
pub(crate) fn read_theme(bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Vec<Rgb>> {
    const THEME: Table = Table { rest: Channel::Theme, picks: &[], at: &[], all_attributes: false };
    /// Styles count light before dark; the scheme stores dark before light.
    const ORDER: [&str; 12] = [
        "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
        "hlink", "folHlink",
    ];
    struct Reader<'a, 's> {
        picker: Picker<'a, 's>,
        colours: [Rgb; 12],
    }
    impl Visitor for Reader<'_, '_> {
        fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
            self.picker.start(element, path)?;
            if path.up(2) == "clrScheme"
                && let Some(slot) = ORDER.iter().position(|name| *name == path.up(1))
            {
                let value = element.attribute("lastClr").or_else(|| element.attribute("val"));
                if let Some(colour) = value.and_then(|value| Rgb::parse(&value)) {
                    self.colours[slot] = colour;
                }
            }
            Ok(())
        }
        fn text(&mut self, text: &str, path: &Path) -> Read {
            self.picker.text(text, path)
        }
        fn end(&mut self, path: &Path) -> Read {
            self.picker.end(path)
        }
    }
    let budget = scribe.budget();
    let mut state = PickState::default();
    let mut colours = [Rgb::BLACK; 12];
    (colours[0], colours[2]) = (Rgb::WHITE, Rgb::WHITE);
    let mut reader = Reader { picker: Picker { state: &mut state, table: &THEME, parts, scribe }, colours };
    walk(bytes, budget, &mut reader)?;
    Ok(reader.colours.to_vec())
}
