//! Safe copies through the gate's own door. This program starts itself as the worker, so it has a `main` of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use detect::Day;
use gate::{Cause, Checker, CleanError, CleanOptions, Cleaned, CopyKind, Policy, Unit, Verdict};
use inspect::{Closed, Frame, Options};
use libtest_mimic::{Arguments, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sandbox::{Layers, Sandbox};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("worker") {
        return sandbox::run_worker();
    }
    let test = |name: &str, run: fn()| {
        Trial::test(name, move || {
            run();
            Ok(())
        })
    };
    let trials = vec![
        test("a copy holds what is seen and names the rest", what_is_seen),
        test("hidden lines close up, and widths and merged cells with them", lines_close_up),
        test("any table shows the same in every format", any_table),
        test("nothing is left behind when somebody stops it", stopped),
        test("what cannot be read is not copied", not_read),
        test("damage in a sheet stops the copy, and damage in a picture does not", damage),
        test("a name for the sheet is not hidden", sheet_names),
        test("several text files appear together or not at all", together),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// A folder with an original in it.
struct Desk {
    folder: tempfile::TempDir,
    original: PathBuf,
}

impl Desk {
    fn new(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let original = folder.path().join(name);
        std::fs::write(&original, bytes).unwrap();
        Self { folder, original }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn clean(&self, output: &str) -> Result<Cleaned, CleanError> {
        self.clean_with(output, &|| false)
    }

    fn clean_with(&self, output: &str, stop: &dyn Fn() -> bool) -> Result<Cleaned, CleanError> {
        let output = self.path(output);
        let options = CleanOptions { output: &output, kind: None, sheet: None, overwrite: false, stop };
        // Not every machine that runs tests has every layer; what is tested here is not the lock.
        let sandbox = Sandbox::new(["worker"]).unwrap().accept_without(Layers::all());
        let today = Day::new(2023, 8, 8).unwrap();
        let policy = Policy::default();
        let checker = Checker { sandbox: &sandbox, policy: &policy, roster: None, local: None, today };
        checker.clean(&self.original, &options)
    }

    /// Names of the files in the folder, without the original.
    fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
        names.retain(|name| Path::new(name).file_name() != self.original.file_name());
        names.sort();
        names
    }
}

/// What a file shows: row, column, text.
fn shown(path: &Path) -> Vec<(u32, u32, String)> {
    let mut cells = Vec::new();
    let mut sink = |frame: &Frame<'_>| -> Result<(), Closed> {
        if let Frame::Row(row) = frame {
            for cell in row.cells() {
                let text = cell.shown.unwrap_or(cell.stored).to_owned();
                cells.push((row.number - 1, cell.head.column, text));
            }
        }
        Ok(())
    };
    let options = Options { layout: true, ..Options::default() };
    let name = path.file_name().unwrap().to_str().unwrap();
    inspect::inspect(&std::fs::read(path).unwrap(), name, &options, &mut sink).unwrap();
    cells
}

/// A flat OpenDocument file with these sheets; `styles` are automatic styles.
fn fods(styles: &str, sheets: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" \
         xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.3\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\
         <office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document>"
    )
}

fn sheet(name: &str, inside: &str) -> String {
    format!("<table:table table:name=\"{name}\">{inside}</table:table>")
}

fn row(attributes: &str, texts: &[&str]) -> String {
    let cell = |text: &&str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let cells: String = texts.iter().map(cell).collect();
    format!("<table:table-row {attributes}>{cells}</table:table-row>")
}

const STYLES: &str = "\
    <style:style style:name=\"hidden\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
    <style:style style:name=\"white\" style:family=\"table-cell\"><style:text-properties fo:color=\"#ffffff\"/></style:style>\
    <number:date-style style:name=\"N1\"><number:year number:style=\"long\"/></number:date-style>\
    <style:style style:name=\"year\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>\
    <number:number-style style:name=\"N2\"><number:number number:decimal-places=\"2\" number:min-integer-digits=\"1\"/></number:number-style>\
    <style:style style:name=\"two\" style:family=\"table-cell\" style:data-style-name=\"N2\"/>";

fn what_is_seen() {
    let cells = "<table:table-row>\
        <table:table-cell table:style-name=\"white\" office:value-type=\"string\"><text:p>Ashworth</text:p></table:table-cell>\
        <table:table-cell table:style-name=\"year\" office:value-type=\"date\" office:date-value=\"1985-03-04\"><text:p>1985</text:p></table:table-cell>\
        <table:table-cell table:style-name=\"two\" office:value-type=\"float\" office:value=\"3.14159\"><text:p>3.14</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\"><text:p>seen\u{200b}</text:p></table:table-cell>\
        </table:table-row>";
    let sheets = sheet("Answer", cells)
        + &sheet("Staff\" table:style-name=\"hidden", &row("", &["Ashworth", "33047"]));
    let desk = Desk::new("a.fods", fods(STYLES, &sheets));
    for (output, kind) in [("b.xlsx", CopyKind::Xlsx), ("b.ods", CopyKind::Ods), ("b.csv", CopyKind::Csv)] {
        let cleaned = desk.clean(output).unwrap();
        assert_eq!((cleaned.kind, cleaned.verdict), (kind, Verdict::Clear));
        let expected = [(0, 1, "1985".to_owned()), (0, 2, "3.14".to_owned()), (0, 3, "seen".to_owned())];
        assert_eq!(shown(&desk.path(output)), expected, "{output}");
        let sheet = &cleaned.copies[0].sheets[0];
        assert_eq!(
            (sheet.rows, sheet.values, sheet.numbers, sheet.shortened, sheet.as_text),
            (1, 3, 1, 1, 1)
        );
        let left_out: Vec<_> =
            cleaned.left_out.iter().map(|line| (line.id, line.amount, line.unit, line.values)).collect();
        assert_eq!(
            left_out,
            [
                ("hidden-sheet", 1, Unit::Sheets, 2),
                ("partial-format", 1, Unit::Values, 0),
                ("same-colour-text", 1, Unit::Values, 0),
                ("unseen-letters", 1, Unit::Letters, 0),
            ]
        );
        let bytes = std::fs::read(desk.path(output)).unwrap();
        assert_eq!(cleaned.copies[0].checked.bytes, bytes.len() as u64);
        assert_eq!(cleaned.copies[0].checked.path, desk.path(output));
        assert_eq!(cleaned.original.sha256.len(), 64);
    }
}

fn lines_close_up() {
    let inside =
        "<table:table-column/><table:table-column table:visibility=\"collapse\"/><table:table-column/>"
            .to_owned()
            + "<table:table-row>\
           <table:table-cell table:number-columns-spanned=\"3\" table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>title</text:p></table:table-cell>\
           <table:covered-table-cell/><table:covered-table-cell/></table:table-row>"
            + "<table:table-row table:visibility=\"collapse\"><table:covered-table-cell table:number-columns-repeated=\"3\"/></table:table-row>"
            + &row("table:visibility=\"collapse\" table:number-rows-repeated=\"5\"", &[])
            + &row("table:visibility=\"filter\"", &["Ashworth", "1", "2"])
            + &row("", &["a", "secret", "c"])
            + &row("table:number-rows-repeated=\"2\"", &[])
            + &row("", &["d", "secret", "f"]);
    let desk = Desk::new("a.fods", fods("", &sheet("Answer", &inside)));
    for output in ["b.xlsx", "b.ods"] {
        desk.clean(output).unwrap();
        let expected = [(0, 0, "title"), (1, 0, "a"), (1, 1, "c"), (4, 0, "d"), (4, 1, "f")];
        let expected: Vec<_> =
            expected.iter().map(|(row, column, text)| (*row, *column, (*text).to_owned())).collect();
        assert_eq!(shown(&desk.path(output)), expected, "{output}");
    }
}

fn any_table() {
    let field = "[a-zA-Z0-9 ,;\"'=+@£é.-]{0,8}";
    let rows = proptest::collection::vec(proptest::collection::vec(field, 4), 2..8);
    let mut runner = TestRunner::new(Config { cases: 12, ..Config::default() });
    let result = runner.run(&rows, |rows| {
        let mut writer =
            csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        writer.write_record(["One", "Two", "Three", "Four"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let desk = Desk::new("a.csv", writer.into_inner().unwrap());
        desk.clean("b.xlsx").unwrap();
        let expected = shown(&desk.path("b.xlsx"));
        desk.clean("b.ods").unwrap();
        prop_assert_eq!(shown(&desk.path("b.ods")), expected.clone());
        desk.clean("b.csv").unwrap();
        let in_csv: Vec<String> = shown(&desk.path("b.csv")).into_iter().map(|(.., text)| text).collect();
        prop_assert_eq!(in_csv.len(), expected.len());
        for (text, (.., original)) in in_csv.iter().zip(&expected) {
            prop_assert!(text == original || *text == format!("'{original}"), "{} {}", text, original);
        }
        Ok(())
    });
    result.unwrap();
}

fn stopped() {
    let rows: Vec<String> = (0..20_000).map(|number| format!("{number},word,{number}")).collect();
    let desk = Desk::new("a.csv", format!("One,Two,Three\n{}\n", rows.join("\n")));
    // In the first reading, in the second, and while the copy is checked.
    for after in [1, 15_000, 25_000, 39_000, 41_000, 55_000] {
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > after
        };
        let error = desk.clean_with("b.xlsx", &stop).unwrap_err();
        assert_eq!(error.cause, Cause::Stopped, "after {after}");
        assert_eq!(desk.files(), [""; 0], "after {after}");
    }
    assert!(desk.clean("b.xlsx").is_ok());
}

fn not_read() {
    for (name, bytes, says) in [
        ("a.xlsx", &b"PK\x03\x04 and no more"[..], "damaged"),
        ("a.csv", b"", "empty"),
        ("a.pdf", b"%PDF-1.7 and so on and on and on", "not a spreadsheet"),
    ] {
        let desk = Desk::new(name, bytes);
        let error = desk.clean("b.xlsx").unwrap_err();
        assert_eq!(error.cause, Cause::Original, "{name}: {error}");
        assert!(error.what.contains(says), "{error}");
        assert!(!error.fix.is_empty());
        assert_eq!(desk.files(), [""; 0]);
    }
    let desk =
        Desk::new("a.fods", fods(STYLES, &sheet("S\" table:style-name=\"hidden", &row("", &["Ashworth"]))));
    assert_eq!(desk.clean("b.xlsx").unwrap_err().cause, Cause::Nothing);
}

fn damage() {
    let picture = "<table:table-row><table:table-cell><draw:frame xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\">\
        <draw:image><office:binary-data>no base64 at all!</office:binary-data></draw:image></draw:frame></table:table-cell></table:table-row>";
    let whole = fods("", &sheet("Answer", &(row("", &["seen"]) + picture)));
    let desk = Desk::new("a.fods", &whole);
    let cleaned = desk.clean("b.xlsx").unwrap();
    assert!(cleaned.left_out.iter().any(|line| line.id == "unaccounted"), "{:?}", cleaned.left_out);
    let broken = whole.replace("</table:table>", "</table:tabel>");
    let desk = Desk::new("a.fods", broken);
    let error = desk.clean("b.xlsx").unwrap_err();
    assert_eq!(error.cause, Cause::Original, "{error}");
    assert_eq!(desk.files(), [""; 0]);
}

fn sheet_names() {
    let sheets = sheet("By rank: all/some &amp; [more]", &row("", &["a", "b"]))
        + &sheet("Sarah Jennings NINO QQ123456C", &row("", &["c", "d"]));
    let desk = Desk::new("a.fods", fods("", &sheets));
    for output in ["b.xlsx", "b.ods"] {
        let cleaned = desk.clean(output).unwrap();
        let names: Vec<_> = cleaned.copies[0].sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["By rank: all/some & [more]", "Sarah Jennings NINO QQ123456C"]);
    }
}

fn together() {
    let sheets =
        sheet("One", &row("", &["a", "b"])) + &sheet("Two", &row("", &["c", "d"])) + &sheet("Empty", "");
    let desk = Desk::new("a.fods", fods("", &sheets));
    let cleaned = desk.clean("b.csv").unwrap();
    assert_eq!(desk.files(), ["b-One.csv", "b-Two.csv"]);
    assert!(cleaned.left_out.iter().any(|line| line.id == "empty-sheet" && line.seen));
    std::fs::remove_file(desk.path("b-One.csv")).unwrap();
    let error = desk.clean("b.csv").unwrap_err();
    assert_eq!((error.cause, error.path), (Cause::Output, desk.path("b-Two.csv")));
    assert_eq!(desk.files(), ["b-Two.csv"]);
}
