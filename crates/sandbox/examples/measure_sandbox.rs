//! Measures what the sandbox costs: `cargo run --release -p sandbox --example measure_sandbox`.
//!
//! The codec alone (each side), the whole way through a worker, and the start of a worker for a tiny file.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement speaks, and has nobody to answer to"
)]

use inspect::{
    CellKind, Channel, Closed, Content, FileHead, FileTail, Frame, Hiding, Options, PartHead, PartTail,
    RowBuffer, RowRole, Sink, Source,
};
use sandbox::{Decoder, Encoder, Ending, Layers, Message, Pool, Sandbox, run_reader};
use std::fs::File;
use std::io::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::time::Instant;

const ROWS: u32 = 200_000;
const COLUMNS: u32 = 20;
const LONGEST: usize = 24 << 20;
const PLAIN: &str = "Twenty-five letters, here";
const ACCENTS: &str = "Zażółć gęślą jaźń";

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("worker") => run_reader(Layers::all(), inspect::inspect),
        Some("table") => run_reader(Layers::all(), table),
        _ => {
            codec(PLAIN);
            codec(ACCENTS);
            through_a_worker();
            start_up();
            ExitCode::SUCCESS
        }
    }
}

/// A reader that makes a table up.
fn table(_: &dyn Source, _: &str, _: &Options, sink: &mut dyn Sink) -> Result<(), Closed> {
    make_up(PLAIN, sink)
}

fn make_up(text: &str, sink: &mut dyn Sink) -> Result<(), Closed> {
    let head = FileHead { file: 0, inside: None, format: "xlsx", name: "", bytes: 0, claims: None };
    sink.frame(&Frame::File(head))?;
    sink.frame(&Frame::Open(PartHead {
        id: 0,
        file: 0,
        parent: None,
        channel: Channel::Sheet,
        hiding: Hiding::empty(),
        content: Content::Table,
        path: "xl/worksheets/sheet1.xml",
        human: "sheet 'Data'",
        range: "",
    }))?;
    let mut buffer = RowBuffer::default();
    for number in 1..=ROWS {
        buffer.clear();
        for column in 0..COLUMNS {
            let kind = if column % 3 == 0 { CellKind::Number } else { CellKind::Text };
            buffer.push(column, kind, Hiding::empty(), text);
        }
        sink.frame(&Frame::Row(buffer.row(0, number, RowRole::Data, Hiding::empty())))?;
    }
    sink.frame(&Frame::Close(PartTail { id: 0, table: None }))?;
    sink.frame(&Frame::FileEnd(FileTail { file: 0, pieces: 1, read: 1, swept: 0 }))
}

fn codec(cell: &str) {
    println!("cells of {} bytes: '{cell}'", cell.len());
    let bytes = cell.len() * (ROWS * COLUMNS) as usize;
    let made_up = time("make the rows up", || {
        let mut count = 0_usize;
        let _ = make_up(cell, &mut |frame: &Frame<'_>| {
            if let Frame::Row(row) = frame {
                count += row.text.len();
            }
            Ok(())
        });
        assert_eq!(count, bytes);
    });
    let mut stream = Vec::with_capacity(128 << 20);
    let both = time("make them up and encode", || {
        stream.clear();
        let mut encoder = Encoder::new(&mut stream, LONGEST);
        make_up(cell, &mut encoder).unwrap();
        encoder.end(None).unwrap();
    });
    println!("encode: {:.0} ms, {} MB", both - made_up, stream.len() / 1_000_000);
    time("decode", || {
        let mut decoder = Decoder::new(LONGEST);
        let mut rest = stream.as_slice();
        let mut text = 0_usize;
        loop {
            match decoder.message().unwrap() {
                Some(Message::Frame(Frame::Row(row))) => text += row.text.len(),
                Some(Message::End(_)) => break,
                Some(_) => {}
                None => {
                    let room = decoder.room();
                    let taken = room.len().min(rest.len());
                    room[..taken].copy_from_slice(&rest[..taken]);
                    decoder.filled(taken);
                    rest = &rest[taken..];
                }
            }
        }
        assert_eq!(text, bytes);
    });
}

fn through_a_worker() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let sandbox = Sandbox::new(["table"]).unwrap();
    time("through a worker", || {
        let mut rows = 0;
        let mut sink = |frame: &Frame<'_>| {
            rows += u32::from(matches!(frame, Frame::Row(_)));
            Ok(())
        };
        let file = File::open(file.path()).unwrap();
        let outcome = sandbox.inspect(file, "made-up.xlsx", &Options::default(), &mut sink);
        assert_eq!((outcome.ending, rows), (Ending::Complete, ROWS));
    });
}

fn start_up() {
    const FILES: u32 = 200;
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"a,b\n1,2\n").unwrap();
    let sandbox = Sandbox::new(["worker"]).unwrap();
    let all = time("200 tiny files, one after the other", || {
        for _ in 0..FILES {
            let file = File::open(file.path()).unwrap();
            let outcome = sandbox.inspect(file, "tiny.csv", &Options::default(), &mut |_: &Frame<'_>| Ok(()));
            assert_eq!((outcome.ending, outcome.confinement.layers), (Ending::Complete, Layers::all()));
        }
    });
    println!("one tiny file: {:.2} ms", all / f64::from(FILES));
    let pool = Pool::new(NonZeroUsize::new(2).unwrap());
    let all = time("200 tiny files, two at a time", || {
        let check = |_| {
            let file = File::open(file.path()).unwrap();
            sandbox.inspect(file, "tiny.csv", &Options::default(), &mut |_: &Frame<'_>| Ok(())).ending
        };
        pool.run(0..FILES, check, |ending| {
            assert_eq!(ending, Ending::Complete);
            ControlFlow::Continue(())
        });
    });
    println!("one tiny file: {:.2} ms", all / f64::from(FILES));
}

/// The best of some runs, in milliseconds.
fn time(what: &str, mut run: impl FnMut()) -> f64 {
    let best = (0..7)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed().as_secs_f64() * 1000.0
        })
        .fold(f64::INFINITY, f64::min);
    println!("{what}: {best:.1} ms");
    best
}
