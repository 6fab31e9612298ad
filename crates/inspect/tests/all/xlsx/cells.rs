//! Cells that are there and not seen.

use crate::common::rows;
use crate::xlsx::book::{Book, OFFICE, SPREADSHEET, assert_told, hidden, row, table, told};
use inspect::{Channel, Hiding, Part};

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// Styles by number: 0 plain, 1 white letters, 2 white on blue, 3 `;;;`, 4 a word in place of the value, 5 a year alone,
/// 6 letters of one point, 7 letters in the colour of the theme's background.
const STYLES: &str = r#"<numFmts count="3"><numFmt numFmtId="164" formatCode=";;;"/><numFmt numFmtId="165"
    formatCode="&quot;Redacted&quot;;&quot;Redacted&quot;;&quot;Redacted&quot;;&quot;Redacted&quot;"/>
    <numFmt numFmtId="166" formatCode="yyyy"/></numFmts>
    <fonts count="4"><font><sz val="11"/><name val="Calibri"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/></font>
    <font><sz val="1"/></font><font><sz val="11"/><color theme="0"/></font></fonts>
    <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
    <fill><patternFill patternType="solid"><fgColor rgb="FF1F4E79"/></patternFill></fill></fills>
    <cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="0" fontId="1" fillId="0"/>
    <xf numFmtId="0" fontId="1" fillId="2"/><xf numFmtId="164" fontId="0" fillId="0"/><xf numFmtId="165" fontId="0" fillId="0"/>
    <xf numFmtId="166" fontId="0" fillId="0"/><xf numFmtId="0" fontId="2" fillId="0"/><xf numFmtId="0" fontId="3" fillId="0"/></cellXfs>"#;

const THEME: &str = r#"<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements>
    <a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window"
    lastClr="FFFFFF"/></a:lt1></a:clrScheme></a:themeElements></a:theme>"#;

fn text(place: &str, style: u8, text: &str) -> String {
    format!(r#"<c r="{place}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// What hides the cell of a column in the first row of a table.
fn hiding(part: &Part, column: u32) -> Hiding {
    let cell = part.rows[0].cells.iter().find(|cell| cell.0 == column).unwrap();
    Hiding::from_bits_retain(cell.3)
}

#[test]
fn letters_that_nobody_can_see_are_told() {
    let cells = [
        text("A1", 0, "seen"),
        text("B1", 1, "Ashworth"),
        text("C1", 2, "seen"),
        text("D1", 3, "Birchall"),
        text("E1", 4, "Dunmore"),
        r#"<c r="F1" s="4"><v>40001</v></c><c r="G1" s="5"><v>26000</v></c>"#.into(),
        text("H1", 6, "Eastwood"),
        text("I1", 7, "Farrow"),
    ];
    let mut book = Book::of("", &format!(r#"<row r="1">{}</row>"#, cells.concat()), "").part(
        "xl/workbook.xml",
        &format!("{OFFICE}/theme"),
        "xl/theme/theme1.xml",
        "application/vnd.openxmlformats-officedocument.theme+xml",
        THEME,
    );
    book.styles = STYLES.into();
    let found = book.look();
    let answer = table(&found, Channel::Sheet);
    let expected = [
        Hiding::empty(),
        Hiding::SAME_COLOUR,
        Hiding::empty(),
        Hiding::FORMAT_BLANK,
        Hiding::FORMAT_REPLACED,
        Hiding::FORMAT_REPLACED,
        Hiding::FORMAT_PARTIAL,
        Hiding::TINY_FONT,
        Hiding::SAME_COLOUR,
    ];
    for (column, expected) in (0..).zip(expected) {
        assert_eq!(hiding(answer, column), expected, "column {column}");
    }
    assert_eq!(answer.rows[0].cells[5].1, "40001");
    assert_eq!(answer.rows[0].cells[6].1, "1971-03-08");
    // The words that a format prints are stored too.
    let words = r#""Redacted";"Redacted";"Redacted";"Redacted""#;
    assert_told(&found, Channel::Styles, "xl/styles.xml", &[["number format", "", words]]);
}

#[test]
fn rows_and_columns_without_size_are_hidden_in_their_own_way() {
    let before = r#"<sheetFormatPr defaultRowHeight="15"/><cols><col min="2" max="2" width="0" customWidth="1"/>
        <col min="3" max="3" width="9" hidden="1"/><col min="4" max="4" width="9" outlineLevel="1" hidden="1"/></cols>"#;
    let wide = row(1, &["Surname", "Ashworth", "Birchall", "Dunmore"]);
    let sized =
        |number: u32, what: &str, name: &str| row(number, &[name]).replace("<row ", &format!("<row {what} "));
    let lines = [
        wide,
        sized(2, r#"ht="0" customHeight="1""#, "Eastwood"),
        sized(3, r#"hidden="1""#, "Farrow"),
        sized(4, r#"hidden="1" outlineLevel="1""#, "Garside"),
    ];
    let found = Book::of(before, &lines.concat(), "").look();
    let answer = table(&found, Channel::Sheet);
    let rows: Vec<_> = answer.rows.iter().map(|row| row.hiding).collect();
    assert_eq!(rows, [Hiding::empty(), Hiding::ROW_ZERO, Hiding::ROW, Hiding::ROW_COLLAPSED]);
    assert_eq!(hiding(answer, 1), Hiding::COLUMN_ZERO);
    assert_eq!(hiding(answer, 2), Hiding::COLUMN);
    assert_eq!(hiding(answer, 3), Hiding::COLUMN_COLLAPSED);
}

#[test]
fn a_sheet_whose_rows_are_all_hidden_shows_only_those_that_say_so() {
    let before = r#"<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>"#;
    let lines = [
        row(1, &["Answer"]).replace("<row ", r#"<row ht="15" customHeight="1" "#),
        row(2, &["Ashworth"]).replace("<row ", r#"<row hidden="1" "#),
    ];
    let found = Book::of(before, &lines.concat(), "").look();
    let rows: Vec<_> = table(&found, Channel::Sheet).rows.iter().map(|row| row.hiding).collect();
    assert_eq!(rows, [Hiding::empty(), Hiding::ROW]);
}

#[test]
fn rows_that_a_filter_leaves_out_and_cells_that_are_not_printed_are_told() {
    let lines = [
        row(1, &["Surname"]),
        row(2, &["Ashworth"]).replace("<row ", r#"<row hidden="1" "#),
        row(3, &["Birchall"]),
        row(9, &["Dunmore"]),
    ];
    let mut book = Book::of("", &lines.concat(), r#"<autoFilter ref="A1:A3"/>"#);
    book.after = r#"<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Answer!$A$1:$A$3</definedName>
        <definedName name="_xlnm.Print_Area" localSheetId="0">Answer!$A$1:$B$5</definedName></definedNames>"#
        .into();
    let found = book.look();
    let answer = table(&found, Channel::Sheet);
    assert_eq!(hidden(answer, Hiding::ROW_FILTERED), 1);
    assert_eq!(hidden(answer, Hiding::OUTSIDE_PRINT), 1);
}

#[test]
fn values_under_merged_cells_are_a_table_of_their_own() {
    let lines = [row(1, &["Answer", "Ashworth"]), row(2, &["Birchall", "Dunmore", "seen"])].concat();
    let found = Book::of("", &lines, r#"<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>"#).look();
    let under = table(&found, Channel::UnderMerge);
    assert_eq!(rows(under), [vec!["Ashworth"], vec!["Birchall", "Dunmore"]]);
    assert_eq!(under.path, SHEET);
    let answer = table(&found, Channel::Sheet);
    assert_eq!(hiding(answer, 0), Hiding::empty());
    assert_eq!(hiding(answer, 1), Hiding::UNDER_MERGE);
}

#[test]
fn strings_that_no_cell_uses_are_what_was_deleted() {
    let strings = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="3">
        <si><t>Answer</t></si><si><t>Ashworth</t></si><si><r><rPr><b/></rPr><t>Birc</t></r><r><t>hall</t></r>
        <rPh sb="0" eb="8"><t>Bâtchol</t></rPh></si></sst>"#;
    let path = "xl/sharedStrings.xml";
    let found = Book::of("", r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#, "")
        .part(
            "xl/workbook.xml",
            &format!("{OFFICE}/sharedStrings"),
            path,
            &format!("{SPREADSHEET}.sharedStrings+xml"),
            strings,
        )
        .look();
    assert_eq!(rows(table(&found, Channel::Sheet)), [["Answer"]]);
    let said: Vec<_> = told(&found, Channel::UnusedString, path).into_iter().map(|line| line[2]).collect();
    assert_eq!(said, ["Ashworth", "Birchall"]);
    assert_told(&found, Channel::PhoneticText, path, &[["", "string 2", "Bâtchol"]]);
}

#[test]
fn a_value_under_a_picture_is_told_with_the_words_about_the_picture() {
    let drawing = r#"<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col>
        <xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>2</xdr:col>
        <xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink="">
        <xdr:nvSpPr><xdr:cNvPr id="2" name="Rectangle 1" descr="C:\Users\birchall\list.png" title="Dunmore"/><xdr:cNvSpPr/>
        </xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>Eastwood</a:t></a:r></a:p></xdr:txBody></xdr:sp>
        <xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"#;
    let path = "xl/drawings/drawing1.xml";
    let lines = [row(1, &["Answer"]), row(2, &["Ashworth"])].concat();
    let found = Book::of("", &lines, r#"<drawing r:id="rId1"/>"#)
        .part(
            SHEET,
            &format!("{OFFICE}/drawing"),
            path,
            "application/vnd.openxmlformats-officedocument.drawing+xml",
            drawing,
        )
        .look();
    assert_eq!(rows(table(&found, Channel::UnderShape)), [["Ashworth"]]);
    assert_told(
        &found,
        Channel::AlternativeText,
        path,
        &[
            ["alternative text", "Rectangle 1", r"C:\Users\birchall\list.png"],
            ["title", "Rectangle 1", "Dunmore"],
        ],
    );
    assert_told(&found, Channel::ShapeText, path, &[["t", "", "Eastwood"]]);
}
