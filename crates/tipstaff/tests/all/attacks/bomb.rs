//! Files that are small on the way and large on arrival.

use crate::common::zip::{Entry, archive};
use flate2::write::DeflateEncoder;
use flate2::{Compress, Compression, FlushCompress};
use std::fmt::Write as _;
use std::io::Write;

const MEBIBYTE: usize = 1 << 20;

/// So many mebibytes of noughts, deflated, with their checksum. They are packed once: a block that ends with a full flush can
/// be repeated.
fn noughts(mebibytes: usize) -> (Vec<u8>, u32) {
    let plain = vec![b'0'; MEBIBYTE];
    let mut block = Vec::with_capacity(8_192);
    let mut pack = Compress::new(Compression::best(), false);
    pack.compress_vec(&plain, &mut block, FlushCompress::Full).unwrap();
    let mut packed = block.repeat(mebibytes);
    let mut end = DeflateEncoder::new(Vec::new(), Compression::best());
    end.write_all(b"").unwrap();
    packed.extend(end.finish().unwrap());
    let one = {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&plain);
        hasher
    };
    let mut sum = crc32fast::Hasher::new();
    for _ in 0..mebibytes {
        sum.combine(&one);
    }
    (packed, sum.finalize())
}

/// A workbook whose only sheet is so many mebibytes long. Above 4,096 the list cannot say so, and lies.
pub fn workbook(mebibytes: usize) -> Vec<u8> {
    let (packed, checksum) = noughts(mebibytes);
    let size = u32::try_from(mebibytes * MEBIBYTE).unwrap_or(12_345);
    let name = b"xl/worksheets/sheet1.xml";
    let mut file = plain_parts();
    let at = 0_u32;
    let mut head = Vec::new();
    for number in [20_u16, 0, 8, 0, 0] {
        head.extend(number.to_le_bytes());
    }
    for number in [checksum, u32::try_from(packed.len()).unwrap(), size] {
        head.extend(number.to_le_bytes());
    }
    head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    head.extend(0_u16.to_le_bytes());
    let mut whole = b"PK\x03\x04".to_vec();
    whole.extend(&head);
    whole.extend(name);
    whole.extend(&packed);
    // The other parts come after it, so their places move.
    let moved = u32::try_from(whole.len()).unwrap();
    let end = file.windows(4).rposition(|bytes| bytes == b"PK\x05\x06").unwrap();
    let list = u32::from_le_bytes(file[end + 16..end + 20].try_into().unwrap()) as usize;
    let mut entry = list;
    let mut count = 0_u16;
    while file[entry..].starts_with(b"PK\x01\x02") {
        let place = u32::from_le_bytes(file[entry + 42..entry + 46].try_into().unwrap()) + moved;
        file[entry + 42..entry + 46].copy_from_slice(&place.to_le_bytes());
        let length = |at: usize| usize::from(u16::from_le_bytes(file[at..at + 2].try_into().unwrap()));
        entry += 46 + length(entry + 28) + length(entry + 30) + length(entry + 32);
        count += 1;
    }
    let mut own = b"PK\x01\x02".to_vec();
    own.extend(20_u16.to_le_bytes());
    own.extend(&head);
    own.extend([0; 10]);
    own.extend(at.to_le_bytes());
    own.extend(name);
    whole.extend(&file[..list]);
    let begin = whole.len();
    whole.extend(&own);
    whole.extend(&file[list..end]);
    let length = whole.len() - begin;
    whole.extend(b"PK\x05\x06\0\0\0\0");
    for number in [count + 1, count + 1] {
        whole.extend(number.to_le_bytes());
    }
    whole.extend(u32::try_from(length).unwrap().to_le_bytes());
    whole.extend(u32::try_from(begin).unwrap().to_le_bytes());
    whole.extend([0, 0]);
    whole
}

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Counts" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const LINKS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn plain() -> Vec<Entry> {
    vec![
        Entry::new("[Content_Types].xml", TYPES).packed(),
        Entry::new("_rels/.rels", ROOT).packed(),
        Entry::new("xl/workbook.xml", BOOK).packed(),
        Entry::new("xl/_rels/workbook.xml.rels", LINKS).packed(),
    ]
}

fn plain_parts() -> Vec<u8> {
    archive(&plain()).bytes
}

/// A workbook with this sheet.
pub fn with_sheet(sheet: &str) -> Vec<u8> {
    let mut entries = plain();
    entries.push(Entry::new("xl/worksheets/sheet1.xml", sheet).packed());
    archive(&entries).bytes
}

/// Ten entities, each of ten of the one before it.
pub fn laughs() -> Vec<u8> {
    let mut sheet = String::from("<?xml version=\"1.0\"?><!DOCTYPE worksheet [<!ENTITY a0 \"ha\">");
    for number in 1..10 {
        let inner = format!("&a{};", number - 1).repeat(10);
        write!(sheet, "<!ENTITY a{number} \"{inner}\">").unwrap();
    }
    sheet += "]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&a9;</t></is></c></row></sheetData></worksheet>";
    with_sheet(&sheet)
}

/// Elements within elements.
pub fn nested(depth: usize) -> Vec<u8> {
    with_sheet(&format!(
        "<?xml version=\"1.0\"?><worksheet>{}{}</worksheet>",
        "<a>".repeat(depth),
        "</a>".repeat(depth)
    ))
}

/// A list of so many entries.
pub fn crowd(entries: usize) -> Vec<u8> {
    let mut all = plain();
    all.extend((0..entries).map(|number| Entry::new(format!("xl/media/{number}.xml"), "x")));
    archive(&all).bytes
}

/// An archive in an archive, so many times.
pub fn dolls(depth: usize) -> Vec<u8> {
    let mut inner = with_sheet("<worksheet/>");
    for _ in 0..depth {
        let mut entries = plain();
        entries.push(Entry::new("xl/embeddings/book.xlsx", inner).packed());
        inner = archive(&entries).bytes;
    }
    inner
}
