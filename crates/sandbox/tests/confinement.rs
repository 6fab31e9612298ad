//! What a reader that was taken over can do: nothing. Each act is tried without any layer first, where it must succeed, or
//! the test of its failure would prove nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod common;

use common::{Witness, begin, content, end, sandbox, say, short, worker};
use inspect::{Closed, Options, Reason, Sink, Source};
use libtest_mimic::{Arguments, Trial};
use rustix::process::{DumpableBehavior, Pid, Signal};
use sandbox::{Ending, LAYERS, Layers};
use std::fs::File;
use std::io;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener, UnixStream};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    if let Some(code) = worker(act) {
        return code;
    }
    let mut trials = vec![
        test("a reader reads and answers under all layers", reads_and_answers),
        test("a worker holds three descriptors, no environment and no name", holds_nothing),
        test("a worker has its own process group and is in the root folder", stands_apart),
        test("without privileges root is nobody", privileges),
        test("a worker cannot be looked into", looking_in),
        test("every layer can be left out only by the policy", missing_layers),
    ];
    for case in ACTS {
        if case.is_harmless {
            trials.push(test(&format!("{} works without layers", case.name), || works_without(case)));
        }
        trials.push(test(&format!("{} is refused by all layers", case.name), || {
            is_stopped(case, Layers::all());
        }));
        trials.push(test(&format!("{} is refused by seccomp alone", case.name), || {
            is_stopped(case, Layers::SECCOMP);
        }));
        if let Some((since, errors)) = case.landlock {
            let name = format!("{} is refused by landlock alone", case.name);
            trials.push(test(&name, move || is_refused(case, Layers::LANDLOCK, since, errors)));
        }
        if let Some(errors) = case.limits {
            let name = format!("{} is refused by resource limits alone", case.name);
            trials.push(test(&name, move || is_refused(case, Layers::RESOURCE_LIMITS, 0, errors)));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn test(name: &str, run: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name, || {
        run();
        Ok(())
    })
}

/// Something that a reader must not be able to do.
struct Act {
    name: &'static str,
    /// Does it; gets the bytes of the file as text.
    run: fn(&str) -> io::Result<()>,
    /// Where what it needs is: passed to it through the file.
    needs: fn() -> Need,
    /// Version of Landlock that refuses it, and how.
    landlock: Option<(u8, &'static [i32])>,
    /// How the resource limits refuse it.
    limits: Option<&'static [i32]>,
    /// Whether it can be tried without layers, too.
    is_harmless: bool,
}

/// What the parent keeps for an act: what the worker is told, and what must live as long.
struct Need {
    told: String,
    _alive: Box<dyn std::any::Any>,
}

fn need(told: String, alive: impl std::any::Any) -> Need {
    Need { told, _alive: Box::new(alive) }
}

fn nothing() -> Need {
    need(String::new(), ())
}

const NO_ACCESS: &[i32] = &[libc::EACCES];
const NO_PERMISSION: &[i32] = &[libc::EPERM];
const NO_DESCRIPTOR: &[i32] = &[libc::EMFILE];

const ACTS: &[Act] = &[
    Act {
        name: "opening a file",
        run: |_| File::open("/etc/passwd").map(drop),
        needs: nothing,
        landlock: Some((1, NO_ACCESS)),
        limits: Some(NO_DESCRIPTOR),
        is_harmless: true,
    },
    Act {
        name: "creating a file",
        run: |path| File::create(path).map(drop),
        needs: || {
            let folder = tempfile::tempdir().unwrap();
            need(folder.path().join("created").display().to_string(), folder)
        },
        landlock: Some((1, NO_ACCESS)),
        limits: Some(NO_DESCRIPTOR),
        is_harmless: true,
    },
    Act {
        name: "removing a file",
        run: |path| std::fs::remove_file(path),
        needs: || {
            let path = tempfile::NamedTempFile::new().unwrap().into_temp_path();
            need(path.display().to_string(), path)
        },
        landlock: Some((1, NO_ACCESS)),
        limits: None,
        is_harmless: true,
    },
    Act {
        name: "listing a folder",
        run: |_| std::fs::read_dir("/").map(drop),
        needs: nothing,
        landlock: Some((1, NO_ACCESS)),
        limits: Some(NO_DESCRIPTOR),
        is_harmless: true,
    },
    Act {
        name: "a file in memory",
        run: |_| Ok(rustix::fs::memfd_create("memory", rustix::fs::MemfdFlags::CLOEXEC).map(drop)?),
        needs: nothing,
        landlock: None,
        limits: Some(NO_DESCRIPTOR),
        is_harmless: true,
    },
    Act {
        name: "connecting by TCP",
        run: |address| TcpStream::connect(address).map(drop),
        needs: || {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            need(listener.local_addr().unwrap().to_string(), listener)
        },
        landlock: Some((4, NO_ACCESS)),
        limits: Some(NO_DESCRIPTOR),
        is_harmless: true,
    },
    Act {
        name: "listening by TCP",
        run: |_| TcpListener::bind("127.0.0.1:0").map(drop),
        needs: nothing,
        landlock: Some((4, NO_ACCESS)),
        limits: Some(NO_DESCRIPTOR),
        is_harmless: true,
    },
    Act {
        name: "sending by UDP",
        run: |address| UdpSocket::bind("127.0.0.1:0")?.send_to(b"secret", address).map(drop),
        needs: || {
            let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            need(socket.local_addr().unwrap().to_string(), socket)
        },
        landlock: None,
        limits: Some(NO_DESCRIPTOR),
        is_harmless: true,
    },
    Act {
        name: "connecting to a UNIX socket",
        run: |path| UnixStream::connect(path).map(drop),
        needs: || {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("socket");
            let listener = UnixListener::bind(&path).unwrap();
            need(path.display().to_string(), (folder, listener))
        },
        landlock: None,
        limits: Some(NO_DESCRIPTOR),
        is_harmless: true,
    },
    Act {
        name: "connecting to an abstract UNIX socket",
        run: |name| UnixStream::connect_addr(&SocketAddr::from_abstract_name(name)?).map(drop),
        needs: || {
            static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
            let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let name = format!("tipstaff-test-{}-{number}", std::process::id());
            let address = SocketAddr::from_abstract_name(&name).unwrap();
            need(name, UnixListener::bind_addr(&address).unwrap())
        },
        landlock: Some((6, NO_PERMISSION)),
        limits: Some(NO_DESCRIPTOR),
        is_harmless: true,
    },
    Act {
        name: "starting a thread",
        run: |_| std::thread::Builder::new().spawn(|| ()).map(|thread| drop(thread.join())),
        needs: nothing,
        landlock: None,
        limits: None,
        is_harmless: true,
    },
    Act {
        name: "starting a process",
        run: |_| Command::new("/bin/true").status().map(drop),
        needs: nothing,
        landlock: Some((1, NO_ACCESS)),
        // Root may start any number of processes; but starting one takes a descriptor.
        limits: None,
        is_harmless: true,
    },
    Act {
        name: "becoming another program",
        run: |_| Err(Command::new("/bin/true").exec()),
        needs: nothing,
        landlock: Some((1, NO_ACCESS)),
        limits: None,
        is_harmless: false,
    },
    Act {
        name: "sending its parent a signal",
        run: |_| Ok(rustix::process::kill_process(parent(), Signal::WINCH)?),
        needs: nothing,
        landlock: Some((6, NO_PERMISSION)),
        limits: None,
        is_harmless: true,
    },
    Act {
        name: "tracing its parent",
        run: |_| Ok(nix::sys::ptrace::attach(nix::unistd::Pid::from_raw(parent().as_raw_pid()))?),
        needs: nothing,
        landlock: Some((1, NO_PERMISSION)),
        limits: None,
        // It would stop the tests.
        is_harmless: false,
    },
    Act {
        name: "lifting its own limits",
        run: |_| {
            let resource = rustix::process::Resource::Nofile;
            Ok(rustix::process::setrlimit(resource, rustix::process::getrlimit(resource))?)
        },
        needs: nothing,
        landlock: None,
        limits: None,
        is_harmless: true,
    },
    Act {
        name: "unsharing its folders",
        run: |_| Ok(nix::sched::unshare(nix::sched::CloneFlags::CLONE_FS)?),
        needs: nothing,
        landlock: None,
        limits: None,
        is_harmless: true,
    },
    Act {
        name: "a second descriptor for the pipe",
        run: |_| Ok(rustix::io::dup(rustix::stdio::stdout()).map(drop)?),
        needs: nothing,
        landlock: None,
        limits: Some(NO_DESCRIPTOR),
        is_harmless: true,
    },
    Act {
        name: "reading what is no file",
        run: |_| Ok(rustix::io::read(rustix::stdio::stderr(), &mut [0; 1]).map(drop)?),
        needs: nothing,
        landlock: None,
        limits: None,
        is_harmless: true,
    },
];

fn parent() -> Pid {
    rustix::process::getppid().unwrap()
}

/// The reader of this program's workers: the name of the file says what it does.
fn act(source: &dyn Source, name: &str, _: &Options, sink: &mut dyn Sink) -> Result<(), Closed> {
    begin(sink)?;
    let told = content(source);
    match name {
        "read" => say(sink, &told)?,
        "hold" => {
            let mut open: Vec<_> = std::fs::read_dir("/proc/self/fd").unwrap().flatten().collect();
            // The list is read through a descriptor of its own.
            open.retain(|entry| {
                std::fs::read_link(entry.path()).is_ok_and(|target| !target.starts_with("/proc"))
            });
            let mut open: Vec<_> =
                open.iter().map(|entry| entry.file_name().into_string().unwrap()).collect();
            open.sort();
            say(sink, &open.join(" "))?;
            say(sink, &format!("{} variables", std::env::vars_os().count()))?;
            let line = std::fs::read_to_string("/proc/self/cmdline").unwrap();
            say(sink, &line.trim_end_matches('\0').replace('\0', " "))?;
        }
        "stand" => {
            let own = rustix::process::getpid();
            say(sink, &format!("{}", rustix::process::getpgrp() == own))?;
            say(sink, std::env::current_dir().unwrap().to_str().unwrap())?;
        }
        "privileges" => {
            let capabilities = rustix::thread::capabilities(None).unwrap();
            say(sink, &format!("{:?}", capabilities.effective.union(capabilities.permitted)))?;
            say(sink, &format!("{:?}", rustix::thread::no_new_privs()))?;
            say(sink, &format!("{:?}", rustix::process::chroot("/")))?;
        }
        "dumpable" => {
            let is_closed = rustix::process::dumpable_behavior() == Ok(DumpableBehavior::NotDumpable);
            say(sink, &is_closed.to_string())?;
        }
        _ => {
            let act = ACTS.iter().find(|act| act.name == name).unwrap();
            match (act.run)(&told) {
                Ok(()) => say(sink, "done")?,
                Err(error) => say(sink, &error.raw_os_error().unwrap_or(0).to_string())?,
            }
        }
    }
    end(sink)
}

/// What a worker under these layers says when it does the act.
fn tries(act: &Act, layers: Layers) -> (Witness, sandbox::Outcome) {
    let need = (act.needs)();
    let (witness, outcome) = Witness::of(&sandbox(layers), act.name, need.told.as_bytes(), &short());
    assert_eq!(outcome.confinement.layers, layers, "this machine lacks a layer");
    (witness, outcome)
}

fn works_without(act: &Act) {
    let (witness, outcome) = tries(act, Layers::empty());
    assert_eq!((witness.said.join(""), outcome.ending), ("done".to_owned(), Ending::Complete));
}

fn is_stopped(act: &Act, layers: Layers) {
    let (witness, outcome) = tries(act, layers);
    assert_eq!(outcome.ending, Ending::Broken(Reason::Crashed), "{witness:?}");
    assert_eq!(witness.said, [""; 0], "it lived on");
    assert_eq!(witness.doubts, [(0, Reason::Crashed, "it tried what no reader needs to do".to_owned())]);
}

fn is_refused(act: &Act, layers: Layers, since: u8, errors: &[i32]) {
    let (witness, outcome) = tries(act, layers);
    if outcome.confinement.landlock_version < since {
        eprintln!("this kernel's Landlock is too old to refuse {}", act.name);
        return;
    }
    assert_eq!(outcome.ending, Ending::Complete);
    let error: i32 = witness.said.first().and_then(|said| said.parse().ok()).expect("it was not refused");
    assert!(errors.contains(&error), "refused with {error}");
}

fn reads_and_answers() {
    let (witness, outcome) = Witness::of(&sandbox(Layers::all()), "read", b"Ashworth", &short());
    assert_eq!(outcome.ending, Ending::Complete);
    assert_eq!(outcome.confinement.layers, Layers::all());
    assert!(outcome.confinement.landlock_version > 0);
    assert_eq!(witness.said, ["Ashworth"]);
}

fn holds_nothing() {
    // A descriptor that the next program inherits, as shells and service managers leave them.
    let leak = common::file_of(b"a secret");
    rustix::io::fcntl_setfd(&leak, rustix::io::FdFlags::empty()).unwrap();
    let (witness, _) = Witness::of(&sandbox(Layers::empty()), "/home/ashworth/hold", b"", &short());
    assert_eq!(witness.said, ["0 1 2", "0 variables", "tipstaff worker"]);
}

fn stands_apart() {
    let (witness, _) = Witness::of(&sandbox(Layers::empty()), "stand", b"", &short());
    assert_eq!(witness.said, ["true", "/"]);
}

fn privileges() {
    let (witness, _) = Witness::of(&sandbox(Layers::NO_NEW_PRIVILEGES), "privileges", b"", &short());
    assert_eq!(
        witness.said,
        [
            "CapabilitySet(0x0)",
            "Ok(true)",
            "Err(Os { code: 1, kind: PermissionDenied, message: \"Operation not permitted\" })"
        ]
    );
}

fn looking_in() {
    let (witness, _) = Witness::of(&sandbox(Layers::NOT_DUMPABLE), "dumpable", b"", &short());
    assert_eq!(witness.said, ["true"]);
    let (witness, _) = Witness::of(&sandbox(Layers::empty()), "dumpable", b"", &short());
    assert_eq!(witness.said, ["false"]);
}

fn missing_layers() {
    for row in LAYERS {
        let fewer = Layers::all().difference(row.layer);
        let strict = common::sandbox_wearing(fewer);
        let (witness, outcome) = Witness::of(&strict, "read", b"Ashworth", &short());
        assert_eq!(outcome.ending, Ending::Broken(Reason::NotConfined));
        assert_eq!(witness.said, [""; 0], "it read the file all the same");
        assert_eq!(witness.doubts, [(0, Reason::NotConfined, format!("missing: {}", row.id))]);
        let (witness, outcome) =
            Witness::of(&strict.accept_without(row.layer), "read", b"Ashworth", &short());
        assert_eq!((outcome.ending, outcome.confinement.layers), (Ending::Complete, fewer));
        assert_eq!(witness.said, ["Ashworth"]);
    }
}
