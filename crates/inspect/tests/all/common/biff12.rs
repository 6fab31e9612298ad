//! Writes binary workbooks record by record: what no program at hand can be made to write.

use super::zip;

/// A record: number and length have seven bits a byte, the lowest first.
pub fn record(number: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for mut rest in [usize::from(number), body.len()] {
        loop {
            let byte = (rest & 0x7f) as u8;
            rest >>= 7;
            bytes.push(if rest > 0 { byte | 0x80 } else { byte });
            if rest == 0 {
                break;
            }
        }
    }
    bytes.extend(body);
    bytes
}

/// Several records.
pub fn records(list: &[(u16, Vec<u8>)]) -> Vec<u8> {
    list.iter().flat_map(|(number, body)| record(*number, body)).collect()
}

/// Numbers of four bytes.
pub fn numbers(list: &[u32]) -> Vec<u8> {
    list.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// UTF-16 in little-endian order.
pub fn units(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A text behind its count.
pub fn wide(text: &str) -> Vec<u8> {
    [numbers(&[text.encode_utf16().count() as u32]), units(text)].concat()
}

/// No text.
pub fn none() -> Vec<u8> {
    vec![0xff; 4]
}

/// A formula that is one text.
pub fn text_formula(text: &str) -> Vec<u8> {
    let tokens = [&[0x17][..], &(text.encode_utf16().count() as u16).to_le_bytes(), &units(text)].concat();
    [numbers(&[tokens.len() as u32]), tokens, numbers(&[0])].concat()
}

/// A row that hides nothing.
pub fn row(number: u32) -> (u16, Vec<u8>) {
    row_that(number, 0)
}

/// A row with its switches.
pub fn row_that(number: u32, switches: u16) -> (u16, Vec<u8>) {
    let looks = [&300_u16.to_le_bytes()[..], &switches.to_le_bytes(), &[0]].concat();
    (0x0000, [numbers(&[number, 0]), looks, numbers(&[0])].concat())
}

/// A cell with a text of its own.
pub fn text_cell(column: u32, style: u32, text: &str) -> (u16, Vec<u8>) {
    (0x0006, [numbers(&[column, style]), wide(text)].concat())
}

/// A cell with a number.
pub fn number_cell(column: u32, style: u32, value: f64) -> (u16, Vec<u8>) {
    (0x0005, [numbers(&[column, style]), value.to_le_bytes().to_vec()].concat())
}

/// A sheet of these records between its begin and its end.
pub fn sheet(before: &[(u16, Vec<u8>)], cells: &[(u16, Vec<u8>)], after: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let one = |number: u16| record(number, &[]);
    [one(0x0081), records(before), one(0x0091), records(cells), one(0x0092), records(after), one(0x0082)]
        .concat()
}

/// A package under way.
pub struct Workbook {
    pub sheets: Vec<(u32, String, Vec<u8>)>,
    /// Records of the workbook's own part behind the list of sheets.
    pub globals: Vec<u8>,
    pub styles: Vec<u8>,
    /// Further parts: name, bytes, how the workbook refers to them.
    pub parts: Vec<(String, Vec<u8>, Option<&'static str>)>,
    /// Relationships of other parts: name of the `.rels` part, its lines.
    pub relations: Vec<(String, String)>,
}

impl Workbook {
    /// A workbook with one sheet.
    pub fn of(sheet: Vec<u8>) -> Self {
        Self {
            sheets: vec![(0, "Answer".into(), sheet)],
            globals: Vec::new(),
            styles: Vec::new(),
            parts: Vec::new(),
            relations: Vec::new(),
        }
    }

    /// The archive.
    pub fn bytes(&self) -> Vec<u8> {
        const HEAD: &str =
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        let line = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{OFFICE}{kind}" Target="{target}"/>"#)
        };
        let mut list = Vec::new();
        let mut lines = String::new();
        let mut entries: Vec<(String, Vec<u8>)> = Vec::new();
        for (index, (state, name, bytes)) in self.sheets.iter().enumerate() {
            let id = format!("rId{}", index + 1);
            let path = format!("worksheets/sheet{}.bin", index + 1);
            let body = [numbers(&[*state, index as u32 + 1]), wide(&id), wide(name)].concat();
            list.extend(record(0x009c, &body));
            lines += &line(&id, "worksheet", &path);
            entries.push((format!("xl/{path}"), bytes.clone()));
        }
        if !self.styles.is_empty() {
            lines += &line("rStyles", "styles", "styles.bin");
            entries.push(("xl/styles.bin".into(), self.styles.clone()));
        }
        for (index, (name, bytes, kind)) in self.parts.iter().enumerate() {
            if let Some(kind) = kind {
                lines += &line(&format!("rPart{index}"), kind, &format!("/{name}"));
            }
            entries.push((name.clone(), bytes.clone()));
        }
        for (name, inner) in &self.relations {
            entries.push((name.clone(), format!("{HEAD}{inner}</Relationships>").into_bytes()));
        }
        let workbook = [
            record(0x0083, &[]),
            record(0x008f, &[]),
            list,
            record(0x0090, &[]),
            self.globals.clone(),
            record(0x0084, &[]),
        ]
        .concat();
        let types = r#"<Types><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>"#;
        let root = format!("{HEAD}{}</Relationships>", line("rId1", "officeDocument", "xl/workbook.bin"));
        let own = format!("{HEAD}{lines}</Relationships>");
        let mut all: Vec<(&str, &[u8])> = vec![
            ("[Content_Types].xml", types.as_bytes()),
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.bin", &workbook),
            ("xl/_rels/workbook.bin.rels", own.as_bytes()),
        ];
        all.extend(entries.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        zip(&all)
    }
}

/// One line of a `.rels` part.
pub fn relation(id: &str, kind: &str, target: &str, is_external: bool) -> String {
    let mode = if is_external { r#" TargetMode="External""# } else { "" };
    format!(
        r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/>"#
    )
}
