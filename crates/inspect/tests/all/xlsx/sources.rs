//! Where data came from: connections, queries, other files.

use crate::common::{rows, zip};
use crate::xlsx::book::{Book, OFFICE, SPREADSHEET, assert_told, table, told};
use base64::Engine;
use inspect::{Channel, Visibility};

const WORKBOOK: &str = "xl/workbook.xml";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

#[test]
fn a_connection_tells_server_user_and_question() {
    let connections = format!(
        r#"<connections xmlns="{MAIN}"><connection id="1" name="Staff" description="who is where" type="1"
        refreshedVersion="8" odcFile="C:\Users\a.ashworth\staff.odc" savePassword="1">
        <dbPr connection="DSN=HR;UID=birchall;SERVER=hr01" command="SELECT surname FROM staff"/>
        <parameters count="2"><parameter name="who" prompt="Surname?" string="Dunmore"/>
        <parameter name="number" integer="4000123"/></parameters></connection>
        <connection id="2" name="list" type="6" refreshedVersion="8"><textPr codePage="65001" sourceFile="H:\eastwood\list.csv"/>
        </connection></connections>"#
    );
    let path = "xl/connections.xml";
    let found = Book::answer()
        .part(
            WORKBOOK,
            &format!("{OFFICE}/connections"),
            path,
            &format!("{SPREADSHEET}.connections+xml"),
            connections,
        )
        .look();
    assert_told(
        &found,
        Channel::Connection,
        path,
        &[
            ["connection string", "Staff", "DSN=HR;UID=birchall;SERVER=hr01"],
            ["command", "Staff", "SELECT surname FROM staff"],
            ["connection file", "Staff", r"C:\Users\a.ashworth\staff.odc"],
            ["string", "who", "Dunmore"],
            ["integer", "number", "4000123"],
            ["source file", "list", r"H:\eastwood\list.csv"],
        ],
    );
    assert_eq!(found.of(Channel::Connection).next().unwrap().visibility, Visibility::Metadata);
}

#[test]
fn a_query_table_names_its_fields_and_those_left_out() {
    let query = format!(
        r#"<queryTable xmlns="{MAIN}" name="StaffQuery" connectionId="1" autoFormatId="16"><queryTableRefresh nextId="3">
        <queryTableFields count="1"><queryTableField id="1" name="Station" tableColumnId="1"/></queryTableFields>
        <queryTableDeletedFields count="1"><deletedField name="Surname"/></queryTableDeletedFields></queryTableRefresh></queryTable>"#
    );
    let path = "xl/queryTables/queryTable1.xml";
    let found = Book::answer()
        .part(
            "xl/worksheets/sheet1.xml",
            &format!("{OFFICE}/queryTable"),
            path,
            &format!("{SPREADSHEET}.queryTable+xml"),
            query,
        )
        .look();
    assert_eq!(
        told(&found, Channel::QueryTable, path),
        [["name", "", "StaffQuery"], ["field", "", "Station"], ["deleted field", "", "Surname"]]
    );
    assert_eq!(found.of(Channel::QueryTable).next().unwrap().human, "query table, sheet 'Answer'");
}

/// A mashup as [MS-QDEFF] 2.2 lays it out: version, package, permissions, metadata, bindings.
fn mashup(package: &[u8], metadata: &[u8]) -> Vec<u8> {
    sealed_mashup(package, metadata, &[0x85; 32])
}

fn sealed_mashup(package: &[u8], metadata: &[u8], bindings: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; 4];
    for field in [package, b"<?xml version=\"1.0\"?><PermissionList/>", metadata, bindings] {
        bytes.extend((field.len() as u32).to_le_bytes());
        bytes.extend(field);
    }
    bytes
}

fn metadata(xml: &str) -> Vec<u8> {
    let mut bytes = vec![0; 4];
    bytes.extend((xml.len() as u32).to_le_bytes());
    bytes.extend(xml.as_bytes());
    bytes.extend([0; 4]);
    bytes
}

/// Excel writes the part in UTF-16.
fn item(mashup: &[u8]) -> Vec<u8> {
    let text = base64::engine::general_purpose::STANDARD.encode(mashup);
    let xml = format!(
        r#"<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{text}</DataMashup>"#
    );
    [0xfeff].into_iter().chain(xml.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn with_query(item: &[u8]) -> Book {
    let properties = r#"<ds:datastoreItem ds:itemID="{7A3C55A0-0000-4000-8000-000000000001}"
        xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>
        <ds:schemaRef ds:uri="http://schemas.microsoft.com/DataMashup"/></ds:schemaRefs></ds:datastoreItem>"#;
    Book::answer().part(WORKBOOK, &format!("{OFFICE}/customXml"), "customXml/item1.xml", "", item).part(
        "customXml/item1.xml",
        &format!("{OFFICE}/customXmlProps"),
        "customXml/itemProps1.xml",
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        properties,
    )
}

#[test]
fn power_query_is_unpacked_and_its_steps_are_told() {
    let steps = "section Section1;\nshared Staff = let Source = Csv.Document(File.Contents(\"H:\\Ashworth\\staff.csv\")) in Source;";
    let package = zip(&[
        ("Config/Package.xml", b"<Package><Version>2.1.0</Version><Culture>en-GB</Culture></Package>"),
        ("Formulas/Section1.m", steps.as_bytes()),
    ]);
    let columns = metadata(
        r#"<LocalPackageMetadataFile><Items><Item><ItemLocation><ItemType>Formula</ItemType>
        <ItemPath>Section1/Staff</ItemPath></ItemLocation><StableEntries>
        <Entry Type="FillColumnNames" Value="s[&quot;Surname&quot;]"/></StableEntries></Item></Items></LocalPackageMetadataFile>"#,
    );
    let found = with_query(&item(&mashup(&package, &columns))).look();
    assert_told(
        &found,
        Channel::PowerQuery,
        "customXml/item1.xml",
        &[
            ["Formulas/Section1.m", "", steps],
            ["ItemPath", "", "Section1/Staff"],
            ["Value", "", "s[\"Surname\"]"],
        ],
    );
    let part = found.of(Channel::PowerQuery).next().unwrap();
    assert_eq!((&*part.human, part.visibility), ("Power Query", Visibility::Metadata));
    // The base64 itself is no news.
    assert_eq!(told(&found, Channel::CustomXml, "customXml/item1.xml"), [] as [[&str; 3]; 0]);
}

#[test]
fn a_power_query_that_makes_no_sense_is_not_called_checked() {
    let sound = mashup(&zip(&[("Formulas/Section1.m", b"section Section1;")]), &metadata("<a/>"));
    let cut = &sound[..sound.len() - 40];
    let longer = [sound.as_slice(), b"Dunmore was here"].concat();
    let no_package = mashup(b"Eastwood, no package", &metadata("<a/>"));
    let gap = mashup(&[b"Farrow", zip(&[]).as_slice()].concat(), &metadata("<a/>"));
    for bytes in [cut, &longer, &no_package, &gap, b"??"] {
        let found = with_query(&item(bytes)).look_anyway();
        let paths: Vec<_> = found.unaccounted.iter().map(|gap| gap.path.as_str()).collect();
        assert_eq!(paths, ["customXml/item1.xml"]);
    }
    let found = with_query(&item(&longer)).look_anyway();
    assert_told(&found, Channel::PowerQuery, "customXml/item1.xml", &[["", "", "Dunmore was here"]]);
}

#[test]
fn nothing_hides_around_the_steps_of_a_power_query() {
    let steps = zip(&[("Formulas/Section1.m", b"section Section1;")]);
    let path = "customXml/item1.xml";
    let found = with_query(&item(&sealed_mashup(&steps, &metadata("<a/>"), b"Dunmore was here"))).look();
    assert_told(&found, Channel::PowerQuery, path, &[["", "", "Dunmore was here"]]);
    let plain = item(&mashup(&steps, &metadata("<a/>")));
    let text = String::from_utf16(
        &plain.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect::<Vec<_>>(),
    );
    let text = text.unwrap().replace("<DataMashup ", "<DataMashup sqmid=\"Eastwood was here\" ");
    let found = with_query(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()).look();
    assert_told(&found, Channel::OtherText, path, &[["sqmid", "", "Eastwood was here"]]);
}

#[test]
fn a_link_to_another_workbook_keeps_the_cells_it_once_read() {
    let link = format!(
        r#"<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1"><sheetNames><sheetName val="Totals"/>
        <sheetName val="Staff list"/></sheetNames><definedNames><definedName name="Officers" refersTo="='Staff list'!$A$1:$C$9"/>
        </definedNames><sheetDataSet><sheetData sheetId="0" refreshError="1"/><sheetData sheetId="1"><row r="5">
        <cell r="A5" t="str"><v>Dunmore</v></cell><cell r="B5"><v>40002</v></cell><cell r="C5" t="b"><v>1</v></cell>
        <cell r="D5" t="e"><v>#N/A</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>"#
    );
    let path = "xl/externalLinks/externalLink1.xml";
    let found = Book::answer()
        .part(
            WORKBOOK,
            &format!("{OFFICE}/externalLink"),
            path,
            &format!("{SPREADSHEET}.externalLink+xml"),
            link,
        )
        .relate(path, &format!("{OFFICE}/externalLinkPath"), r"file:///\\hr01\ashworth\staff.xlsx", true)
        .look();
    let copied = table(&found, Channel::ExternalValues);
    assert_eq!((&*copied.path, copied.visibility), (path, Visibility::Cached));
    assert_eq!(copied.human, "values copied from sheet 'Staff list' of another file");
    assert_eq!((copied.rows[0].number, rows(copied)), (5, vec![vec!["Dunmore", "40002", "TRUE", "#N/A"]]));
    assert_told(
        &found,
        Channel::ExternalLink,
        path,
        &[
            ["address", "rId1", r"file:///\\hr01\ashworth\staff.xlsx"],
            ["sheet in the other file", "", "Totals"],
            ["name in the other file", "Officers", "='Staff list'!$A$1:$C$9"],
        ],
    );
}

#[test]
fn live_links_keep_what_they_brought() {
    let live = format!(
        r#"<externalLink xmlns="{MAIN}"><ddeLink ddeService="FEED" ddeTopic="roster"><ddeItems><ddeItem name="on duty" advise="1">
        <values rows="2"><value t="str"><val>Eastwood</val></value><value><val>7</val></value></values></ddeItem></ddeItems>
        </ddeLink></externalLink>"#
    );
    let object = format!(
        r#"<externalLink xmlns="{MAIN}"><oleLink xmlns:r="{OFFICE}" r:id="rId1" progId="Word.Document.12"><oleItems>
        <oleItem name="Farrow" icon="1"/></oleItems></oleLink></externalLink>"#
    );
    let paths = ["xl/externalLinks/externalLink1.xml", "xl/externalLinks/externalLink2.xml"];
    let kind = format!("{OFFICE}/externalLink");
    let found = Book::answer()
        .part(WORKBOOK, &kind, paths[0], "", live)
        .part(WORKBOOK, &kind, paths[1], "", object)
        .relate(paths[1], &format!("{OFFICE}/oleObject"), r"file:///C:\ives\letter.docx", true)
        .look();
    assert_told(
        &found,
        Channel::ExternalLink,
        paths[0],
        &[["live link", "", "FEED"], ["live link", "", "roster"], ["live item", "on duty", "on duty"]],
    );
    assert_told(
        &found,
        Channel::ExternalValues,
        paths[0],
        &[["live value", "on duty", "Eastwood"], ["live value", "on duty", "7"]],
    );
    assert_told(
        &found,
        Channel::ExternalLink,
        paths[1],
        &[
            ["program", "", "Word.Document.12"],
            ["object", "Farrow", "Farrow"],
            ["address", "rId1", r"file:///C:\ives\letter.docx"],
        ],
    );
}

#[test]
fn a_table_typed_into_a_query_is_unpacked_row_by_row() {
    use std::io::Write;
    let mut deflater = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    deflater.write_all(br#"[["Ashworth","Constable",40001],["Birchall",null,"x"]]"#).unwrap();
    let packed = base64::engine::general_purpose::STANDARD.encode(deflater.finish().unwrap());
    let plain = base64::engine::general_purpose::STANDARD.encode("Dunmore was here");
    let steps = format!(
        "section Section1;\nshared Staff = let Source = Table.FromRows(Json.Document(Binary.Decompress(Binary.FromText(\"{packed}\", \
         BinaryEncoding.Base64), Compression.Deflate)), {{\"Surname\"}}), Note = Binary.FromText(\"{plain}\") in Source;"
    );
    let function = zip(&[("Formulas/Section1.m", b"section Section1; shared Eastwood = 1;")]);
    let package = zip(&[("Formulas/Section1.m", steps.as_bytes()), ("Content/7a3c55a0", &function)]);
    let found = with_query(&item(&mashup(&package, &metadata("<a/>")))).look();
    let typed = table(&found, Channel::PowerQuery);
    assert_eq!(typed.human, "table typed into a query");
    assert_eq!(rows(typed), [vec!["Ashworth", "Constable", "40001"], vec!["Birchall", "x"]]);
    let path = "customXml/item1.xml";
    assert_told(
        &found,
        Channel::PowerQuery,
        path,
        &[["Formulas/Section1.m", "typed in", "Dunmore was here"]],
    );
    let said = told(&found, Channel::PowerQuery, path);
    assert!(said.iter().any(|line| line[2].contains("shared Eastwood")), "{said:?}");
}

#[test]
fn the_tables_of_a_data_model_are_named_in_the_workbook() {
    let mut book = Book::answer();
    book.after = r#"<extLst><ext uri="{FCE2AD5D-F65C-4FA6-A056-5C36A1767C68}"
        xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><x15:dataModel><x15:modelTables><x15:modelTable
        id="Staff_7a3c" name="Ashworth" connection="Query"/></x15:modelTables><x15:modelRelationships><x15:modelRelationship
        fromTable="Staff" fromColumn="Birchall" toTable="Ranks" toColumn="Id"/></x15:modelRelationships></x15:dataModel></ext></extLst>"#
        .into();
    let found = book.look();
    assert_told(
        &found,
        Channel::Connection,
        WORKBOOK,
        &[
            ["table of the data model", "Ashworth", "Ashworth"],
            ["relation in the data model", "", "Birchall"],
        ],
    );
}
