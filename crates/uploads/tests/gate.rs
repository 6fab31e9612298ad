//! The gate itself does the work, in its sandbox, on files that lie in memory only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bytes::Bytes;
use futures::stream;
use gate::{Policy, Verdict};
use jiff::Timestamp;
use libtest_mimic::{Arguments, Trial};
use record::{Place, Record};
use sandbox::{Layers, Sandbox};
use std::process::ExitCode;
use std::sync::Arc;
use uploads::{Clock, CopyKind, Settings, State, Task, Tools, Uploads, Worker, Workshop};

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("worker") {
        return sandbox::run_worker();
    }
    let story = Trial::test("what was put up is checked, and a safe copy is made and checked", || {
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(checked_and_copied());
        Ok(())
    });
    libtest_mimic::run(&Arguments::from_args(), vec![story]).exit_code()
}

/// A flat OpenDocument file with a sheet that is seen and one that is not.
fn with_a_hidden_sheet() -> String {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |texts: &[&str]| {
        format!(
            "<table:table-row>{}</table:table-row>",
            texts.iter().map(|text| cell(text)).collect::<String>()
        )
    };
    let answer = row(&["Rank", "Number"]) + &row(&["Constable", "12"]) + &row(&["Sergeant", "3"]);
    let hidden = row(&["Surname", "National Insurance number"]) + &row(&["Ashworth", "AB123456C"]);
    format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" office:version=\"1.3\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:automatic-styles>\
         <style:style style:name=\"hidden\" style:family=\"table\"><style:table-properties table:display=\"false\"/>\
         </style:style></office:automatic-styles><office:body><office:spreadsheet>\
         <table:table table:name=\"Answer\">{answer}</table:table>\
         <table:table table:name=\"Staff\" table:style-name=\"hidden\">{hidden}</table:table>\
         </office:spreadsheet></office:body></office:document>"
    )
}

async fn checked_and_copied() {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::folder(folder.path().join("data"));
    place.key_file = Some(folder.path().join("keys").join("force.key"));
    let now: Timestamp = "2026-11-26T09:00:00Z".parse().unwrap();
    let record = Arc::new(Record::create(&place, now).await.unwrap());
    let blobs = record.blobs().unwrap();
    let uploads = Uploads::open(record, blobs, Settings::default()).await.unwrap();

    let clock: Clock = Arc::new(move || now);
    // Not every machine that runs tests has every layer; what is tested here is not the lock.
    let sandbox = Sandbox::new(["worker"]).unwrap().accept_without(Layers::all());
    let tools = Tools { sandbox, policy: Policy::default(), roster: None, local: None };
    let workshop = Arc::new(Workshop::new(tools, Arc::clone(&clock)));
    let worker = Worker::new(uploads.clone(), workshop, clock).unwrap();

    let file = Bytes::from(with_a_hidden_sheet());
    let body = stream::iter([Ok::<_, std::io::Error>(file.clone())]);
    let upload = uploads.receive(1, "answer.fods", body, now).await.unwrap();
    worker.run_until_idle().await.unwrap();
    let checked = uploads.result(upload.id).await.unwrap();
    assert_eq!(checked.verdict, Verdict::Held, "{:?}", checked.findings);
    assert_eq!(checked.path.to_str(), Some("answer.fods"));
    assert_eq!(checked.bytes, file.len() as u64);
    assert!(checked.findings.iter().any(|finding| !finding.visible));

    uploads.copy(upload.id, CopyKind::Xlsx, now).await.unwrap();
    worker.run_until_idle().await.unwrap();
    let state = uploads.state(upload.id, Task::Copy(CopyKind::Xlsx)).await.unwrap();
    assert_eq!(state, Some(State::Checked));
    let copies = uploads.copies(upload.id, CopyKind::Xlsx).await.unwrap();
    let copy = &copies.files[0];
    assert_eq!(copy.name, "answer-safe.xlsx");
    assert!(copy.checked.verdict < Verdict::Held, "{:?}", copy.checked.findings);
    assert!(copies.left_out.iter().any(|line| line.id == "hidden-sheet"));
    let mut reader = uploads.open_blob(&copy.blob).await.unwrap();
    let mut bytes = 0;
    while let Some(piece) = reader.next().await.unwrap() {
        bytes += piece.len() as u64;
    }
    assert_eq!((bytes, bytes), (copy.bytes, copy.checked.bytes));
}
