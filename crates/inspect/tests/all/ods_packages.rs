//! OpenDocument packages made by hand: what no program writes, and what nobody should get past the reader.

use crate::common;
use crate::common::{inspect_bytes, rows, says, zip};
use inspect::{Channel, Hiding, Inspection, Limits, Options, Part, Reason};
use proptest::prelude::*;

const NAMESPACES: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
    xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
    xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
    xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
    xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' \
    xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' \
    xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' \
    xmlns:xlink='http://www.w3.org/1999/xlink' \
    xmlns:dc='http://purl.org/dc/elements/1.1/' \
    xmlns:loext='urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0'";
const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

fn content(styles: &str, body: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><office:document-content {NAMESPACES}><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>\
         </office:document-content>"
    )
}

fn manifest(entries: &[&str]) -> String {
    let entries: String = entries
        .iter()
        .map(|name| format!("<manifest:file-entry manifest:full-path='{name}' manifest:media-type=''/>"))
        .collect();
    format!(
        "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>{entries}</manifest:manifest>"
    )
}

/// A package with one content part and further parts, all of them listed.
fn package(content: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let mut names = vec!["/", "content.xml"];
    names.extend(others.iter().map(|(name, _)| *name));
    let manifest = manifest(&names);
    let mut entries = vec![
        ("mimetype", MIMETYPE),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", content.as_bytes()),
    ];
    entries.extend(others);
    zip(&entries)
}

fn inspected(styles: &str, body: &str) -> Inspection {
    inspect_bytes(&package(&content(styles, body), &[]), "answer.ods", &Options::default())
}

fn sheet(all: &Inspection) -> &Part {
    all.of(Channel::Sheet).next().unwrap()
}

fn everything_said(all: &Inspection) -> String {
    let segments = all.parts.iter().flat_map(|part| &part.segments).map(|(_, _, text)| text.clone());
    let cells =
        all.parts.iter().flat_map(|part| &part.rows).flat_map(|row| &row.cells).map(|cell| cell.1.clone());
    segments.chain(cells).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_package_without_its_media_type_is_known_by_its_parts() {
    let content = content("", "<table:table table:name='Data'/>");
    let manifest = manifest(&["/", "content.xml"]);
    let bytes = zip(&[("META-INF/manifest.xml", manifest.as_bytes()), ("content.xml", content.as_bytes())]);
    let all = inspect_bytes(&bytes, "answer.ods", &Options::default());
    assert_eq!(all.files[0].format, "ods");
    assert_eq!(all.unchecked, []);
    let text = content.replace("office:spreadsheet>", "office:text>");
    let bytes = zip(&[("META-INF/manifest.xml", manifest.as_bytes()), ("content.xml", text.as_bytes())]);
    let all = inspect_bytes(&bytes, "letter.odt", &Options::default());
    assert_eq!(all.unchecked[0].reason, Reason::NotSpreadsheet);
}

#[test]
fn a_locked_package_is_not_checked() {
    let locked = "<manifest:manifest xmlns:manifest='m'><manifest:file-entry manifest:full-path='content.xml'>\
        <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = zip(&[
        ("mimetype", MIMETYPE),
        ("META-INF/manifest.xml", locked.as_bytes()),
        ("content.xml", b"\x93\x01"),
    ]);
    let all = inspect_bytes(&bytes, "answer.ods", &Options::default());
    assert_eq!(all.unchecked[0].reason, Reason::Encrypted);
}

#[test]
fn parts_that_nobody_lists_or_refers_to_are_orphans() {
    let content = content("", "<table:table table:name='Data'/>");
    let manifest = manifest(&["/", "content.xml", "Pictures/left.gif"]);
    let picture = b"GIF89a\x01\0\x01\0\0\0\0!\xfe\x08Ashworth\0;";
    let bytes = zip(&[
        ("mimetype", MIMETYPE),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("Pictures/left.gif", picture),
        ("notes.txt", b"Quillfeather was here"),
    ]);
    let all = inspect_bytes(&bytes, "answer.ods", &Options::default());
    let orphans: Vec<&str> = all.of(Channel::OrphanPart).map(|part| part.path.as_str()).collect();
    assert_eq!(orphans, ["Pictures/left.gif", "notes.txt"]);
    assert!(says(&all, Channel::MediaMetadata, "Ashworth"));
    assert!(says(&all, Channel::OtherText, "Quillfeather was here"));
    assert_eq!(all.unaccounted, []);
}

#[test]
fn a_referred_picture_is_no_orphan() {
    let body = "<table:table table:name='Data'><table:shapes><draw:frame><draw:image xlink:href='./Pictures/one.gif'/>\
        </draw:frame></table:shapes></table:table>";
    let bytes = package(&content("", body), &[("Pictures/one.gif", b"GIF89a\x01\0\x01\0\0\0\0;")]);
    let all = inspect_bytes(&bytes, "answer.ods", &Options::default());
    assert_eq!(all.of(Channel::OrphanPart).count(), 0);
    assert_eq!(all.of(Channel::Media).count(), 1);
}

#[test]
fn binary_objects_are_opened_like_files() {
    let mut object = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    object.resize(600, 0);
    let all = inspect_bytes(
        &package(
            &content("", "<table:table/>"),
            &[("Object 1", &object), ("strange.bin", &[1, 2, 3, 0xff, 0xfe, 9])],
        ),
        "answer.ods",
        &Options::default(),
    );
    let part = all.of(Channel::EmbeddedObject).next().unwrap();
    assert_eq!(all.files[1].inside, Some(part.id));
    assert_eq!(all.unchecked[0].file, 1);
    assert_eq!(all.unaccounted.len(), 1, "{:?}", all.unaccounted);
    assert_eq!(all.unaccounted[0].path, "strange.bin");
}

#[test]
fn blank_repetitions_cost_nothing() {
    let body = "<table:table table:name='Data'><table:table-column table:number-columns-repeated='16384'/>\
        <table:table-row table:visibility='collapse' table:number-rows-repeated='1048574'>\
        <table:table-cell table:number-columns-repeated='16384'/></table:table-row>\
        <table:table-row><table:table-cell><text:p>last</text:p></table:table-cell></table:table-row></table:table>";
    let all = inspected("", body);
    let table = sheet(&all).table.as_ref().unwrap();
    assert_eq!(table.row_span, Some((1_048_574, 1_048_574)));
    assert_eq!(table.hidden[0].marked, 1_048_574);
    assert_eq!(all.unchecked, []);
}

#[test]
fn repetitions_without_end_meet_a_limit() {
    let cell = |repeated: u64| {
        format!(
            "<table:table-cell table:number-columns-repeated='{repeated}'><text:p>X</text:p></table:table-cell>"
        )
    };
    for (rows, columns) in [(999_999_999, 999_999_999), (u64::MAX, 1), (1, u64::MAX), (1 << 20, 16_384)] {
        let body = format!(
            "<table:table><table:table-row table:number-rows-repeated='{rows}'>{}</table:table-row></table:table>",
            cell(columns)
        );
        let all = inspected("", &body);
        assert_eq!(all.unchecked[0].reason, Reason::TooManyParts, "{rows} rows of {columns}");
    }
    // A whole column of one value is honest.
    let body = format!(
        "<table:table><table:table-row table:number-rows-repeated='1048576'>{}</table:table-row></table:table>",
        cell(1)
    );
    let all = inspect_bytes(&package(&content("", &body), &[]), "answer.ods", &Options::default());
    assert_eq!((sheet(&all).table.as_ref().unwrap().rows, all.unchecked.len()), (1 << 20, 0));
}

#[test]
fn values_without_their_displayed_text_are_read() {
    let body = "<table:table><table:table-row>\
        <table:table-cell office:value-type='float' office:value='9434765919'/>\
        <table:table-cell office:value-type='string' office:string-value='Ashworth'/>\
        <table:table-cell office:value-type='date' office:date-value='1985-03-04T00:00:00'/>\
        <table:table-cell office:value-type='time' office:time-value='PT18H30M00S'/>\
        <table:table-cell office:value-type='boolean' office:boolean-value='true'/>\
        <table:table-cell office:value-type='invented' office:value='4712'/>\
        </table:table-row></table:table>";
    let all = inspected("", body);
    assert_eq!(rows(sheet(&all)), [["9434765919", "Ashworth", "1985-03-04", "18:30:00", "TRUE", "4712"]]);
    assert_eq!(sheet(&all).table.as_ref().unwrap().hidden, []);
}

#[test]
fn protection_can_hide_what_a_cell_holds() {
    let style = "<style:style style:name='ce1' style:family='table-cell'>\
        <style:table-cell-properties style:cell-protect='hidden-and-protected'/></style:style>";
    let body = |protected: &str| {
        format!(
            "<table:table table:name='Data' {protected}><table:table-row><table:table-cell table:style-name='ce1'>\
             <text:p>Ashworth</text:p></table:table-cell></table:table-row></table:table>"
        )
    };
    let open = inspected(style, &body(""));
    assert_eq!(sheet(&open).table.as_ref().unwrap().hidden, []);
    let locked = inspected(style, &body("table:protected='true'"));
    assert_eq!(sheet(&locked).table.as_ref().unwrap().hidden[0].why, Hiding::FORMAT_BLANK);
    assert_eq!(locked.of(Channel::Protection).count(), 1);
}

#[test]
fn a_ring_of_styles_is_left_again() {
    let style = "<style:style style:name='a' style:parent-style-name='b' style:family='table-cell'/>\
        <style:style style:name='b' style:parent-style-name='a' style:family='table-cell'/>";
    let all = inspected(style, "<table:table table:name='Data'/>");
    assert_eq!(all.unchecked, []);
}

#[test]
fn a_value_that_speaks_otherwise_is_told() {
    let body = "<table:table><table:table-row><table:table-cell office:value-type='float' office:value='7'>\
        <text:p>Quillfeather and Marrowby</text:p></table:table-cell></table:table-row></table:table>";
    let all = inspected("", body);
    assert!(says(&all, Channel::OtherText, "Quillfeather and Marrowby"));
    assert_eq!(sheet(&all).table.as_ref().unwrap().hidden[0].why, Hiding::FORMAT_REPLACED);
}

#[test]
fn a_sheet_that_breaks_off_is_told() {
    let whole = content(
        "",
        "<table:table table:name='Data'><table:table-row><table:table-cell><text:p>Ashworth</text:p></table:table-cell></table:table-row></table:table>",
    );
    let cut = &whole[..whole.find("</table:table-row>").unwrap() + 18];
    let all = inspect_bytes(&package(cut, &[]), "answer.ods", &Options::default());
    assert_eq!(all.unaccounted[0].path, "content.xml");
    assert_eq!(sheet(&all).table.as_ref().unwrap().rows, 1);
}

#[test]
fn entities_are_refused_and_a_named_type_is_not() {
    let bomb = content("", "<table:table/>").replacen(
        "<office:document-content",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><office:document-content",
        1,
    );
    let all = inspect_bytes(&package(&bomb, &[]), "answer.ods", &Options::default());
    assert_eq!(all.unaccounted.len(), 1);
    let named = content("", "<table:table/>").replacen(
        "<office:document-content",
        "<!DOCTYPE x PUBLIC '-//X//Y' 'x.dtd'><office:document-content",
        1,
    );
    let all = inspect_bytes(&package(&named, &[]), "answer.ods", &Options::default());
    assert_eq!(all.unaccounted, []);
}

#[test]
fn documents_inside_documents_have_a_limit() {
    let limits = Limits { nesting: 4, ..Limits::default() };
    let inner = content("", "<table:table/>");
    let names: Vec<String> = (1..8).map(|depth| format!("{}content.xml", "Object/".repeat(depth))).collect();
    let others: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), inner.as_bytes())).collect();
    let bytes = package(&inner, &others);
    let all = inspect_bytes(&bytes, "answer.ods", &Options { limits, ..Options::default() });
    assert_eq!(all.unchecked[0].reason, Reason::TooDeep);
}

/// A table as it stands in a file: rows with how often each stands, and cells likewise.
type Repeated = Vec<(u8, Vec<(u8, Option<u16>)>)>;

fn table() -> impl Strategy<Value = Repeated> {
    let cell = (1_u8..5, proptest::option::of(any::<u16>()));
    proptest::collection::vec((1_u8..5, proptest::collection::vec(cell, 0..6)), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn repetitions_come_out_as_if_they_were_written_out(table in table(), spans in any::<bool>()) {
        let mut body = String::from("<table:table table:name='Data'>");
        let mut expected: Vec<(u32, Vec<(u32, String)>)> = Vec::new();
        let mut number = 0;
        for (repeated, cells) in &table {
            body += &format!("<table:table-row table:number-rows-repeated='{repeated}'>");
            let mut row = Vec::new();
            let mut column = 0;
            for (count, value) in cells {
                let span = if spans { " table:number-columns-spanned='2'" } else { "" };
                body += &format!("<table:table-cell table:number-columns-repeated='{count}'");
                if let Some(value) = value {
                    body += &format!("{span} office:value-type='float' office:value='{value}'><text:p>{value}</text:p></table:table-cell>");
                    row.extend((column..column + u32::from(*count)).map(|column| (column, value.to_string())));
                } else {
                    body += "/>";
                }
                column += u32::from(*count);
            }
            body += "</table:table-row>";
            for _ in 0..*repeated {
                number += 1;
                if !row.is_empty() {
                    expected.push((number, row.clone()));
                }
            }
        }
        body += "</table:table>";
        let all = inspected("", &body);
        let read: Vec<(u32, Vec<(u32, String)>)> = sheet(&all)
            .rows
            .iter()
            .map(|row| (row.number, row.cells.iter().map(|cell| (cell.0, cell.1.clone())).collect()))
            .collect();
        prop_assert_eq!(read, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Damage anywhere is told or does no harm.
    #[test]
    fn damage_does_no_harm(
        places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        is_flat in any::<bool>(),
        layout in any::<bool>(),
    ) {
        let mut bytes = common::fixture(if is_flat { "ods/everything.fods" } else { "ods/changes.ods" });
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        inspect_bytes(&bytes, "answer.ods", &Options { layout, ..Options::default() });
    }

    /// The same inside the XML, where a checksum does not catch it first.
    #[test]
    fn damaged_xml_does_no_harm(
        places in proptest::collection::vec((any::<prop::sample::Index>(), "[<>/\"'&;a0:= -]"), 1..6),
    ) {
        let mut text = String::from_utf8(common::fixture("ods/everything.fods")).unwrap();
        for (place, piece) in places {
            let at = text.floor_char_boundary(place.index(text.len()));
            let end = text.ceil_char_boundary(at + 1);
            text.replace_range(at..end, &piece);
        }
        inspect_bytes(text.as_bytes(), "answer.fods", &Options::default());
    }
}

/// Elements of the format, and one of nobody's.
const ELEMENTS: &[&str] = &[
    "table:table-row",
    "table:table-cell",
    "table:covered-table-cell",
    "table:table-column",
    "table:table-row-group",
    "table:table",
    "table:shapes",
    "table:scenario",
    "table:table-source",
    "table:database-range",
    "table:filter-condition",
    "table:tracked-changes",
    "table:change-track-table-cell",
    "table:data-pilot-tables",
    "table:data-pilot-member",
    "table:named-expressions",
    "table:content-validations",
    "table:dde-links",
    "draw:frame",
    "draw:rect",
    "draw:object",
    "svg:title",
    "text:p",
    "text:span",
    "text:s",
    "text:list",
    "text:hidden-text",
    "text:ruby-text",
    "office:annotation",
    "office:forms",
    "office:document",
    "dc:creator",
    "style:style",
    "style:map",
    "loext:unknown",
];

/// Whatever is put where: it is told, or the part is not accounted for.
#[test]
fn no_words_get_lost() {
    let whole = content(
        "<style:style style:name='a' style:family='table-cell'><style:text-properties fo:color='#000000'/></style:style>",
        "<table:tracked-changes><table:deletion><office:change-info/></table:deletion></table:tracked-changes>\
         <table:table table:name='Data'><table:title>t</table:title><table:shapes><draw:frame><draw:text-box><text:p>s</text:p>\
         </draw:text-box></draw:frame></table:shapes><table:table-column/><table:table-row-group><table:table-row>\
         <table:table-cell><office:annotation><text:p>n</text:p></office:annotation><text:p>a<text:span>b</text:span></text:p>\
         </table:table-cell></table:table-row></table:table-row-group></table:table><table:named-expressions><table:named-range/>\
         </table:named-expressions><table:database-ranges><table:database-range/></table:database-ranges>\
         <table:data-pilot-tables><table:data-pilot-table><table:data-pilot-field/></table:data-pilot-table>\
         </table:data-pilot-tables><table:dde-links><table:dde-link/></table:dde-links>",
    );
    let word = "Quillfeather of Northgate";
    // Behind every tag of the document, but not before its root.
    for (at, _) in whole.match_indices('>').skip(1).take(whole.matches('>').count() - 2) {
        for element in ELEMENTS {
            for planted in [
                format!("<{element}>{word}</{element}>"),
                format!("<{element} loext:said='{word}'/>"),
                format!("<{element} loext:said='{word}'></{element}>"),
                format!("<{element}><text:p>{word}</text:p></{element}>"),
            ] {
                let changed = format!("{}{planted}{}", &whole[..=at], &whole[at + 1..]);
                let all = inspect_bytes(&package(&changed, &[]), "answer.ods", &Options::default());
                let is_told = everything_said(&all).contains(word);
                assert!(is_told || !all.unaccounted.is_empty() || !all.unchecked.is_empty(), "{changed}");
            }
        }
    }
}
