//! Keeps what a file says.

use crate::{About, Line, Picture, Read, Reading, Room, Table, Text, Unread};
use inspect::{Channel, Closed, Content, Frame, Hiding, PartHead, Pixels, Row, Segment, Sink, Visibility};
use std::collections::HashMap;

/// Columns of a table. Spreadsheets have no more; text files can, and lose what is beyond with a word.
const MOST_COLUMNS: u32 = 1 << 14;

/// Bytes that it takes to keep a value, beside its own.
const BESIDE: u64 = 24;

/// What to do where there is no more room.
const NO_ROOM: &str = "Trace it in pieces: split the file, and read each of them.";

/// What is kept of an open part.
#[derive(Debug, Clone)]
struct Part {
    file: usize,
    channel: Channel,
    human: String,
    path: String,
    visibility: Visibility,
    /// Its place among the tables.
    table: Option<usize>,
}

/// Keeps frames.
pub(crate) struct Collect {
    room: Room,
    reading: Reading,
    parts: HashMap<u32, Part>,
    /// The picture under way, its channels, and whether there is room for it.
    picture: Option<(Picture, u8)>,
    is_full: bool,
    is_too_wide: bool,
    /// Pictures for which there was no room.
    left_out: u64,
}

impl Collect {
    pub(crate) fn new(room: Room) -> Self {
        Self {
            room,
            reading: Reading::default(),
            parts: HashMap::new(),
            picture: None,
            is_full: false,
            is_too_wide: false,
            left_out: 0,
        }
    }

    pub(crate) fn finish(mut self) -> Reading {
        if self.is_full {
            let what = "The file holds more than there is room for: the rest was not read.".to_owned();
            self.reading.unread.push(Unread { file: 0, what, fix: NO_ROOM });
        }
        if self.left_out > 0 {
            let what = format!("There was no room for {} of the pictures in the file.", self.left_out);
            self.reading.unread.push(Unread {
                file: 0,
                what,
                fix: "Take the pictures out, and read them one by one.",
            });
        }
        if self.is_too_wide {
            let what = "A table has more than 16,384 columns: those beyond were not read.".to_owned();
            let fix = "Look at the end of its longest lines by hand.";
            self.reading.unread.push(Unread { file: 0, what, fix });
        }
        self.reading
    }

    /// Takes so much of the room.
    fn take(&mut self, bytes: usize) -> Result<(), Closed> {
        if let Some(left) = self.room.bytes.checked_sub(bytes as u64 + BESIDE) {
            self.room.bytes = left;
            Ok(())
        } else {
            Err(self.full())
        }
    }

    fn full(&mut self) -> Closed {
        self.is_full = true;
        Closed
    }

    fn open(&mut self, head: &PartHead<'_>) -> Result<(), Closed> {
        self.take(head.human.len() + head.path.len() + size_of::<Part>())?;
        let visibility = head.visibility();
        let mut part = Part {
            file: head.file as usize,
            channel: head.channel,
            human: head.human.to_owned(),
            path: head.path.to_owned(),
            visibility,
            table: None,
        };
        if head.content == Content::Table {
            part.table = Some(self.reading.tables.len());
            self.reading.tables.push(Table {
                file: part.file,
                channel: head.channel.id(),
                name: part.human.clone(),
                is_hidden: visibility != Visibility::Visible,
                rows: Vec::new(),
            });
        }
        self.parts.insert(head.id, part);
        Ok(())
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), Closed> {
        let Some(table) = self.parts.get(&row.part).and_then(|part| part.table) else { return Ok(()) };
        self.room.rows = self.room.rows.checked_sub(1).ok_or_else(|| self.full())?;
        let width = row
            .heads
            .iter()
            .map(|head| head.column.saturating_add(1))
            .filter(|width| *width <= MOST_COLUMNS)
            .max();
        let width = width.unwrap_or(0) as usize;
        self.take(row.text.len() + width * BESIDE as usize + size_of::<Line>())?;
        let mut line = Line {
            number: row.number,
            is_hidden: !row.hiding.is_seen(),
            hidden_columns: Vec::new(),
            cells: vec![String::new(); width],
        };
        for cell in row.cells() {
            let column = cell.head.column;
            match line.cells.get_mut(column as usize) {
                // Of two values in one place a program shows one; both are kept.
                Some(place) if !place.is_empty() => {
                    place.push('\n');
                    place.push_str(cell.stored);
                }
                Some(place) => cell.stored.clone_into(place),
                None => self.is_too_wide = true,
            }
            if is_hidden(cell.head.hiding) && !line.is_hidden && column < MOST_COLUMNS {
                line.hidden_columns.push(column);
            }
        }
        if let Some(table) = self.reading.tables.get_mut(table) {
            table.rows.push(line);
        }
        Ok(())
    }

    fn segment(&mut self, segment: &Segment<'_>) -> Result<(), Closed> {
        self.take(segment.text.len() + segment.label.len() + segment.at.len() + size_of::<Text>())?;
        let Some(part) = self.parts.get(&segment.part) else { return Ok(()) };
        let (file, channel) = (part.file, part.channel.id());
        // Names of sheets are in the tables, and the file's own is with the files.
        if part.channel == Channel::FileName || segment.label == "sheet name" && part.table.is_some() {
            return Ok(());
        }
        if part.visibility == Visibility::Metadata {
            let (label, text) = (segment.label.to_owned(), segment.text.to_owned());
            self.reading.about.push(About { file, channel, label, text });
            return Ok(());
        }
        let text = Text {
            file,
            channel,
            at: segment.at.to_owned(),
            is_hidden: part.visibility != Visibility::Visible,
            text: segment.text.to_owned(),
        };
        self.reading.texts.push(text);
        Ok(())
    }

    fn pixels(&mut self, pixels: &Pixels<'_>) {
        match *pixels {
            Pixels::Begin { part, width, height, channels } => {
                let Some(part) = self.parts.get(&part) else { return };
                let (file, path) = (part.file, part.path.clone());
                let bytes = u64::from(width).saturating_mul(u64::from(height)).saturating_mul(3);
                let Some(left) = self.room.pixel_bytes.checked_sub(bytes) else {
                    self.left_out += 1;
                    return;
                };
                self.room.pixel_bytes = left;
                self.picture = Some((Picture { file, path, width, height, rgb: Vec::new() }, channels));
            }
            Pixels::Rows { bytes, .. } => match &mut self.picture {
                Some((picture, 1)) => picture.rgb.extend(bytes.iter().flat_map(|luma| [*luma; 3])),
                Some((picture, _)) => picture.rgb.extend_from_slice(bytes),
                None => {}
            },
            Pixels::End { .. } => {
                self.reading.pictures.extend(self.picture.take().map(|(picture, _)| picture));
            }
        }
    }
}

/// Whether something hides a value. Where it lies in its sheet does not.
fn is_hidden(hiding: Hiding) -> bool {
    !hiding.is_seen()
}

impl Sink for Collect {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        match frame {
            Frame::File(head) => {
                self.take(head.name.len() + size_of::<Read>())?;
                let inside = head.inside.and_then(|part| self.parts.get(&part)).map(|part| part.file);
                let (format, name) = (head.format.to_owned(), head.name.to_owned());
                self.reading.files.push(Read { format, name, inside });
            }
            Frame::Open(head) => self.open(head)?,
            Frame::Row(row) => self.row(row)?,
            Frame::Segment(segment) => self.segment(segment)?,
            Frame::Pixels(pixels) => self.pixels(pixels),
            Frame::Close(tail) => {
                self.parts.remove(&tail.id);
            }
            Frame::Unaccounted(gap) => {
                self.take(gap.path.len() + gap.why.len() + size_of::<Unread>())?;
                let place = if gap.path.is_empty() { String::new() } else { format!(" ({})", gap.path) };
                let what = format!("A part was not understood{place}: {}.", gap.why.trim_end_matches('.'));
                let fix = "Look at this part in the program that made the file.";
                self.reading.unread.push(Unread { file: gap.file as usize, what, fix });
            }
            Frame::Unchecked(doubt) => {
                self.take(doubt.detail.len() + size_of::<Unread>())?;
                let what = doubt.reason.what().trim_end_matches('.');
                let detail =
                    if doubt.detail.is_empty() { String::new() } else { format!(" ({})", doubt.detail) };
                let what = format!("{what}{detail}.");
                self.reading.unread.push(Unread { file: doubt.file as usize, what, fix: doubt.reason.fix() });
            }
            Frame::Style(_) | Frame::Layout(_) | Frame::FileEnd(_) => {}
        }
        Ok(())
    }
}
