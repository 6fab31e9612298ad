//! Areas laid over a sheet: cells under merges, pictures, conditional formats. They become known after the cells have
//! gone by, so the sheet is read a second time, as far down as the areas reach.

use super::address::{Area, column_name};
use crate::{Channel, Content, Hiding, Read, RowBuffer, RowRole, Scribe, Spot};

/// One area and what it does to the cells under it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cover {
    pub(crate) area: Area,
    pub(crate) hiding: Hiding,
}

/// Collects the values under areas, row after row.
#[derive(Debug)]
pub(crate) struct Overlay {
    covers: Vec<Cover>,
    next: usize,
    active: Vec<Cover>,
    bottom: u32,
    open: Vec<(Channel, u32)>,
    buffers: [RowBuffer; 3],
}

/// So many areas over one row are no accident.
const CROWD: usize = 1000;

const CHANNELS: [Channel; 3] = [Channel::UnderMerge, Channel::UnderShape, Channel::UnderCondition];

fn channel_of(hiding: Hiding) -> usize {
    if hiding.contains(Hiding::UNDER_MERGE) {
        0
    } else if hiding.contains(Hiding::UNDER_SHAPE) {
        1
    } else {
        2
    }
}

impl Overlay {
    /// `None` when nothing covers anything.
    pub(crate) fn new(mut covers: Vec<Cover>) -> Option<Self> {
        let bottom = covers.iter().map(|cover| cover.area.bottom).max()?;
        covers.sort_by_key(|cover| cover.area.top);
        Some(Self {
            covers,
            next: 0,
            active: Vec::new(),
            bottom,
            open: Vec::new(),
            buffers: Default::default(),
        })
    }

    /// The last row that any area reaches, from 0.
    pub(crate) fn bottom(&self) -> u32 {
        self.bottom
    }

    /// A row of the sheet goes by. Rows come in order; `number` counts from 1.
    pub(crate) fn row(
        &mut self,
        number: u32,
        buffer: &RowBuffer,
        file: u32,
        sheet: &Spot<'_>,
        parent: u32,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        let row = number.saturating_sub(1);
        self.active.retain(|cover| cover.area.bottom >= row);
        while let Some(cover) = self.covers.get(self.next).filter(|cover| cover.area.top <= row) {
            if cover.area.bottom >= row {
                self.active.push(*cover);
            }
            self.next += 1;
        }
        if self.active.is_empty() {
            return Ok(());
        }
        if self.active.len() > CROWD {
            // Each cell takes long then.
            scribe.budget().look_at_clock()?;
        }
        for cell in buffer.row(0, number, RowRole::Data, Hiding::empty()).cells() {
            let column = cell.head.column;
            for cover in self.active.iter().filter(|cover| cover.area.has(row, column)) {
                // A merged range shows the value of its first cell.
                let is_shown =
                    cover.hiding == Hiding::UNDER_MERGE && (row, column) == (cover.area.top, cover.area.left);
                if !is_shown {
                    let hiding = cell.head.hiding | cover.hiding;
                    self.buffers[channel_of(cover.hiding)].push(column, cell.head.kind, hiding, cell.stored);
                    break;
                }
            }
        }
        for (index, channel) in CHANNELS.into_iter().enumerate() {
            if !self.buffers[index].is_empty() {
                let part = self.part(channel, file, sheet, parent, scribe)?;
                scribe.row(part, number, RowRole::Data, Hiding::empty(), &self.buffers[index])?;
                self.buffers[index].clear();
            }
        }
        Ok(())
    }

    fn part(
        &mut self,
        channel: Channel,
        file: u32,
        sheet: &Spot<'_>,
        parent: u32,
        scribe: &mut Scribe<'_>,
    ) -> Read<u32> {
        if let Some((_, part)) = self.open.iter().find(|(open, _)| *open == channel) {
            return Ok(*part);
        }
        let covers = self.covers.iter().filter(|cover| CHANNELS[channel_of(cover.hiding)] == channel);
        let left = covers.clone().map(|cover| cover.area.left).min().unwrap_or(0);
        let right = covers.map(|cover| cover.area.right).max().unwrap_or(0);
        let human = format!(
            "{}, {}, columns {} to {}",
            channel.title(),
            sheet.human,
            column_name(left),
            column_name(right)
        );
        let spot = Spot { parent: Some(parent), channel, human: &human, range: "", ..*sheet };
        let part = scribe.open(file, Content::Table, &spot)?;
        self.open.push((channel, part));
        Ok(part)
    }

    /// Closes what was opened.
    pub(crate) fn close(self, scribe: &mut Scribe<'_>) -> Read {
        for (_, part) in self.open {
            scribe.close(part)?;
        }
        Ok(())
    }
}
