//! What stands before and after the cells of a sheet.

use super::columns::Columns;
use super::differential::Differential;
use super::notes::Notes;
use crate::cell::address::Area;
use crate::lazy::LazyParts;
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor};
use crate::{Channel, Read, Scribe};

/// What stands around the cells, element by element.
pub(crate) static TABLE: Table = Table {
    rest: Channel::OtherText,
    at: &["ref", "sqref"],
    all_attributes: false,
    picks: &[
        Pick::attribute("hyperlink", "display", Channel::Hyperlink, "shown text"),
        Pick::attribute("hyperlink", "location", Channel::Hyperlink, "place in a file"),
        Pick::attribute("hyperlink", "tooltip", Channel::Hyperlink, "tip"),
        Pick::attribute("dataValidation", "prompt", Channel::ValidationList, "input message"),
        Pick::attribute("dataValidation", "promptTitle", Channel::ValidationList, "input message title"),
        Pick::attribute("dataValidation", "error", Channel::ValidationList, "error message"),
        Pick::attribute("dataValidation", "errorTitle", Channel::ValidationList, "error message title"),
        Pick::text("formula1", Channel::ValidationList, "list or limit"),
        Pick::text("formula2", Channel::ValidationList, "limit"),
        Pick::text("f", Channel::ValidationList, "list or limit").inside("dataValidation"),
        Pick::text("list", Channel::ValidationList, "list or limit").inside("dataValidation"),
        Pick::text("sqref", Channel::ViewSettings, "range"),
        Pick::attribute("cfRule", "text", Channel::ConditionalText, "text"),
        Pick::text("formula", Channel::ConditionalText, "condition"),
        Pick::text("f", Channel::ConditionalText, "condition").inside("conditionalFormatting"),
        Pick::attribute("filter", "val", Channel::AutoFilter, "value let through"),
        Pick::attribute("customFilter", "val", Channel::AutoFilter, "condition"),
        Pick::attribute("dateGroupItem", "*", Channel::AutoFilter, "date let through"),
        Pick::attribute("autoFilter", "ref", Channel::AutoFilter, "range"),
        Pick::attribute("sortCondition", "customList", Channel::AutoFilter, "order"),
        Pick::attribute("scenario", "*", Channel::Scenario, ""),
        Pick::attribute("inputCells", "*", Channel::Scenario, "value"),
        Pick::text("oddHeader", Channel::HeaderFooter, "header"),
        Pick::text("oddFooter", Channel::HeaderFooter, "footer"),
        Pick::text("evenHeader", Channel::HeaderFooter, "header of even pages"),
        Pick::text("evenFooter", Channel::HeaderFooter, "footer of even pages"),
        Pick::text("firstHeader", Channel::HeaderFooter, "header of the first page"),
        Pick::text("firstFooter", Channel::HeaderFooter, "footer of the first page"),
        Pick::attribute("customSheetView", "*", Channel::CustomView, ""),
        Pick::attribute("protectedRange", "*", Channel::Protection, ""),
        Pick::attribute("sheetProtection", "*", Channel::Protection, ""),
        Pick::attribute("sheetPr", "codeName", Channel::ViewSettings, "code name"),
        Pick::attribute("customPr", "name", Channel::CustomProperties, "name"),
        Pick::attribute("oleObject", "progId", Channel::EmbeddedObject, "program"),
        Pick::attribute("oleObject", "link", Channel::ExternalLink, "linked object"),
        Pick::attribute("control", "name", Channel::FormControl, "name"),
        Pick::attribute("controlPr", "macro", Channel::FormControl, "macro"),
        Pick::attribute("", "altText", Channel::AlternativeText, "alternative text"),
        Pick::attribute("webPublishItem", "*", Channel::ExternalLink, "published as"),
        Pick::attribute("dataRef", "*", Channel::ConsolidationSource, ""),
        Pick::attribute("cellSmartTagPr", "*", Channel::OtherText, "smart tag"),
        Pick::attribute("cellWatch", "r", Channel::ViewSettings, "watched cell"),
        Pick::text("f", Channel::Formula, "reference"),
        Pick::attribute("selection", "*", Channel::ViewSettings, ""),
        Pick::attribute("row", "*", Channel::ViewSettings, ""),
        Pick::text("col", Channel::ViewSettings, "anchor"),
        Pick::text("row", Channel::ViewSettings, "anchor"),
        Pick::text("colOff", Channel::ViewSettings, "anchor"),
        Pick::text("rowOff", Channel::ViewSettings, "anchor"),
        Pick::attribute("ignoredError", "sqref", Channel::ViewSettings, "range"),
        Pick::attribute("dataValidation", "sqref", Channel::ViewSettings, "range"),
        Pick::attribute("conditionalFormatting", "sqref", Channel::ViewSettings, "range"),
    ],
};

/// Collects what the second reading and the safe copy need.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) columns: Columns,
    /// Range that the sheet says it uses; taken by the cells.
    pub(super) used: Option<Area>,
    pub(super) notes: Notes,
    /// Format of the rule under way.
    own: Differential,
    state: PickState,
    is_silent: bool,
}

impl Around {
    /// For a second reading: notes nothing, says nothing.
    pub(super) fn silent() -> Self {
        Self { is_silent: true, ..Self::default() }
    }

    /// Notes what the cells depend on.
    pub(super) fn note(&mut self, element: &Element<'_>, path: &Path) {
        if path.has("dxf") {
            self.own.take(element, path);
            return;
        }
        match element.name() {
            "col" => self.columns.add(element),
            "dimension" => {
                // Writers that do not know the range yet write a single cell.
                let area = element.attribute("ref").and_then(|area| Area::parse(&area));
                self.used = area.filter(|area| !area.is_single());
            }
            "mergeCell" => {
                let area = element.attribute("ref").and_then(|area| Area::parse(&area));
                self.notes.merges.extend(area.filter(|area| !area.is_single()));
            }
            "conditionalFormatting" => {
                let areas = element.attribute("sqref").unwrap_or_default();
                self.notes.condition(Area::parse_list(&areas));
            }
            "cfRule" => {
                if let Some(differential) = element.number("dxfId") {
                    self.notes.applies(differential);
                }
            }
            // A bar or an icon in place of the value.
            "dataBar" | "iconSet" if !element.flag_or_true("showValue") => self.notes.hides(),
            _ => {}
        }
    }

    /// The same for a text.
    pub(super) fn note_text(&mut self, text: &str, path: &Path) {
        if path.up(0) == "sqref" && path.up(1) == "conditionalFormatting" {
            self.notes.more(Area::parse_list(text));
        }
    }

    /// The same for the end of an element.
    pub(super) fn note_end(&mut self, path: &Path) {
        if path.up(0) == "dxf" && std::mem::take(&mut self.own).hides() {
            self.notes.hides();
        }
    }

    pub(super) fn visitor<'a, 's>(
        &'a mut self,
        parts: &'a mut LazyParts,
        scribe: &'a mut Scribe<'s>,
    ) -> AroundVisitor<'a, 's> {
        AroundVisitor { around: self, parts, scribe }
    }
}

pub(super) struct AroundVisitor<'a, 's> {
    around: &'a mut Around,
    parts: &'a mut LazyParts,
    scribe: &'a mut Scribe<'s>,
}

impl<'s> AroundVisitor<'_, 's> {
    fn picker(&mut self) -> Picker<'_, 's> {
        Picker { state: &mut self.around.state, table: &TABLE, parts: self.parts, scribe: self.scribe }
    }
}

impl Visitor for AroundVisitor<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        if self.around.is_silent {
            return Ok(());
        }
        self.around.note(element, path);
        self.around.notes.check(self.scribe.budget())?;
        if element.name() == "sheetProtection" && element.flag("sheet") {
            let text = "the sheet is protected against editing, not against reading";
            self.parts.say(Channel::Protection, "", "", text, self.scribe)?;
        }
        self.picker().start(element, path)
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        if self.around.is_silent {
            return Ok(());
        }
        self.around.note_text(text, path);
        self.picker().text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        if self.around.is_silent {
            return Ok(());
        }
        self.around.note_end(path);
        self.picker().end(path)
    }
}
