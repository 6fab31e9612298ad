//! A sheet: columns, rows, cells and what belongs to them (ODF 1.3 part 3, 9.1).

mod columns;
pub(crate) mod content;
mod covers;
mod line;
mod rows;
mod seen;
mod shape;
pub(crate) mod tag;
mod under;
pub(crate) mod value;

use self::columns::Columns;
use self::content::Content;
use self::covers::Covers;
use self::line::Line;
use self::seen::Seen;
use self::tag::count;
use self::under::Under;
use super::desk::{Desk, Stream};
use super::styles::{CellStyle, Family, Styles};
use super::{address, attributes, conditions, document, region, spreadsheet, tables};
use crate::cell::far::FarCells;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::xml::Element;
use crate::{CellKind, Channel, Content as Holds, Hiding, RowBuffer, Spot, sheet_name};
use quick_xml::events::{BytesStart, Event};

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A sheet of the spreadsheet.
    Sheet,
    /// Values that a live link brought.
    LiveLink,
    /// Values that a chart draws.
    Chart,
}

/// Elements that only hold rows or columns together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    Table,
    Rows { is_collapsed: bool },
    Columns { is_collapsed: bool },
    HeaderRows,
    Shapes,
}

/// A sheet under way.
struct Sheet<'a, 'd, 's> {
    desk: &'a mut Desk<'d, 's>,
    styles: &'a Styles,
    kind: Kind,
    channel: Channel,
    name: String,
    human: String,
    hiding: Hiding,
    is_protected: bool,
    part: Option<u32>,
    parts: LazyParts,
    holders: Vec<Holder>,
    columns: Columns,
    /// Number of the next row, from 0, and where it begins, in centimetres.
    row: u32,
    top: f64,
    far: FarCells,
    covers: Covers,
    under: Under,
    line: Line,
    buffer: RowBuffer,
    content: Content,
    stored: String,
    cell_buffer: Vec<u8>,
    /// The row style that was asked for last, and its height.
    row_style: (String, Option<f32>),
    formulas: Seen,
    displayed: Seen,
    /// Cells sent beyond those that stand in the file.
    copies: u64,
}

/// Reads the table whose start tag is `start`, up to its end.
pub(crate) fn read(
    stream: &mut Stream<'_>,
    start: &BytesStart<'_>,
    kind: Kind,
    styles: &Styles,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let mut sheet = Sheet::new(kind, styles, desk);
    let result = sheet.begin(start).and_then(|()| sheet.children(stream)).and_then(|()| sheet.open());
    // The part is closed even when its XML broke off: what was read stays, the rest is unaccounted for.
    sheet.close()?;
    result
}

impl<'a, 'd, 's> Sheet<'a, 'd, 's> {
    fn new(kind: Kind, styles: &'a Styles, desk: &'a mut Desk<'d, 's>) -> Self {
        let parts = desk.parts();
        Self {
            desk,
            styles,
            kind,
            channel: Channel::Sheet,
            name: String::new(),
            human: String::new(),
            hiding: Hiding::empty(),
            is_protected: false,
            part: None,
            parts,
            holders: vec![Holder::Table],
            columns: Columns::default(),
            row: 0,
            top: 0.0,
            far: FarCells::default(),
            covers: Covers::default(),
            under: Under::default(),
            line: Line::default(),
            buffer: RowBuffer::default(),
            content: Content::default(),
            stored: String::new(),
            cell_buffer: Vec::new(),
            row_style: (String::new(), None),
            formulas: Seen::default(),
            displayed: Seen::default(),
            copies: 0,
        }
    }

    /// Takes the attributes of the table.
    fn begin(&mut self, start: &BytesStart<'_>) -> Read {
        let mut print = None;
        let mut style = None;
        let others = attributes::each(start, |name, value, _| {
            match name {
                "name" => self.name = value.into_owned(),
                "style-name" => style = Some(value.into_owned()),
                "protected" | "protect" => self.is_protected = value == "true",
                "print-ranges" => print = Some(value.into_owned()),
                _ => return Some(value),
            }
            None
        })?;
        attributes::tell(&others, "", &mut self.parts, self.desk)?;
        self.hiding = self.desk.hiding;
        let owner = self.desk.owner;
        match self.kind {
            Kind::Sheet => {
                let is_hidden = style.is_some_and(|style| {
                    self.styles.resolved(Family::Table, &style).is_displayed == Some(false)
                });
                // A cache of another file's sheet is named by that file's address (LibreOffice).
                if let Some((file, sheet)) =
                    self.name.rsplit_once("'#").filter(|_| self.name.starts_with('\''))
                {
                    self.channel = Channel::ExternalValues;
                    self.human = format!(
                        "values copied from sheet '{}' of another file",
                        sheet.trim_start_matches('$')
                    );
                    self.parts.say(
                        Channel::ExternalLink,
                        "file",
                        "",
                        file.trim_matches('\''),
                        self.desk.scribe,
                    )?;
                } else {
                    self.channel = Channel::Sheet;
                    if is_hidden {
                        self.hiding |= Hiding::SHEET;
                    }
                    self.human = sheet_name::human(Channel::Sheet, &self.name, self.hiding);
                }
            }
            Kind::LiveLink => {
                self.channel = Channel::ExternalValues;
                self.human.push_str("values that a live link brought");
            }
            Kind::Chart => {
                self.channel = Channel::ChartCache;
                self.human = if owner.is_empty() {
                    "chart values".to_owned()
                } else {
                    format!("chart values, {owner}")
                };
            }
        }
        if self.hiding.is_empty() {
            self.far.print = print.map_or(Vec::new(), |ranges| address::areas(&ranges));
        }
        Ok(())
    }

    /// Opens the sheet's part, once it is clear what the table is.
    fn open(&mut self) -> Read {
        if self.part.is_some() {
            return Ok(());
        }
        let spot = Spot {
            hiding: self.hiding,
            parent: self.desk.parent,
            ..Spot::new(self.channel, self.desk.path).human(&self.human)
        };
        let part = self.desk.scribe.open(self.desk.file, Holds::Table, &spot)?;
        self.part = Some(part);
        if self.channel == Channel::Sheet {
            self.desk.scribe.segment(part, "sheet name", "", &self.name)?;
        }
        let parts = LazyParts::new(self.desk.file, self.desk.path, &self.human)
            .inside(Some(part))
            .hidden(self.hiding);
        std::mem::replace(&mut self.parts, parts).close(self.desk.scribe)?;
        if self.is_protected {
            let text = "the sheet is locked against editing";
            self.parts.say(Channel::Protection, "", "", text, self.desk.scribe)?;
        }
        Ok(())
    }

    fn close(mut self) -> Read {
        self.under.close(self.desk)?;
        if let Some(part) = self.part {
            self.columns.report(part, self.desk.scribe)?;
        }
        self.parts.close(self.desk.scribe)?;
        self.part.map_or(Ok(()), |part| self.desk.scribe.close(part))
    }

    /// Reads up to the end of the table.
    fn children(&mut self, stream: &mut Stream<'_>) -> Read {
        let mut buffer = Vec::new();
        while let Some(holder) = self.holders.last().copied() {
            let event = stream.next(&mut buffer)?;
            match &event {
                Event::Start(start) | Event::Empty(start) => {
                    let is_empty = matches!(event, Event::Empty(_));
                    self.child(stream, holder, start, is_empty, &event)?;
                }
                Event::End(_) => {
                    self.holders.pop();
                }
                Event::Eof => return Err(Stop::part("it ends too early")),
                other => document::stray(other, &mut self.parts, self.desk)?,
            }
        }
        Ok(())
    }

    fn child(
        &mut self,
        stream: &mut Stream<'_>,
        holder: Holder,
        start: &BytesStart<'_>,
        is_empty: bool,
        event: &Event<'_>,
    ) -> Read {
        let name = start.local_name().into_inner();
        if !matches!(name, "title" | "desc" | "table-source" | "dde-source" | "scenario" | "table-protection")
        {
            self.open()?;
        }
        let is_collapsed = || Element(start).attribute("display").is_some_and(|display| display == "false");
        let holder = match name {
            "table-row" => return self.read_row(stream, start, is_empty),
            "table-column" => {
                self.column(start)?;
                return if is_empty { Ok(()) } else { self.rest(stream, event) };
            }
            _ if holder == Holder::Shapes => return self.shape(stream, start, event),
            "table-row-group" => Holder::Rows { is_collapsed: is_collapsed() },
            "table-rows" => Holder::Rows { is_collapsed: false },
            "table-header-rows" => Holder::HeaderRows,
            "table-column-group" => Holder::Columns { is_collapsed: is_collapsed() },
            "table-columns" | "table-header-columns" => Holder::Columns { is_collapsed: false },
            "shapes" => Holder::Shapes,
            _ => return self.other(stream, name, start, is_empty, event),
        };
        attributes::holder(start, &mut self.parts, self.desk)?;
        if !is_empty {
            self.holders.push(holder);
        }
        Ok(())
    }

    fn other(
        &mut self,
        stream: &mut Stream<'_>,
        name: &str,
        start: &BytesStart<'_>,
        is_empty: bool,
        event: &Event<'_>,
    ) -> Read {
        let table = match name {
            "named-expressions" if !is_empty => {
                attributes::holder(start, &mut self.parts, self.desk)?;
                return spreadsheet::named(stream, &mut self.parts, self.desk);
            }
            "conditional-formats" if !is_empty => {
                attributes::holder(start, &mut self.parts, self.desk)?;
                return conditions::read(stream, self.styles, &mut self.parts, self.desk);
            }
            "scenario" => {
                self.scenario(start)?;
                &tables::SCENARIO
            }
            "table-source" => {
                let at = if self.channel == Channel::Sheet { self.name.as_str() } else { "" };
                return region::read(stream, event, &tables::SOURCE, at, &mut self.parts, self.desk)
                    .map(drop);
            }
            "forms" => &tables::FORMS,
            "dde-source" => &tables::DDE,
            "table-protection" | "soft-page-break" => &tables::VIEW,
            "title" | "desc" => &tables::TITLES,
            "event-listeners" => &tables::SCRIPTS,
            _ => &tables::UNKNOWN,
        };
        region::read(stream, event, table, "", &mut self.parts, self.desk).map(drop)
    }

    /// Everything inside an element that should be empty.
    fn rest(&mut self, stream: &mut Stream<'_>, event: &Event<'_>) -> Read {
        region::read(stream, event, &tables::UNKNOWN, "", &mut self.parts, self.desk).map(drop)
    }

    /// The table is a scenario (9.2.7): LibreOffice keeps each one as a sheet without a tab.
    fn scenario(&mut self, start: &BytesStart<'_>) -> Read {
        Element(start).check()?;
        self.channel = Channel::Scenario;
        self.human = format!("scenario '{}'", self.name);
        self.parts.say(Channel::Scenario, "name", "", &self.name, self.desk.scribe)
    }

    fn shape(&mut self, stream: &mut Stream<'_>, start: &BytesStart<'_>, event: &Event<'_>) -> Read {
        let table = if self.kind == Kind::Chart { &tables::CHART } else { &tables::SHAPE };
        let shape = shape::read(stream, start, event, table, "", self.styles, &mut self.parts, self.desk)?;
        if let Some(shape) = shape {
            self.covers.shade(covers::Shade {
                left: shape.x,
                top: shape.y,
                right: shape.x + shape.width,
                bottom: shape.y + shape.height,
            })?;
        }
        Ok(())
    }

    fn column(&mut self, start: &BytesStart<'_>) -> Read {
        let mut hiding = Hiding::empty();
        let (mut columns, mut width, mut style) = (1, None, None);
        let others = attributes::each(start, |name, value, _| {
            match name {
                "number-columns-repeated" => columns = count(&value),
                "style-name" => width = self.styles.resolved(Family::Column, &value).size,
                "default-cell-style-name" => style = self.styles.cell_number(&value),
                "visibility" => hiding = if value == "visible" { Hiding::empty() } else { Hiding::COLUMN },
                _ => return Some(value),
            }
            None
        })?;
        attributes::tell(&others, "", &mut self.parts, self.desk)?;
        let in_collapsed = self.holders.contains(&Holder::Columns { is_collapsed: true });
        if in_collapsed {
            hiding = Hiding::COLUMN_COLLAPSED;
        }
        self.columns.add(columns, hiding, width, style);
        Ok(())
    }
}

/// What a program displays for a value whose displayed text the file does not keep.
fn rendered(stored: &str, kind: CellKind, style: Option<&CellStyle>) -> String {
    let format = style.and_then(|style| style.format.as_ref());
    match (kind, format, stored.parse::<f64>()) {
        (CellKind::Number, Some(format), Ok(value)) => format.show_number(value),
        _ => stored.to_owned(),
    }
}
