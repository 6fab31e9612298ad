//! Tables that are taken into the record: JSON Lines, and delimited text under the strict reader.
#![no_main]

use intake::{Intake, TableFile, hold_to};
use libfuzzer_sys::fuzz_target;
use rustix::fs::{MemfdFlags, memfd_create};
use sandbox::Sandbox;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use tipstaff_fuzz::{look, seeds};

const OWN: [&[u8]; 4] = [
    b"{\"Pay No\": 20417, \"Surname\": \"Zo\xc3\xab\"}\n\n{\"Surname\": null, \"Rank\": true}\n[1]\n",
    b"Pay No,Surname\n20417,\"Ash\"\"worth\"\n20418,\"two\nlines\"\n",
    b"sep=;\r\nPay No;Surname\r\n1;M\xfcller\r\n2\r\n",
    b"\xff\xfeP\0\t\0S\0\n\x001\0\t\0Z\0",
];

fuzz_target!(init: seeds::if_asked(&["csv", "tsv", "jsonl"], seeds::as_it_is, &OWN), |data: &[u8]| {
    look::soon(data.len(), || {
        lines(data);
        strictly(data);
    });
});

/// JSON Lines: no reader is started for them.
fn lines(data: &[u8]) {
    let Ok(sandbox) = Sandbox::new(["worker"]) else { return };
    let Ok(memory) = memfd_create("extract", MemfdFlags::CLOEXEC) else { return };
    let mut file = File::from(memory);
    if file.write_all(data).is_err() {
        return;
    }
    let table = TableFile { sandbox: &sandbox, file: &file, name: Path::new("extract.jsonl"), sheet: None };
    if let Ok(intake) = table.read() {
        let width = intake.headings.len();
        assert!(intake.rows.iter().all(|(_, row)| row.len() == width));
    }
}

/// Whatever another reader made of the file, the strict one keeps no row that it does not find there.
fn strictly(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut rows = text
        .lines()
        .map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>());
    let headings: Vec<String> =
        rows.next().unwrap_or_default().iter().map(|cell| cell.trim().to_owned()).collect();
    let rows: Vec<(u64, Vec<String>)> = (2..).zip(rows).collect();
    let known = rows.clone();
    let mut intake = Intake {
        headings,
        rows,
        faults: Vec::new(),
        sha256: [0; 32],
        format: "csv".into(),
        told: Vec::new(),
    };
    if hold_to(&mut intake, data).is_ok() {
        assert!(intake.rows.iter().all(|row| known.contains(row)));
        assert!(intake.faults.iter().all(|fault| intake.rows.iter().all(|(row, _)| *row != fault.row)));
    }
}
