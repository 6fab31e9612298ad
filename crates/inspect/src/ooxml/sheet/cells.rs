//! The rows and cells of a sheet: the hot loop of the whole program.

use super::attributes;
use super::known;
use super::line::{Line, Progress, RowLooks, Slot, With};
use crate::cell::address;
use crate::cell::escape::unescape;
use crate::cell::looks::LOWEST_ROW;
use crate::cell::number_format::CellFormat;
use crate::cell::{formula, number};
use crate::lazy::LazyParts;
use crate::ooxml::book::Book;
use crate::stop::{Read, Stop};
use crate::xml::picks::has_letters;
use crate::xml::stream::referenced;
use crate::xml::{Element, XmlStream, remark};
use crate::{CellKind, Channel, Hiding, Scribe};
use quick_xml::events::{BytesStart, Event};

/// What an event led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    On,
    EndOfData,
    Enough,
}

/// Where the text under way belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    Formula,
    Text,
    /// Text in an element that is not known here.
    Other,
}

/// Reads rows.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the cell or the element under way")]
pub(super) struct Cells {
    pub(super) line: Line,
    /// Says nothing beyond the rows: the second reading.
    is_again: bool,
    column: u32,
    style: usize,
    kind: Kind,
    inside: Inside,
    in_inline: bool,
    in_phonetic: bool,
    value: String,
    inline: String,
    formula: String,
    has_formula: bool,
    scratch: String,
}

/// What a cell can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Value,
    Inline,
    Formula,
}

/// What a row says of itself.
#[derive(Debug, Default)]
struct RowAttributes {
    number: u32,
    hidden: bool,
    level: u8,
    height: Option<f32>,
}

impl RowAttributes {
    /// Takes an attribute. Returns whether rows are known to have it.
    fn take(&mut self, name: &[u8], value: &str) -> bool {
        match name {
            b"r" => self.number = value.parse().unwrap_or(self.number),
            b"hidden" => self.hidden = matches!(value, "1" | "true"),
            b"outlineLevel" => self.level = value.parse().unwrap_or(0),
            b"ht" => self.height = value.parse().ok(),
            _ => {}
        }
        known::of_row(name, value)
    }
}

/// A short decimal number.
fn small_number(text: &str) -> Option<usize> {
    let digits = text.as_bytes();
    if digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(digits.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0')))
}

/// The cell types of ECMA-376 part 1, 18.18.11.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Formula,
    Inline,
    Boolean,
    Error,
    Date,
}

impl Kind {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "" | "n" => Self::Number,
            "s" => Self::Shared,
            "b" => Self::Boolean,
            "e" => Self::Error,
            "d" => Self::Date,
            "inlineStr" => Self::Inline,
            "str" => Self::Formula,
            _ => return None,
        })
    }
}

impl Cells {
    /// `is_again` for a second reading.
    pub(super) fn new(line: Line, is_again: bool) -> Self {
        Self {
            line,
            is_again,
            column: 0,
            style: 0,
            kind: Kind::Number,
            inside: Inside::Nothing,
            in_inline: false,
            in_phonetic: false,
            value: String::new(),
            inline: String::new(),
            formula: String::new(),
            has_formula: false,
            scratch: String::new(),
        }
    }

    /// Reads up to the end of `sheetData`, event by event: any spelling that XML allows.
    pub(super) fn read<R: std::io::Read>(
        &mut self,
        stream: &mut XmlStream<R>,
        with: &mut With<'_, '_, '_>,
    ) -> Read<Progress> {
        let mut buffer = Vec::new();
        loop {
            let event = stream.next(&mut buffer)?;
            match self.event(&event, with)? {
                Step::On if matches!(event, Event::Eof) => return Err(Stop::part("it ends too early")),
                Step::On => {}
                Step::EndOfData => return Ok(Progress::On),
                Step::Enough => return Ok(Progress::Enough),
            }
        }
    }

    /// Reads a piece of rows that stands in memory, event by event.
    pub(super) fn read_piece(&mut self, xml: &str, with: &mut With<'_, '_, '_>) -> Read<Progress> {
        let mut reader = quick_xml::Reader::from_str(xml);
        // The piece may begin inside a row: its end has no start here.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        loop {
            let event = reader.read_event()?;
            if self.event(&event, with)? == Step::Enough {
                return Ok(Progress::Enough);
            }
            if matches!(event, Event::Eof) {
                return Ok(Progress::On);
            }
        }
    }

    fn event(&mut self, event: &Event<'_>, with: &mut With<'_, '_, '_>) -> Read<Step> {
        match event {
            Event::Start(start) => self.start(start, with)?,
            Event::Empty(start) => match start.local_name().into_inner() {
                "row" => {
                    self.row_begins(start, with)?;
                    return self.row_ends(with);
                }
                "c" => {
                    self.cell_begins(start, with)?;
                    self.cell_ends(with)?;
                }
                name => {
                    self.has_formula |= name == "f";
                    self.others(start, known::of_content, with)?;
                }
            },
            Event::End(end) => match end.local_name().into_inner() {
                "c" => self.cell_ends(with)?,
                "row" => return self.row_ends(with),
                "sheetData" => return Ok(Step::EndOfData),
                "is" => self.in_inline = false,
                "rPh" => self.in_phonetic = false,
                _ => self.inside = Inside::Nothing,
            },
            Event::Text(text) => self.take(&text.xml10_content(), with)?,
            Event::CData(text) => self.take(&text.xml10_content(), with)?,
            Event::GeneralRef(reference) => {
                let letter = referenced(reference)?;
                self.take(letter.encode_utf8(&mut [0; 4]), with)?;
            }
            Event::DocType(_) => {
                return Err(Stop::part("it declares a document type, which is not read here"));
            }
            other => {
                if let Some(text) = remark(other) {
                    self.stray(&text, with)?;
                }
            }
        }
        Ok(Step::On)
    }

    fn start(&mut self, start: &BytesStart<'_>, with: &mut With<'_, '_, '_>) -> Read {
        let name = start.local_name().into_inner();
        if !matches!(name, "c" | "row") {
            self.others(start, known::of_content, with)?;
        }
        match name {
            "c" => self.cell_begins(start, with)?,
            "v" => {
                self.inside = Inside::Value;
                self.value.clear();
            }
            "row" => self.row_begins(start, with)?,
            "f" => {
                self.inside = Inside::Formula;
                self.has_formula = true;
            }
            "t" => self.inside = if self.in_inline { Inside::Text } else { Inside::Other },
            "is" => self.in_inline = true,
            "rPh" => self.in_phonetic = true,
            "r" | "rPr" if self.in_inline => {}
            _ => self.inside = Inside::Other,
        }
        Ok(())
    }

    fn take(&mut self, text: &str, with: &mut With<'_, '_, '_>) -> Read {
        match self.inside {
            Inside::Value => self.value.push_str(text),
            Inside::Formula => self.formula.push_str(text),
            Inside::Text if !self.in_phonetic => self.inline.push_str(text),
            _ => return self.stray(text, with),
        }
        Ok(())
    }

    /// Text where none belongs.
    fn stray(&mut self, text: &str, with: &mut With<'_, '_, '_>) -> Read {
        if self.is_again {
            return Ok(());
        }
        with.parts.say(Channel::OtherText, "between cells", "", text, with.scribe)
    }

    /// Attributes that are not known, and hold words: those of rows, cells and what stands in cells.
    fn others(
        &mut self,
        start: &BytesStart<'_>,
        is_known: fn(&[u8], &str) -> bool,
        with: &mut With<'_, '_, '_>,
    ) -> Read {
        if start.attributes_raw().trim_ascii().is_empty() {
            return Ok(());
        }
        let element = Element(start);
        element.check()?;
        if self.is_again {
            return Ok(());
        }
        for (name, value) in element.attributes_in_full() {
            // Runs of letters inside a cell name their fonts.
            let is_font = name == "val" && element.name() == "rFont";
            if !is_known(name.as_bytes(), &value) && !is_font && has_letters(&value) {
                let at = address::name(self.line.index(), self.column);
                with.parts.say(Channel::OtherText, name, &at, &value, with.scribe)?;
            }
        }
        Ok(())
    }

    fn row_begins(&mut self, start: &BytesStart<'_>, with: &mut With<'_, '_, '_>) -> Read {
        if self.row_attributes(start.attributes_raw()) {
            return Ok(());
        }
        let element = Element(start);
        element.check()?;
        let number = self.line.number().saturating_add(1);
        let mut row = RowAttributes { number, ..RowAttributes::default() };
        for (name, value) in element.attributes_in_full() {
            row.take(name.as_bytes(), &value);
        }
        self.set_row(&row);
        self.others(start, known::of_row, with)
    }

    /// A row begins. Returns `false`, having done nothing, when only the general parser can read the attributes.
    pub(super) fn row_attributes(&mut self, raw: &str) -> bool {
        let number = self.line.number().saturating_add(1);
        let mut row = RowAttributes { number, ..RowAttributes::default() };
        let is_plain = attributes::each(raw, |name, value| row.take(name, value));
        if is_plain {
            self.set_row(&row);
        }
        is_plain
    }

    fn set_row(&mut self, row: &RowAttributes) {
        self.column = 0;
        let looks = RowLooks {
            is_hidden: row.hidden,
            level: row.level,
            is_flat: row.height.is_some_and(|height| height < LOWEST_ROW),
        };
        self.line.begin(row.number, looks);
    }

    pub(super) fn row_ends(&mut self, with: &mut With<'_, '_, '_>) -> Read<Step> {
        Ok(match self.line.end(with.sink, with.scribe)? {
            Progress::On => Step::On,
            Progress::Enough => Step::Enough,
        })
    }

    fn cell_begins(&mut self, start: &BytesStart<'_>, with: &mut With<'_, '_, '_>) -> Read {
        if self.cell_attributes(start.attributes_raw()) {
            return Ok(());
        }
        let element = Element(start);
        element.check()?;
        let place = element.attribute("r").and_then(|place| address::parse_cell(place.as_bytes()));
        // A kind that nobody knows holds its value itself.
        let kind = element.attribute("t").map_or(Some(Kind::Number), |kind| Kind::parse(&kind));
        self.set_cell(place, element.number("s").unwrap_or(0), kind.unwrap_or(Kind::Formula));
        self.others(start, known::of_whole_cell, with)
    }

    /// A cell begins. Returns `false` when only the general parser can read the attributes.
    pub(super) fn cell_attributes(&mut self, raw: &str) -> bool {
        let (mut place, mut style, mut kind) = (None, 0, Kind::Number);
        let is_plain = attributes::each(raw, |name, value| match name {
            b"r" => {
                place = address::parse_cell(value.as_bytes());
                place.is_some()
            }
            b"s" => small_number(value).map(|number| style = number).is_some(),
            b"t" => Kind::parse(value).map(|parsed| kind = parsed).is_some(),
            _ => known::of_cell(name, value),
        });
        if is_plain {
            self.set_cell(place, style, kind);
        }
        is_plain
    }

    fn set_cell(&mut self, place: Option<(u32, u32)>, style: usize, kind: Kind) {
        if let Some((_, column)) = place {
            self.column = column;
        }
        self.value.clear();
        self.inline.clear();
        self.formula.clear();
        self.has_formula = false;
        self.style = style;
        self.kind = kind;
    }

    /// The cell has a formula, perhaps one that it shares.
    pub(super) fn has_formula(&mut self) {
        self.has_formula = true;
    }

    /// What stands inside the cell, set whole by the fast reader.
    pub(super) fn set_content(&mut self, inside: Content, text: &str) {
        match inside {
            Content::Value => &mut self.value,
            Content::Inline => &mut self.inline,
            Content::Formula => &mut self.formula,
        }
        .push_str(text);
    }

    pub(super) fn cell_ends(&mut self, with: &mut With<'_, '_, '_>) -> Read {
        let With { book, parts, scribe, .. } = with;
        let (book, scribe) = (&mut **book, &mut **scribe);
        self.inside = Inside::Nothing;
        if !self.formula.is_empty() {
            self.formula_ends(parts, scribe)?;
        }
        self.line.check(scribe)?;
        // A formula can result in a text without letters. Where programs compute everything anew, writers that compute
        // nothing store a 0.
        let is_missing = self.value.is_empty() && self.kind != Kind::Formula;
        let is_placeholder = book.workbook.computes_anew && self.value.trim() == "0";
        if self.has_formula && (is_missing || is_placeholder) {
            self.line.stale();
        }
        let column = self.column;
        self.column = self.column.saturating_add(1);
        if self.value.is_empty() && self.inline.is_empty() {
            return Ok(());
        }
        let slot = self.line.slot(column, self.style, &mut book.styles, scribe)?;
        if self.kind == Kind::Number {
            self.number(slot, book);
            self.value.clear();
            return Ok(());
        }
        // A date in words has the format of its style all the same.
        if self.kind == Kind::Date
            && let Some(serial) = number::parse_date(&self.value, book.workbook.is_1904)
        {
            self.line.value(slot, serial, book.workbook.is_1904, &book.styles);
            self.value.clear();
            return Ok(());
        }
        let mut flags = Hiding::empty();
        let (kind, text) = match self.kind {
            Kind::Shared => {
                let index = self.value.trim().parse().unwrap_or(u32::MAX);
                let Some((text, in_text)) = book.strings.get(index, scribe.budget())? else {
                    self.value.clear();
                    return Err(Stop::part("a cell refers to a string that does not exist"));
                };
                flags = in_text;
                (CellKind::Text, text)
            }
            Kind::Inline => (CellKind::Text, self.inline.as_str()),
            Kind::Boolean => (CellKind::Boolean, if self.value.trim() == "1" { "TRUE" } else { "FALSE" }),
            Kind::Error => (CellKind::Error, self.value.as_str()),
            Kind::Date => (CellKind::Date, self.value.as_str()),
            Kind::Formula | Kind::Number => (CellKind::Text, self.value.as_str()),
        };
        self.line.text(slot, kind, flags, &unescape(text), &book.styles);
        self.value.clear();
        self.inline.clear();
        Ok(())
    }

    fn number(&mut self, slot: Slot, book: &Book<'_>) {
        let style = book.styles.cell(slot.style as usize);
        let format = style.and_then(|style| book.styles.formats.get(style.format));
        if !slot.wants_layout && format.is_none_or(CellFormat::is_plain) {
            let text = number::respell(&self.value, &mut self.scratch);
            self.line.spelled(slot, CellKind::Number, text, style);
            return;
        }
        match self.value.trim().parse::<f64>() {
            Ok(value) => self.line.value(slot, value, book.workbook.is_1904, &book.styles),
            Err(_) => self.line.spelled(slot, CellKind::Text, &self.value, style),
        }
    }

    fn formula_ends(&mut self, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        if !self.is_again {
            for text in formula::texts(&self.formula) {
                let at = address::name(self.line.index(), self.column);
                parts.say(Channel::Formula, "", &at, text, scribe)?;
            }
        }
        self.formula.clear();
        Ok(())
    }
}
