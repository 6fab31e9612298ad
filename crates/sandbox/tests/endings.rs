//! However a reader ends, the listener is told, everything is closed, and nobody is left behind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod common;

use common::{Witness, begin, content, end, file_of, sandbox, say, short, worker};
use inspect::{
    CellKind, Channel, Closed, Collector, Content, FileHead, FileSource, Frame, Hiding, Layout, Limits,
    Options, PartHead, PartTail, Pixels, Reason, RowBuffer, RowRole, Segment, Sink, Source, Style,
};
use libtest_mimic::{Arguments, Trial};
use sandbox::{Confinement, Encoder, Ending, Layers, Outcome, Pool, Sandbox};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    if let Some(code) = worker(act) {
        return code;
    }
    match std::env::args().nth(1).as_deref() {
        // Programs that are no workers.
        Some("silent") => return ExitCode::SUCCESS,
        Some("unconfined") => return unconfined(),
        Some("parent") => return a_parent(),
        _ => {}
    }
    let trials = vec![
        test("a file is told as without a worker", same_as_without),
        test("the corpus is told as without a worker", corpus_same_as_without),
        test("a panic", || is_broken("panic", Reason::Crashed, "")),
        test("an abort", || is_broken("abort", Reason::Crashed, "")),
        test("a stack without end", || is_broken("overflow", Reason::Crashed, "")),
        test("leaving early", || is_broken("leave", Reason::Crashed, "")),
        test("more memory than there is", || is_broken("allocate", Reason::OutOfMemory, "")),
        test("memory that grows slowly", || is_broken("grow", Reason::OutOfMemory, "")),
        test("a loop without end", || is_late("spin")),
        test("waiting without end", || is_late("hang")),
        test("bytes that are no frames", || is_broken("garbage", Reason::Crashed, SENSELESS)),
        test("half a message", || is_broken("half", Reason::Crashed, "")),
        test("a message longer than any", || is_broken("long", Reason::Crashed, SENSELESS)),
        test("frames that lie", lies),
        test("rows without end", rows_without_end),
        test("a row that is too large to send", || is_broken("wide", Reason::TooLarge, "")),
        test("a part that is left open is closed", left_open),
        test("a program that says nothing", || {
            is_no_worker("silent", "the reader ended before it was locked down");
        }),
        test("a program that is not locked down", || {
            is_no_worker("unconfined", "the reader did not say that it is locked down");
        }),
        test("a program that does not exist", no_program),
        test("what is no file, and what could be written", no_file),
        test("a listener that has heard enough", enough),
        test("a listener that takes its time", slow_listener),
        test("a parent that dies", dead_parent),
        test("many files in order", many),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn test(name: &str, run: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name, || {
        run();
        Ok(())
    })
}

const SENSELESS: &str = "what the reader said makes no sense";

/// The reader of this program's workers: the name of the file says what it does.
fn act(source: &dyn Source, name: &str, options: &Options, sink: &mut dyn Sink) -> Result<(), Closed> {
    match name {
        "panic" => {
            open_table(sink)?;
            panic!("{}", content(source));
        }
        "abort" => std::process::abort(),
        "overflow" => say(sink, &overflow(1).to_string()),
        "leave" => std::process::exit(0),
        "allocate" => say(sink, &vec![1_u8; 2 << 30].len().to_string()),
        "grow" => {
            let mut kept = Vec::new();
            loop {
                kept.push(vec![1_u8; 1 << 16]);
            }
        }
        "spin" => loop {
            std::hint::black_box(());
        },
        // Nobody reads the socket.
        "hang" => loop {
            let _ = rustix::io::write(rustix::stdio::stderr(), &[0; 4096]);
        },
        "garbage" => write(&[0xa5; 4096]),
        "half" => write(&[100, 0, 0, 0, 4, 1, 2, 3]),
        "long" => write(&[0xff, 0xff, 0xff, 0x7f, 4]),
        "endless" => {
            open_table(sink)?;
            loop {
                row(0, sink)?;
            }
        }
        "wide" => {
            open_table(sink)?;
            let mut buffer = RowBuffer::default();
            for column in 0..=1 << 20 {
                buffer.push(column, CellKind::Text, Hiding::empty(), "");
            }
            sink.frame(&Frame::Row(buffer.row(0, 1, RowRole::Data, Hiding::empty())))
        }
        "open" => {
            open_table(sink)?;
            row(0, sink)?;
            end(sink)
        }
        "many rows" => {
            begin(sink)?;
            say(sink, &rustix::process::getpid().as_raw_pid().to_string())?;
            open(0, 0, Content::Table, sink)?;
            (0..200_000).try_for_each(|_| row(0, sink))?;
            sink.frame(&Frame::Close(PartTail { id: 0, table: None }))?;
            end(sink)
        }
        "pid, then hang" => {
            begin(sink)?;
            // More than is gathered, so that it is sent.
            (0..50_000).try_for_each(|_| say(sink, &rustix::process::getpid().as_raw_pid().to_string()))?;
            act(source, "hang", options, sink)
        }
        _ => match LIES.iter().find(|(lie, _)| *lie == name) {
            Some((_, lie)) => {
                lie(sink)?;
                end(sink)
            }
            None => inspect::inspect(source, name, options, sink),
        },
    }
}

#[expect(unconditional_recursion, reason = "that is the act")]
fn overflow(depth: u64) -> u64 {
    let ballast = std::hint::black_box([depth; 512]);
    overflow(depth + 1) + ballast.iter().sum::<u64>()
}

/// Past the encoder, into the pipe.
fn write(bytes: &[u8]) -> Result<(), Closed> {
    rustix::io::write(rustix::stdio::stdout(), bytes).map(drop).map_err(|_| Closed)
}

fn open(id: u32, file: u32, content: Content, sink: &mut dyn Sink) -> Result<(), Closed> {
    sink.frame(&Frame::Open(PartHead {
        id,
        file,
        parent: None,
        channel: Channel::Sheet,
        hiding: Hiding::empty(),
        content,
        path: "",
        human: "",
        range: "",
    }))
}

fn open_table(sink: &mut dyn Sink) -> Result<(), Closed> {
    begin(sink)?;
    open(0, 0, Content::Table, sink)
}

fn row(part: u32, sink: &mut dyn Sink) -> Result<(), Closed> {
    let mut buffer = RowBuffer::default();
    buffer.push(0, CellKind::Text, Hiding::empty(), "Ashworth");
    sink.frame(&Frame::Row(buffer.row(part, 1, RowRole::Data, Hiding::empty())))
}

fn nested(file: u32, inside: Option<u32>, format: &str, sink: &mut dyn Sink) -> Result<(), Closed> {
    sink.frame(&Frame::File(FileHead { file, inside, format, name: "", bytes: 0, claims: None }))
}

type Lie = fn(&mut dyn Sink) -> Result<(), Closed>;

/// Frames that are sound one by one, and lie together.
const LIES: &[(&str, Lie)] = &[
    ("a part before any file", |sink| open(0, 0, Content::Text, sink)),
    ("the file begins twice", |sink| {
        begin(sink)?;
        begin(sink)
    }),
    ("a second file beside the first", |sink| {
        begin(sink)?;
        nested(1, None, "", sink)
    }),
    ("a file in a part that does not exist", |sink| {
        begin(sink)?;
        nested(1, Some(0), "", sink)
    }),
    ("a format that nobody reads", |sink| {
        begin(sink)?;
        open(0, 0, Content::File, sink)?;
        nested(1, Some(0), "docx", sink)
    }),
    ("parts that do not count up", |sink| {
        begin(sink)?;
        open(7, 0, Content::Text, sink)
    }),
    ("a part of a file that does not exist", |sink| {
        begin(sink)?;
        open(0, 3, Content::Text, sink)
    }),
    ("a row of a part that does not exist", |sink| {
        open_table(sink)?;
        row(4_000_000_000, sink)
    }),
    ("a row of a part that was closed", |sink| {
        open_table(sink)?;
        sink.frame(&Frame::Close(PartTail { id: 0, table: None }))?;
        row(0, sink)
    }),
    ("a row of a part that is no table", |sink| {
        begin(sink)?;
        open(0, 0, Content::Text, sink)?;
        row(0, sink)
    }),
    ("a part that is closed twice", |sink| {
        open_table(sink)?;
        sink.frame(&Frame::Close(PartTail { id: 0, table: None }))?;
        sink.frame(&Frame::Close(PartTail { id: 0, table: None }))
    }),
    ("a text longer than any", |sink| {
        begin(sink)?;
        open(0, 0, Content::Text, sink)?;
        sink.frame(&Frame::Segment(Segment { part: 0, label: "", at: "", text: &"x".repeat(70 << 10) }))
    }),
    ("a style out of turn", |sink| {
        begin(sink)?;
        sink.frame(&Frame::Style(Style { id: 2, bold: true, italic: false, wrap: false, format: "" }))
    }),
    ("a cell with a style that was not sent", |sink| {
        open_table(sink)?;
        let mut buffer = RowBuffer::default();
        buffer.push_shown(0, CellKind::Text, Hiding::empty(), 1, "Ashworth", "Ashworth");
        sink.frame(&Frame::Row(buffer.row(0, 1, RowRole::Data, Hiding::empty())))
    }),
    ("a range that ends before it begins", |sink| {
        open_table(sink)?;
        sink.frame(&Frame::Layout(Layout::Merge { part: 0, top: 9, left: 0, bottom: 1, right: 0 }))
    }),
    ("a picture of no size", |sink| {
        open_table(sink)?;
        sink.frame(&Frame::Pixels(Pixels::Begin { part: 0, width: 0, height: 9, channels: 3 }))
    }),
    ("a picture larger than any", |sink| {
        open_table(sink)?;
        sink.frame(&Frame::Pixels(Pixels::Begin { part: 0, width: 60_000, height: 60_000, channels: 1 }))
    }),
    ("a picture in a picture", |sink| {
        open_picture(sink)?;
        sink.frame(&Frame::Pixels(Pixels::Begin { part: 0, width: 2, height: 2, channels: 3 }))
    }),
    ("pixels of no picture", |sink| {
        open_table(sink)?;
        sink.frame(&Frame::Pixels(Pixels::Rows { part: 0, first: 0, bytes: &[0; 6] }))
    }),
    ("half a row of pixels", |sink| {
        open_picture(sink)?;
        sink.frame(&Frame::Pixels(Pixels::Rows { part: 0, first: 0, bytes: &[0; 7] }))
    }),
    ("rows of pixels out of turn", |sink| {
        open_picture(sink)?;
        sink.frame(&Frame::Pixels(Pixels::Rows { part: 0, first: 1, bytes: &[0; 6] }))
    }),
    ("more rows of pixels than there are", |sink| {
        open_picture(sink)?;
        sink.frame(&Frame::Pixels(Pixels::Rows { part: 0, first: 0, bytes: &[0; 18] }))
    }),
    ("a picture that ends too early", |sink| {
        open_picture(sink)?;
        sink.frame(&Frame::Pixels(Pixels::Rows { part: 0, first: 0, bytes: &[0; 6] }))?;
        sink.frame(&Frame::Pixels(Pixels::End { part: 0 }))
    }),
    ("a part that ends before its picture", |sink| {
        open_picture(sink)?;
        sink.frame(&Frame::Close(PartTail { id: 0, table: None }))
    }),
    ("a file that ends before its picture", open_picture),
    ("a file that ends before the one inside it", |sink| {
        begin(sink)?;
        open(0, 0, Content::File, sink)?;
        nested(1, Some(0), "", sink)
    }),
    ("something after the end", |sink| {
        begin(sink)?;
        end(sink)?;
        open(0, 0, Content::Text, sink)
    }),
    ("a file that ends twice", |sink| {
        begin(sink)?;
        end(sink)
    }),
];

/// A picture of two pixels by two, in an open part.
fn open_picture(sink: &mut dyn Sink) -> Result<(), Closed> {
    open_table(sink)?;
    sink.frame(&Frame::Pixels(Pixels::Begin { part: 0, width: 2, height: 2, channels: 3 }))
}

fn lies() {
    for (lie, _) in LIES {
        is_broken(lie, Reason::Crashed, SENSELESS);
    }
}

/// The listener learns that the file could not be checked, why, and what exactly; and the worker is gone.
fn is_broken(name: &str, reason: Reason, detail: &str) {
    let (witness, outcome) = Witness::of(&sandbox(Layers::all()), name, b"secret of Ashworth", &short());
    assert_eq!(outcome.ending, Ending::Broken(reason), "{name}");
    assert_eq!(outcome.confinement.layers, Layers::all());
    let doubt = witness.doubts.last().unwrap();
    assert_eq!(doubt, &(0, reason, detail.to_owned()), "{name}");
}

/// The worker is ended in time: by its limit on processor time, or by who waits for it, whichever is first on a busy
/// machine.
fn is_late(name: &str) {
    let mut options = short();
    options.limits.seconds = 1;
    // It would go on for ever.
    let (_, outcome) = Witness::of(&sandbox(Layers::all()), name, b"", &options);
    assert_eq!(outcome.ending, Ending::Broken(Reason::TooSlow));
}

/// The trivial case, and the one that matters: what `inspect` says reaches the listener unchanged.
fn same_as_without() {
    let files: [(&str, &[u8]); 5] = [
        ("empty.csv", b""),
        ("letter.pdf", b"%PDF-1.7 and so on"),
        ("table.csv", b"Surname,Rank\nAshworth,Sergeant\n"),
        ("cut.xlsx", b"PK\x03\x04 cut short"),
        ("noise.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 1, 2, 3]),
    ];
    for (name, bytes) in files {
        is_same_as_without(name, &bytes.to_vec(), file_of(bytes));
    }
}

fn is_same_as_without(name: &str, source: &dyn Source, file: File) {
    let options = Options { layout: true, ..Options::default() };
    let mut without = Collector { keep_rows: 5, ..Collector::default() };
    inspect::inspect(source, name, &options, &mut without).unwrap();
    let mut with = Collector { keep_rows: 5, ..Collector::default() };
    let outcome = sandbox(Layers::all()).inspect(file, name, &options, &mut with);
    assert_eq!(outcome.ending, Ending::Complete, "{name}");
    let json = |all: &Collector| serde_json::to_string(&all.inspection).unwrap();
    assert_eq!(json(&with), json(&without), "{name}");
}

/// Real files take every way through the readers and their libraries: none may need a system call that is not allowed.
fn corpus_same_as_without() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/spreadsheets");
    let mut folders = vec![folder];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            assert!(std::env::var_os("CI").is_none(), "the corpus is missing");
            return;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() { folders.push(path) } else { paths.push(path) }
        }
    }
    assert!(paths.len() > 100, "the corpus is not all there");
    let check = |path: PathBuf| {
        let source = FileSource::new(File::open(&path).unwrap()).unwrap();
        is_same_as_without(
            path.to_str().unwrap().rsplit('/').next().unwrap(),
            &source,
            File::open(&path).unwrap(),
        );
    };
    Pool::new(NonZeroUsize::new(2).unwrap()).run(paths.into_iter(), check, ControlFlow::Continue);
}

fn rows_without_end() {
    let mut options = short();
    options.limits.rows = 100_000;
    let (witness, outcome) = Witness::of(&sandbox(Layers::all()), "endless", b"", &options);
    assert_eq!(outcome.ending, Ending::Broken(Reason::Crashed));
    assert_eq!(witness.rows, 100_000);
}

fn left_open() {
    let (witness, outcome) = Witness::of(&sandbox(Layers::all()), "open", b"", &short());
    assert_eq!((outcome.ending, witness.rows), (Ending::Complete, 1));
}

/// Sends what a worker sends, but for the first frame.
fn unconfined() -> ExitCode {
    let mut encoder = Encoder::new(std::io::stdout(), 1 << 20);
    let told = begin(&mut encoder).and_then(|()| end(&mut encoder)).and_then(|()| encoder.end(None));
    let _ = encoder.confined(Confinement::default());
    if told.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn is_no_worker(argument: &str, detail: &str) {
    let (witness, outcome) = Witness::of(&Sandbox::new([argument]).unwrap(), "a.csv", b"a", &short());
    let ending = Ending::Broken(Reason::NotConfined);
    assert_eq!(outcome, Outcome { confinement: Confinement::default(), ending });
    assert_eq!(witness.doubts, [(0, Reason::NotConfined, detail.to_owned())]);
}

fn no_program() {
    let sandbox = sandbox(Layers::all()).program("/nowhere/tipstaff");
    let (witness, outcome) = Witness::of(&sandbox, "a.csv", b"a", &short());
    assert_eq!(outcome.ending, Ending::Broken(Reason::NotConfined));
    assert_eq!(witness.doubts[0].2, "the reader could not be started: entity not found");
}

fn no_file() {
    let written = tempfile::tempfile().unwrap();
    for (file, detail) in [
        (File::open("/").unwrap(), "it is not a regular file"),
        (File::open("/dev/zero").unwrap(), "it is not a regular file"),
        (written, "it was not opened for reading only"),
    ] {
        let mut witness = Witness::default();
        let outcome = sandbox(Layers::all()).inspect(file, "a.csv", &short(), &mut witness);
        assert_eq!(outcome.ending, Ending::Broken(Reason::Unreadable));
        assert_eq!(witness.doubts, [(0, Reason::Unreadable, detail.to_owned())]);
    }
}

fn is_running(process: &str) -> bool {
    assert!(!process.is_empty(), "the worker did not tell its number");
    // A dead process that nobody has waited for has a status, and no memory.
    std::fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

fn enough() {
    let mut process = String::new();
    let mut frames = 0;
    let mut sink = |frame: &Frame<'_>| {
        frames += 1;
        match frame {
            Frame::Unaccounted(gap) => {
                gap.why.clone_into(&mut process);
                assert!(is_running(&process));
                Ok(())
            }
            Frame::Row(_) => Err(Closed),
            _ => Ok(()),
        }
    };
    let outcome = sandbox(Layers::all()).inspect(file_of(b""), "many rows", &short(), &mut sink);
    assert_eq!(outcome.ending, Ending::Closed);
    assert_eq!(frames, 4, "frames came after the end");
    assert!(!is_running(&process), "the worker was left behind");
}

/// The worker is waited for two seconds, and no longer. The time that the listener takes is its own.
fn slow_listener() {
    let options = Options { limits: Limits { seconds: 0, ..short().limits }, ..Options::default() };
    let mut rows = 0;
    let mut sink = |frame: &Frame<'_>| {
        if let Frame::Row(_) = frame {
            rows += 1;
            if rows % 10_000 == 0 {
                std::thread::sleep(Duration::from_millis(150));
            }
        }
        Ok(())
    };
    let began = Instant::now();
    let outcome = sandbox(Layers::all()).inspect(file_of(b""), "many rows", &options, &mut sink);
    assert_eq!((outcome.ending, rows), (Ending::Complete, 200_000));
    assert!(began.elapsed() > Duration::from_secs(3));
}

/// Another process that has a worker, tells its number, and waits for it.
fn a_parent() -> ExitCode {
    let mut sink = |frame: &Frame<'_>| {
        if let Frame::Unaccounted(gap) = frame {
            let _ = writeln!(std::io::stdout(), "{}", gap.why);
        }
        Ok(())
    };
    let mut options = short();
    options.limits.seconds = 60;
    sandbox(Layers::all()).inspect(file_of(b""), "pid, then hang", &options, &mut sink);
    ExitCode::SUCCESS
}

fn dead_parent() {
    let mut parent = Command::new("/proc/self/exe").arg("parent").stdout(Stdio::piped()).spawn().unwrap();
    let mut process = String::new();
    BufReader::new(parent.stdout.take().unwrap()).read_line(&mut process).unwrap();
    let process = process.trim();
    assert!(is_running(process));
    parent.kill().unwrap();
    parent.wait().unwrap();
    let began = Instant::now();
    // Its own limit would end it after a minute.
    while is_running(process) {
        assert!(began.elapsed() < Duration::from_secs(30), "the worker outlived its parent");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What `gate` does: a consumer for each file, made and used on the thread that listens to the file's worker.
fn many() {
    let sandbox = sandbox(Layers::all());
    let check = |number: usize| {
        let bytes = vec![b'x'; number];
        // One in ten takes its worker down.
        let name = if number % 10 == 3 { "abort".to_owned() } else { format!("{number}.csv") };
        let mut consumer = Collector::default();
        let outcome = sandbox.inspect(file_of(&bytes), &name, &short(), &mut consumer);
        (outcome.ending, consumer.inspection)
    };
    let mut next = 1;
    Pool::new(NonZeroUsize::new(4).unwrap()).run(1..=60, check, |(ending, inspection)| {
        assert_eq!(inspection.files[0].bytes, next);
        let expected = if next % 10 == 3 { Ending::Broken(Reason::Crashed) } else { Ending::Complete };
        assert_eq!(ending, expected);
        next += 1;
        ControlFlow::Continue(())
    });
    assert_eq!(next, 61);
}
