//! Sheets of other kinds than worksheets, and sheets that nobody sees.

use crate::common::rows;
use crate::xlsx::book::{Book, MICROSOFT, OFFICE, assert_told, row, sheet};
use inspect::{Channel, Visibility};

#[test]
fn a_hidden_sheet_says_so_in_its_name_and_a_state_that_nobody_knows_is_not_known_to_be_seen() {
    let found = Book::answer()
        .sheet("Staff", "hidden", &sheet("", &row(1, &["Ashworth"]), ""))
        .sheet("Lists", "veryHidden", &sheet("", &row(1, &["Birchall"]), ""))
        .sheet("Other", "secret", &sheet("", &row(1, &["Dunmore"]), ""))
        .look();
    let sheets: Vec<_> =
        found.of(Channel::Sheet).map(|part| (&*part.human, rows(part)[0][0], part.hiding.clone())).collect();
    assert_eq!(
        sheets,
        [
            ("sheet 'Answer'", "Answer", vec![]),
            ("sheet 'Staff', hidden", "Ashworth", vec!["hidden sheet"]),
            ("sheet 'Lists', very hidden", "Birchall", vec!["very hidden sheet"]),
            ("sheet 'Other', very hidden", "Dunmore", vec!["very hidden sheet"]),
        ]
    );
}

#[test]
fn macro_sheets_are_read_with_the_words_in_their_formulas() {
    let macros = |xml: &str| {
        let xml = xml.replace("<worksheet ", "<xm:macrosheet ").replace("</worksheet>", "</xm:macrosheet>");
        xml.replace("Kendal", "Ives")
    };
    let formula =
        r#"<row r="1"><c r="A1" t="str"><f>ALERT("Ashworth, Constable")</f><v>Birchall</v></c></row>"#;
    let xml = macros(&sheet("", formula, ""));
    let other = macros(&sheet("", &row(3, &["Dunmore"]), ""));
    let kind = |word: &str| format!("{MICROSOFT}/2006/relationships/{word}");
    let mut book = Book::answer()
        .sheet_of("Macro1", "veryHidden", &kind("xlMacrosheet"), "xl/macrosheets/sheet1.xml", &xml)
        .sheet_of("Macro2", "visible", &kind("xlIntlMacrosheet"), "xl/macrosheets/intlsheet1.xml", &other);
    book.has_macros = true;
    let found = book.look();
    assert_eq!(found.files[0].format, "xlsm");
    let sheets: Vec<_> =
        found.of(Channel::MacroSheet).map(|part| (&*part.path, &*part.human, rows(part))).collect();
    assert_eq!(
        sheets,
        [
            ("xl/macrosheets/intlsheet1.xml", "macro sheet 'Macro2'", vec![vec!["Dunmore"]]),
            ("xl/macrosheets/sheet1.xml", "macro sheet 'Macro1', very hidden", vec![vec!["Birchall"]]),
        ]
    );
    assert!(found.of(Channel::MacroSheet).all(|part| part.visibility == Visibility::Hidden));
    assert_told(&found, Channel::Formula, "xl/macrosheets/sheet1.xml", &[["", "A1", "Ashworth, Constable"]]);
}

#[test]
fn a_dialog_sheet_is_told_with_what_lies_on_it() {
    let dialog = r#"<dialogsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetViews><sheetView
        workbookViewId="0"/></sheetViews><headerFooter><oddFooter>Ashworth</oddFooter></headerFooter>
        <legacyDrawing r:id="rId1"/></dialogsheet>"#;
    let vml = r##"<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
        <v:shape id="_x0000_s1025" type="#_x0000_t201"><v:textbox><div><font>Birchall</font></div></v:textbox>
        <x:ClientData ObjectType="Button"><x:FmlaMacro>[0]!Ask_Dunmore</x:FmlaMacro></x:ClientData></v:shape></xml>"##;
    let path = "xl/dialogsheets/sheet1.xml";
    let found = Book::answer()
        .sheet_of("Dialog1", "hidden", &format!("{OFFICE}/dialogsheet"), path, dialog)
        .part(
            path,
            &format!("{OFFICE}/vmlDrawing"),
            "xl/drawings/vmlDrawing1.vml",
            "application/vnd.openxmlformats-officedocument.vmlDrawing",
            vml,
        )
        .look();
    let part = found.of(Channel::DialogSheet).next().unwrap();
    assert_eq!((&*part.path, &*part.human), (path, "dialog sheet 'Dialog1', hidden"));
    assert_eq!((part.visibility, part.hiding.as_slice()), (Visibility::Hidden, &["hidden sheet"][..]));
    assert_told(&found, Channel::HeaderFooter, path, &[["footer", "", "Ashworth"]]);
    assert_told(&found, Channel::ShapeText, "xl/drawings/vmlDrawing1.vml", &[["font", "", "Birchall"]]);
    assert_told(
        &found,
        Channel::FormControl,
        "xl/drawings/vmlDrawing1.vml",
        &[["macro", "", "[0]!Ask_Dunmore"]],
    );
}

#[test]
fn a_chart_sheet_that_is_hidden_hides_the_values_of_its_chart() {
    let frame = r#"<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetPr codeName="Chart1"/>
        <sheetViews><sheetView workbookViewId="0"/></sheetViews><headerFooter><oddHeader>Ashworth</oddHeader></headerFooter>
        <drawing r:id="rId1"/></chartsheet>"#;
    let drawing = r#"<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:absoluteAnchor><xdr:pos x="0" y="0"/>
        <xdr:ext cx="9296400" cy="6070600"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2"
        name="Chart 1" descr="Birchall"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><a:graphic><a:graphicData
        uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></xdr:graphicFrame><xdr:clientData/>
        </xdr:absoluteAnchor></xdr:wsDr>"#;
    let chart = r#"<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r>
        <a:t>Officers</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef>
        <c:f>Staff!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>Days</c:v></c:pt></c:strCache></c:strRef>
        </c:tx><c:cat><c:strRef><c:f>Staff!$A$2:$A$3</c:f><c:strCache><c:pt idx="0"><c:v>Dunmore</c:v></c:pt><c:pt
        idx="1"><c:v>Eastwood</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Staff!$B$2:$B$3</c:f><c:numCache>
        <c:formatCode>General</c:formatCode><c:pt idx="0"><c:v>4</c:v></c:pt><c:pt idx="1"><c:v>7</c:v></c:pt></c:numCache>
        </c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"#;
    let (path, drawing_path, chart_path) =
        ("xl/chartsheets/sheet1.xml", "xl/drawings/drawing1.xml", "xl/charts/chart1.xml");
    let found = Book::answer()
        .sheet_of("Chart1", "hidden", &format!("{OFFICE}/chartsheet"), path, frame)
        .part(
            path,
            &format!("{OFFICE}/drawing"),
            drawing_path,
            "application/vnd.openxmlformats-officedocument.drawing+xml",
            drawing,
        )
        .part(
            drawing_path,
            &format!("{OFFICE}/chart"),
            chart_path,
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            chart,
        )
        .look();
    assert_told(&found, Channel::ChartSheet, path, &[["sheet name", "", "Chart1"]]);
    assert_told(&found, Channel::HeaderFooter, path, &[["header", "", "Ashworth"]]);
    assert_told(
        &found,
        Channel::AlternativeText,
        drawing_path,
        &[["alternative text", "Chart 1", "Birchall"]],
    );
    assert_told(&found, Channel::ChartText, chart_path, &[["t", "", "Officers"]]);
    let cache = found.of(Channel::ChartCache).next().unwrap();
    assert_eq!(cache.human, "chart values, chart sheet 'Chart1', hidden");
    assert_eq!(rows(cache), [vec!["", "Days"], vec!["Dunmore", "4"], vec!["Eastwood", "7"]]);
    assert_eq!(cache.hiding, ["hidden sheet"]);
}

#[test]
fn a_sheet_that_the_workbook_does_not_list_is_told_apart_from_one_that_nothing_refers_to() {
    let left = |name: &str| sheet("", &row(1, &[name]), "");
    let worksheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
    let found = Book::answer()
        .part(
            "xl/workbook.xml",
            &format!("{OFFICE}/worksheet"),
            "xl/worksheets/sheet8.xml",
            worksheet,
            left("Ashworth"),
        )
        .loose("xl/worksheets/sheet9.xml", worksheet, left("Birchall"))
        .look();
    let sheets: Vec<_> =
        found.of(Channel::Sheet).skip(1).map(|part| (&*part.human, rows(part), &*part.hiding)).collect();
    let unlisted = "sheet that the workbook does not list";
    assert_eq!(
        sheets,
        [
            (
                "sheet in xl/worksheets/sheet8.xml that the workbook does not list",
                vec![vec!["Ashworth"]],
                &[unlisted][..]
            ),
            (
                "sheet in xl/worksheets/sheet9.xml that the workbook does not list",
                vec![vec!["Birchall"]],
                &[unlisted, "part that nothing refers to"][..]
            ),
        ]
    );
}

#[test]
fn what_belongs_to_a_hidden_sheet_is_hidden_with_it() {
    let comments = r#"<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author/></authors>
        <commentList><comment ref="A1" authorId="0"><text><t>Ashworth</t></text></comment></commentList></comments>"#;
    let found = Book::answer()
        .sheet(
            "Staff",
            "hidden",
            &sheet("", "", "<headerFooter><oddFooter>Birchall</oddFooter></headerFooter>"),
        )
        .part("xl/worksheets/sheet2.xml", &format!("{OFFICE}/comments"), "xl/comments1.xml", "", comments)
        .look();
    for channel in [Channel::Comment, Channel::HeaderFooter] {
        let part = found.of(channel).next().unwrap();
        assert!(part.human.ends_with(", sheet 'Staff', hidden"), "{}", part.human);
        assert_eq!(part.hiding, ["hidden sheet"]);
        assert_ne!(part.parent, None);
    }
}
