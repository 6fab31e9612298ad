//! The columns of a sheet: which are hidden, and how wide they are.

use crate::cell::looks::NARROWEST_COLUMN;
use crate::xml::Element;
use crate::{Hiding, Layout, Read, Scribe};

/// Columns that say something about themselves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// First, last, what hides them, width.
    spans: Vec<(u32, u32, Hiding, Option<f32>)>,
    /// What hides each column, by its number, as far as any is hidden.
    hiding: Vec<Hiding>,
}

/// No program has more columns.
const MOST: u32 = crate::cell::address::MOST_COLUMNS;

impl Columns {
    /// A `col` element.
    pub(crate) fn add(&mut self, element: &Element<'_>) {
        let first = element.number::<u32>("min").unwrap_or(1).clamp(1, MOST) - 1;
        let last = element.number::<u32>("max").unwrap_or(first + 1).clamp(first + 1, MOST) - 1;
        let is_grouped = element.number::<u8>("outlineLevel").unwrap_or(0) > 0;
        self.take(first, last, element.number("width"), element.flag("hidden"), is_grouped);
    }

    /// Columns from `first` to `last`, counted from 0, that look alike.
    pub(crate) fn take(
        &mut self,
        first: u32,
        last: u32,
        width: Option<f32>,
        is_hidden: bool,
        is_grouped: bool,
    ) {
        let (first, last) = (first.min(MOST - 1), last.min(MOST - 1));
        let mut hiding = Hiding::empty();
        if is_hidden {
            hiding |= if is_grouped { Hiding::COLUMN_COLLAPSED } else { Hiding::COLUMN };
        }
        if width.is_some_and(|width| width < NARROWEST_COLUMN) {
            hiding |= Hiding::COLUMN_ZERO;
        }
        if first > last {
            return;
        }
        if !hiding.is_empty() {
            if self.hiding.len() <= last as usize {
                self.hiding.resize(last as usize + 1, Hiding::empty());
            }
            for column in first..=last {
                self.hiding[column as usize] |= hiding;
            }
        }
        // More spans than columns say the same of some column again.
        if self.spans.len() < MOST as usize {
            self.spans.push((first, last, hiding, width));
        }
    }

    /// What hides a column.
    pub(crate) fn hides(&self, column: u32) -> Hiding {
        self.hiding.get(column as usize).copied().unwrap_or_default()
    }

    /// Marks hidden columns in the table's tally, whether or not they hold values.
    pub(crate) fn mark(&self, part: u32, scribe: &mut Scribe<'_>) {
        for (first, last, hiding, _) in &self.spans {
            scribe.mark(part, *hiding, u64::from(last - first + 1));
        }
    }

    /// Sends the widths, and which columns are hidden.
    pub(crate) fn layout(&self, part: u32, scribe: &mut Scribe<'_>) -> Read {
        for (first, last, hiding, width) in &self.spans {
            let (first, last) = (*first, *last);
            if !hiding.is_empty() {
                scribe.layout(Layout::HiddenColumns { part, first, last })?;
            } else if let Some(width) = *width {
                scribe.layout(Layout::Width { part, first, last, width })?;
            }
        }
        Ok(())
    }
}
