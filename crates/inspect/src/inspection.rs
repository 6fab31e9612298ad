//! The whole of what was found, as a tree: for tests, for programs that want it at once, and for small files. Tables
//! are counted, not kept.

use crate::{Channel, Content, FileTail, Frame, Hiding, Reason, Sink, TableTally, Visibility};
use serde::Serialize;

/// Everything that a file stores.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Inspection {
    /// The file that was asked about, then the files inside it, in the order in which they were met.
    pub files: Vec<File>,
    /// All parts, in the order in which they were met; [`Part::parent`] makes them a tree.
    pub parts: Vec<Part>,
    /// Bytes that no reader understood. Empty, or the file is not clear.
    pub unaccounted: Vec<Gap>,
    /// Files that could not be checked, or not to their end.
    pub unchecked: Vec<Doubt>,
}

/// A file, or a file in a file.
#[derive(Debug, Clone, Serialize)]
pub struct File {
    /// Number in the stream.
    pub id: u32,
    /// The part in which it lies.
    pub inside: Option<u32>,
    /// Identifier of its format, or empty.
    pub format: String,
    /// Its name, where it has one.
    pub name: String,
    /// What the name's ending claims, where the content is something else.
    pub claims: Option<String>,
    /// Size in bytes.
    pub bytes: u64,
    /// How its pieces were accounted for.
    pub accounts: Option<(u64, u64, u64)>,
}

/// A part of a file.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// Number in the stream.
    pub id: u32,
    /// The file it belongs to.
    pub file: u32,
    /// The part it belongs to.
    pub parent: Option<u32>,
    /// Identifier of its channel.
    pub channel: &'static str,
    /// Whether a person sees it.
    pub visibility: Visibility,
    /// How it is hidden, in words.
    pub hiding: Vec<&'static str>,
    /// What it holds.
    #[serde(skip)]
    pub content: Content,
    /// Path in the container.
    pub path: String,
    /// Name for a person.
    pub human: String,
    /// Cells.
    pub range: String,
    /// Pieces of text: label, place, text.
    pub segments: Vec<(String, String, String)>,
    /// Counts, for a table.
    #[serde(skip)]
    pub table: Option<TableTally>,
    /// The first rows of a table, when [`Collector::keep_rows`] asked for them.
    pub rows: Vec<KeptRow>,
}

/// A row that was kept: number, hiding, cells as (column, stored, shown).
#[derive(Debug, Clone, Serialize)]
pub struct KeptRow {
    /// Row number, from 1.
    pub number: u32,
    /// What hides the row.
    #[serde(skip)]
    pub hiding: Hiding,
    /// Column, stored text, displayed text where it differs, what hides the cell.
    pub cells: Vec<(u32, String, Option<String>, u32)>,
}

/// Bytes that no reader understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The file.
    pub file: u32,
    /// Path in the container.
    pub path: String,
    /// Bytes; the whole part when `(0, 0)`.
    pub range: (u64, u64),
    /// Why.
    pub why: String,
}

/// A file that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// The file.
    pub file: u32,
    /// Why.
    pub reason: Reason,
    /// What exactly.
    pub detail: String,
}

/// Builds an [`Inspection`] from frames.
#[derive(Debug, Default)]
pub struct Collector {
    /// What was collected so far.
    pub inspection: Inspection,
    /// How many rows of each table to keep.
    pub keep_rows: usize,
}

impl Inspection {
    /// The parts of one channel.
    pub fn of(&self, channel: Channel) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.channel == channel.id())
    }
}

impl Sink for Collector {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), crate::Closed> {
        let all = &mut self.inspection;
        match frame {
            Frame::File(head) => all.files.push(File {
                id: head.file,
                inside: head.inside,
                format: head.format.to_owned(),
                name: head.name.to_owned(),
                claims: head.claims.map(ToOwned::to_owned),
                bytes: head.bytes,
                accounts: None,
            }),
            Frame::Open(head) => all.parts.push(Part {
                id: head.id,
                file: head.file,
                parent: head.parent,
                channel: head.channel.id(),
                visibility: head.visibility(),
                hiding: head.hiding.reasons().collect(),
                content: head.content,
                path: head.path.to_owned(),
                human: head.human.to_owned(),
                range: head.range.to_owned(),
                segments: Vec::new(),
                table: None,
                rows: Vec::new(),
            }),
            Frame::Segment(segment) => {
                if let Some(part) = all.parts.get_mut(segment.part as usize) {
                    part.segments.push((segment.label.into(), segment.at.into(), segment.text.into()));
                }
            }
            Frame::Row(row) => {
                if let Some(part) = all.parts.get_mut(row.part as usize)
                    && part.rows.len() < self.keep_rows
                {
                    let cell = |cell: crate::Cell<'_>| {
                        (
                            cell.head.column,
                            cell.stored.to_owned(),
                            cell.shown.map(ToOwned::to_owned),
                            cell.head.hiding.bits(),
                        )
                    };
                    part.rows.push(KeptRow {
                        number: row.number,
                        hiding: row.hiding,
                        cells: row.cells().map(cell).collect(),
                    });
                }
            }
            Frame::Close(tail) => {
                if let Some(part) = all.parts.get_mut(tail.id as usize) {
                    part.table.clone_from(&tail.table);
                }
            }
            Frame::Unaccounted(gap) => all.unaccounted.push(Gap {
                file: gap.file,
                path: gap.path.to_owned(),
                range: gap.range,
                why: gap.why.to_owned(),
            }),
            Frame::Unchecked(doubt) => all.unchecked.push(Doubt {
                file: doubt.file,
                reason: doubt.reason,
                detail: doubt.detail.to_owned(),
            }),
            Frame::FileEnd(FileTail { file, pieces, read, swept }) => {
                if let Some(entry) = all.files.get_mut(*file as usize) {
                    entry.accounts = Some((*pieces, *read, *swept));
                }
            }
            Frame::Style(_) | Frame::Layout(_) | Frame::Pixels(_) => {}
        }
        Ok(())
    }
}
