//! The plan of a copy: a first reading that finds out which sheets, rows and columns are seen, what lies over cells, and
//! what is left out. The second reading ([`crate::clean::copying`]) then writes as it goes: nothing is held but the plan.

pub(crate) mod covers;
pub(crate) mod lines;
pub(crate) mod sheet;

use super::left_out::Tally;
use covers::TooMany;
use inspect::{Channel, Closed, Content, Frame, Layout, PartHead, Reason, Sink};
use sheet::Sheet;
use std::collections::HashMap;

/// Why there can be no copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// The file, or the rest of it, could not be read.
    Unchecked(Reason, String),
    /// Something on which cells depend was not understood: path, why.
    Gap(String, String),
    /// Too much lies over the cells of a sheet.
    Covers,
}

/// What a part is for the copy.
#[derive(Debug, Clone, Copy)]
enum Role {
    /// A sheet of the copy, by its place in the list.
    Sheet(usize),
    /// A table that tells what lies over the cells of such a sheet.
    Over(usize),
}

/// The first reading.
pub(crate) struct Survey<'s> {
    /// Identifier of the original's format.
    pub(crate) format: String,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) tally: Tally,
    pub(crate) obstacle: Option<Obstacle>,
    roles: HashMap<u32, Role>,
    /// Asks whether somebody wants to stop.
    stop: &'s dyn Fn() -> bool,
}

impl<'s> Survey<'s> {
    pub(crate) fn new(stop: &'s dyn Fn() -> bool) -> Self {
        Self {
            format: String::new(),
            sheets: Vec::new(),
            tally: Tally::default(),
            obstacle: None,
            roles: HashMap::new(),
            stop,
        }
    }

    /// Brings the sheets in the copy's own count.
    pub(crate) fn settle(&mut self) {
        self.sheets.iter_mut().for_each(Sheet::settle);
    }

    fn open(&mut self, head: &PartHead<'_>) {
        let is_table = head.file == 0 && head.content == Content::Table;
        let is_sheet = is_table && matches!(head.channel, Channel::Sheet | Channel::DelimitedTable);
        if is_sheet && head.hiding.is_seen() {
            self.roles.insert(head.id, Role::Sheet(self.sheets.len()));
            self.sheets.push(Sheet::new(head.id));
            return;
        }
        let is_over =
            matches!(head.channel, Channel::UnderMerge | Channel::UnderShape | Channel::UnderCondition);
        if is_table
            && is_over
            && let Some(Role::Sheet(sheet)) = head.parent.and_then(|parent| self.roles.get(&parent))
        {
            self.roles.insert(head.id, Role::Over(*sheet));
        }
        self.tally.open(head);
    }

    fn role(&mut self, part: u32) -> Option<(Role, &mut Sheet)> {
        let role = *self.roles.get(&part)?;
        let (Role::Sheet(sheet) | Role::Over(sheet)) = role;
        self.sheets.get_mut(sheet).map(|sheet| (role, sheet))
    }

    fn take(&mut self, frame: &Frame<'_>) -> Result<(), TooMany> {
        match frame {
            Frame::File(head) if head.file == 0 => head.format.clone_into(&mut self.format),
            Frame::Open(head) => self.open(head),
            Frame::Segment(segment) => match self.role(segment.part) {
                Some((Role::Sheet(_), sheet)) if segment.label == "sheet name" => {
                    sheet.name.push_str(segment.text);
                }
                Some(_) => {}
                None => self.tally.segment(segment.part),
            },
            Frame::Row(row) => match self.role(row.part) {
                Some((Role::Sheet(_), sheet)) => sheet.row(row),
                Some((Role::Over(_), sheet)) => sheet.covered(row)?,
                None => {}
            },
            Frame::Layout(layout) => {
                if let Some((Role::Sheet(_), sheet)) = self.role(layout.part()) {
                    sheet.layout(layout);
                    if let Layout::Stale { formulas, .. } = layout {
                        self.tally.stale(*formulas);
                    }
                }
            }
            Frame::Close(tail) => match (self.role(tail.id), &tail.table) {
                (Some((Role::Sheet(_), _)), Some(table)) => self.tally.sheet(table),
                _ => self.tally.close(tail),
            },
            Frame::Unaccounted(gap) if gap.file == 0 && gap.bears_on_cells => {
                let gap = || Obstacle::Gap(gap.path.to_owned(), gap.why.to_owned());
                self.obstacle.get_or_insert_with(gap);
            }
            Frame::Unaccounted(_) => self.tally.gap(),
            Frame::Unchecked(doubt) if doubt.file == 0 => {
                self.obstacle = Some(Obstacle::Unchecked(doubt.reason, doubt.detail.to_owned()));
            }
            Frame::File(_) | Frame::Style(_) | Frame::Pixels(_) | Frame::Unchecked(_) | Frame::FileEnd(_) => {
            }
        }
        Ok(())
    }
}

impl Sink for Survey<'_> {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        if matches!(frame, Frame::Row(_)) && (self.stop)() {
            return Err(Closed);
        }
        if self.take(frame) == Err(TooMany) {
            self.obstacle = Some(Obstacle::Covers);
        }
        match self.obstacle {
            // There will be no copy: what follows need not be read.
            Some(_) => Err(Closed),
            None => Ok(()),
        }
    }
}
