//! What a first reading of a sheet notes for a second one, and for the safe copy.

use super::columns::Columns;
use crate::cell::address::Area;
use crate::cell::under::Cover;
use crate::ooxml::styles::Styles;
use crate::stop::{LimitMet, Read};
use crate::{Budget, Hiding, Layout, Reason, Scribe};

/// Ranges that become known while, or after, their cells go by.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) merges: Vec<Area>,
    conditions: Vec<Condition>,
    /// Ranges and formats of all conditions.
    held: usize,
}

/// A conditional format: its cells once, however many rules it has.
#[derive(Debug, Default)]
struct Condition {
    areas: Vec<Area>,
    /// Numbers of the differential formats that its rules may apply.
    formats: Vec<usize>,
    /// One of its rules hides by a format of its own.
    hides: bool,
}

impl Notes {
    /// A conditional format begins.
    pub(crate) fn condition(&mut self, areas: Vec<Area>) {
        self.held += areas.len() + 1;
        self.conditions.push(Condition { areas, ..Condition::default() });
    }

    /// More cells of the conditional format under way: the later form names them behind its rules.
    pub(super) fn more(&mut self, areas: Vec<Area>) {
        self.held += areas.len();
        if let Some(condition) = self.conditions.last_mut() {
            condition.areas.extend(areas);
        }
    }

    /// One of its rules applies a differential format.
    pub(crate) fn applies(&mut self, format: usize) {
        if let Some(condition) = self.conditions.last_mut()
            && condition.formats.last() != Some(&format)
        {
            self.held += 1;
            condition.formats.push(format);
        }
    }

    /// One of its rules hides.
    pub(crate) fn hides(&mut self) {
        if let Some(condition) = self.conditions.last_mut() {
            condition.hides = true;
        }
    }

    /// Cells of the conditional format under way.
    pub(crate) fn areas(&self) -> &[Area] {
        self.conditions.last().map_or(&[], |condition| &condition.areas)
    }

    /// Whether there is more than may be held.
    pub(crate) fn check(&self, budget: &Budget) -> Read {
        let bytes = (self.merges.len() + self.held) * size_of::<Area>();
        if bytes as u64 > budget.limits().held_part_bytes {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        Ok(())
    }

    /// Sends merged ranges and widths of columns.
    pub(super) fn layout(&self, part: u32, columns: &Columns, scribe: &mut Scribe<'_>) -> Read {
        for merge in &self.merges {
            let Area { top, left, bottom, right } = *merge;
            scribe.layout(Layout::Merge { part, top, left, bottom, right })?;
        }
        columns.layout(part, scribe)
    }

    /// What covers cells, or can.
    pub(super) fn covers(&self, styles: &Styles) -> Vec<Cover> {
        let cover = |hiding| move |area: &Area| Cover { area: *area, hiding };
        let mut covers: Vec<Cover> = self.merges.iter().map(cover(Hiding::UNDER_MERGE)).collect();
        for Condition { areas, formats, hides } in &self.conditions {
            let by_style =
                |format: &usize| styles.differential.get(*format).is_some_and(|hiding| !hiding.is_empty());
            if *hides || formats.iter().any(by_style) {
                covers.extend(areas.iter().map(cover(Hiding::CONDITIONAL)));
            }
        }
        covers
    }
}
