//! Files under a password: nobody can tell what they hold.

use crate::common::Folder;
use crate::common::program::verdict;
use crate::common::xls::{begin, compound, end, record};
use crate::common::zip::{Entry, archive};

const LOCKED: &str = "The file is locked with a password, so nobody can tell what it holds";
const UNLOCK: &str = "Open it with the password, save it without one, and check that file";

#[test]
fn a_workbook_of_today() {
    // As Excel and LibreOffice lock xlsx, xlsm and xlsb alike: an encrypted package in a compound file.
    let folder = Folder::new();
    let locked = compound(&[
        ("EncryptionInfo", b"\x04\0\x04\0\x40\0\0\0<encryption/>"),
        ("EncryptedPackage", &[0x5a; 5000]),
    ]);
    for name in ["answer.xlsx", "answer.xlsb", "answer.xlsm", "answer"] {
        verdict(folder.file(name, &locked)).is_unchecked(LOCKED, UNLOCK);
    }
}

#[test]
fn an_old_workbook() {
    // FILEPASS: RC4 of Office, version 1.1, with a salt and a verifier that belong to no password that is known.
    let lock = [&[1, 0, 1, 0, 1, 0][..], &[0x37; 48]].concat();
    let stream = [begin(5), record(0x002f, &lock), record(0x0042, &[0xb0, 4]), end()].concat();
    let folder = Folder::new();
    verdict(folder.file("answer.xls", compound(&[("Workbook", &stream)]))).is_unchecked(LOCKED, UNLOCK);
    // The older lock, by exclusive or.
    let stream = [begin(5), record(0x002f, &[0, 0, 0x34, 0x12, 0x78, 0x56]), end()].concat();
    verdict(folder.file("answer.xls", compound(&[("Workbook", &stream)]))).is_unchecked(LOCKED, UNLOCK);
}

#[test]
fn an_open_document() {
    let manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>\
        <manifest:file-entry manifest:full-path='/' manifest:media-type='application/vnd.oasis.opendocument.spreadsheet'/>\
        <manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml' manifest:size='400'>\
        <manifest:encryption-data><manifest:algorithm manifest:algorithm-name='http://www.w3.org/2001/04/xmlenc#aes256-cbc'/>\
        </manifest:encryption-data></manifest:file-entry></manifest:manifest>";
    let entries = [
        Entry::new("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        Entry::new("content.xml", [0x91; 400]),
        Entry::new("META-INF/manifest.xml", manifest),
    ];
    let folder = Folder::new();
    verdict(folder.file("answer.ods", archive(&entries).bytes)).is_unchecked(LOCKED, UNLOCK);
    // As LibreOffice 24.8 and later lock it: the whole package in one entry.
    let manifest = manifest.replace("content.xml", "encrypted-package");
    let entries = [
        Entry::new("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        Entry::new("encrypted-package", [0x91; 400]),
        Entry::new("META-INF/manifest.xml", manifest),
    ];
    verdict(folder.file("answer.ods", archive(&entries).bytes)).is_unchecked(LOCKED, UNLOCK);
}
