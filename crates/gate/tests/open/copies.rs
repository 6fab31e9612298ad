//! Checking and copying.

use crate::incidents::{files, in_memory, never, some, with};
use gate::{Cause, CleanOptions, CopyKind, Verdict, report};
use std::cell::Cell;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;

pub fn judged_alike() {
    let folder = tempfile::tempdir().unwrap();
    for incident in some() {
        let path = folder.path().join(&incident.name);
        std::fs::write(&path, &incident.bytes).unwrap();
        let (there, open) =
            with(|checker| (checker.check(&path), checker.check_open(incident.open(), &path, &never)));
        assert_eq!(
            report::json::line(&open, true).unwrap(),
            report::json::line(&there, true).unwrap(),
            "{}",
            incident.name
        );
        assert_ne!(open.sha256, "");
    }
}

pub fn a_pipe() {
    let (reader, _writer) = std::io::pipe().unwrap();
    let checked = with(|checker| {
        checker.check_open(File::from(std::os::fd::OwnedFd::from(reader)), Path::new("a.csv"), &never)
    });
    assert_eq!(checked.verdict, Verdict::Unchecked);
    assert!(checked.findings[0].summary.contains("pipe"), "{}", checked.findings[0].summary);
}

pub fn copied_alike() {
    let folder = tempfile::tempdir().unwrap();
    for incident in files("2-psni-foi", |name| name.contains("hidden") && !name.ends_with("json")) {
        let path = folder.path().join(&incident.name);
        std::fs::write(&path, &incident.bytes).unwrap();
        let output = folder.path().join("copy.xlsx");
        let options =
            CleanOptions { output: &output, kind: None, sheet: None, overwrite: true, stop: &never };
        let (there, open) = with(|checker| {
            let open = checker.clean_open(incident.open(), &path, Some(CopyKind::Xlsx), None, &never);
            (checker.clean(&path, &options), open)
        });
        let (there, open) = match (there, open) {
            (Ok(there), Ok(open)) => (there, open),
            (there, open) => {
                let (there, open) = (there.unwrap_err(), open.unwrap_err());
                assert_eq!((there.cause, there.what), (open.cause, open.what), "{}", incident.name);
                continue;
            }
        };
        assert_eq!(there.original, open.cleaned.original);
        let [(name, file)] = open.files.as_slice() else { panic!("{} files", open.files.len()) };
        let (stem, _) = incident.name.rsplit_once('.').unwrap();
        assert_eq!(*name, format!("{stem}-safe.xlsx"));
        let mut bytes = Vec::new();
        let mut file = file.try_clone().unwrap();
        assert_eq!(file.stream_position().unwrap(), 0);
        file.read_to_end(&mut bytes).unwrap();
        assert!(bytes == std::fs::read(&output).unwrap(), "{}: the copies differ", incident.name);
        assert_eq!(open.cleaned.copies[0].checked.sha256, there.copies[0].checked.sha256);
        // Not through this handle, and not through one that can be opened anew.
        assert!(file.write_all(b"x").is_err());
        let link = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&file));
        let anew = File::options().write(true).open(&link);
        assert!(anew.and_then(|mut anew| anew.write_all(b"x")).is_err());
        assert!(File::options().write(true).truncate(true).open(&link).is_err());
    }
}

const TWO_SHEETS: &str = "<?xml version=\"1.0\"?><office:document \
    xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.3\" \
    office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet>\
    <table:table table:name=\"One\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>a</text:p>\
    </table:table-cell></table:table-row></table:table>\
    <table:table table:name=\"../Two\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>b</text:p>\
    </table:table-cell></table:table-row></table:table>\
    </office:spreadsheet></office:body></office:document>";

fn text(mut file: &File) -> String {
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    text
}

pub fn formats() {
    let file = || in_memory(b"Rank,Officers\r\nConstable,4\r\nSergeant,7\r\n");
    for (name, kind, copied) in [
        ("answer.csv", None, "answer-safe.csv"),
        ("answer.txt", None, "answer-safe.csv"),
        ("answer", None, "answer-safe.xlsx"),
        ("answer.csv", Some(CopyKind::Ods), "answer-safe.ods"),
        ("answer.xls", Some(CopyKind::Csv), "answer-safe.csv"),
    ] {
        let copy = with(|checker| checker.clean_open(file(), Path::new(name), kind, None, &never)).unwrap();
        assert_eq!(copy.files[0].0, copied);
        assert_eq!(copy.cleaned.copies[0].checked.path, Path::new(copied));
        if copied.ends_with("csv") {
            assert!(text(&copy.files[0].1).contains("Sergeant"));
        }
    }
}

pub fn several() {
    let (copy, one) = with(|checker| {
        let clean = |sheet| {
            let name = Path::new("a.fods");
            checker.clean_open(in_memory(TWO_SHEETS.as_bytes()), name, Some(CopyKind::Csv), sheet, &never)
        };
        (clean(None).unwrap(), clean(Some("One")).unwrap())
    });
    let files: Vec<_> = copy.files.iter().map(|(name, file)| (name.as_str(), text(file))).collect();
    assert_eq!(files.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["a-safe-One.csv", "a-safe-Two.csv"]);
    assert!(files[0].1.contains('a') && files[1].1.contains('b'));
    assert_eq!(copy.cleaned.copies.len(), 2);
    assert_eq!(one.files.len(), 1);
    assert_eq!(one.files[0].0, "a-safe.csv");
}

pub fn refused() {
    let error = with(|checker| {
        checker.clean_open(in_memory(b"PK\x03\x04 and no more"), Path::new("a.xlsx"), None, None, &never)
    });
    assert_eq!(error.unwrap_err().cause, Cause::Original);
    let rows: Vec<String> = (0..5_000).map(|number| format!("{number},word,{number}")).collect();
    let bytes = format!("One,Two,Three\n{}\n", rows.join("\n"));
    // In the first reading, in the second, and while the copy is checked.
    for after in [1, 4_000, 7_000, 9_900, 11_000] {
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > after
        };
        let error = with(|checker| {
            checker.clean_open(in_memory(bytes.as_bytes()), Path::new("a.csv"), None, None, &stop)
        });
        assert_eq!(error.unwrap_err().cause, Cause::Stopped, "after {after}");
    }
}
