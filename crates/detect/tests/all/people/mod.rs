//! Tables of generated people, handed to the detector as a reader of files would.

use detect::{Day, DetectOptions, Detector, Findings, Nature, ViewFound};
use inspect::{
    CellKind, Channel, Content, FileHead, Frame, Hiding, PartHead, PartTail, RowBuffer, RowRole, Sink,
};

/// Parts of surnames of many origins. Put together they are nobody's, and on no list.
const BEGINNINGS: &[&str] =
    &["Wojcie", "Szym", "Thanga", "Selva", "Ade", "Olu", "Papa", "Kyria", "Nguy", "Tre", "Pryd", "Okon"];
const ENDINGS: &[&str] =
    &["lska", "czyn", "rajan", "moorthi", "bayola", "tundeva", "dakis", "kopou", "enh", "varrow"];
const FORENAMES: &[&str] =
    &["Zdravena", "Ilmari", "Thushava", "Olabo", "Eleftha", "Minhaku", "Jowana", "Petrokh"];

/// The surname of a person, by number; 120 different ones.
pub fn surname(person: usize) -> String {
    format!("{}{}", BEGINNINGS[person % BEGINNINGS.len()], ENDINGS[person / BEGINNINGS.len() % ENDINGS.len()])
}

/// A forename that no list holds.
pub fn forename(person: usize) -> &'static str {
    FORENAMES[person * 5 % FORENAMES.len()]
}

/// An initial.
pub fn initial(person: usize) -> String {
    char::from(b'A' + (person * 7 % 26) as u8).to_string()
}

/// One of a few values.
pub fn one_of(values: &[&str], person: usize) -> String {
    values[person * 3 % values.len()].to_owned()
}

/// A table with a heading (none when empty) and rows.
pub fn table(heading: &[&str], rows: usize, cells: impl Fn(usize) -> Vec<String>) -> Vec<Vec<String>> {
    let heading: Vec<String> = heading.iter().map(|text| (*text).to_owned()).collect();
    let heading = (!heading.is_empty()).then_some(heading);
    heading.into_iter().chain((0..rows).map(cells)).collect()
}

/// What is found in a sheet that is hidden.
pub fn hidden(rows: &[Vec<String>]) -> Findings {
    found(rows, Hiding::SHEET)
}

/// What is found in a sheet.
pub fn found(rows: &[Vec<String>], hiding: Hiding) -> Findings {
    let options = || DetectOptions {
        today: Day::new(2026, 11, 1).unwrap(),
        roster: None,
        recognisers: &[],
        local: None,
    };
    let mut detector = Detector::new(options());
    feed(&mut detector, rows, hiding);
    let mut findings = detector.finish();
    if let Some(plans) = findings.again.take() {
        let mut detector = Detector::again(options(), plans);
        feed(&mut detector, rows, hiding);
        findings = detector.finish();
    }
    findings
}

fn feed(detector: &mut Detector<'_>, rows: &[Vec<String>], hiding: Hiding) {
    let file =
        FileHead { file: 0, inside: None, format: "xlsx", name: "answer.xlsx", bytes: 1, claims: None };
    let part = PartHead {
        id: 1,
        file: 0,
        parent: None,
        channel: Channel::Sheet,
        hiding,
        content: Content::Table,
        path: "xl/worksheets/sheet1.xml",
        human: "sheet 'Sheet1'",
        range: "",
    };
    detector.frame(&Frame::File(file)).unwrap();
    detector.frame(&Frame::Open(part)).unwrap();
    let mut buffer = RowBuffer::default();
    for (number, row) in rows.iter().enumerate().filter(|(_, row)| row.iter().any(|text| !text.is_empty())) {
        buffer.clear();
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            buffer.push(column as u32, CellKind::Text, Hiding::empty(), text);
        }
        let row = buffer.row(1, number as u32 + 1, RowRole::Data, Hiding::empty());
        detector.frame(&Frame::Row(row)).unwrap();
    }
    detector.frame(&Frame::Close(PartTail { id: 1, table: None })).unwrap();
}

/// The view that says most about people.
pub fn view(findings: &Findings) -> &ViewFound {
    findings.parts.iter().flat_map(|part| &part.views).max_by_key(|view| view.nature).unwrap()
}

/// The fields of the columns of that view.
pub fn fields(findings: &Findings) -> Vec<&'static str> {
    view(findings).columns.iter().map(|column| column.field.id()).collect()
}

/// Asserts that a table names people, and that the number of them can be right.
#[track_caller]
pub fn assert_people(findings: &Findings, people: usize, what: &str) {
    let view = view(findings);
    assert_eq!(view.nature, Nature::Identified, "{what}: {:?}", fields(findings));
    let found = &findings.people;
    let people = people as u64;
    assert!(found.certain <= people && people <= found.most(), "{what}: {people} people, found {found:?}");
}

/// Asserts that a table is about nobody.
#[track_caller]
pub fn assert_nobody(findings: &Findings, what: &str) {
    let view = view(findings);
    assert!(view.nature <= Nature::Impersonal, "{what}: {:?} {:?}", fields(findings), view.why);
}
