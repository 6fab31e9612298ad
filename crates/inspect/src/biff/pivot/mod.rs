//! A pivot cache ([MS-XLS] 2.1.7.20.1): the copy of every source row that a pivot table keeps, in a stream of its own.

mod field;
mod item;

use super::book::Book;
use super::chain::Chain;
use super::page::Page;
use super::record::{Record, Records};
use crate::bytes::Bytes;
use crate::cell::number;
use crate::lazy::LazyParts;
use crate::{CellKind, Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe};
use field::Field;
use item::{Item, is_item};

/// Reads a cache.
pub(crate) fn report(
    name: &str,
    path: &str,
    stream: &[u8],
    hiding: Hiding,
    book: &mut Book<'_>,
    scribe: &mut Scribe<'_>,
) -> Read {
    let human = format!("pivot cache {name}");
    let mut parts = LazyParts::new(book.file, path, &human).hidden(hiding);
    let mut cache = Cache { human, ..Cache::default() };
    let mut page = Page::new("");
    for record in Records::from(stream, 0) {
        match cache.take(&record, book, &mut parts, scribe)? {
            Taken::Read if !record.is_cut => {}
            Taken::Other => page.take(&record, book, &mut parts, scribe)?,
            _ => Page::misunderstood(&record, &mut parts, scribe)?,
        }
    }
    cache.finish(&mut parts, scribe)?;
    parts.close(scribe)
}

enum Taken {
    Read,
    Malformed,
    /// None of ours.
    Other,
}

#[derive(Debug, Default)]
struct Cache {
    human: String,
    fields: Vec<Field>,
    /// Fields that the source has, as the head says.
    sources: usize,
    /// Values that say where a grouping of numbers begins, ends and how wide its steps are.
    limits: u32,
    has_records: bool,
    part: Option<u32>,
    rows: u32,
    buffer: RowBuffer,
    /// Fields whose values stand in the records themselves, once the first record is there.
    inline_fields: Vec<usize>,
    /// Fields to whose values records refer by number.
    indexed_fields: Vec<usize>,
    /// Bytes of a record's numbers.
    record_size: usize,
    /// Fields with values of their own in this row, so far.
    inline: usize,
    is_row_open: bool,
}

impl Cache {
    fn take(
        &mut self,
        record: &Record<'_>,
        book: &Book<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Taken> {
        let sound = match record.number {
            0x00c6 => self.take_head(record, book, parts, scribe)?,
            0x0122 => take_date(record, book, parts, scribe)?,
            0x00c7 => self.take_field(record, book),
            0x00d8 => {
                self.limits = 3;
                Some(())
            }
            0x00c8 => self.take_record(record, parts, scribe)?,
            number if is_item(number) => match Item::read(record, &book.letters) {
                Some(item) => {
                    self.take_item(item, parts, scribe)?;
                    Some(())
                }
                None => None,
            },
            super::substream::EOF => Some(()),
            _ => return Ok(Taken::Other),
        };
        Ok(if sound.is_some() { Taken::Read } else { Taken::Malformed })
    }

    /// SXDB: counts, and who refreshed the cache.
    fn take_head(
        &mut self,
        record: &Record<'_>,
        book: &Book<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        let mut chain = Chain::of(record);
        let head = (|| {
            chain.skip(10)?;
            let sources = chain.u16()?;
            chain.skip(6)?;
            let count = chain.u16()?;
            let user = if count == 0xffff || count == 0 {
                String::new()
            } else {
                chain.text(usize::from(count), &book.letters)?
            };
            Some((sources, user))
        })();
        let Some((sources, user)) = head else { return Ok(None) };
        self.sources = usize::from(sources);
        parts.say(Channel::PivotSource, "refreshed by", "", &user, scribe)?;
        Ok(Some(()))
    }

    fn take_field(&mut self, record: &Record<'_>, book: &Book<'_>) -> Option<()> {
        let mut field = Field::read(record, &book.letters)?;
        if self.sources > 0 && self.fields.len() >= self.sources {
            field.is_source = false;
        }
        self.limits = 0;
        self.fields.push(field);
        Some(())
    }

    fn take_item(&mut self, item: Item, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        if self.limits > 0 {
            self.limits -= 1;
            return Ok(());
        }
        if !self.has_records
            && let Some(field) = self.fields.last_mut()
            && field.wants_items()
        {
            if let Some(group) = field.add(item) {
                let at = field.name.clone();
                parts.say(Channel::PivotTable, "group", &at, &group.text, scribe)?;
            }
            return Ok(());
        }
        // A value of a record, for the next field that has its values there.
        self.begin_records();
        if self.record_size == 0 && self.inline >= self.inline_fields.len() {
            self.flush(parts, scribe)?;
        }
        // More values than fields: kept to the right of the table rather than lost.
        let column = self.inline_fields.get(self.inline).copied().unwrap_or(self.fields.len() + self.inline);
        item.push(column as u32, &mut self.buffer);
        self.inline += 1;
        self.is_row_open = true;
        Ok(())
    }

    /// The fields are all known when the first record comes.
    fn begin_records(&mut self) {
        if !std::mem::replace(&mut self.has_records, true) {
            let columns = 0..self.fields.len();
            self.inline_fields = columns.clone().filter(|column| self.fields[*column].is_inline()).collect();
            self.indexed_fields = columns.filter(|column| self.fields[*column].is_indexed()).collect();
            let sizes = self.indexed_fields.iter().map(|column| self.fields[*column].index_size());
            self.record_size = sizes.sum();
        }
    }

    /// SXDBB: the numbers of a record's values.
    fn take_record(
        &mut self,
        record: &Record<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        self.begin_records();
        let body = record.joined();
        let size = self.record_size;
        if size == 0 || !body.len().is_multiple_of(size) {
            return Ok(None);
        }
        let mut result = Some(());
        for row in body.chunks_exact(size) {
            self.flush(parts, scribe)?;
            self.is_row_open = true;
            let mut bytes = Bytes::new(row);
            for column in &self.indexed_fields {
                let field = &mut self.fields[*column];
                let index = if field.index_size() == 2 { bytes.u16() } else { bytes.u8().map(u16::from) };
                match index.and_then(|index| field.item(usize::from(index))) {
                    Some(item) => item.push(*column as u32, &mut self.buffer),
                    None => result = None,
                }
            }
        }
        Ok(result)
    }

    fn flush(&mut self, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
        if !std::mem::take(&mut self.is_row_open) {
            return Ok(());
        }
        let part = self.part(parts, scribe)?;
        self.inline = 0;
        self.rows += 1;
        self.buffer.sort();
        scribe.row(part, self.rows, RowRole::Data, Hiding::empty(), &self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// The table of records, which begins with the fields' names.
    fn part(&mut self, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read<u32> {
        if let Some(part) = self.part {
            return Ok(part);
        }
        let human = format!("rows kept in {}", self.human);
        let spot = parts.spot(Channel::PivotRecords, &human);
        let part = scribe.open(parts.file(), Content::Table, &spot)?;
        scribe.row(part, 0, RowRole::Header, Hiding::empty(), &self.names())?;
        self.part = Some(part);
        Ok(part)
    }

    fn finish(&mut self, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        self.flush(parts, scribe)?;
        if let Some(part) = self.part.take() {
            scribe.close(part)?;
        }
        self.tell_unused(parts, scribe)
    }

    /// Values that no record uses: those of rows deleted since, or of all rows where no records were kept.
    fn tell_unused(&self, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let unused: Vec<Vec<&Item>> = self.fields.iter().map(|field| field.unused().collect()).collect();
        let longest = unused.iter().map(Vec::len).max().unwrap_or(0);
        if longest == 0 {
            return Ok(());
        }
        let human = format!("values kept in {} without a row", self.human);
        let part = scribe.open(parts.file(), Content::Table, &parts.spot(Channel::PivotItems, &human))?;
        scribe.row(part, 0, RowRole::Header, Hiding::empty(), &self.names())?;
        let mut buffer = RowBuffer::default();
        for line in 0..longest {
            buffer.clear();
            for (column, items) in unused.iter().enumerate() {
                if let Some(item) = items.get(line) {
                    item.push(column as u32, &mut buffer);
                }
            }
            scribe.row(part, line as u32 + 1, RowRole::Data, Hiding::empty(), &buffer)?;
        }
        scribe.close(part)
    }

    /// The names of the fields, as the heading of a table.
    fn names(&self) -> RowBuffer {
        let mut header = RowBuffer::default();
        for (column, field) in self.fields.iter().enumerate().filter(|(_, field)| !field.name.is_empty()) {
            header.push(column as u32, CellKind::Text, Hiding::empty(), &field.name);
        }
        header
    }
}

/// SXDBEX: when the cache was refreshed.
fn take_date(
    record: &Record<'_>,
    book: &Book<'_>,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read<Option<()>> {
    let Some(serial) = Bytes::new(record.body()).f64() else { return Ok(None) };
    let mut text = String::new();
    number::write_date(serial, book.is_1904, &mut text);
    if serial > 0.0 {
        parts.say(Channel::PivotSource, "refreshed on", "", &text, scribe)?;
    }
    Ok(Some(()))
}
