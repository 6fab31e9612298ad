//! What the tests of workers share. Each test program starts itself as the worker, with a reader that does what a reader
//! that was taken over might do.

use inspect::{Closed, FileHead, FileTail, Frame, Limits, Options, Reason, Sink, Source, Unaccounted};
use sandbox::{Ending, Layers, Outcome, Reader, Sandbox, run_reader};
use std::fs::File;
use std::io::Write;
use std::process::ExitCode;

/// Runs the worker, when this program was started as one: `worker LAYER,LAYER…`.
pub fn worker(reader: Reader) -> Option<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() != Some("worker") {
        return None;
    }
    let layers = arguments.next().unwrap_or_default();
    let layers = layers.split(',').filter_map(Layers::of_id).collect();
    Some(run_reader(layers, reader))
}

/// A sandbox whose workers put on these layers only, and that does without the others.
pub fn sandbox(layers: Layers) -> Sandbox {
    sandbox_wearing(layers).accept_without(Layers::all().difference(layers))
}

/// A sandbox whose workers put on these layers only, and that asks for all.
pub fn sandbox_wearing(layers: Layers) -> Sandbox {
    Sandbox::new(["worker".to_owned(), layers.ids().collect::<Vec<_>>().join(",")]).unwrap()
}

/// A file with these bytes, opened for reading only.
pub fn file_of(bytes: &[u8]) -> File {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    File::open(file.path()).unwrap()
}

/// Options under which nothing takes long, not even on a busy machine.
pub fn short() -> Options {
    let limits = Limits { seconds: 10, seconds_per_10_mb: 0, memory_bytes: 256 << 20, ..Limits::default() };
    Options { limits, ..Options::default() }
}

/// Looks on, and complains if the story has no proper end.
#[derive(Debug, Default)]
pub struct Witness {
    /// What the reader said, in the words of its remarks.
    pub said: Vec<String>,
    /// Why files could not be checked.
    pub doubts: Vec<(u32, Reason, String)>,
    /// Rows that came.
    pub rows: u64,
    open_files: Vec<u32>,
    open_parts: Vec<u32>,
    files: u32,
}

impl Sink for Witness {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        match frame {
            Frame::File(head) => {
                self.files += 1;
                self.open_files.push(head.file);
            }
            Frame::FileEnd(tail) => assert_eq!(self.open_files.pop(), Some(tail.file)),
            Frame::Open(head) => self.open_parts.push(head.id),
            Frame::Close(tail) => {
                let at = self.open_parts.iter().position(|open| *open == tail.id);
                self.open_parts.remove(at.expect("a part is closed that is not open"));
            }
            Frame::Unaccounted(gap) => self.said.push(gap.why.to_owned()),
            Frame::Unchecked(doubt) => self.doubts.push((doubt.file, doubt.reason, doubt.detail.to_owned())),
            Frame::Row(row) => {
                assert!(self.open_parts.contains(&row.part));
                self.rows += 1;
            }
            Frame::Segment(_) | Frame::Style(_) | Frame::Layout(_) | Frame::Pixels(_) => {}
        }
        Ok(())
    }
}

impl Witness {
    /// Lets a sandbox tell its story about a file of these bytes.
    pub fn of(sandbox: &Sandbox, name: &str, bytes: &[u8], options: &Options) -> (Self, Outcome) {
        let mut witness = Self::default();
        let outcome = sandbox.inspect(file_of(bytes), name, options, &mut witness);
        assert!(
            witness.open_files.is_empty() && witness.open_parts.is_empty(),
            "something is open: {witness:?}"
        );
        assert!(witness.files > 0, "no file was begun");
        if let Ending::Broken(reason) = outcome.ending {
            assert!(witness.doubts.iter().any(|(file, why, _)| (*file, *why) == (0, reason)), "{witness:?}");
        }
        (witness, outcome)
    }
}

/// Begins the file, when the reader has something else to do than to read.
pub fn begin(sink: &mut dyn Sink) -> Result<(), Closed> {
    let head = FileHead { file: 0, inside: None, format: "", name: "", bytes: 0, claims: None };
    sink.frame(&Frame::File(head))
}

/// Says something to the witness.
pub fn say(sink: &mut dyn Sink, why: &str) -> Result<(), Closed> {
    sink.frame(&Frame::Unaccounted(Unaccounted {
        file: 0,
        path: "",
        range: (0, 0),
        why,
        bears_on_cells: false,
    }))
}

/// Ends the file.
pub fn end(sink: &mut dyn Sink) -> Result<(), Closed> {
    sink.frame(&Frame::FileEnd(FileTail::default()))
}

/// The whole file as text.
pub fn content(source: &dyn Source) -> String {
    String::from_utf8(source.head(4096).unwrap()).unwrap()
}
