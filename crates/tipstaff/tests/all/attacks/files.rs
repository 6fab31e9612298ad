//! Workbooks by real programs with markup wherever they keep words, and every page about them. `files/make.py` makes them.

use crate::attacks::parsed::{hostile, what_is_wrong};
use crate::attacks::server::{Server, Visitor, WORDS};

const MARK: &str = "zqxmark";

fn assert_harmless(visitor: &Visitor<'_>, path: &str) -> String {
    let answer = visitor.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    if answer.header("content-type").starts_with("text/html") {
        assert_eq!(what_is_wrong(&answer.body, MARK), None, "{path}: {}", answer.body);
    } else {
        assert!(
            answer.header("content-disposition").starts_with("attachment; filename=\""),
            "{path}: {}",
            answer.head
        );
    }
    answer.body
}

#[test]
fn markup_in_workbooks_is_text_on_every_page() {
    let server = Server::start();
    let owner = server.founder();
    let files = [
        ("hostile.xlsx", include_bytes!("files/hostile.xlsx").as_slice()),
        ("hostile.ods", include_bytes!("files/hostile.ods").as_slice()),
    ];
    for (name, bytes) in files {
        let path = owner.send_file(&format!("{}{name}", hostile(MARK)[1]), bytes);
        owner.settled(&path);
        assert_eq!(owner.post(&format!("{path}/copy"), &[]).status, 303);
        owner.settled(&path);
        let mut seen = String::new();
        for end in ["", "/preview", "/samples", "/report.json", "/report.sarif", "/report.txt"] {
            seen += &assert_harmless(&owner, &format!("{path}{end}"));
        }
        assert!(seen.contains("&lt;img src=x onerror=zqxmark&gt;"), "the name of a sheet is shown at all");
        let shown = owner.post(&format!("{path}/samples"), &[("why", "<zqxmark>"), ("passphrase", WORDS)]);
        assert_eq!((shown.status, what_is_wrong(&shown.body, MARK)), (200, None), "{}", shown.body);
        assert!(shown.body.contains(MARK), "values are shown");
        let copy = owner.get(&format!("{path}/copy/0"));
        let disposition = copy.header("content-disposition");
        assert_eq!(copy.status, 200);
        assert!(disposition.matches('"').count() == 2 && !disposition.contains('<'), "{disposition}");
        assert_eq!(copy.header("content-type"), "application/octet-stream");
    }
    assert_harmless(&owner, "/checks");
    let log = server.log();
    assert!(!log.contains(MARK) && !log.contains("Quillfeather"), "{log}");
}
