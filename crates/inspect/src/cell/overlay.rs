//! Areas laid over a sheet: cells under merges, pictures, conditional formats. They become known after the cells have
//! gone by, so the sheet is read a second time, as far down as the areas reach.

use super::address::{Area, column_name};
use super::layer::Layer;
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
    /// One for each of [`CHANNELS`].
    layers: [Layer; 3],
    /// First and last column of each.
    spans: [(u32, u32); 3],
    bottom: u32,
    open: Vec<(Channel, u32)>,
    buffers: [RowBuffer; 3],
}

const CHANNELS: [Channel; 3] = [Channel::UnderMerge, Channel::UnderShape, Channel::UnderCondition];
const HIDINGS: [Hiding; 3] = [Hiding::UNDER_MERGE, Hiding::UNDER_SHAPE, Hiding::CONDITIONAL];

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
    pub(crate) fn new(covers: &[Cover]) -> Option<Self> {
        let bottom = covers.iter().map(|cover| cover.area.bottom).max()?;
        let mut layers: [Layer; 3] = Default::default();
        let mut spans = [(u32::MAX, 0); 3];
        for Cover { area, hiding } in covers {
            let index = channel_of(*hiding);
            layers[index].add(*area);
            let (left, right) = &mut spans[index];
            (*left, *right) = ((*left).min(area.left), (*right).max(area.right));
        }
        Some(Self { layers, spans, bottom, open: Vec::new(), buffers: Default::default() })
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
        self.layers.iter_mut().for_each(|layer| layer.row(number.saturating_sub(1)));
        for cell in buffer.row(0, number, RowRole::Data, Hiding::empty()).cells() {
            let column = cell.head.column;
            let [merges, shapes, conditions] = &self.layers;
            // A merged range shows the value of its first cell.
            let index = if merges.is_over_but_first(column) {
                0
            } else if shapes.is_over(column) {
                1
            } else if conditions.is_over(column) {
                2
            } else {
                continue;
            };
            let hiding = cell.head.hiding | HIDINGS[index];
            self.buffers[index].push(column, cell.head.kind, hiding, cell.stored);
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
        let span = CHANNELS.iter().position(|known| *known == channel).map(|index| self.spans[index]);
        let (left, right) = span.unwrap_or_default();
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
