//! The worker: takes the order, locks itself down, reads one file, says what it finds, and is gone.

use crate::Layers;
use crate::confine::{self, confine};
use crate::order::Order;
use crate::wire::{Encoder, longest_message};
use inspect::{Closed, Options, Reason, Sink, Source};
use rustix::fs::{FileType, fstat};
use rustix::io::{Errno, pread, read, write};
use rustix::stdio::{stderr, stdin, stdout};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;

/// What reads the file: [`inspect::inspect`], or a test's stand-in that misbehaves.
pub type Reader = fn(&dyn Source, &str, &Options, &mut dyn Sink) -> Result<(), Closed>;

/// Longest order that is taken.
const LONGEST_ORDER: usize = 64 << 10;

/// What a program calls when it was started as a worker, before it does anything else. Its descriptors are the file, the
/// pipe for frames, and the socket with the order; see the head of this crate.
pub fn run_worker() -> ExitCode {
    run_reader(Layers::all(), inspect::inspect)
}

/// [`run_worker`] with another reader, and perhaps fewer layers: for tests of what each layer does. The parent refuses a
/// worker that lacks a layer, unless its policy can do without.
#[doc(hidden)]
pub fn run_reader(layers: Layers, reader: Reader) -> ExitCode {
    // What a panic says could quote the file.
    set_hook(Box::new(|_| {}));
    if work(layers, reader).is_some() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

/// `None` when there is nobody to answer to.
fn work(layers: Layers, reader: Reader) -> Option<()> {
    let is = |fd: std::os::fd::BorrowedFd<'_>, kind: FileType| {
        fstat(fd).is_ok_and(|about| FileType::from_raw_mode(about.st_mode) == kind)
    };
    // Anybody can start the hidden command by hand. Nothing is read, and nobody is kept waiting.
    if !is(stdin(), FileType::RegularFile) || !is(stdout(), FileType::Fifo) || !is(stderr(), FileType::Socket)
    {
        return None;
    }
    let order = take_order().ok()?;
    let order = Order::from_bytes(&order).ok()?;
    confine::close_inherited();
    let source = StandardInput { len: u64::try_from(fstat(stdin()).ok()?.st_size).ok()? };
    let confinement = confine(layers, &order.limits, order.seconds);
    let mut encoder = Encoder::new(StandardOutput, longest_message(&order.limits));
    encoder.confined(confinement).ok()?;
    if !confinement.layers.contains(order.required) {
        return encoder.end(Some(Reason::NotConfined)).ok();
    }
    let told = catch_unwind(AssertUnwindSafe(|| reader(&source, order.name, &order.options(), &mut encoder)));
    let reason = match told {
        Ok(Ok(())) => None,
        Ok(Err(Closed)) => Some(encoder.stopped()?),
        Err(_) => Some(Reason::Crashed),
    };
    encoder.end(reason).ok()
}

/// Reads the order to its end.
fn take_order() -> io::Result<Vec<u8>> {
    let mut order = vec![0; LONGEST_ORDER];
    let mut taken = 0;
    while let Some(room) = order.get_mut(taken..).filter(|room| !room.is_empty()) {
        match read(stderr(), room) {
            Ok(0) => {
                order.truncate(taken);
                return Ok(order);
            }
            Ok(bytes) => taken += bytes,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(io::ErrorKind::FileTooLarge.into())
}

/// The file. `inspect` has a source for files, but that one needs a descriptor of its own.
struct StandardInput {
    len: u64,
}

impl Source for StandardInput {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        loop {
            match pread(stdin(), &mut *buffer, offset) {
                Err(Errno::INTR) => {}
                read => return Ok(read?),
            }
        }
    }
}

/// The pipe. The standard library's own would gather what is gathered already.
struct StandardOutput;

impl io::Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(write(stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
