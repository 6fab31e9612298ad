//! A file goes by, and its preview is written.

use super::Preview;
use super::limits::PreviewLimits;
use super::room::Room;
use super::table::{Going, PreviewTable};
use super::text::{PreviewParagraph, PreviewText};
use inspect::{Channel, Closed, Content, Frame, PartHead, Segment, Sink};
use std::collections::HashMap;

/// Letters of a label, a name or a path.
const NAME: usize = 200;

/// Sentences about what could not be shown.
const MOST_TROUBLES: usize = 20;

/// What is in every file, and shown nowhere.
const BOOKKEEPING: &[Channel] = &[
    Channel::ViewSettings,
    Channel::Styles,
    Channel::Theme,
    Channel::Calculation,
    Channel::PackagePart,
    Channel::FileType,
    Channel::FileName,
];

/// What a part is for the preview.
#[derive(Debug, Clone, Copy)]
enum Role {
    Table(usize),
    Text(usize),
    /// Tells what lies over the cells of a table.
    Over(usize),
}

/// The file that goes by.
pub(super) struct Reading<'s> {
    limits: PreviewLimits,
    room: Room,
    stop: &'s dyn Fn() -> bool,
    tables: Vec<Going>,
    texts: Vec<PreviewText>,
    roles: HashMap<u32, Role>,
    /// For each file the paths of the files around it.
    inside: HashMap<u32, Vec<String>>,
    /// File and path of each part that holds a file.
    holders: HashMap<u32, (u32, String)>,
    more: u64,
    troubles: Vec<String>,
    was_stopped: bool,
}

impl<'s> Reading<'s> {
    pub(super) fn new(limits: PreviewLimits, stop: &'s dyn Fn() -> bool) -> Self {
        Self {
            limits,
            room: Room::new(limits.bytes),
            stop,
            tables: Vec::new(),
            texts: Vec::new(),
            roles: HashMap::new(),
            inside: HashMap::new(),
            holders: HashMap::new(),
            more: 0,
            troubles: Vec::new(),
            was_stopped: false,
        }
    }

    pub(super) fn finish(mut self) -> Preview {
        if self.was_stopped {
            self.trouble("it was stopped before its end".to_owned());
        }
        // A text of which nothing was told is nothing to look at.
        self.texts.retain(|text| !text.paragraphs.is_empty());
        Preview {
            tables: self.tables.into_iter().map(Going::finish).collect(),
            texts: self.texts,
            more: self.more,
            is_cut: self.room.is_full,
            troubles: self.troubles,
        }
    }

    fn trouble(&mut self, words: String) {
        if self.troubles.len() < MOST_TROUBLES {
            self.troubles.push(words);
        }
    }

    fn open(&mut self, head: &PartHead<'_>) {
        if head.content == Content::File {
            // Files in files are few: each is read in full.
            self.holders.insert(head.id, (head.file, head.path.to_owned()));
            return;
        }
        let is_over =
            matches!(head.channel, Channel::UnderMerge | Channel::UnderShape | Channel::UnderCondition);
        if is_over && let Some(Role::Table(place)) = head.parent.and_then(|parent| self.roles.get(&parent)) {
            self.roles.insert(head.id, Role::Over(*place));
            return;
        }
        if head.content == Content::Mark || BOOKKEEPING.contains(&head.channel) {
            return;
        }
        if self.tables.len() + self.texts.len() >= self.limits.parts || self.room.is_full {
            self.more += 1;
            return;
        }
        let (Some(path), Some(human)) = (self.room.take(head.path, NAME), self.room.take(head.human, NAME))
        else {
            self.more += 1;
            return;
        };
        let inside = self.inside.get(&head.file).cloned().unwrap_or_default();
        let (number, kind, visibility) = (head.id, head.channel.title(), head.visibility());
        let hidden = head.hiding.reasons().collect();
        if head.content == Content::Table {
            self.roles.insert(head.id, Role::Table(self.tables.len()));
            self.tables.push(Going::new(PreviewTable {
                number,
                path,
                human,
                kind,
                inside,
                visibility,
                hidden,
                columns: Vec::new(),
                rows: Vec::new(),
                rows_in_all: 0,
            }));
        } else {
            self.roles.insert(head.id, Role::Text(self.texts.len()));
            let paragraphs = Vec::new();
            self.texts.push(PreviewText {
                number,
                path,
                human,
                kind,
                inside,
                visibility,
                hidden,
                paragraphs,
                more: 0,
            });
        }
    }

    fn segment(&mut self, segment: &Segment<'_>) {
        // A table's texts are its name and the like.
        let Some(Role::Text(place)) = self.roles.get(&segment.part) else { return };
        let Some(text) = self.texts.get_mut(*place) else { return };
        if segment.text.trim().is_empty() {
            return;
        }
        let paragraph = (text.paragraphs.len() < self.limits.paragraphs).then(|| {
            Some(PreviewParagraph {
                label: self.room.take(segment.label, NAME)?,
                at: self.room.take(segment.at, NAME)?,
                text: self.room.take(segment.text, self.limits.paragraph_letters)?,
            })
        });
        match paragraph.flatten() {
            Some(paragraph) => text.paragraphs.push(paragraph),
            None => text.more += 1,
        }
    }

    fn take(&mut self, frame: &Frame<'_>) {
        match frame {
            Frame::File(head) => {
                if let Some((file, path)) = head.inside.and_then(|part| self.holders.get(&part)) {
                    let mut inside = self.inside.get(file).cloned().unwrap_or_default();
                    inside.push(path.clone());
                    self.inside.insert(head.file, inside);
                }
            }
            Frame::Open(head) => self.open(head),
            Frame::Segment(segment) => self.segment(segment),
            Frame::Row(row) => match self.roles.get(&row.part) {
                Some(Role::Table(place)) => {
                    if let Some(table) = self.tables.get_mut(*place) {
                        table.row(row, &self.limits, &mut self.room);
                    }
                }
                Some(Role::Over(place)) => {
                    if let Some(table) = self.tables.get_mut(*place) {
                        table.covers.add(row);
                    }
                }
                Some(Role::Text(_)) | None => {}
            },
            Frame::Layout(layout) => {
                if let Some(Role::Table(place)) = self.roles.get(&layout.part())
                    && let Some(table) = self.tables.get_mut(*place)
                {
                    table.layout(layout);
                }
            }
            Frame::Close(tail) => {
                if let (Some(Role::Table(place)), Some(tally)) = (self.roles.get(&tail.id), &tail.table)
                    && let Some(table) = self.tables.get_mut(*place)
                {
                    table.close(tally);
                }
            }
            Frame::Unaccounted(gap) => {
                let place = if gap.path.is_empty() { "a part" } else { gap.path };
                self.trouble(format!("{place} could not be understood: {}", gap.why));
            }
            Frame::Unchecked(doubt) => {
                let what = doubt.reason.what().trim_end_matches('.');
                let detail =
                    if doubt.detail.is_empty() { String::new() } else { format!(" ({})", doubt.detail) };
                self.trouble(format!("{what}{detail}"));
            }
            Frame::Style(_) | Frame::Pixels(_) | Frame::FileEnd(_) => {}
        }
    }
}

impl Sink for Reading<'_> {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        if matches!(frame, Frame::Row(_)) && (self.stop)() {
            self.was_stopped = true;
            return Err(Closed);
        }
        self.take(frame);
        Ok(())
    }
}
