//! Expectations from the list of another system.

use crate::common::{at, key};
use inventory::file_names::{FileNames, Match};
use inventory::import::{Columns, Row, Rows};
use inventory::{InventoryError, State};

fn columns() -> Columns {
    let some = |name: &str| Some(name.to_owned());
    Columns {
        key: "File".into(),
        before_key: "bwv/".into(),
        size: some("Bytes"),
        sha256: some("SHA256"),
        class: some("Category"),
        source: some("Camera"),
        sequence: some("No"),
        recorded_at: some("Recorded"),
        case: some("Case ref"),
    }
}

const HEAD: &str = "Camera,No,File,Bytes,SHA256,Category,Recorded,Case ref,Officer\r\n";

fn import(rows: &str) -> Result<Vec<Row>, InventoryError> {
    Rows::new(format!("{HEAD}{rows}").as_bytes(), &columns())?.collect()
}

#[test]
fn rows_become_entries() {
    let sha256 = "AB".repeat(32);
    let first =
        format!("4711,17,a.mp4,123,{sha256},evidential,2023-05-17T21:04:00+01:00,\"14/123, 23\",PC Ashworth");
    let rows = import(&format!("{first}\r\n\r\n4711,18,b.mp4,0,,,,,\"PC\"\r\n\r\n")).unwrap();
    let first = &rows[0];
    assert_eq!((first.line, &first.key, first.sequence), (2, &key("bwv/a.mp4"), Some(17)));
    assert_eq!(first.case.as_deref(), Some("14/123, 23"));
    let entry = first.entry(at(9)).unwrap();
    assert_eq!((entry.size, entry.sha256, entry.state), (123, Some([0xab; 32]), State::Named));
    assert_eq!(entry.recorded_at.map(|at| at.to_string()).as_deref(), Some("2023-05-17T20:04:00Z"));
    assert_eq!((entry.class.as_deref(), entry.source.as_deref()), (Some("evidential"), Some("4711")));
    let second = &rows[1];
    assert_eq!((second.line, second.size, second.sha256, second.case.as_ref()), (4, Some(0), None, None));
}

#[test]
fn what_makes_no_sense_is_refused_with_its_line() {
    let good = "4711,17,a.mp4,123,,,,,\r\n";
    let bad = [
        "4711,17,,123,,,,,",
        "4711,17,b.mp4,1.5 MB,,,,,",
        "4711,17,b.mp4,-1,,,,,",
        "4711,17,b.mp4,+1,,,,,",
        "4711,17,b.mp4,\"1,000\",,,,,",
        "4711,17,b.mp4,99999999999999999999,,,,,",
        "4711,17a,b.mp4,1,,,,,",
        "4711,17,b.mp4,1,abc,,,,",
        "4711,17,b.mp4,1,,,17/05/2023 21:04,,",
        "4711,17,b.mp4,1,,,2023-05-17T21:04:00,,",
        "4711,17,b.mp4,1",
        "4711,17,b.mp4,1,,,,,,,",
    ];
    for row in bad {
        match import(&format!("{good}{row}\r\n{good}")) {
            Err(InventoryError::Row { line: 3, what, .. }) => assert!(!what.contains("b.mp4"), "{what}"),
            other => panic!("{row}: {other:?}"),
        }
    }
    assert!(import(good).unwrap()[0].entry(at(0)).is_ok());
    let no_size = import("4711,17,a.mp4,,,,,,\r\n").unwrap();
    let error = no_size[0].entry(at(0)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: the item has no size. Export the list with the size of each item in bytes. Nothing of the list was \
         taken"
    );
}

#[test]
fn a_quotation_mark_that_is_never_closed_ends_soon() {
    let rest = "4711,17,a.mp4,1,,,,,\r\n".repeat(100_000);
    let error = import(&format!("4711,17,\"a.mp4,1,,,,,\r\n{rest}")).unwrap_err();
    assert!(matches!(error, InventoryError::Row { .. }), "{error}");
}

#[test]
fn columns_must_be_there_once() {
    for head in ["File", "File,Bytes,Bytes", ""] {
        let columns = Columns { key: "File".into(), size: Some("Bytes".into()), ..Columns::default() };
        assert!(Rows::new(head.as_bytes(), &columns).is_err(), "{head}");
    }
    let columns = Columns { key: "File".into(), ..Columns::default() };
    let mut rows = Rows::new("\u{feff}File, Bytes\na,1\n".as_bytes(), &columns).unwrap();
    assert_eq!(rows.next().unwrap().unwrap().key, key("a"));
    assert!(rows.next().is_none());
    assert!(Rows::new(&b"File\n\xff\n"[..], &columns).unwrap().next().unwrap().is_err());
}

/// The last column is the one that a return would stick to.
#[test]
fn lines_may_end_either_way() {
    for end in ["\n", "\r\n"] {
        let list = ["File,Camera", "a,4711", "b,\"47,11\"", "c,"].map(|line| format!("{line}{end}")).concat();
        let columns = Columns { key: "File".into(), source: Some("Camera".into()), ..Columns::default() };
        let rows: Vec<_> = Rows::new(list.as_bytes(), &columns).unwrap().map(Result::unwrap).collect();
        let sources: Vec<_> = rows.iter().map(|row| (row.line, row.source.as_deref())).collect();
        assert_eq!(sources, [(2, Some("4711")), (3, Some("47,11")), (4, None)]);
    }
}

/// An export that knows no folders: each name is found in the listing, or it is said that it is not.
#[test]
fn a_file_name_is_found_where_it_is_once() {
    let list = "File\na.mp4\nb.mp4\nc.mp4\n";
    let columns = Columns { key: "File".into(), ..Columns::default() };
    let rows = |list: &'static str| Rows::new(list.as_bytes(), &columns).unwrap().map(Result::unwrap);
    let mut names = FileNames::new();
    rows(list).for_each(|row| names.add(&row).unwrap());
    assert!(names.observe(&key("2023/05/a.mp4")));
    assert!(!names.observe(&key("2023/05/a.mp4.sha256")));
    for folder in ["2022", "2023", "2024"] {
        assert!(names.observe(&key(&format!("{folder}/c.mp4"))));
    }
    let found = [(2, Match::One(key("2023/05/a.mp4"))), (3, Match::Nowhere), (4, Match::Several(3))];
    assert_eq!(names.finish(), found);

    let mut names = FileNames::new();
    let twice: Result<(), _> = rows("File\nx/a.mp4\ny/a.mp4\n").try_for_each(|row| names.add(&row));
    assert!(matches!(twice, Err(InventoryError::Row { line: 3, .. })));
}

#[test]
fn after_an_error_comes_nothing() {
    let list = format!("{HEAD}x\r\n4711,17,a.mp4,1,,,,,\r\n");
    let mut rows = Rows::new(list.as_bytes(), &columns()).unwrap();
    assert!(rows.next().unwrap().is_err());
    assert!(rows.next().is_none());
}
