//! Drawings: pictures, text boxes and charts laid over a sheet (ECMA-376 part 1, 20.5).

use super::book::Book;
use super::package::Account;
use crate::cell::address::{Area, MOST_COLUMNS, MOST_ROWS};
use crate::cell::under::Cover;
use crate::lazy::LazyParts;
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Channel, Hiding, Read, Scribe};

pub(super) const TABLE: Table = Table {
    rest: Channel::OtherText,
    at: &["name"],
    all_attributes: false,
    picks: &[
        Pick::attribute("cNvPr", "descr", Channel::AlternativeText, "alternative text"),
        Pick::attribute("cNvPr", "title", Channel::AlternativeText, "title"),
        Pick::attribute("cNvPr", "name", Channel::AlternativeText, "name"),
        Pick::attribute("", "macro", Channel::FormControl, "macro"),
        Pick::attribute("", "textlink", Channel::Formula, "text taken from"),
        Pick::text("t", Channel::ShapeText, ""),
        Pick::attribute("hlinkClick", "tooltip", Channel::Hyperlink, "tip"),
        Pick::attribute("blip", "embed", Channel::PackagePart, "relationship"),
        Pick::text("col", Channel::ViewSettings, "anchor"),
        Pick::text("row", Channel::ViewSettings, "anchor"),
        Pick::text("colOff", Channel::ViewSettings, "anchor"),
        Pick::text("rowOff", Channel::ViewSettings, "anchor"),
        Pick::attribute("", "typeface", Channel::Theme, "font"),
    ],
};

/// Reads the drawings of the sheet in part `index`, and returns the areas that they cover.
pub(super) fn covers_of_sheet(book: &Book<'_>, index: usize, scribe: &mut Scribe<'_>) -> Read<Vec<Cover>> {
    let mut covers = Vec::new();
    for relation in book.package.relations(book.key(index)) {
        if relation.kind != "drawing" || relation.is_external {
            continue;
        }
        if let Some(drawing) = book.package.zip.find(&relation.target) {
            let mut parts = book.parts(drawing);
            let result = read(book, drawing, &mut covers, &mut parts, scribe);
            parts.close(scribe)?;
            book.settle(drawing, Account::Read, result, scribe)?;
        }
    }
    Ok(covers)
}

/// Reads one drawing.
pub(super) fn read(
    book: &Book<'_>,
    index: usize,
    covers: &mut Vec<Cover>,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let budget = scribe.budget();
    let mut state = PickState::default();
    let picker = Picker { state: &mut state, table: &TABLE, parts, scribe };
    let mut reader = Reader { picker, covers, anchor: Anchor::default() };
    walk(book.package.zip.unpack(index, budget)?, budget, &mut reader)
}

/// An anchored object under way.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact about the object, and none excludes another"
)]
struct Anchor {
    /// Column and row where it begins and ends.
    from: [u32; 2],
    to: Option<[u32; 2]>,
    is_opaque: bool,
    is_hidden: bool,
    is_cropped: bool,
    in_properties: bool,
}

struct Reader<'a, 's> {
    picker: Picker<'a, 's>,
    covers: &'a mut Vec<Cover>,
    anchor: Anchor,
}

impl Reader<'_, '_> {
    fn say(&mut self, channel: Channel, label: &str, text: &str) -> Read {
        self.picker.parts.say(channel, label, "", text, self.picker.scribe)
    }

    fn anchor_ends(&mut self) -> Read {
        let anchor = std::mem::take(&mut self.anchor);
        let [left, top] = anchor.from;
        let place = crate::cell::address::name(top, left);
        // Nobody scrolls to the last columns or rows of the grid to look for a picture.
        let is_far = left > MOST_COLUMNS / 2 || top > MOST_ROWS / 2;
        if anchor.is_hidden || is_far {
            let how = if anchor.is_hidden { "hidden" } else { "placed where nobody scrolls" };
            self.say(Channel::HiddenShape, how, &format!("a picture or shape at {place} is {how}"))?;
        } else if anchor.is_cropped {
            self.say(
                Channel::HiddenShape,
                "cropped",
                &format!("a picture at {place} is cropped; the part cut off is stored"),
            )?;
        }
        if let Some([right, bottom]) = anchor.to
            && anchor.is_opaque
            && !anchor.is_hidden
            && right > left
            && bottom > top
        {
            // Only cells that lie wholly under it: the last row and column are covered in part.
            let area = Area { top, left, bottom: bottom - 1, right: right - 1 };
            self.covers.push(Cover { area, hiding: Hiding::UNDER_SHAPE });
        }
        Ok(())
    }
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.picker.start(element, path)?;
        match element.name() {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => self.anchor = Anchor::default(),
            // A picture covers; a shape covers with its fill, which is there unless it says otherwise; so does a chart.
            "pic" | "sp" | "graphicFrame" => self.anchor.is_opaque = true,
            "spPr" => self.anchor.in_properties = true,
            "ln" => self.anchor.in_properties = false,
            "noFill" if self.anchor.in_properties => self.anchor.is_opaque = false,
            "cNvPr" => self.anchor.is_hidden |= element.flag("hidden"),
            "srcRect" => {
                let is_cut = |side: &str| element.number::<i64>(side).is_some_and(|cut| cut > 0);
                self.anchor.is_cropped |= ["l", "t", "r", "b"].into_iter().any(is_cut);
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        let (name, parent) = (path.up(0), path.up(1));
        if let ("col" | "row", "from" | "to") = (name, parent)
            && let Ok(number) = text.trim().parse::<u32>()
        {
            let slot = usize::from(name == "row");
            if parent == "from" {
                self.anchor.from[slot] = number;
            } else {
                self.anchor.to.get_or_insert([0, 0])[slot] = number;
            }
            return Ok(());
        }
        if matches!(name, "colOff" | "rowOff") && text.trim().parse::<i64>().is_ok() {
            return Ok(());
        }
        self.picker.text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        match path.up(0) {
            "spPr" => self.anchor.in_properties = false,
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => self.anchor_ends()?,
            _ => {}
        }
        self.picker.end(path)
    }
}
