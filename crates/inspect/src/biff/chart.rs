//! A chart ([MS-XLS] 2.1.7.20.3): its words, and the values that it keeps although their sheet may be gone.

use super::book::Book;
use super::chain::Chain;
use super::drawing::Drawing;
use super::formula::Token;
use super::numbers::{Class, Topic, known};
use super::page::Page;
use super::record::Record;
use super::sheet::Head;
use super::substream::Substream;
use crate::bytes::Bytes;
use crate::cell::number;
use crate::cell::rk::rk;
use crate::lazy::LazyParts;
use crate::{CellKind, Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe, Spot, packed, sheet_name};
use std::collections::BTreeMap;

/// A value at a point of a series: point, series, kind of value (SIINDEX), text, kind of cell.
type Point = (u16, u16, u16, String, CellKind);

/// The kind of value that names the points ([MS-XLS] 2.4.267).
const CATEGORIES: u16 = 2;

/// Series, whether it is anything but its categories, kind of value: the order of the columns.
type Column = (u16, bool, u16);

/// What a chart holds.
#[derive(Debug, Default)]
struct Chart {
    /// Names of the series.
    names: Vec<String>,
    points: Vec<Point>,
    /// Values, categories or bubbles ([MS-XLS] 2.4.267).
    index: u16,
    /// BEGIN records open inside the current series.
    depth: Option<u32>,
    /// What the last formula of the series is for: 0 its name.
    role: u8,
    drawing: Drawing,
}

/// A chart inside a sheet.
pub(crate) fn inside(
    substream: &Substream,
    human: &str,
    parts: &mut LazyParts,
    book: &mut Book<'_>,
    scribe: &mut Scribe<'_>,
) -> Read {
    let mut chart = Chart::default();
    chart.read(substream, human, parts, book, scribe)?;
    chart.tell(human, parts, scribe)?;
    chart.drawing.report(book, parts, scribe)
}

/// A sheet that is one chart.
pub(crate) fn sheet(
    head: &Head,
    substream: &Substream,
    book: &mut Book<'_>,
    scribe: &mut Scribe<'_>,
) -> Read {
    let human = sheet_name::human(Channel::ChartSheet, &head.name, head.hiding);
    let path = book.path.clone();
    let spot = Spot::new(Channel::ChartSheet, &path).human(&human).hidden(head.hiding);
    let part = scribe.note(book.file, &spot, "", "")?;
    let mut parts = LazyParts::new(book.file, &path, &human).inside(Some(part)).hidden(head.hiding);
    inside(substream, &human, &mut parts, book, scribe)?;
    parts.close(scribe)
}

impl Chart {
    fn read(
        &mut self,
        substream: &Substream,
        human: &str,
        parts: &mut LazyParts,
        book: &mut Book<'_>,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        let mut page = Page::new(human);
        for record in substream.records(book.stream) {
            let Some(Class::Read(topic)) = known(record.number).map(|kind| kind.class) else {
                self.nest(record.number);
                page.take(&record, book, parts, scribe)?;
                continue;
            };
            let is_sound = match topic {
                Topic::ChartValues => self.take_index(&record).is_some(),
                Topic::Cell => self.take_point(&record, book).is_some(),
                Topic::ChartText => self.take_words(&record, book, parts, scribe)?,
                Topic::Drawing | Topic::Note => self.drawing.take(&record, book).is_some(),
                // The area that the values would fill as a sheet; a chart's own fonts.
                Topic::Layout | Topic::Style => true,
                _ => {
                    page.take(&record, book, parts, scribe)?;
                    continue;
                }
            };
            if !is_sound {
                Page::misunderstood(&record, parts, scribe)?;
            }
        }
        page.finish(book, parts, scribe)
    }

    /// Follows BEGIN and END, to know where a series ends.
    fn nest(&mut self, number: u16) {
        match (number, self.depth) {
            (0x1033, Some(depth)) => self.depth = Some(depth + 1),
            (0x1034, Some(0 | 1)) => self.depth = None,
            (0x1034, Some(depth)) => self.depth = Some(depth - 1),
            _ => {}
        }
    }

    fn take_index(&mut self, record: &Record<'_>) -> Option<()> {
        if record.number == 0x1003 {
            self.names.push(String::new());
            self.depth = Some(0);
        } else {
            self.index = Bytes::new(record.body()).u16()?;
        }
        Some(())
    }

    fn take_point(&mut self, record: &Record<'_>, book: &Book<'_>) -> Option<()> {
        let mut bytes = Bytes::new(record.body());
        let (point, series) = (bytes.u16()?, bytes.u16()?);
        bytes.skip(2)?;
        let mut text = String::new();
        let kind = match record.number {
            0x0203 => {
                number::write(bytes.f64()?, &mut text);
                CellKind::Number
            }
            0x027e => {
                number::write(rk(bytes.i32()?), &mut text);
                CellKind::Number
            }
            0x0204 => {
                let mut chain = Chain::of(record);
                chain.skip(6)?;
                text = chain.long(&book.letters)?;
                CellKind::Text
            }
            0x0205 => return Some(()),
            _ => return None,
        };
        self.points.push((point, series, self.index, text, kind));
        Some(())
    }

    fn take_words(
        &mut self,
        record: &Record<'_>,
        book: &Book<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<bool> {
        match record.number {
            0x100d => {
                let mut chain = Chain::of(record);
                let Some(text) = chain.skip(2).and_then(|()| chain.short(&book.letters)) else {
                    return Ok(false);
                };
                if self.depth.is_some()
                    && self.role == 0
                    && let Some(name) = self.names.last_mut()
                {
                    name.clone_from(&text);
                }
                parts.say(Channel::ChartText, "", "", &text, scribe)?;
            }
            0x1051 => {
                let mut bytes = Bytes::new(record.body());
                self.role = bytes.u8().unwrap_or(0);
                let tokens =
                    bytes.skip(5).and_then(|()| bytes.u16()).and_then(|len| bytes.take(usize::from(len)));
                let Some(tokens) = tokens else { return Ok(false) };
                let mut words = Vec::new();
                let sound = book.formula(tokens, bytes.rest()).walk(&mut |token| {
                    if let Token::Text(text) = token {
                        words.push(text);
                    }
                });
                for word in words {
                    parts.say(Channel::ChartText, "", "", &word, scribe)?;
                }
                return Ok(sound.is_some());
            }
            _ => {
                // Looks and rich text of newer programs, as XML behind a head.
                let body = record.joined();
                if let Some(start) = memchr::memchr(b'<', &body) {
                    let xml = body.get(start..).unwrap_or_default();
                    packed::report_xml(xml, Channel::ChartText, "", parts, scribe)?;
                }
            }
        }
        Ok(true)
    }

    /// The values as a table: a row a point; categories, then values, for each series.
    fn tell(&mut self, human: &str, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
        if self.points.is_empty() {
            return Ok(());
        }
        let columns = self.columns();
        let human = format!("values of a chart, {human}");
        let spot = parts.spot(Channel::ChartCache, &human);
        let part = scribe.open(parts.file(), Content::Table, &spot)?;
        let mut buffer = RowBuffer::default();
        for ((series, index), column) in &columns {
            let name = self.names.get(usize::from(*series)).filter(|_| *index != CATEGORIES);
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                buffer.push(*column, CellKind::Text, Hiding::empty(), name);
            }
        }
        buffer.sort();
        scribe.row(part, 0, RowRole::Header, Hiding::empty(), &buffer)?;
        self.points.sort_by_key(|(point, ..)| *point);
        for row in self.points.chunk_by(|one, two| one.0 == two.0) {
            buffer.clear();
            for (_, series, index, text, kind) in row {
                if let Some(column) = columns.get(&(*series, *index)).filter(|_| !text.is_empty()) {
                    buffer.push(*column, *kind, Hiding::empty(), text);
                }
            }
            buffer.sort();
            let number = row.first().map_or(0, |(point, ..)| u32::from(*point));
            scribe.row(part, number + 1, RowRole::Data, Hiding::empty(), &buffer)?;
        }
        scribe.close(part)
    }

    /// The column of each series and kind of value. Most series share their categories: they are told once.
    fn columns(&self) -> BTreeMap<(u16, u16), u32> {
        let mut columns: BTreeMap<Column, Vec<(u16, &str)>> = BTreeMap::new();
        for (point, series, index, text, _) in &self.points {
            let column = columns.entry((*series, *index != CATEGORIES, *index)).or_default();
            column.push((*point, text));
        }
        let is_categories = |(_, is_value, _): &Column| !is_value;
        let first = columns.keys().find(|column| is_categories(column)).copied();
        let shared = first.and_then(|first| columns.get(&first)).cloned();
        columns.retain(|column, points| {
            !is_categories(column) || Some(*column) == first || Some(&*points) != shared.as_ref()
        });
        columns.keys().zip(0..).map(|((series, _, index), column)| ((*series, *index), column)).collect()
    }
}
