//! Writes an xlsx workbook (ECMA-376 part 1, 18): the parts that a workbook must have, and no other. There are no
//! document properties, no theme, no string table: texts stand in their cells.

use super::grid::Names;
use super::styles::Styles;
use super::xml::{self, DECLARATION};
use super::zip::Zip;
use super::{OutCell, SheetHead, Trouble, Writer, check_cell};
use crate::clean::survey::sheet::Merge;
use crate::clean::value::{Format, Value};
use std::fmt::Write as _;
use std::io::{Seek, Write};

/// Letters that Excel keeps in a cell, counted in UTF-16.
const LONGEST_TEXT: usize = 32_767;
/// Letters of a sheet's name.
const LONGEST_NAME: usize = 31;
/// Number of the first format that is not built in.
const FIRST_FORMAT: usize = 164;
/// The widest column that Excel accepts, in characters.
const WIDEST: f32 = 255.0;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A workbook under way.
pub(crate) struct XlsxWriter<W: Write + Seek> {
    zip: Zip<W>,
    names: Names,
    merges: Vec<Merge>,
    /// XML of the row under way.
    text: String,
}

impl<W: Write + Seek> XlsxWriter<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { zip: Zip::new(out), names: Names::new(LONGEST_NAME), merges: Vec::new(), text: String::new() }
    }

    fn cell(&mut self, row: u32, cell: &OutCell<'_>) -> Result<(), Trouble> {
        check_cell(row, cell)?;
        let text = &mut self.text;
        let _ = write!(text, "<c r=\"{}{}\"", inspect::column_name(cell.column), u64::from(row) + 1);
        if cell.style > 0 {
            let _ = write!(text, " s=\"{}\"", cell.style);
        }
        match &cell.value {
            Value::Number(value, _) => {
                let _ = write!(text, "><v>{}</v></c>", xml::number(*value));
            }
            Value::Date(moment, _) => {
                let _ = write!(text, "><v>{}</v></c>", xml::number(moment.serial()));
            }
            Value::Boolean(value) => {
                let _ = write!(text, " t=\"b\"><v>{}</v></c>", u8::from(*value));
            }
            Value::Text(words) => {
                if words.encode_utf16().nth(LONGEST_TEXT).is_some() {
                    return Err(Trouble::LongText(row, cell.column));
                }
                // White space at the ends, and lines, are dropped unless it is said that they count.
                let is_plain = words.trim().len() == words.len() && !words.contains(['\n', '\t']);
                text.push_str(" t=\"inlineStr\"><is><t");
                text.push_str(if is_plain { ">" } else { " xml:space=\"preserve\">" });
                xml::text(&guarded(words), text);
                text.push_str("</t></is></c>");
            }
        }
        Ok(())
    }

    fn parts(&mut self, styles: &Styles) -> Result<(), Trouble> {
        self.zip.whole("xl/styles.xml", &styles_part(styles))?;
        let mut workbook =
            format!("{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>");
        let mut relations = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
        let mut types = format!(
            "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
             ContentType=\"{TYPES}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
             ContentType=\"{TYPES}.styles+xml\"/>"
        );
        for (index, name) in self.names.all().iter().enumerate() {
            let number = index + 1;
            workbook.push_str("<sheet name=\"");
            xml::text(name, &mut workbook);
            let _ = write!(workbook, "\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
            let _ = write!(
                relations,
                "<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            );
            let _ = write!(
                types,
                "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>"
            );
        }
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{}\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>",
            self.names.all().len() + 1
        );
        workbook.push_str("</sheets></workbook>");
        types.push_str("</Types>");
        self.zip.whole("xl/workbook.xml", &workbook)?;
        self.zip.whole("xl/_rels/workbook.xml.rels", &relations)?;
        let root = format!(
            "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
             Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        self.zip.whole("_rels/.rels", &root)?;
        self.zip.whole("[Content_Types].xml", &types)?;
        Ok(())
    }
}

impl<W: Write + Seek> Writer for XlsxWriter<W> {
    fn begin_sheet(&mut self, head: &SheetHead<'_>) -> Result<(), Trouble> {
        self.names.add(head.name);
        self.zip.begin(&format!("xl/worksheets/sheet{}.xml", self.names.all().len()))?;
        self.merges = head.merges.to_vec();
        self.text.clear();
        let _ = write!(self.text, "{DECLARATION}<worksheet xmlns=\"{MAIN}\">");
        let widths = head.widths.iter().filter(|(first, ..)| *first < super::COLUMNS);
        for (index, (first, last, width)) in widths.enumerate() {
            if index == 0 {
                self.text.push_str("<cols>");
            }
            let _ = write!(
                self.text,
                "<col min=\"{}\" max=\"{}\" width=\"{}\" customWidth=\"1\"/>",
                first + 1,
                last.saturating_add(1).min(super::COLUMNS),
                width.min(WIDEST)
            );
        }
        if self.text.ends_with("/>") {
            self.text.push_str("</cols>");
        }
        self.text.push_str("<sheetData>");
        self.zip.write_all(self.text.as_bytes())?;
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[OutCell<'_>]) -> Result<(), Trouble> {
        self.text.clear();
        let _ = write!(self.text, "<row r=\"{}\">", u64::from(row) + 1);
        for cell in cells {
            self.cell(row, cell)?;
        }
        self.text.push_str("</row>");
        self.zip.write_all(self.text.as_bytes())?;
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), Trouble> {
        self.text.clear();
        self.text.push_str("</sheetData>");
        let merges = super::grid::inside(&self.merges);
        if !merges.is_empty() {
            let _ = write!(self.text, "<mergeCells count=\"{}\">", merges.len());
            for (top, left, bottom, right) in merges {
                let (first, last) = (inspect::column_name(left), inspect::column_name(right));
                let _ = write!(self.text, "<mergeCell ref=\"{first}{}:{last}{}\"/>", top + 1, bottom + 1);
            }
            self.text.push_str("</mergeCells>");
        }
        self.text.push_str("</worksheet>");
        self.zip.write_all(self.text.as_bytes())?;
        Ok(())
    }

    fn finish(mut self: Box<Self>, styles: &Styles) -> Result<(), Trouble> {
        self.parts(styles)?;
        self.zip.finish()?;
        Ok(())
    }
}

/// A text in which nothing can be taken for an escape (`_x0041_`, ECMA-376 part 1, 22.9.2.19).
fn guarded(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let is_escape = after
            .as_bytes()
            .get(2..7)
            .is_some_and(|code| code[4] == b'_' && code.iter().take(4).all(u8::is_ascii_hexdigit));
        out.push_str(if is_escape { "_x005F_" } else { "_" });
        rest = after.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.into()
}

/// Fonts: plain, bold, italic, both, in the order of two bits.
fn styles_part(styles: &Styles) -> String {
    let mut out = format!("{DECLARATION}<styleSheet xmlns=\"{MAIN}\">");
    let formats = styles.formats().get(1..).unwrap_or_default();
    if !formats.is_empty() {
        let _ = write!(out, "<numFmts count=\"{}\">", formats.len());
        for (index, format) in formats.iter().enumerate() {
            let _ = write!(out, "<numFmt numFmtId=\"{}\" formatCode=\"", FIRST_FORMAT + index);
            match format {
                Format::General => {}
                Format::Number(looks) => xml::text(&looks.code(), &mut out),
                Format::Date(looks) => xml::text(&looks.code(), &mut out),
            }
            out.push_str("\"/>");
        }
        out.push_str("</numFmts>");
    }
    out.push_str("<fonts count=\"4\">");
    for looks in ["", "<b/>", "<i/>", "<b/><i/>"] {
        let _ = write!(out, "<font>{looks}<sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>");
    }
    out.push_str(
        "</fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill \
         patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/>\
         <diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" \
         borderId=\"0\"/></cellStyleXfs>",
    );
    let _ = write!(out, "<cellXfs count=\"{}\">", styles.all().len());
    for (looks, format) in styles.all() {
        let font = u8::from(looks.bold) | u8::from(looks.italic) << 1;
        let number = if *format == 0 { 0 } else { FIRST_FORMAT + format - 1 };
        let _ =
            write!(out, "<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\"");
        if number > 0 {
            out.push_str(" applyNumberFormat=\"1\"");
        }
        if font > 0 {
            out.push_str(" applyFont=\"1\"");
        }
        out.push_str(if looks.wrap {
            " applyAlignment=\"1\"><alignment wrapText=\"1\"/></xf>"
        } else {
            "/>"
        });
    }
    out.push_str(
        "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
         </styleSheet>",
    );
    out
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn what_looks_like_an_escape_is_guarded() {
        assert_eq!(guarded("plain_text"), "plain_text");
        assert_eq!(guarded("_x0041_"), "_x005F_x0041_");
        assert_eq!(guarded("a_x00_x0041_"), "a_x00_x005F_x0041_");
        assert_eq!(guarded("_x"), "_x");
    }
}
