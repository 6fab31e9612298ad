//! A workbook as a list of parts that refer to one another.

use crate::common::{inspect_bytes, zip};
use inspect::{Channel, Inspection, Options, Part};
use std::fmt::Write;

/// Relationships of ECMA-376.
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Relationships of its part 2.
pub const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// Relationships of what Microsoft added.
pub const MICROSOFT: &str = "http://schemas.microsoft.com/office";
/// Content types of ECMA-376.
pub const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const NAMESPACES: &str = concat!(
    r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" "#,
    r#"xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main""#
);

/// One relationship: the part that has it, its type, its target, and whether that lies outside the file.
type Relation = (String, String, String, bool);

/// A workbook under construction.
#[derive(Clone)]
pub struct Book {
    /// Name, state, kind, path and XML of each sheet.
    sheets: Vec<[String; 5]>,
    pub parts: Vec<(String, String, Vec<u8>)>,
    pub relations: Vec<Relation>,
    /// What stands in the workbook part before and after the list of sheets.
    pub before: String,
    pub after: String,
    /// What stands in the styles part.
    pub styles: String,
    /// Whether it is declared as one with macros.
    pub has_macros: bool,
}

/// A row of texts, from column A on.
pub fn row(number: u32, texts: &[&str]) -> String {
    let mut cells = String::new();
    for (text, column) in texts.iter().zip('A'..) {
        write!(cells, r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#).unwrap();
    }
    format!(r#"<row r="{number}">{cells}</row>"#)
}

/// A worksheet part.
pub fn sheet(before: &str, rows: &str, after: &str) -> String {
    format!("{HEAD}<worksheet {NAMESPACES}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>")
}

impl Book {
    /// A workbook of one sheet that answers a question and holds nothing else.
    pub fn answer() -> Self {
        Self::of("", &row(1, &["Answer"]), "")
    }

    /// A workbook of one sheet: what stands before its rows, its rows, and what stands after them.
    pub fn of(before: &str, rows: &str, after: &str) -> Self {
        Self {
            sheets: Vec::new(),
            parts: Vec::new(),
            relations: Vec::new(),
            before: String::new(),
            after: String::new(),
            styles: String::new(),
            has_macros: false,
        }
        .sheet("Answer", "visible", &sheet(before, rows, after))
    }

    /// A further worksheet.
    pub fn sheet(self, name: &str, state: &str, xml: &str) -> Self {
        let path = format!("xl/worksheets/sheet{}.xml", self.sheets.len() + 1);
        self.sheet_of(name, state, &format!("{OFFICE}/worksheet"), &path, xml)
    }

    /// A further sheet of any kind.
    pub fn sheet_of(mut self, name: &str, state: &str, kind: &str, path: &str, xml: &str) -> Self {
        self.sheets.push([name, state, kind, path, xml].map(str::to_owned));
        self
    }

    /// A part that `owner` refers to; relationships of one owner are `rId1`, `rId2` in the order in which they come.
    pub fn part(
        self,
        owner: &str,
        kind: &str,
        path: &str,
        content_type: &str,
        body: impl AsRef<[u8]>,
    ) -> Self {
        let up = "../".repeat(owner.matches('/').count());
        self.relate(owner, kind, &format!("{up}{path}"), false).loose(path, content_type, body)
    }

    /// A part that nothing refers to.
    pub fn loose(mut self, path: &str, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        self.parts.push((path.into(), content_type.into(), body.as_ref().into()));
        self
    }

    /// A relationship.
    pub fn relate(mut self, owner: &str, kind: &str, target: &str, is_external: bool) -> Self {
        self.relations.push((owner.into(), kind.into(), target.into(), is_external));
        self
    }

    fn workbook(&self) -> String {
        let mut sheets = String::new();
        for (number, [name, state, ..]) in (1..).zip(&self.sheets) {
            let state = if state == "visible" { String::new() } else { format!(r#" state="{state}""#) };
            write!(sheets, r#"<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>"#).unwrap();
        }
        let (before, after) = (&self.before, &self.after);
        format!("{HEAD}<workbook {NAMESPACES}>{before}<sheets>{sheets}</sheets>{after}</workbook>")
    }

    /// All entries of the package, the content types and relationships among them.
    pub fn entries(&self) -> Vec<(String, Vec<u8>)> {
        let main = if self.has_macros {
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml".to_owned()
        } else {
            format!("{SPREADSHEET}.sheet.main+xml")
        };
        let mut parts = vec![("xl/workbook.xml".to_owned(), main, self.workbook().into_bytes())];
        let mut relations =
            vec![(String::new(), format!("{OFFICE}/officeDocument"), "xl/workbook.xml".to_owned(), false)];
        for [_, _, kind, path, xml] in &self.sheets {
            let word = kind.rsplit('/').next().unwrap();
            parts.push((path.clone(), format!("{SPREADSHEET}.{word}+xml"), xml.clone().into_bytes()));
            relations.push(("xl/workbook.xml".into(), kind.clone(), format!("/{path}"), false));
        }
        if !self.styles.is_empty() {
            let xml = format!("{HEAD}<styleSheet xmlns=\"{MAIN}\">{}</styleSheet>", self.styles);
            parts.push(("xl/styles.xml".into(), format!("{SPREADSHEET}.styles+xml"), xml.into_bytes()));
            relations.push((
                "xl/workbook.xml".into(),
                format!("{OFFICE}/styles"),
                "styles.xml".into(),
                false,
            ));
        }
        parts.extend(self.parts.iter().cloned());
        relations.extend(self.relations.iter().cloned());

        let mut entries = vec![("[Content_Types].xml".to_owned(), content_types(&parts).into_bytes())];
        let mut owners: Vec<&str> = relations.iter().map(|(owner, ..)| owner.as_str()).collect();
        owners.sort_unstable();
        owners.dedup();
        for owner in owners {
            entries.push((list_of(owner), relationships(owner, &relations).into_bytes()));
        }
        entries.extend(parts.into_iter().map(|(path, _, body)| (path, body)));
        entries
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let entries = self.entries();
        let entries: Vec<_> = entries.iter().map(|(path, body)| (path.as_str(), body.as_slice())).collect();
        zip(&entries)
    }

    /// What is found in it; nothing in it may be beyond the readers.
    pub fn look(&self) -> Inspection {
        let found = self.look_anyway();
        assert_eq!((&found.unaccounted, &found.unchecked), (&vec![], &vec![]));
        found
    }

    /// What is found in a workbook that is not sound.
    pub fn look_anyway(&self) -> Inspection {
        let name = if self.has_macros { "answer.xlsm" } else { "answer.xlsx" };
        inspect_bytes(&self.bytes(), name, &Options::default())
    }
}

fn content_types(parts: &[(String, String, Vec<u8>)]) -> String {
    let mut lines = format!(
        r#"<Default Extension="rels" ContentType="{}.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#,
        "application/vnd.openxmlformats-package"
    );
    for (path, kind, _) in parts.iter().filter(|(_, kind, _)| !kind.is_empty()) {
        write!(lines, r#"<Override PartName="/{path}" ContentType="{kind}"/>"#).unwrap();
    }
    let space = "http://schemas.openxmlformats.org/package/2006/content-types";
    format!(r#"{HEAD}<Types xmlns="{space}">{lines}</Types>"#)
}

fn list_of(owner: &str) -> String {
    let (folder, name) = owner.rsplit_once('/').unwrap_or(("", owner));
    format!("{folder}/_rels/{name}.rels").trim_start_matches('/').to_owned()
}

fn relationships(owner: &str, all: &[Relation]) -> String {
    let mut lines = String::new();
    for (number, (_, kind, target, is_external)) in (1..).zip(all.iter().filter(|line| line.0 == owner)) {
        let mode = if *is_external { r#" TargetMode="External""# } else { "" };
        write!(lines, r#"<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{mode}/>"#).unwrap();
    }
    format!(r#"{HEAD}<Relationships xmlns="{PACKAGE}">{lines}</Relationships>"#)
}

/// The table of a channel.
pub fn table(found: &Inspection, channel: Channel) -> &Part {
    found.of(channel).find(|part| part.table.is_some()).unwrap()
}

/// How many values of a table something hides.
pub fn hidden(part: &Part, why: inspect::Hiding) -> u64 {
    let lines = &part.table.as_ref().unwrap().hidden;
    lines.iter().filter(|line| line.why == why).map(|line| line.values).sum()
}

/// Everything that a channel says in the part of a path: label, place, text.
pub fn told<'i>(found: &'i Inspection, channel: Channel, path: &str) -> Vec<[&'i str; 3]> {
    let parts = found.of(channel).filter(|part| part.path == path);
    let segments = parts.flat_map(|part| &part.segments);
    segments.map(|(label, at, text)| [label.as_str(), at.as_str(), text.as_str()]).collect()
}

/// Asserts that a channel says something in the part of a path: label, place, text.
#[track_caller]
pub fn assert_told(found: &Inspection, channel: Channel, path: &str, expected: &[[&str; 3]]) {
    let said = told(found, channel, path);
    for line in expected {
        assert!(said.contains(line), "{line:?} is not in {said:?}");
    }
}
