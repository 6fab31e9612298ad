//! `xl/workbook.xml`: the list of sheets, names, and what the program noted about the author's machine.

use crate::cell::address::Area;
use crate::lazy::LazyParts;
use crate::xlsb::references::References;
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Channel, Hiding, Read, Scribe};
use std::collections::HashMap;
use std::rc::Rc;

/// One line of the list of sheets.
#[derive(Debug, Clone)]
pub(crate) struct SheetEntry {
    pub(crate) name: String,
    /// What hides the whole sheet.
    pub(crate) hiding: Hiding,
    /// Name of the relationship that leads to its part.
    pub(crate) relation: String,
}

/// What the workbook part says about the whole.
#[derive(Debug, Default)]
pub(crate) struct Workbook {
    pub(crate) sheets: Vec<SheetEntry>,
    /// Dates count from 1904 instead of 1900.
    pub(crate) is_1904: bool,
    /// Programs compute every formula when they open the file, whatever result is stored.
    pub(crate) computes_anew: bool,
    /// Printed ranges by number of the sheet.
    pub(crate) print: HashMap<usize, Vec<Area>>,
    /// Filtered ranges by number of the sheet.
    pub(crate) filters: HashMap<usize, Area>,
    /// What the formulas of binary parts refer to by number.
    pub(crate) references: Rc<References>,
}

/// Printed ranges of one sheet: more than fit into a formula of Excel. Each cell is compared with all of them.
const MOST_PRINTED: usize = 1024;

const TABLE: Table = Table {
    rest: Channel::OtherText,
    at: &["name"],
    all_attributes: false,
    picks: &[
        Pick::elsewhere("sheet", "name"),
        Pick::elsewhere("definedName", "name"),
        Pick::elsewhere("definedName", "comment"),
        Pick::elsewhere("definedName", ""),
        Pick::attribute("absPath", "url", Channel::AuthorPath, "folder"),
        Pick::attribute("fileSharing", "userName", Channel::UserName, "locked for editing by"),
        Pick::attribute("customWorkbookView", "name", Channel::CustomView, "name"),
        Pick::attribute("workbookPr", "codeName", Channel::ViewSettings, "code name"),
        Pick::attribute("webPublishing", "*", Channel::AuthorPath, "web publishing"),
        Pick::attribute("smartTagType", "*", Channel::OtherText, "smart tag"),
        Pick::attribute("fileVersion", "*", Channel::ViewSettings, ""),
        Pick::attribute("documentId", "*", Channel::ViewSettings, ""),
        Pick::attribute("ext", "uri", Channel::ViewSettings, "extension"),
        Pick::attribute("modelTable", "*", Channel::Connection, "table of the data model"),
        Pick::attribute("modelRelationship", "*", Channel::Connection, "relation in the data model"),
    ],
};

/// Reads the workbook part.
pub(crate) fn read(bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Workbook> {
    let budget = scribe.budget();
    let mut state = PickState::default();
    let picker = Picker { state: &mut state, table: &TABLE, parts, scribe };
    let mut reader = Reader { picker, name: None, workbook: Workbook::default() };
    walk(bytes, budget, &mut reader)?;
    Ok(reader.workbook)
}

struct Reader<'a, 's> {
    picker: Picker<'a, 's>,
    name: Option<Name>,
    workbook: Workbook,
}

/// A defined name under way.
struct Name {
    spelled: String,
    sheet: Option<usize>,
    channel: Channel,
}

/// Attributes of a workbook's protection that lock something.
const LOCKS: &[&str] = &["lockStructure", "lockWindows", "lockRevision", "readOnlyRecommended"];

/// Those that keep a password, by its hash.
const PASSWORDS: &[&str] = &[
    "workbookPassword",
    "revisionsPassword",
    "workbookHashValue",
    "revisionsHashValue",
    "reservationPassword",
    "hashValue",
];

impl Reader<'_, '_> {
    fn say(&mut self, channel: Channel, label: &str, at: &str, text: &str) -> Read {
        self.picker.parts.say(channel, label, at, text, self.picker.scribe)
    }

    fn name_begins(&mut self, element: &Element<'_>) -> Read {
        let name = element.attribute("name").unwrap_or_default().into_owned();
        let channel = if element.flag("hidden") { Channel::HiddenName } else { Channel::DefinedName };
        if !name.starts_with("_xlnm.") {
            self.say(channel, "name", &name, &name)?;
        }
        for attribute in ["comment", "description", "help", "customMenu", "statusBar"] {
            if let Some(text) = element.attribute(attribute) {
                self.say(channel, attribute, &name, &text)?;
            }
        }
        self.name = Some(Name { spelled: name, sheet: element.number("localSheetId"), channel });
        Ok(())
    }

    fn name_refers(&mut self, text: &str) -> Read {
        let Some(Name { spelled: name, sheet, channel }) = &self.name else { return Ok(()) };
        if let Some(sheet) = sheet {
            match name.as_str() {
                "_xlnm.Print_Area" => {
                    let mut areas = Area::parse_list(text);
                    areas.truncate(MOST_PRINTED);
                    self.workbook.print.insert(*sheet, areas);
                }
                "_xlnm._FilterDatabase" => {
                    if let Some(area) = Area::parse(text) {
                        self.workbook.filters.insert(*sheet, area);
                    }
                }
                _ => {}
            }
        }
        let (channel, name) = (*channel, name.clone());
        self.say(channel, "refers to", &name, text)
    }
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.picker.start(element, path)?;
        match element.name() {
            "sheet" if path.up(1) == "sheets" => {
                let hiding = match element.attribute("state").as_deref() {
                    None | Some("visible") => Hiding::empty(),
                    Some("hidden") => Hiding::SHEET,
                    // A state that nobody knows is at least not known to be seen.
                    Some(_) => Hiding::SHEET_VERY,
                };
                self.workbook.sheets.push(SheetEntry {
                    name: element.attribute("name").unwrap_or_default().into_owned(),
                    hiding,
                    relation: element.attribute("id").unwrap_or_default().into_owned(),
                });
            }
            "workbookPr" => self.workbook.is_1904 = element.flag("date1904"),
            "calcPr" => self.workbook.computes_anew = element.flag("fullCalcOnLoad"),
            "definedName" => self.name_begins(element)?,
            // Programs write both without any lock as well.
            "workbookProtection" | "fileSharing" => {
                let has_password = || PASSWORDS.iter().any(|password| element.attribute(password).is_some());
                if LOCKS.iter().any(|lock| element.flag(lock)) || has_password() {
                    let what = "the workbook is protected against editing, not against reading";
                    self.say(Channel::Protection, "", "", what)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        if path.up(0) == "definedName" {
            return self.name_refers(text);
        }
        self.picker.text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        if path.up(0) == "definedName" {
            self.name = None;
        }
        self.picker.end(path)
    }
}
