//! Pictures, shapes, controls and other files that lie on a sheet.

use crate::common::rows;
use crate::xlsx::book::{Book, MICROSOFT, OFFICE, assert_told, row, table};
use inspect::{Channel, Visibility};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const DRAWING: &str = "xl/drawings/drawing1.xml";

fn with_drawing(anchors: &str) -> Book {
    let drawing = format!(
        r#"<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{anchors}</xdr:wsDr>"#
    );
    Book::of("", "", r#"<drawing r:id="rId1"/>"#).part(
        SHEET,
        &format!("{OFFICE}/drawing"),
        DRAWING,
        "",
        drawing,
    )
}

#[test]
fn pictures_that_are_hidden_cropped_or_far_away_are_told() {
    let anchor = |column: u32, hidden: &str, crop: &str| {
        format!(
            r#"<xdr:oneCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:row>1</xdr:row></xdr:from><xdr:pic><xdr:nvPicPr>
            <xdr:cNvPr id="2" name="Picture 1"{hidden}/></xdr:nvPicPr><xdr:blipFill><a:blip r:link="rId1"/>{crop}</xdr:blipFill>
            </xdr:pic></xdr:oneCellAnchor>"#
        )
    };
    let anchors = [
        anchor(0, "", ""),
        anchor(1, r#" hidden="1""#, ""),
        anchor(2, "", r#"<a:srcRect l="20000" r="1000"/>"#),
        anchor(16_000, "", ""),
    ];
    let found = with_drawing(&anchors.concat())
        .relate(DRAWING, &format!("{OFFICE}/image"), r"file:///H:\ashworth\photo.jpg", true)
        .look();
    let said: Vec<_> = found.of(Channel::HiddenShape).flat_map(|part| &part.segments).collect();
    assert_eq!(
        said.iter().map(|line| line.0.as_str()).collect::<Vec<_>>(),
        ["hidden", "cropped", "placed where nobody scrolls"]
    );
    assert!(said[0].2.contains("B2"), "{said:?}");
    assert_told(
        &found,
        Channel::ExternalLink,
        DRAWING,
        &[["address", "rId1", r"file:///H:\ashworth\photo.jpg"]],
    );
}

#[test]
fn smart_art_keeps_its_words_twice() {
    let data = r#"<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt modelId="1"><dgm:t><a:p><a:r>
        <a:t>Ashworth</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"#;
    let shapes = r#"<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dsp:spTree><dsp:sp modelId="1"><dsp:nvSpPr>
        <dsp:cNvPr id="0" name="" descr="Birchall"/></dsp:nvSpPr><dsp:txBody><a:p><a:r><a:t>Ashworth</a:t></a:r></a:p>
        </dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>"#;
    let (data_path, shapes_path) = ("xl/diagrams/data1.xml", "xl/diagrams/drawing1.xml");
    let found = with_drawing("")
        .part(
            DRAWING,
            &format!("{OFFICE}/diagramData"),
            data_path,
            "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
            data,
        )
        .part(
            DRAWING,
            &format!("{MICROSOFT}/2007/relationships/diagramDrawing"),
            shapes_path,
            "application/vnd.ms-office.drawingml.diagramDrawing+xml",
            shapes,
        )
        .look();
    for path in [data_path, shapes_path] {
        assert_told(&found, Channel::ShapeText, path, &[["t", "", "Ashworth"]]);
    }
    assert_told(&found, Channel::AlternativeText, shapes_path, &[["alternative text", "", "Birchall"]]);
}

#[test]
fn a_control_keeps_its_list_and_its_macro() {
    let control = r#"<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="Drop"
        dropLines="8" fmlaLink="$A$1" fmlaRange="Staff!$A$1:$A$9" sel="1" val="0"><itemLst><item val="Ashworth"/></itemLst>
        </formControlPr>"#;
    let path = "xl/ctrlProps/ctrlProp1.xml";
    let frame = r#"<controls><control shapeId="1025" r:id="rId1" name="Drop Down 1"><controlPr defaultSize="0" macro="Birchall"
        altText="Dunmore"><anchor moveWithCells="1"><from><xdr:col>1</xdr:col><xdr:colOff>38100</xdr:colOff><xdr:row>2</xdr:row>
        <xdr:rowOff>9525</xdr:rowOff></from></anchor></controlPr></control></controls>"#;
    let found = Book::of("", "", frame)
        .part(
            SHEET,
            &format!("{OFFICE}/ctrlProp"),
            path,
            "application/vnd.ms-excel.controlproperties+xml",
            control,
        )
        .look();
    assert_told(
        &found,
        Channel::FormControl,
        path,
        &[["val", "", "Ashworth"], ["fmlaRange", "", "Staff!$A$1:$A$9"]],
    );
    assert_told(
        &found,
        Channel::FormControl,
        SHEET,
        &[["name", "", "Drop Down 1"], ["macro", "", "Birchall"]],
    );
    assert_told(&found, Channel::AlternativeText, SHEET, &[["alternative text", "", "Dunmore"]]);
    assert!(found.of(Channel::OtherText).next().is_none());
}

#[test]
fn a_workbook_in_the_workbook_is_read_like_any_other() {
    let inner = Book::of("", &row(1, &["Surname", "Ashworth"]), "").bytes();
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let path = "xl/embeddings/Microsoft_Excel_Worksheet.xlsx";
    let found = Book::of(
        "",
        "",
        r#"<oleObjects><oleObject progId="Excel.Sheet.12" shapeId="1025" r:id="rId1"/></oleObjects>"#,
    )
    .part(SHEET, &format!("{OFFICE}/package"), path, kind, inner)
    .look();
    assert_eq!(found.files.len(), 2);
    let holder = found.of(Channel::EmbeddedFile).next().unwrap();
    assert_eq!((&*holder.human, holder.visibility), ("embedded file, sheet 'Answer'", Visibility::Hidden));
    assert_eq!(found.files[1].inside, Some(holder.id));
    let inside = found.of(Channel::Sheet).find(|part| part.file == found.files[1].id).unwrap();
    assert_eq!(rows(inside), [["Surname", "Ashworth"]]);
    assert_told(&found, Channel::EmbeddedObject, SHEET, &[["program", "", "Excel.Sheet.12"]]);
}

#[test]
fn a_picture_in_a_header_keeps_the_name_of_its_file() {
    let vml = r##"<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><v:shape
        id="LH" type="#_x0000_t75"><v:imagedata o:relid="rId1" o:title="Ashworth at home"/></v:shape></xml>"##;
    let path = "xl/drawings/vmlDrawing1.vml";
    let found = Book::of("", "", r#"<legacyDrawingHF r:id="rId1"/>"#)
        .part(
            SHEET,
            &format!("{OFFICE}/vmlDrawing"),
            path,
            "application/vnd.openxmlformats-officedocument.vmlDrawing",
            vml,
        )
        .part(
            path,
            &format!("{OFFICE}/image"),
            "xl/media/image1.gif",
            "image/gif",
            b"GIF89a\x01\0\x01\0\0\0\0!\xfe\x08Birchall\0;",
        )
        .look();
    assert_told(&found, Channel::AlternativeText, path, &[["title", "", "Ashworth at home"]]);
    assert_eq!(found.of(Channel::Media).next().unwrap().human, "pictures and media, sheet 'Answer'");
    assert!(
        found.of(Channel::MediaMetadata).any(|part| part.segments.iter().any(|line| line.2 == "Birchall"))
    );
}

#[test]
fn values_under_a_chart_are_told_apart() {
    let chart = r#"<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>0</xdr:row></xdr:from><xdr:to><xdr:col>3</xdr:col>
        <xdr:row>3</xdr:row></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1"/>
        </xdr:nvGraphicFramePr></xdr:graphicFrame></xdr:twoCellAnchor>"#;
    let lines = [row(2, &["Ashworth", "Constable"]), row(9, &["seen"])].concat();
    let mut book = with_drawing(chart);
    let path = "xl/worksheets/sheet2.xml";
    book = book
        .sheet("Staff", "visible", &crate::xlsx::book::sheet("", &lines, r#"<drawing r:id="rId1"/>"#))
        .relate(path, &format!("{OFFICE}/drawing"), "../drawings/drawing1.xml", false);
    let found = book.look();
    assert_eq!(rows(table(&found, Channel::UnderShape)), [["Ashworth", "Constable"]]);
}
