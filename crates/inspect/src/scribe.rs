//! Writes the frames: numbers files and parts, counts what tables hold, cuts long text, keeps the limits.

use crate::{
    Budget, Channel, Content, FileHead, FileTail, Frame, HiddenTally, Hiding, Layout, PartHead, PartTail,
    Pixels, Read, Reason, RowBuffer, RowRole, Segment, Sink, Style, TableTally, Unaccounted, Unchecked,
};
use std::collections::HashMap;

/// Where a part lies and what it is: what a reader knows when it opens one.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    /// The part it belongs to, if any.
    pub parent: Option<u32>,
    /// The kind of place.
    pub channel: Channel,
    /// What hides it.
    pub hiding: Hiding,
    /// Path in the container.
    pub path: &'a str,
    /// Name for a person.
    pub human: &'a str,
    /// Cells, where known.
    pub range: &'a str,
}

impl<'a> Spot<'a> {
    /// A spot of which only the channel and the path are known.
    pub fn new(channel: Channel, path: &'a str) -> Self {
        Self { parent: None, channel, hiding: Hiding::empty(), path, human: channel.title(), range: "" }
    }

    /// The same spot under another name.
    #[must_use]
    pub fn human(mut self, human: &'a str) -> Self {
        self.human = human;
        self
    }

    /// The same spot inside another part.
    #[must_use]
    pub fn inside(mut self, parent: u32) -> Self {
        self.parent = Some(parent);
        self
    }

    /// The same spot, hidden.
    #[must_use]
    pub fn hidden(mut self, hiding: Hiding) -> Self {
        self.hiding = hiding;
        self
    }

    /// The same spot with its cells.
    #[must_use]
    pub fn range(mut self, range: &'a str) -> Self {
        self.range = range;
        self
    }
}

/// Marks of one reason, as a table goes by.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    marked: u64,
    values: u64,
    rows: u64,
}

/// Counts of an open table.
#[derive(Debug, Default)]
struct OpenTable {
    tally: TableTally,
    marks: [Marks; Hiding::all().bits().count_ones() as usize],
}

/// Writes what readers find to a sink.
pub struct Scribe<'s> {
    sink: &'s mut dyn Sink,
    budget: &'s Budget,
    next_part: u32,
    next_file: u32,
    tables: HashMap<u32, OpenTable>,
    /// Parts that are open, with their file.
    open: Vec<(u32, u32)>,
    layout: bool,
    pixels: bool,
    styles: u32,
}

impl<'s> Scribe<'s> {
    /// A scribe for one inspection. `layout` asks readers for displayed text, styles and widths.
    pub(crate) fn new(sink: &'s mut dyn Sink, budget: &'s Budget, layout: bool) -> Self {
        Self {
            sink,
            budget,
            next_part: 0,
            next_file: 0,
            tables: HashMap::new(),
            open: Vec::new(),
            layout,
            pixels: false,
            styles: 0,
        }
    }

    /// The same, which asks readers for pixels too, or does not.
    #[must_use]
    pub(crate) fn with_pixels(mut self, pixels: bool) -> Self {
        self.pixels = pixels;
        self
    }

    /// The limits' account.
    pub fn budget(&self) -> &'s Budget {
        self.budget
    }

    /// Whether displayed text, styles and widths are wanted.
    pub fn wants_layout(&self) -> bool {
        self.layout
    }

    /// Whether pixels of pictures are wanted.
    pub fn wants_pixels(&self) -> bool {
        self.pixels
    }

    /// A file begins; returns its number.
    pub fn file(
        &mut self,
        inside: Option<u32>,
        format: &str,
        name: &str,
        bytes: u64,
        claims: Option<&str>,
    ) -> Read<u32> {
        let file = self.next_file;
        self.next_file += 1;
        let name = brief(name);
        self.sink.frame(&Frame::File(FileHead { file, inside, format, name, bytes, claims }))?;
        Ok(file)
    }

    /// A file ends, and with it the parts that a reader left open when it broke off.
    pub fn file_end(&mut self, tail: FileTail) -> Read {
        while let Some((part, _)) = self.open.iter().rev().find(|(_, file)| *file == tail.file).copied() {
            self.close(part)?;
        }
        Ok(self.sink.frame(&Frame::FileEnd(tail))?)
    }

    /// A part begins; returns its number.
    pub fn open(&mut self, file: u32, content: Content, spot: &Spot<'_>) -> Read<u32> {
        self.budget.part()?;
        let id = self.next_part;
        self.next_part += 1;
        if content == Content::Table {
            self.tables.insert(id, OpenTable::default());
        }
        self.open.push((id, file));
        self.sink.frame(&Frame::Open(PartHead {
            id,
            file,
            parent: spot.parent,
            channel: spot.channel,
            hiding: spot.hiding,
            content,
            path: brief(spot.path),
            human: brief(spot.human),
            range: brief(spot.range),
        }))?;
        Ok(id)
    }

    /// A part ends.
    pub fn close(&mut self, id: u32) -> Read {
        self.open.retain(|(part, _)| *part != id);
        let table = self.tables.remove(&id).map(OpenTable::finish);
        Ok(self.sink.frame(&Frame::Close(PartTail { id, table }))?)
    }

    /// A part that is only a mark, or one short text: opened, filled and closed at once.
    pub fn note(&mut self, file: u32, spot: &Spot<'_>, label: &str, text: &str) -> Read<u32> {
        let content = if text.is_empty() { Content::Mark } else { Content::Text };
        let id = self.open(file, content, spot)?;
        self.segment(id, label, "", text)?;
        self.close(id)?;
        Ok(id)
    }

    /// A piece of text. Long text is cut, at a space where there is one, into pieces that overlap by nothing.
    pub fn segment(&mut self, part: u32, label: &str, at: &str, text: &str) -> Read {
        let most = usize::try_from(self.budget.limits().segment_bytes).unwrap_or(usize::MAX).max(64);
        self.budget.told(text.len())?;
        let (label, at) = (brief(label), brief(at));
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, after) = cut(rest, most);
            self.sink.frame(&Frame::Segment(Segment { part, label, at, text: piece }))?;
            rest = after;
        }
        Ok(())
    }

    /// A row of an open table; empty rows are not sent.
    pub fn row(&mut self, part: u32, number: u32, role: RowRole, hiding: Hiding, buffer: &RowBuffer) -> Read {
        self.budget.row(buffer.text_len())?;
        self.budget.told(buffer.text_len())?;
        if buffer.is_empty() {
            return Ok(());
        }
        let row = buffer.row(part, number, role, hiding);
        if let Some(table) = self.tables.get_mut(&part) {
            table.count(&row);
        }
        Ok(self.sink.frame(&Frame::Row(row))?)
    }

    /// Rows, columns or cells are marked as hidden in an open table, whether or not they hold a value.
    pub fn mark(&mut self, part: u32, why: Hiding, lines: u64) {
        if let Some(table) = self.tables.get_mut(&part) {
            for flag in why.iter() {
                table.marks[flag.bits().trailing_zeros() as usize].marked += lines;
            }
        }
    }

    /// Numbers a style and sends it.
    pub fn style(&mut self, bold: bool, italic: bool, wrap: bool, format: &str) -> Read<u32> {
        self.styles += 1;
        self.sink.frame(&Frame::Style(Style { id: self.styles, bold, italic, wrap, format }))?;
        Ok(self.styles)
    }

    /// A width, a merged range or hidden lines, when layout is wanted.
    pub fn layout(&mut self, layout: Layout) -> Read {
        // A range that ends before it begins is none to any program.
        let is_upright = match layout {
            Layout::Width { first, last, .. }
            | Layout::HiddenRows { first, last, .. }
            | Layout::HiddenColumns { first, last, .. } => first <= last,
            Layout::Merge { top, left, bottom, right, .. } => top <= bottom && left <= right,
            Layout::Stale { .. } => true,
        };
        if self.layout && is_upright {
            self.sink.frame(&Frame::Layout(layout))?;
        }
        Ok(())
    }

    /// The size of a picture in an open part.
    pub(crate) fn picture(&mut self, part: u32, width: u32, height: u32, channels: u8) -> Read {
        Ok(self.sink.frame(&Frame::Pixels(Pixels::Begin { part, width, height, channels }))?)
    }

    /// Whole rows of its pixels.
    pub(crate) fn strip(&mut self, part: u32, first: u32, bytes: &[u8]) -> Read {
        Ok(self.sink.frame(&Frame::Pixels(Pixels::Rows { part, first, bytes }))?)
    }

    /// All rows were sent.
    pub(crate) fn picture_end(&mut self, part: u32) -> Read {
        Ok(self.sink.frame(&Frame::Pixels(Pixels::End { part }))?)
    }

    /// Bytes that no reader understood: `(0, 0)` for the whole of `path`. What cells show can depend on them.
    pub fn unaccounted(&mut self, file: u32, path: &str, range: (u64, u64), why: &str) -> Read {
        self.gap(Unaccounted { file, path, range, why, bears_on_cells: true })
    }

    /// Bytes that no reader understood, and on which no cell depends: a picture, a macro, a left-over.
    pub fn unaccounted_beside(&mut self, file: u32, path: &str, range: (u64, u64), why: &str) -> Read {
        self.gap(Unaccounted { file, path, range, why, bears_on_cells: false })
    }

    fn gap(&mut self, gap: Unaccounted<'_>) -> Read {
        self.budget.part()?;
        let gap = Unaccounted { path: brief(gap.path), why: brief(gap.why), ..gap };
        Ok(self.sink.frame(&Frame::Unaccounted(gap))?)
    }

    /// The file, or the rest of it, could not be checked.
    pub fn unchecked(&mut self, file: u32, reason: Reason, detail: &str) -> Read {
        Ok(self.sink.frame(&Frame::Unchecked(Unchecked { file, reason, detail: brief(detail) }))?)
    }
}

impl OpenTable {
    fn count(&mut self, row: &crate::Row<'_>) {
        let tally = &mut self.tally;
        let number = row.number.saturating_sub(1);
        tally.rows += 1;
        tally.cells += row.heads.len() as u64;
        tally.row_span = Some(
            tally.row_span.map_or((number, number), |(top, bottom)| (top.min(number), bottom.max(number))),
        );
        if let (Some(first), Some(last)) = (row.heads.first(), row.heads.last()) {
            let (left, right) = tally.column_span.unwrap_or((first.column, last.column));
            tally.column_span = Some((left.min(first.column), right.max(last.column)));
        }
        let mut in_cells = Hiding::empty();
        for head in row.heads {
            if !head.hiding.is_empty() {
                in_cells |= head.hiding;
                for flag in head.hiding.iter() {
                    self.marks[flag.bits().trailing_zeros() as usize].values += 1;
                }
            }
        }
        for flag in row.hiding.iter() {
            self.marks[flag.bits().trailing_zeros() as usize].values += row.heads.len() as u64;
        }
        for flag in (in_cells | row.hiding).iter() {
            self.marks[flag.bits().trailing_zeros() as usize].rows += 1;
        }
    }

    fn finish(mut self) -> TableTally {
        self.tally.hidden = Hiding::all()
            .iter()
            .map(|why| (why, self.marks[why.bits().trailing_zeros() as usize]))
            .filter(|(_, marks)| marks.marked + marks.values > 0)
            .map(|(why, marks)| HiddenTally {
                why,
                marked: marks.marked,
                values: marks.values,
                rows: marks.rows,
            })
            .collect();
        self.tally
    }
}

/// Bytes of a name, a label or a sentence. Whoever listens keeps those of every part, and a zip archive's names can have
/// 65,535 bytes each.
const LONGEST_NAME: usize = 512;

/// The beginning of a name that is too long to be kept.
fn brief(name: &str) -> &str {
    &name[..name.floor_char_boundary(LONGEST_NAME)]
}

/// Cuts off at most `most` bytes, at the last white space of the second half where there is one.
fn cut(text: &str, most: usize) -> (&str, &str) {
    if text.len() <= most {
        return (text, "");
    }
    let end = text.floor_char_boundary(most);
    let half = text.floor_char_boundary(most / 2);
    let at = text[half..end].rfind(char::is_whitespace).map_or(end, |space| half + space);
    text.split_at(if at == 0 { text.ceil_char_boundary(1) } else { at })
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn long_text_is_cut_at_a_space_and_never_inside_a_letter() {
        assert_eq!(cut("short", 10), ("short", ""));
        assert_eq!(cut("one two three", 9), ("one two", " three"));
        assert_eq!(cut("ééééé", 5), ("éé", "ééé"));
    }
}
