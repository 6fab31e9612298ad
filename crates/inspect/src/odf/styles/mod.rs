//! The styles of a document: who inherits what from whom, and what a cell of a style shows.

mod definition;
mod format;
mod number;
pub(crate) mod read;

pub(crate) use definition::{Colour, Definition, Family};
pub(crate) use format::ValueFormat;

use crate::cell::looks::{Looks, Rgb};
use crate::{Hiding, Read, Scribe};
use number::DataStyle;
use std::cell::Cell;
use std::collections::HashMap;

/// Styles that inherit from one another may form a ring; a real chain has two or three links.
const MOST_PARENTS: usize = 16;

/// Every style of a document.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    definitions: HashMap<Family, HashMap<String, Definition>>,
    defaults: HashMap<Family, Definition>,
    data: HashMap<String, DataStyle>,
    cells: Vec<CellStyle>,
    cell_numbers: HashMap<String, usize>,
}

/// A cell style, worked out.
#[derive(Debug)]
pub(crate) struct CellStyle {
    /// What hides every value.
    pub(crate) hiding: Hiding,
    /// What hides every value while the sheet is protected.
    pub(crate) when_protected: Hiding,
    pub(crate) format: Option<ValueFormat>,
    font: Option<Rgb>,
    fill: Option<Rgb>,
    is_bold: bool,
    is_italic: bool,
    is_wrapped: bool,
    /// Number of the style frame, once it was sent.
    frame: Cell<u32>,
}

impl Styles {
    fn define(&mut self, family: Family, name: String, definition: Definition) {
        self.definitions.entry(family).or_default().insert(name, definition);
    }

    /// A style with everything that it inherits.
    pub(crate) fn resolved(&self, family: Family, name: &str) -> Definition {
        let all = self.definitions.get(&family);
        let find = |name: &str| all.and_then(|all| all.get(name));
        let mut resolved = find(name).cloned().unwrap_or_default();
        let mut parent = resolved.parent.clone();
        for _ in 0..MOST_PARENTS {
            let Some(next) = parent.as_deref().and_then(find) else { break };
            resolved.inherit(next);
            parent.clone_from(&next.parent);
        }
        if let Some(default) = self.defaults.get(&family) {
            resolved.inherit(default);
        }
        resolved
    }

    /// Works out the cell styles. Called once, when all styles are known.
    pub(crate) fn settle(&mut self) {
        let names: Vec<String> =
            self.definitions.get(&Family::Cell).into_iter().flat_map(HashMap::keys).cloned().collect();
        self.cells = names.iter().map(|name| self.cell_style(name)).collect();
        self.cell_numbers = names.into_iter().enumerate().map(|(number, name)| (name, number)).collect();
    }

    fn cell_style(&self, name: &str) -> CellStyle {
        let style = self.resolved(Family::Cell, name);
        let plain = hides(&style);
        let mut hiding = plain;
        for map in &style.maps {
            let conditional = hides(&self.resolved(Family::Cell, map));
            if !(conditional | self.hides_always(map)).difference(plain).is_empty() {
                hiding |= Hiding::CONDITIONAL;
            }
        }
        let protects = style.is_hidden_by_protection == Some(true);
        CellStyle {
            hiding,
            when_protected: if protects { Hiding::FORMAT_BLANK } else { Hiding::empty() },
            format: style
                .data_style
                .as_deref()
                .and_then(|name| self.data.get(name))
                .map(|style| ValueFormat::new(style, &self.data)),
            font: style.colour.and_then(Colour::rgb),
            fill: style.background.and_then(Colour::rgb),
            is_bold: style.is_bold == Some(true),
            is_italic: style.is_italic == Some(true),
            is_wrapped: style.is_wrapped == Some(true),
            frame: Cell::new(0),
        }
    }

    /// What the data style of a cell style hides of any value.
    fn hides_always(&self, name: &str) -> Hiding {
        let style = self.resolved(Family::Cell, name);
        let data = style.data_style.as_deref().and_then(|name| self.data.get(name));
        data.map_or(Hiding::empty(), |style| {
            let format = ValueFormat::new(style, &self.data);
            format.hides_number(1.0) | format.hides_text()
        })
    }

    /// Whether a cell style hides what it is put on; asked of the styles that conditions put in place.
    pub(crate) fn conceals(&self, name: &str) -> bool {
        !(hides(&self.resolved(Family::Cell, name)) | self.hides_always(name)).is_empty()
    }

    /// Number of a cell style.
    pub(crate) fn cell_number(&self, name: &str) -> Option<usize> {
        self.cell_numbers.get(name).copied()
    }

    /// A cell style by its number.
    pub(crate) fn cell(&self, number: Option<usize>) -> Option<&CellStyle> {
        number.and_then(|number| self.cells.get(number))
    }

    /// What hides a run of letters in a style of its own inside a cell.
    pub(crate) fn span_hides(&self, name: &str, cell: Option<&CellStyle>) -> Hiding {
        let style = self.resolved(Family::Text, name);
        let looks = Looks {
            font: style.colour.map_or_else(|| cell.and_then(|cell| cell.font), Colour::rgb),
            fill: style.background.and_then(Colour::rgb).or(cell.and_then(|cell| cell.fill)),
            points: style.points,
        };
        hides_looks(looks, style.is_invisible)
    }
}

impl CellStyle {
    /// The style as a frame; sent when it is first asked for.
    pub(crate) fn frame(&self, scribe: &mut Scribe<'_>) -> Read<u32> {
        if self.frame.get() == 0 {
            let code = self.format.as_ref().map_or("General", |format| format.code.as_str());
            self.frame.set(scribe.style(self.is_bold, self.is_italic, self.is_wrapped, code)?);
        }
        Ok(self.frame.get())
    }
}

fn hides(style: &Definition) -> Hiding {
    let looks = Looks {
        font: style.colour.and_then(Colour::rgb),
        fill: style.background.and_then(Colour::rgb),
        points: style.points,
    };
    hides_looks(looks, style.is_invisible)
}

fn hides_looks(mut looks: Looks, is_invisible: Option<bool>) -> Hiding {
    if looks.font.is_none() {
        // The program chooses a colour that can be read.
        looks.fill = None;
    }
    let invisible = if is_invisible == Some(true) { Hiding::SAME_COLOUR } else { Hiding::empty() };
    looks.hides() | invisible
}
