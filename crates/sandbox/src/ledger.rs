//! Keeps account of what is open, so that consumers of frames may rely on them.
//!
//! A reader that was taken over can send any frames it likes. It can lie about the file, but it cannot make a consumer
//! stumble: numbers count up, nothing is filled that is not open, nothing is larger than the limits. And however the
//! story ends, what is open gets closed.

use crate::outcome::Break;
use crate::wire::Broken;
use inspect::{
    Closed, Content, FORMATS, FileHead, FileTail, Frame, Hiding, Layout, Limits, PartHead, PartTail, Pixels,
    Reason, Row, Segment, Sink, Style, Unchecked,
};
use std::collections::BTreeSet;

/// Styles of one file and the files inside it: twice as many as the program with the most can have.
const MOST_STYLES: u32 = 1 << 17;

/// Bytes of the names of one part, more than the scribe sends; and of all names of a file.
const LONGEST_NAME: usize = 4096;
const MOST_NAMED: u64 = 256 << 20;

/// A file that was begun.
#[derive(Debug)]
struct FileState {
    inside: Option<u32>,
    is_open: bool,
    open_parts: BTreeSet<u32>,
    open_files: u32,
}

/// A part that was begun.
#[derive(Debug, Clone, Copy)]
struct PartState {
    file: u32,
    content: Content,
    is_open: bool,
}

/// A picture that was begun: a consumer makes room for it by its size.
#[derive(Debug, Clone, Copy)]
struct Picture {
    part: u32,
    row: u64,
    height: u32,
    next: u32,
}

/// What a worker has begun and not ended.
#[derive(Debug)]
pub(crate) struct Ledger<'a> {
    name: &'a str,
    file_bytes: u64,
    limits: &'a Limits,
    files: Vec<FileState>,
    parts: Vec<PartState>,
    remarks: u64,
    rows: u64,
    layouts: u64,
    styles: u32,
    /// The picture under way.
    picture: Option<Picture>,
    /// Pixels of all pictures.
    pixels: u64,
    /// Bytes of names, which a consumer keeps, and of text.
    named: u64,
    told: u64,
    /// The end of the file that was asked about, held back until the worker says that this is all.
    end: Option<FileTail>,
}

impl<'a> Ledger<'a> {
    /// The ledger of one inspection.
    pub(crate) fn new(name: &'a str, file_bytes: u64, limits: &'a Limits) -> Self {
        Self {
            name,
            file_bytes,
            limits,
            files: Vec::new(),
            parts: Vec::new(),
            remarks: 0,
            rows: 0,
            layouts: 0,
            styles: 0,
            picture: None,
            pixels: 0,
            named: 0,
            told: 0,
            end: None,
        }
    }

    /// Compares a frame with what is open, books it, and passes it on.
    pub(crate) fn pass(&mut self, frame: &Frame<'_>, sink: &mut dyn Sink) -> Result<(), Break> {
        self.admit(frame)?;
        if let Frame::FileEnd(tail) = frame {
            self.close_parts_of(tail.file, sink)?;
        }
        if self.end.is_none() {
            sink.frame(frame)?;
        }
        Ok(())
    }

    /// Ends a story that was told to its end.
    pub(crate) fn settle(&mut self, sink: &mut dyn Sink) -> Result<(), Break> {
        let tail = self.end.take().ok_or(Broken("the file has not ended"))?;
        Ok(sink.frame(&Frame::FileEnd(tail))?)
    }

    fn admit(&mut self, frame: &Frame<'_>) -> Result<(), Broken> {
        if self.end.is_some() {
            return Err(Broken("something comes after the end"));
        }
        match frame {
            Frame::Row(row) => self.row(row),
            Frame::Segment(segment) => self.segment(segment),
            Frame::File(head) => self.file(head),
            Frame::Open(head) => self.open(head),
            Frame::Close(tail) => self.close(tail),
            Frame::Style(style) => self.style(style),
            Frame::Layout(layout) => self.layout(layout),
            Frame::Pixels(pixels) => self.picture(pixels),
            Frame::Unaccounted(gap) => {
                self.named(&[gap.path, gap.why])?;
                self.remark(gap.file)
            }
            Frame::Unchecked(doubt) => {
                self.named(&[doubt.detail])?;
                self.remark(doubt.file)
            }
            Frame::FileEnd(tail) => self.file_end(*tail),
        }
    }

    /// Closes the parts that a file leaves open, before its end is passed on: a reader that gives a file up in the
    /// middle leaves some.
    fn close_parts_of(&mut self, file: u32, sink: &mut dyn Sink) -> Result<(), Closed> {
        let Some(state) = self.files.get_mut(file as usize) else { return Ok(()) };
        for id in std::mem::take(&mut state.open_parts).into_iter().rev() {
            if let Some(part) = self.parts.get_mut(id as usize) {
                part.is_open = false;
            }
            sink.frame(&Frame::Close(PartTail { id, table: None }))?;
        }
        Ok(())
    }

    /// Ends a story that broke off: says why for every file that is open, and closes all there is, the innermost first.
    pub(crate) fn break_off(
        mut self,
        reason: Reason,
        detail: &str,
        sink: &mut dyn Sink,
    ) -> Result<(), Closed> {
        if self.files.is_empty() {
            let head = FileHead {
                file: 0,
                inside: None,
                format: "",
                name: self.name,
                bytes: self.file_bytes,
                claims: None,
            };
            sink.frame(&Frame::File(head))?;
            self.files.push(FileState::new(None));
        }
        for file in (0..self.files.len() as u32).rev() {
            if self.is_open(file) {
                self.close_parts_of(file, sink)?;
                sink.frame(&Frame::Unchecked(Unchecked { file, reason, detail }))?;
                sink.frame(&Frame::FileEnd(FileTail { file, ..FileTail::default() }))?;
            }
        }
        Ok(())
    }

    fn is_open(&self, file: u32) -> bool {
        self.files.get(file as usize).is_some_and(|state| state.is_open)
    }

    fn open_part(&self, part: u32) -> Result<&PartState, Broken> {
        self.parts
            .get(part as usize)
            .filter(|state| state.is_open)
            .ok_or(Broken("something belongs to a part that is not open"))
    }

    fn open_file(&mut self, file: u32) -> Result<&mut FileState, Broken> {
        self.files
            .get_mut(file as usize)
            .filter(|state| state.is_open)
            .ok_or(Broken("something belongs to a file that is not open"))
    }

    fn table(&self, part: u32) -> Result<(), Broken> {
        match self.open_part(part)?.content {
            Content::Table => Ok(()),
            _ => Err(Broken("a row belongs to a part that is no table")),
        }
    }

    fn file(&mut self, head: &FileHead<'_>) -> Result<(), Broken> {
        if head.file as usize != self.files.len() {
            return Err(Broken("files do not count up"));
        }
        if self.files.len() as u64 > self.limits.parts {
            return Err(Broken("there are too many files"));
        }
        self.named(&[head.name, head.claims.unwrap_or_default()])?;
        if !head.format.is_empty() && !FORMATS.iter().any(|format| format.id == head.format) {
            return Err(Broken("a file is of a format that nobody reads"));
        }
        match (self.files.is_empty(), head.inside) {
            (true, None) => {}
            (false, Some(part)) => {
                let file = self.open_part(part)?.file;
                self.open_file(file)?.open_files += 1;
            }
            _ => return Err(Broken("a file lies nowhere, or the first one in another")),
        }
        self.files.push(FileState::new(head.inside));
        Ok(())
    }

    fn file_end(&mut self, tail: FileTail) -> Result<(), Broken> {
        let picture = self.picture;
        let state = self.open_file(tail.file)?;
        if state.open_files > 0 {
            return Err(Broken("a file ends before a file inside it"));
        }
        if picture.is_some_and(|picture| state.open_parts.contains(&picture.part)) {
            return Err(Broken("a picture does not end with its file"));
        }
        if tail.file == 0 {
            self.end = Some(tail);
            return Ok(());
        }
        state.is_open = false;
        if let Some(part) = state.inside
            && let Some(owner) = self.parts.get(part as usize).map(|part| part.file)
            && let Some(owner) = self.files.get_mut(owner as usize)
        {
            owner.open_files = owner.open_files.saturating_sub(1);
        }
        Ok(())
    }

    fn open(&mut self, head: &PartHead<'_>) -> Result<(), Broken> {
        if head.id as usize != self.parts.len() {
            return Err(Broken("parts do not count up"));
        }
        if self.parts.len() as u64 >= self.limits.parts {
            return Err(Broken("there are too many parts"));
        }
        if head.parent.is_some_and(|parent| parent >= head.id) {
            return Err(Broken("a part belongs to one that does not exist"));
        }
        if !Hiding::all().contains(head.hiding) {
            return Err(Broken("a part is hidden in an unknown way"));
        }
        self.named(&[head.path, head.human, head.range])?;
        self.open_file(head.file)?.open_parts.insert(head.id);
        self.parts.push(PartState { file: head.file, content: head.content, is_open: true });
        Ok(())
    }

    fn close(&mut self, tail: &PartTail) -> Result<(), Broken> {
        if self.picture.is_some_and(|picture| picture.part == tail.id) {
            return Err(Broken("a picture does not end with its part"));
        }
        let file = self.open_part(tail.id)?.file;
        let reasons = tail.table.iter().flat_map(|table| &table.hidden);
        if reasons.into_iter().any(|line| line.why.iter().count() != 1 || !Hiding::all().contains(line.why)) {
            return Err(Broken("a table is hidden in an unknown way"));
        }
        self.open_file(file)?.open_parts.remove(&tail.id);
        if let Some(part) = self.parts.get_mut(tail.id as usize) {
            part.is_open = false;
        }
        Ok(())
    }

    fn segment(&mut self, segment: &Segment<'_>) -> Result<(), Broken> {
        // What the scribe cuts at; never less than a letter.
        let most = self.limits.segment_bytes.max(64);
        if segment.text.len() as u64 > most {
            return Err(Broken("a piece of text is too long"));
        }
        if segment.label.len() + segment.at.len() > LONGEST_NAME {
            return Err(Broken("a name is too long"));
        }
        self.told(segment.text.len())?;
        self.open_part(segment.part).map(|_| ())
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), Broken> {
        self.rows += 1;
        self.told(row.text.len())?;
        if self.rows > self.limits.rows || row.text.len() as u64 > self.limits.row_bytes {
            return Err(Broken("there are too many rows, or one is too long"));
        }
        if row.heads.iter().any(|head| head.style > self.styles) {
            return Err(Broken("a cell has a style that was not sent"));
        }
        self.table(row.part)
    }

    fn style(&mut self, style: &Style<'_>) -> Result<(), Broken> {
        self.styles += 1;
        if style.id == self.styles && self.styles <= MOST_STYLES {
            Ok(())
        } else {
            Err(Broken("styles do not count up, or there are too many"))
        }
    }

    fn layout(&mut self, layout: &Layout) -> Result<(), Broken> {
        self.layouts += 1;
        if self.layouts > self.limits.rows {
            return Err(Broken("there are too many widths and merged ranges"));
        }
        let (part, is_upright) = match *layout {
            Layout::Width { part, first, last, .. }
            | Layout::HiddenRows { part, first, last }
            | Layout::HiddenColumns { part, first, last } => (part, first <= last),
            Layout::Stale { part, .. } => (part, true),
            Layout::Merge { part, top, left, bottom, right } => (part, top <= bottom && left <= right),
        };
        if is_upright { self.table(part) } else { Err(Broken("a range ends before it begins")) }
    }

    fn picture(&mut self, pixels: &Pixels<'_>) -> Result<(), Broken> {
        self.open_part(pixels.part())?;
        match (*pixels, &mut self.picture) {
            (Pixels::Begin { part, width, height, channels }, picture @ None) => {
                let size = u64::from(width) * u64::from(height);
                self.pixels = self.pixels.saturating_add(size);
                let is_large = size > self.limits.picture_pixels || self.pixels > self.limits.pixels;
                if size == 0 || is_large || !matches!(channels, 1 | 3) {
                    return Err(Broken("a picture has no size, or too large a one"));
                }
                *picture =
                    Some(Picture { part, row: u64::from(width) * u64::from(channels), height, next: 0 });
            }
            (Pixels::Rows { part, first, bytes }, Some(picture)) => {
                let bytes = bytes.len() as u64;
                let rows = bytes / picture.row;
                let is_next = part == picture.part && first == picture.next;
                let is_whole = bytes > 0 && bytes.is_multiple_of(picture.row);
                if !is_next || !is_whole || rows > u64::from(picture.height - picture.next) {
                    return Err(Broken("pixels belong to no row of their picture"));
                }
                picture.next += rows as u32;
            }
            (Pixels::End { part }, Some(picture))
                if part == picture.part && picture.next == picture.height =>
            {
                self.picture = None;
            }
            _ => return Err(Broken("a picture begins in another one, or ends before its end")),
        }
        Ok(())
    }

    /// Names that a consumer keeps: of a bounded length each, and in all.
    fn named(&mut self, names: &[&str]) -> Result<(), Broken> {
        let bytes: usize = names.iter().map(|name| name.len()).sum();
        self.named += bytes as u64;
        if bytes > LONGEST_NAME || self.named > MOST_NAMED {
            return Err(Broken("a name is too long, or all together are"));
        }
        Ok(())
    }

    /// Text goes by. A consumer examines all of it, at its own pace, so there must be an end to it.
    fn told(&mut self, bytes: usize) -> Result<(), Broken> {
        self.told += bytes as u64;
        if self.told > self.limits.unpacked_bytes { Err(Broken("there is too much text")) } else { Ok(()) }
    }

    /// Something that is said of a file, and that a consumer keeps.
    fn remark(&mut self, file: u32) -> Result<(), Broken> {
        self.remarks += 1;
        // Each file may be unchecked, each part unaccounted.
        if self.remarks > self.limits.parts.saturating_mul(2).saturating_add(2) {
            return Err(Broken("there are too many remarks"));
        }
        self.open_file(file).map(|_| ())
    }
}

impl FileState {
    fn new(inside: Option<u32>) -> Self {
        Self { inside, is_open: true, open_parts: BTreeSet::new(), open_files: 0 }
    }
}
