//! The parts without which a package is none, so that an input of one part is read too.

use crate::{ole, parts, zip};

type Skeleton = &'static [(&'static str, &'static str)];

const XLSX: Skeleton = &[
    (
        "[Content_Types].xml",
        "<Types><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
         <Default Extension='png' ContentType='image/png'/>\
         <Override PartName='/xl/workbook.xml' \
         ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>",
    ),
    (
        "_rels/.rels",
        "<Relationships><Relationship Id='r1' Target='xl/workbook.xml' \
         Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>\
         <sheet name='Data' sheetId='1' r:id='r1'/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships>\
         <Relationship Id='r1' Target='worksheets/sheet1.xml' Type='http://x/relationships/worksheet'/>\
         <Relationship Id='r2' Target='sharedStrings.xml' Type='http://x/relationships/sharedStrings'/>\
         <Relationship Id='r3' Target='styles.xml' Type='http://x/relationships/styles'/>\
         <Relationship Id='r4' Target='theme/theme1.xml' Type='http://x/relationships/theme'/>\
         <Relationship Id='r5' Target='pivotCache/pivotCacheDefinition1.xml' Type='http://x/relationships/pivotCacheDefinition'/>\
         <Relationship Id='r6' Target='externalLinks/externalLink1.xml' Type='http://x/relationships/externalLink'/>\
         <Relationship Id='r7' Target='vbaProject.bin' Type='http://x/relationships/vbaProject'/>\
         <Relationship Id='r8' Target='media/image1.png' Type='http://x/relationships/image'/>\
         <Relationship Id='r9' Target='charts/chart1.xml' Type='http://x/relationships/chart'/>\
         <Relationship Id='r10' Target='comments1.xml' Type='http://x/relationships/comments'/>\
         <Relationship Id='r11' Target='drawings/drawing1.xml' Type='http://x/relationships/drawing'/>\
         <Relationship Id='r12' Target='drawings/vmlDrawing1.vml' Type='http://x/relationships/vmlDrawing'/>\
         <Relationship Id='r13' Target='revisions/revisionHeaders.xml' Type='http://x/relationships/revisionHeaders'/>\
         <Relationship Id='r14' Target='revisions/revisionLog1.xml' Type='http://x/relationships/revisionLog'/>\
         <Relationship Id='r15' Target='embeddings/object1.bin' Type='http://x/relationships/oleObject'/>\
         </Relationships>",
    ),
    ("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"),
];

const XLSB: Skeleton = &[
    (
        "[Content_Types].xml",
        "<Types><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
         <Default Extension='bin' ContentType='application/vnd.ms-excel.sheet.binary.macroEnabled.main'/></Types>",
    ),
    (
        "_rels/.rels",
        "<Relationships><Relationship Id='r1' Target='xl/workbook.bin' \
         Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'/></Relationships>",
    ),
    (
        "xl/_rels/workbook.bin.rels",
        "<Relationships>\
         <Relationship Id='rId1' Target='worksheets/sheet1.bin' Type='http://x/relationships/worksheet'/>\
         <Relationship Id='rId2' Target='sharedStrings.bin' Type='http://x/relationships/sharedStrings'/>\
         <Relationship Id='rId3' Target='styles.bin' Type='http://x/relationships/styles'/></Relationships>",
    ),
];

const ODS: Skeleton = &[
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    (
        "META-INF/manifest.xml",
        "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>\
         <manifest:file-entry manifest:full-path='/' \
         manifest:media-type='application/vnd.oasis.opendocument.spreadsheet'/>\
         <manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/>\
         <manifest:file-entry manifest:full-path='styles.xml' manifest:media-type='text/xml'/>\
         <manifest:file-entry manifest:full-path='meta.xml' manifest:media-type='text/xml'/>\
         <manifest:file-entry manifest:full-path='settings.xml' manifest:media-type='text/xml'/></manifest:manifest>",
    ),
];

/// A workbook of an input's parts.
pub fn xlsx(input: &[u8]) -> Vec<u8> {
    package(input, "xl/worksheets/sheet1.xml", XLSX)
}

/// A binary workbook of an input's parts.
pub fn xlsb(input: &[u8]) -> Vec<u8> {
    package(input, "%xl/worksheets/sheet1.bin", XLSB)
}

/// An OpenDocument spreadsheet of an input's parts.
pub fn ods(input: &[u8]) -> Vec<u8> {
    package(input, "content.xml", ODS)
}

/// A compound file of an input's streams.
pub fn xls(input: &[u8], first: &str) -> Vec<u8> {
    ole::pack(&parts::split(input, first))
}

/// A workbook around one part.
pub fn around(name: &str, content: Vec<u8>) -> Vec<u8> {
    let mut all = vec![(name.to_owned(), content)];
    parts::fill_in(&mut all, XLSX);
    zip::pack(&all)
}

fn package(input: &[u8], first: &str, skeleton: Skeleton) -> Vec<u8> {
    let mut all = parts::split(input, first);
    parts::fill_in(&mut all, skeleton);
    zip::pack(&all)
}
