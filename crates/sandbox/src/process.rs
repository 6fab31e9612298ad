//! A worker as its parent sees it: a process to feed, to read from within a time, and to be rid of.

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::Timespec;
use rustix::process::{Pid, Signal, kill_process_group};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, PipeReader, Read, Write};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Bytes that the pipe should hold, so that the worker need not wait for each of the parent's reads. The most that a
/// user without privileges may ask for.
#[cfg(target_os = "linux")]
const PIPE: usize = 1 << 20;

/// How long a worker that closed its pipe may take to be gone.
const FAREWELL: Duration = Duration::from_secs(1);

/// A running worker. Dropping it ends it, whatever it is doing.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    frames: PipeReader,
    control: UnixStream,
    /// Time left to wait for it.
    patience: Duration,
}

/// What came of waiting for a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// So many bytes.
    Bytes(usize),
    /// The worker's end of the pipe is closed.
    End,
    /// It took too long.
    Late,
}

/// How a worker ended that was not ended by its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Death {
    /// By itself, or by a fault of its own.
    Fault,
    /// It met its limit on processor time.
    Time,
    /// It met its limit on memory, or the system ran out.
    Memory,
    /// The kernel stopped it at a forbidden system call.
    Forbidden,
}

impl Process {
    /// Starts a worker that holds nothing but the file, the pipe and the order.
    pub(crate) fn start(
        program: &Path,
        arguments: &[OsString],
        file: File,
        order: &[u8],
        patience: Duration,
    ) -> io::Result<Self> {
        let (frames, theirs) = io::pipe()?;
        #[cfg(target_os = "linux")]
        {
            // Only speed hangs on it: a user with many pipes may be refused.
            let _ = rustix::pipe::fcntl_setpipe_size(&theirs, PIPE);
        }
        let (control, their_control) = UnixStream::pair()?;
        // The command owns the worker's ends; it is gone after this statement, or the pipe would never end.
        let child = Command::new(program)
            .arg0("tipstaff")
            .args(arguments)
            .env_clear()
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::from(file))
            .stdout(Stdio::from(theirs))
            .stderr(Stdio::from(OwnedFd::from(their_control)))
            .spawn()?;
        let mut process = Self { child, frames, control, patience };
        // The order is far smaller than what a socket holds: no waiting for a worker that does not read. One that is gone
        // already is met at the pipe.
        let _ = process.control.write_all(order);
        let _ = process.control.shutdown(Shutdown::Write);
        Ok(process)
    }

    /// Reads what the worker sent, if it comes within the time left.
    pub(crate) fn read(&mut self, room: &mut [u8]) -> io::Result<Arrival> {
        if !self.wait_for_bytes()? {
            return Ok(Arrival::Late);
        }
        match self.frames.read(room) {
            Ok(0) => Ok(Arrival::End),
            Ok(bytes) => Ok(Arrival::Bytes(bytes)),
            Err(error) => Err(error),
        }
    }

    fn wait_for_bytes(&mut self) -> io::Result<bool> {
        loop {
            let began = Instant::now();
            let timeout = Timespec {
                tv_sec: i64::try_from(self.patience.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: i64::from(self.patience.subsec_nanos()),
            };
            let mut ends = [PollFd::new(&self.frames, PollFlags::IN)];
            let ready = poll(&mut ends, Some(&timeout));
            self.patience = self.patience.saturating_sub(began.elapsed());
            match ready {
                Ok(0) if self.patience.is_zero() => return Ok(false),
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                Ok(_) => return Ok(true),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// How the worker ended, once its pipe has.
    pub(crate) fn death(mut self) -> Death {
        let Some(status) = self.gone() else { return Death::Fault };
        match status.signal().and_then(Signal::from_named_raw) {
            _ if self.ran_out_of_memory() => Death::Memory,
            Some(Signal::XCPU) => Death::Time,
            Some(Signal::SYS) => Death::Forbidden,
            // Nobody else kills a worker: the system does, when memory runs out.
            Some(Signal::KILL) => Death::Memory,
            _ => Death::Fault,
        }
    }

    /// The worker's status, if it goes within a moment.
    fn gone(&mut self) -> Option<ExitStatus> {
        let began = Instant::now();
        while began.elapsed() < FAREWELL {
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) => std::thread::sleep(Duration::from_millis(1)),
                Err(_) => return None,
            }
        }
        None
    }

    /// Whether the worker's last words are those of Rust's allocator when it gives up. They are compared and never
    /// shown: they come from a process that a file may have taken over.
    fn ran_out_of_memory(&mut self) -> bool {
        const WORDS: &[u8] = b"memory allocation of ";
        let mut words = [0; WORDS.len()];
        let is_quiet = self.control.set_nonblocking(true).is_err();
        !is_quiet && self.control.read_exact(&mut words).is_ok() && words == WORDS
    }

    fn kill(&mut self) {
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            // The group has its leader's number, and the number is taken until the leader is waited for.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.kill();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // `try_wait` remembers a child that was waited for already: its number may be somebody else's by now.
        if matches!(self.child.try_wait(), Ok(None)) {
            self.kill();
            let _ = self.child.wait();
        }
    }
}
