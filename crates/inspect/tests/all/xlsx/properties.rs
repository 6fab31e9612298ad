//! Properties of the document and of its sheets.

use crate::xlsx::book::{Book, OFFICE, PACKAGE, SPREADSHEET, assert_told, told};
use inspect::{Channel, Visibility};

#[test]
fn properties_tell_who_and_which_sheets_there_were() {
    let core = r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>Ashworth</dc:creator>
        <cp:lastModifiedBy>Birchall</cp:lastModifiedBy><dcterms:created>2023-08-03T09:30:00Z</dcterms:created>
        <dc:description>for Dunmore</dc:description></cp:coreProperties>"#;
    let app = r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
        xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><Application>Microsoft Excel</Application>
        <HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant>
        <vt:variant><vt:i4>2</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="2"
        baseType="lpstr"><vt:lpstr>Answer</vt:lpstr><vt:lpstr>Eastwood</vt:lpstr></vt:vector></TitlesOfParts>
        <Manager>Farrow</Manager><Company>Force</Company><HyperlinkBase>H:\garside</HyperlinkBase></Properties>"#;
    let custom = r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
        xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property
        fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="_AuthorEmail"><vt:lpwstr>ives@force.example</vt:lpwstr>
        </property><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="Officer" linkTarget="Jessop">
        <vt:i4>40001</vt:i4></property></Properties>"#;
    let label = r#"<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label
        id="{7A3C55A0-0000-4000-8000-000000000001}" enabled="1" method="Privileged" siteId="{7A3C55A0-0000-4000-8000-000000000002}"
        /></clbl:labelList>"#;
    let document = "application/vnd.openxmlformats-officedocument";
    let found = Book::answer()
        .part(
            "",
            &format!("{PACKAGE}/metadata/core-properties"),
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            core,
        )
        .part(
            "",
            &format!("{OFFICE}/extended-properties"),
            "docProps/app.xml",
            &format!("{document}.extended-properties+xml"),
            app,
        )
        .part(
            "",
            &format!("{OFFICE}/custom-properties"),
            "docProps/custom.xml",
            &format!("{document}.custom-properties+xml"),
            custom,
        )
        .part(
            "",
            "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
            "docMetadata/LabelInfo.xml",
            "application/vnd.ms-office.classificationlabels+xml",
            label,
        )
        .look();
    assert_told(
        &found,
        Channel::Properties,
        "docProps/core.xml",
        &[["author", "", "Ashworth"], ["last saved by", "", "Birchall"], ["description", "", "for Dunmore"]],
    );
    assert_told(
        &found,
        Channel::Properties,
        "docProps/app.xml",
        &[["manager", "", "Farrow"], ["company", "", "Force"], ["base of links", "", r"H:\garside"]],
    );
    assert_eq!(
        told(&found, Channel::PropertyTitles, "docProps/app.xml"),
        [["sheet or range", "", "Answer"], ["sheet or range", "", "Eastwood"]]
    );
    assert_told(
        &found,
        Channel::CustomProperties,
        "docProps/custom.xml",
        &[
            ["lpwstr", "_AuthorEmail", "ives@force.example"],
            ["i4", "Officer", "40001"],
            ["linked to", "Officer", "Jessop"],
        ],
    );
    assert_told(
        &found,
        Channel::SensitivityLabel,
        "docMetadata/LabelInfo.xml",
        &[["method", "", "Privileged"]],
    );
    assert!(found.of(Channel::PropertyTitles).all(|part| part.visibility == Visibility::Metadata));
}

#[test]
fn a_property_that_a_program_ties_to_a_sheet_is_swept() {
    let text: Vec<u8> = "Ashworth, Constable".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let path = "xl/customProperty1.bin";
    let sheet = "xl/worksheets/sheet1.xml";
    let found =
        Book::of("", "", r#"<customProperties><customPr name="Birchall" r:id="rId1"/></customProperties>"#)
            .part(
                sheet,
                &format!("{OFFICE}/customProperty"),
                path,
                &format!("{SPREADSHEET}.customProperty"),
                text,
            )
            .look();
    assert_told(&found, Channel::CustomProperties, sheet, &[["name", "", "Birchall"]]);
    assert_told(&found, Channel::CustomProperties, path, &[["", "", "Ashworth, Constable"]]);
}

#[test]
fn data_of_other_programs_are_told_whether_they_are_words_or_numbers() {
    let data = r#"<staff xmlns="urn:example"><person surname="Ashworth" number="9434765919" seen="0"/>
        <person>Birchall</person><!-- Dunmore --></staff>"#;
    let found = Book::answer()
        .part("xl/workbook.xml", &format!("{OFFICE}/customXml"), "customXml/item1.xml", "", data)
        .look();
    assert_told(
        &found,
        Channel::CustomXml,
        "customXml/item1.xml",
        &[["surname", "", "Ashworth"], ["number", "", "9434765919"], ["person", "", "Birchall"]],
    );
    let said = told(&found, Channel::CustomXml, "customXml/item1.xml");
    assert!(said.iter().any(|line| line[2].trim() == "Dunmore"), "{said:?}");
    assert_eq!(found.of(Channel::CustomXml).next().unwrap().visibility, Visibility::Hidden);
}

#[test]
fn a_map_of_xml_names_what_the_cells_were_filled_from() {
    let maps = r#"<MapInfo xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" SelectionNamespaces=""><Schema
        ID="Schema1"><xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:element name="Surname" type="xsd:string"/>
        </xsd:schema></Schema><Map ID="1" Name="Ashworth_Map" RootElement="staff" SchemaID="Schema1"><DataBinding
        FileBinding="true" FileBindingName="Birchall" DataBindingLoadMode="1"/></Map></MapInfo>"#;
    let cells = r#"<singleXmlCells xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><singleXmlCell id="1" r="B2"
        connectionId="0"><xmlCellPr id="1" uniqueName="Surname"><xmlPr mapId="1" xpath="/staff/@surname" xmlDataType="string"/>
        </xmlCellPr></singleXmlCell></singleXmlCells>"#;
    let found = Book::answer()
        .part("xl/workbook.xml", &format!("{OFFICE}/xmlMaps"), "xl/xmlMaps.xml", "application/xml", maps)
        .part(
            "xl/worksheets/sheet1.xml",
            &format!("{OFFICE}/tableSingleCells"),
            "xl/tables/tableSingleCells1.xml",
            &format!("{SPREADSHEET}.tableSingleCells+xml"),
            cells,
        )
        .look();
    assert_told(
        &found,
        Channel::XmlMap,
        "xl/xmlMaps.xml",
        &[["Name", "", "Ashworth_Map"], ["FileBindingName", "", "Birchall"], ["name", "", "Surname"]],
    );
    assert_told(
        &found,
        Channel::XmlMap,
        "xl/tables/tableSingleCells1.xml",
        &[["uniqueName", "B2", "Surname"], ["xpath", "B2", "/staff/@surname"]],
    );
}
