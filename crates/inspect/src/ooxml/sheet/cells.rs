//! The rows and cells of a sheet: the hot loop of the whole program.

use super::attributes;
use super::columns::Columns;
use crate::cell::address::{self, Area};
use crate::cell::escape::unescape;
use crate::cell::far::FarCells;
use crate::cell::{formula, number};
use crate::lazy::LazyParts;
use crate::ooxml::book::Book;
use crate::ooxml::styles::CellStyle;
use crate::stop::{LimitMet, Read, Stop};
use crate::xml::stream::referenced;
use crate::xml::{Element, XmlStream};
use crate::{CellKind, Channel, Hiding, Reason, RowBuffer, Scribe};
use quick_xml::events::{BytesStart, Event};

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    On,
    Enough,
}

/// What the readers of cells work with.
pub(super) struct With<'a, 's, 'z> {
    pub(super) book: &'a mut Book<'z>,
    pub(super) parts: &'a mut LazyParts,
    pub(super) sink: &'a mut dyn RowSink,
    pub(super) scribe: &'a mut Scribe<'s>,
}

/// What an event led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    On,
    EndOfData,
    Enough,
}

/// Where rows go.
pub(super) trait RowSink {
    fn row(
        &mut self,
        number: u32,
        hiding: Hiding,
        buffer: &RowBuffer,
        scribe: &mut Scribe<'_>,
    ) -> Read<Progress>;
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
pub(super) struct Cells {
    pub(super) columns: Columns,
    pub(super) far: FarCells,
    filter: Option<Area>,
    /// Says nothing beyond the rows: the second reading.
    is_again: bool,
    buffer: RowBuffer,
    row: u32,
    row_hiding: Hiding,
    marks: Vec<(Hiding, u64)>,
    column: u32,
    style: usize,
    kind: Kind,
    inside: Inside,
    in_inline: bool,
    in_phonetic: bool,
    value: String,
    inline: String,
    formula: String,
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
    fn take(&mut self, name: &[u8], value: &str) {
        match name {
            b"r" => self.number = value.parse().unwrap_or(self.number),
            b"hidden" => self.hidden = matches!(value, "1" | "true"),
            b"outlineLevel" => self.level = value.parse().unwrap_or(0),
            b"ht" => self.height = value.parse().ok(),
            _ => {}
        }
    }
}

/// A short decimal number; 0 for anything else.
fn small_number(text: &str) -> usize {
    let digits = text.as_bytes();
    if digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return 0;
    }
    digits.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0'))
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

impl Cells {
    pub(super) fn new(filter: Option<Area>) -> Self {
        Self {
            columns: Columns::default(),
            far: FarCells::default(),
            filter,
            is_again: false,
            buffer: RowBuffer::default(),
            row: 0,
            row_hiding: Hiding::empty(),
            marks: Vec::new(),
            column: 0,
            style: 0,
            kind: Kind::Number,
            inside: Inside::Nothing,
            in_inline: false,
            in_phonetic: false,
            value: String::new(),
            inline: String::new(),
            formula: String::new(),
            scratch: String::new(),
        }
    }

    /// For a second reading.
    pub(super) fn again() -> Self {
        Self { is_again: true, ..Self::new(None) }
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
            Event::Start(start) => self.start(start)?,
            Event::Empty(start) => match start.local_name().into_inner() {
                "row" => {
                    self.row_begins(start)?;
                    return self.row_ends(with);
                }
                "c" => {
                    self.cell_begins(start)?;
                    self.cell_ends(with)?;
                }
                _ => {}
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
            Event::Comment(comment) => self.stray(&comment.xml10_content(), with)?,
            Event::GeneralRef(reference) => {
                let letter = referenced(reference)?;
                self.take(letter.encode_utf8(&mut [0; 4]), with)?;
            }
            Event::DocType(_) => {
                return Err(Stop::part("it declares a document type, which is not read here"));
            }
            _ => {}
        }
        Ok(Step::On)
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Read {
        match start.local_name().into_inner() {
            "c" => self.cell_begins(start)?,
            "v" => {
                self.inside = Inside::Value;
                self.value.clear();
            }
            "row" => self.row_begins(start)?,
            "f" => self.inside = Inside::Formula,
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

    fn row_begins(&mut self, start: &BytesStart<'_>) -> Read {
        if self.row_attributes(start.attributes_raw()) {
            return Ok(());
        }
        let element = Element(start);
        element.check()?;
        let mut row = RowAttributes { number: self.row.saturating_add(1), ..RowAttributes::default() };
        for (name, value) in element.attributes() {
            row.take(name.as_bytes(), &value);
        }
        self.set_row(row);
        Ok(())
    }

    /// A row begins. Returns `false`, having done nothing, when only the general parser can read the attributes.
    pub(super) fn row_attributes(&mut self, raw: &str) -> bool {
        let mut row = RowAttributes { number: self.row.saturating_add(1), ..RowAttributes::default() };
        let is_plain = attributes::each(raw, |name, value| row.take(name, value));
        if is_plain {
            self.set_row(row);
        }
        is_plain
    }

    fn set_row(&mut self, row: RowAttributes) {
        self.buffer.clear();
        self.column = 0;
        // Rows count from 1; a row that says it is row 0 is at least there.
        self.row = row.number.max(1);
        self.row_hiding = Hiding::empty();
        if row.hidden {
            let in_filter =
                self.filter.is_some_and(|area| (area.top + 1..=area.bottom + 1).contains(&row.number));
            self.row_hiding |= match (in_filter, row.level) {
                (true, _) => Hiding::ROW_FILTERED,
                (false, 0) => Hiding::ROW,
                (false, _) => Hiding::ROW_COLLAPSED,
            };
        }
        if row.height == Some(0.0) {
            self.row_hiding |= Hiding::ROW_ZERO;
        }
        if !self.row_hiding.is_empty() {
            match self.marks.iter_mut().find(|(hiding, _)| *hiding == self.row_hiding) {
                Some((_, count)) => *count += 1,
                None => self.marks.push((self.row_hiding, 1)),
            }
        }
    }

    pub(super) fn row_ends(&mut self, with: &mut With<'_, '_, '_>) -> Read<Step> {
        if self.buffer.is_empty() {
            return Ok(Step::On);
        }
        self.buffer.sort();
        Ok(match with.sink.row(self.row, self.row_hiding, &self.buffer, with.scribe)? {
            Progress::On => Step::On,
            Progress::Enough => Step::Enough,
        })
    }

    fn cell_begins(&mut self, start: &BytesStart<'_>) -> Read {
        if !self.cell_attributes(start.attributes_raw()) {
            let element = Element(start);
            element.check()?;
            let (place, kind) = (element.attribute("r"), element.attribute("t"));
            let style = element.number("s").unwrap_or(0);
            self.set_cell(place.as_deref(), style, kind.as_deref().unwrap_or_default());
        }
        Ok(())
    }

    /// A cell begins. Returns `false` when only the general parser can read the attributes.
    pub(super) fn cell_attributes(&mut self, raw: &str) -> bool {
        let (mut place, mut style, mut kind) = (None, 0, "");
        let is_plain = attributes::each(raw, |name, value| match name {
            b"r" => place = Some(value),
            b"s" => style = small_number(value),
            b"t" => kind = value,
            _ => {}
        });
        if is_plain {
            self.set_cell(place, style, kind);
        }
        is_plain
    }

    fn set_cell(&mut self, place: Option<&str>, style: usize, kind: &str) {
        if let Some((_, column)) = place.and_then(|place| address::parse_cell(place.as_bytes())) {
            self.column = column;
        }
        self.value.clear();
        self.inline.clear();
        self.formula.clear();
        self.style = style;
        self.kind = match kind {
            "" | "n" => Kind::Number,
            "s" => Kind::Shared,
            "b" => Kind::Boolean,
            "e" => Kind::Error,
            "d" => Kind::Date,
            "inlineStr" => Kind::Inline,
            _ => Kind::Formula,
        };
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
        if self.buffer.text_len() as u64 > scribe.budget().limits().row_bytes {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        let column = self.column;
        self.column = self.column.saturating_add(1);
        if self.value.is_empty() && self.inline.is_empty() {
            return Ok(());
        }
        if self.buffer.is_empty() && !self.is_again {
            self.far.row(self.row.saturating_sub(1));
        }
        let mut hiding = self.columns.hides(column);
        if !self.is_again {
            hiding |= self.far.cell(self.row.saturating_sub(1), column);
        }
        let wants_layout = scribe.wants_layout() && !self.is_again;
        let frame = if wants_layout { book.styles.frame(self.style, scribe)? } else { 0 };
        let style = book.styles.cell(self.style);
        if self.kind == Kind::Number {
            self.number(column, hiding, frame, wants_layout, book);
            self.value.clear();
            return Ok(());
        }
        let format = style.and_then(|style| book.styles.formats.get(style.format));
        let text_hiding = style.map_or(Hiding::empty(), |style| style.hiding)
            | format
                .filter(|format| !format.is_plain())
                .map_or(Hiding::empty(), |format| format.hides_text());
        hiding |= text_hiding;
        let is_on_white = style.is_none_or(|style: &CellStyle| style.is_on_white);
        let (cell_kind, text) = match self.kind {
            Kind::Shared => {
                let index = self.value.trim().parse().unwrap_or(u32::MAX);
                let Some((text, flags)) = book.strings.get(index, scribe.budget())? else {
                    self.value.clear();
                    return Err(Stop::part("a cell refers to a string that does not exist"));
                };
                hiding |= if is_on_white { flags } else { flags - Hiding::SAME_COLOUR };
                (CellKind::Text, text)
            }
            Kind::Inline => (CellKind::Text, self.inline.as_str()),
            Kind::Boolean => (CellKind::Boolean, if self.value.trim() == "1" { "TRUE" } else { "FALSE" }),
            Kind::Error => (CellKind::Error, self.value.as_str()),
            Kind::Date => (CellKind::Date, self.value.as_str()),
            Kind::Formula | Kind::Number => (CellKind::Text, self.value.as_str()),
        };
        let text = unescape(text);
        if !text.is_empty() {
            match format.filter(|format| wants_layout && !format.is_plain()) {
                Some(format) => {
                    self.buffer.push_shown(column, cell_kind, hiding, frame, &text, &format.show_text(&text))
                }
                None if wants_layout => {
                    self.buffer.push_shown(column, cell_kind, hiding, frame, &text, &text)
                }
                None => self.buffer.push(column, cell_kind, hiding, &text),
            }
        }
        self.value.clear();
        self.inline.clear();
        Ok(())
    }

    fn number(&mut self, column: u32, mut hiding: Hiding, frame: u32, wants_layout: bool, book: &Book<'_>) {
        let style = book.styles.cell(self.style);
        hiding |= style.map_or(Hiding::empty(), |style| style.hiding);
        let format = style.and_then(|style| book.styles.formats.get(style.format));
        match format.filter(|format| !format.is_plain() || wants_layout) {
            None => {
                let text = number::respell(&self.value, &mut self.scratch);
                self.buffer.push(column, CellKind::Number, hiding, text);
            }
            Some(format) => match self.value.trim().parse::<f64>() {
                Ok(value) => {
                    let kind = format.store(value, book.workbook.is_1904, &mut self.scratch);
                    hiding |= format.hides_number(value);
                    if wants_layout {
                        let shown = format.show_number(value, book.workbook.is_1904);
                        self.buffer.push_shown(column, kind, hiding, frame, &self.scratch, &shown);
                    } else {
                        self.buffer.push(column, kind, hiding, &self.scratch);
                    }
                }
                Err(_) => self.buffer.push(column, CellKind::Text, hiding, &self.value),
            },
        }
    }

    fn formula_ends(&mut self, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        if !self.is_again {
            for text in formula::texts(&self.formula) {
                let at = address::name(self.row.saturating_sub(1), self.column);
                parts.say(Channel::Formula, "", &at, text, scribe)?;
            }
        }
        self.formula.clear();
        Ok(())
    }

    /// After the last row: how many lines are hidden, whether or not they hold values.
    pub(super) fn report(&mut self, part: u32, scribe: &mut Scribe<'_>) {
        self.columns.mark(part, scribe);
        for (hiding, count) in self.marks.drain(..) {
            scribe.mark(part, hiding, count);
        }
    }
}
