//! The door for hostile files.

use crate::ledger::Ledger;
use crate::outcome::Break;
use crate::{Confinement, Ending, Layers, Outcome};
use inspect::{Options, Reason, Sink};
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Starts a worker for each file. Cheap to copy and to share between threads.
#[derive(Debug, Clone)]
pub struct Sandbox {
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<OsString>,
    pub(crate) required: Layers,
}

impl Sandbox {
    /// Workers are this very program, started with `arguments`: whatever makes it call [`crate::run_worker`].
    pub fn new<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>) -> io::Result<Self> {
        // The link stays true when the program on the disk is replaced by its next version while this one runs.
        let link = Path::new("/proc/self/exe");
        let program = if link.exists() { link.to_owned() } else { std::env::current_exe()? };
        Ok(Self {
            program,
            arguments: arguments.into_iter().map(Into::into).collect(),
            required: Layers::all(),
        })
    }

    /// The same, with workers of another program.
    #[must_use]
    pub fn program(mut self, program: impl Into<PathBuf>) -> Self {
        self.program = program.into();
        self
    }

    /// The same, doing without some layers where the machine does not have them.
    #[must_use]
    pub fn accept_without(mut self, missing: Layers) -> Self {
        self.required = Layers::all().difference(missing);
        self
    }

    /// Inspects a file in a worker of its own, and sends what it says to the sink as it comes.
    ///
    /// The file must be opened for reading only; the worker reads it by offset. Of the name only the last piece is
    /// passed on. The calling thread must live until this returns, as it does; the worker dies with it. Returns once the
    /// worker is gone.
    pub fn inspect(&self, file: File, name: &str, options: &Options, sink: &mut dyn Sink) -> Outcome {
        let name = name.rsplit('/').next().unwrap_or_default();
        let mut confinement = Confinement::default();
        let bytes = match length_of(&file) {
            Ok(bytes) => bytes,
            Err(what) => {
                let broken = Break::Reason(Reason::Unreadable, what);
                return settle(confinement, broken, Ledger::new(name, 0, &options.limits), sink);
            }
        };
        let mut ledger = Ledger::new(name, bytes, &options.limits);
        let story = self.relay(file, name, bytes, options, &mut confinement, &mut ledger, sink);
        match story {
            Ok(()) => Outcome { confinement, ending: Ending::Complete },
            Err(broken) => settle(confinement, broken, ledger, sink),
        }
    }
}

/// Ends a story that broke off.
fn settle(confinement: Confinement, broken: Break, ledger: Ledger<'_>, sink: &mut dyn Sink) -> Outcome {
    let ending = match broken {
        Break::Closed => Ending::Closed,
        Break::Reason(reason, detail) => match ledger.break_off(reason, &detail, sink) {
            Ok(()) => Ending::Broken(reason),
            Err(_) => Ending::Closed,
        },
    };
    Outcome { confinement, ending }
}

/// Length of a file that a worker may be given.
fn length_of(file: &File) -> Result<u64, String> {
    let about = file.metadata().map_err(|error| error.kind().to_string())?;
    if !about.is_file() {
        // A device or a pipe could be waited for without end, and has no length.
        return Err("it is not a regular file".into());
    }
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let mode = rustix::fs::fcntl_getfl(file).map(|flags| flags & OFlags::RWMODE);
        if mode != Ok(OFlags::RDONLY) {
            // The worker would hold it open for writing too.
            return Err("it was not opened for reading only".into());
        }
    }
    Ok(about.len())
}
