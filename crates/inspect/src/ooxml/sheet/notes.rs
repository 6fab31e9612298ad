//! What a first reading of a sheet notes for a second one, and for the safe copy.

use super::columns::Columns;
use crate::cell::address::Area;
use crate::cell::under::Cover;
use crate::ooxml::styles::Styles;
use crate::{Hiding, Layout, Read, Scribe};

/// Ranges that become known while, or after, their cells go by.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) merges: Vec<Area>,
    /// Ranges of conditional formats with the number of the differential format that they may apply.
    pub(crate) conditions: Vec<(Vec<Area>, usize)>,
    /// Ranges of conditional formats that can hide, by a format of their own.
    pub(crate) can_hide: Vec<Area>,
}

impl Notes {
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
        let mut covers: Vec<Cover> =
            self.merges.iter().map(|area| Cover { area: *area, hiding: Hiding::UNDER_MERGE }).collect();
        let mut can_hide = |areas: &[Area]| {
            covers.extend(areas.iter().map(|area| Cover { area: *area, hiding: Hiding::CONDITIONAL }));
        };
        for (areas, differential) in &self.conditions {
            let hiding = styles.differential.get(*differential).copied().unwrap_or_default();
            if !hiding.is_empty() {
                can_hide(areas);
            }
        }
        can_hide(&self.can_hide);
        covers
    }
}
