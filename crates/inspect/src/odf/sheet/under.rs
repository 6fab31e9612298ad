//! The values that lie under something, as tables of their own beside the sheet.

use crate::odf::desk::Desk;
use crate::{CellKind, Channel, Content, Hiding, Read, RowBuffer, RowRole, Spot};

/// What hides, and where it is told.
const KINDS: [(Hiding, Channel); 3] = [
    (Hiding::UNDER_MERGE, Channel::UnderMerge),
    (Hiding::UNDER_SHAPE, Channel::UnderShape),
    (Hiding::CONDITIONAL, Channel::UnderCondition),
];

/// Rows under way, and the parts that were opened for them.
#[derive(Debug, Default)]
pub(super) struct Under {
    buffers: [RowBuffer; 3],
    parts: [Option<u32>; 3],
}

impl Under {
    /// A cell of the row under way.
    pub(super) fn push(&mut self, column: u32, kind: CellKind, hiding: Hiding, stored: &str) {
        for ((flag, _), buffer) in KINDS.iter().zip(&mut self.buffers) {
            if hiding.contains(*flag) {
                buffer.push(column, kind, hiding, stored);
            }
        }
    }

    /// Whether nothing of the row under way lies under anything.
    pub(super) fn is_empty(&self) -> bool {
        self.buffers.iter().all(RowBuffer::is_empty)
    }

    /// Empties the row under way.
    pub(super) fn clear(&mut self) {
        self.buffers.iter_mut().for_each(RowBuffer::clear);
    }

    /// Sends the row under way.
    pub(super) fn send(
        &mut self,
        number: u32,
        hiding: Hiding,
        sheet: &Spot<'_>,
        desk: &mut Desk<'_, '_>,
    ) -> Read {
        for (index, (_, channel)) in KINDS.into_iter().enumerate() {
            if self.buffers[index].is_empty() {
                continue;
            }
            let part = if let Some(part) = self.parts[index] {
                part
            } else {
                let human = format!("{}, {}", channel.title(), sheet.human);
                desk.scribe.open(desk.file, Content::Table, &Spot { channel, human: &human, ..*sheet })?
            };
            self.parts[index] = Some(part);
            self.buffers[index].sort();
            desk.scribe.row(part, number, RowRole::Data, hiding, &self.buffers[index])?;
        }
        Ok(())
    }

    /// Closes what was opened.
    pub(super) fn close(&mut self, desk: &mut Desk<'_, '_>) -> Read {
        for part in &mut self.parts {
            if let Some(part) = part.take() {
                desk.scribe.close(part)?;
            }
        }
        Ok(())
    }
}
