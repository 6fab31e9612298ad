//! What the machine of the author left in the file.

use crate::xlsx::book::{Book, OFFICE, PACKAGE, SPREADSHEET, assert_told, told};
use inspect::{Channel, Visibility};

const WORKBOOK: &str = "xl/workbook.xml";

#[test]
fn the_folder_of_the_author_and_who_had_the_file_open_are_told() {
    let mut book = Book::answer();
    book.before = r#"<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="22730"/><fileSharing
        readOnlyRecommended="1" userName="A. Ashworth"/><workbookPr codeName="ThisWorkbook"/><mc:AlternateContent><mc:Choice
        Requires="x15"><x15ac:absPath url="C:\Users\a.ashworth\Requests\"
        xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>"#
        .into();
    let found = book.look();
    assert_eq!(
        told(&found, Channel::AuthorPath, WORKBOOK),
        [["folder", "", r"C:\Users\a.ashworth\Requests\"]]
    );
    assert_eq!(told(&found, Channel::UserName, WORKBOOK), [["locked for editing by", "", "A. Ashworth"]]);
    assert_eq!(found.of(Channel::AuthorPath).next().unwrap().visibility, Visibility::Metadata);
}

#[test]
fn a_printer_tells_its_server_and_its_user() {
    // A DEVMODE: the device in 32 units of two bytes, fixed fields, then what the driver adds.
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut device = wide(r"\\print01\Custody 2");
    device.resize(64, 0);
    let bytes = [device, vec![1, 4, 0, 5, 220, 0], vec![0; 150], wide("birchall"), vec![0, 0]].concat();
    let path = "xl/printerSettings/printerSettings1.bin";
    let found = Book::of("", "", r#"<pageSetup paperSize="9" orientation="portrait" r:id="rId1"/>"#)
        .part(
            "xl/worksheets/sheet1.xml",
            &format!("{OFFICE}/printerSettings"),
            path,
            &format!("{SPREADSHEET}.printerSettings"),
            bytes,
        )
        .look();
    assert_told(
        &found,
        Channel::PrinterSettings,
        path,
        &[["printer", "", r"\\print01\Custody 2"], ["", "", "birchall"]],
    );
    assert_eq!(found.of(Channel::PrinterSettings).next().unwrap().human, "printer settings, sheet 'Answer'");
}

#[test]
fn a_preview_is_told_with_what_its_picture_says_of_itself() {
    let found = Book::answer()
        .part(
            "",
            &format!("{PACKAGE}/metadata/thumbnail"),
            "docProps/thumbnail.gif",
            "image/gif",
            b"GIF89a\x01\0\x01\0\0\0\0!\xfe\x08Ashworth\0;",
        )
        .look();
    let preview = found.of(Channel::Thumbnail).next().unwrap();
    assert_eq!((&*preview.path, preview.visibility), ("docProps/thumbnail.gif", Visibility::Metadata));
    let said: Vec<_> = told(&found, Channel::MediaMetadata, "docProps/thumbnail.gif");
    assert!(said.iter().any(|line| line[2] == "Ashworth"), "{said:?}");
}
