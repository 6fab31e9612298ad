//! One run of the server.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::Stdio,
    sync::mpsc,
    thread::JoinHandle,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::account::Account;

/// How long a server may take to start; after a crash it first replays its log.
const PATIENCE: Duration = Duration::from_secs(90);

/// A server under way.
pub(crate) struct Server {
    process: Pid,
    waiting: JoinHandle<()>,
}

impl Server {
    /// Starts the server of a cluster and waits until it answers.
    pub(crate) fn start(account: Account, programs: &Path, folder: &Path, settings: &[&str]) -> Self {
        let started = Instant::now();
        loop {
            let server = Self::launch(account, programs, folder, settings);
            while !server.waiting.is_finished() {
                if server.is_ready(folder) {
                    return server;
                }
                assert!(started.elapsed() < PATIENCE, "PostgreSQL does not start: {}", log(folder));
                std::thread::sleep(Duration::from_millis(10));
            }
            // Shortly after a kill, the memory that the old server shared with its children may still be in use.
            assert!(started.elapsed() < PATIENCE, "PostgreSQL ends at once: {}", log(folder));
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn launch(account: Account, programs: &Path, folder: &Path, settings: &[&str]) -> Self {
        let mut command = account.command(&programs.join("postgres"));
        command.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
        for setting in settings {
            command.args(["-c", setting]);
        }
        let log =
            File::options().create(true).append(true).open(log_path(folder)).expect("a log can be written");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        // The system watches the *thread* that starts the server, and each test has its own, which ends long before the
        // process. This one waits for the server and so lives as long.
        let (tell, told) = mpsc::channel();
        let waiting = std::thread::spawn(move || {
            let mut child = command.spawn().expect("setpriv is installed (Debian: util-linux)");
            let _ = tell.send(child.id());
            let _ = child.wait();
        });
        let process = told.recv().expect("the server was started");
        let process = i32::try_from(process).ok().and_then(Pid::from_raw).expect("a process has a number");
        Self { process, waiting }
    }

    /// The server writes its number and, in the eighth line, its state into a file.
    fn is_ready(&self, folder: &Path) -> bool {
        let file = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
        let mut lines = file.lines();
        let ours =
            lines.next().and_then(|line| line.parse().ok()) == Some(self.process.as_raw_nonzero().get());
        ours && lines.nth(6).is_some_and(|state| state.trim() == "ready")
    }

    /// Ends the server and all its children at once, as a power cut would end them.
    pub(crate) fn kill(self) {
        let number = self.process.as_raw_nonzero();
        let children =
            std::fs::read_to_string(format!("/proc/{number}/task/{number}/children")).unwrap_or_default();
        let _ = kill_process(self.process, Signal::KILL);
        for child in children.split_whitespace().filter_map(|child| Pid::from_raw(child.parse().ok()?)) {
            let _ = kill_process(child, Signal::KILL);
        }
        let _ = self.waiting.join();
    }

    /// Ends the server without ado.
    pub(crate) fn stop(self) {
        let _ = kill_process(self.process, Signal::QUIT);
        let _ = self.waiting.join();
    }
}

fn log_path(folder: &Path) -> PathBuf {
    folder.join("log")
}

fn log(folder: &Path) -> String {
    std::fs::read_to_string(log_path(folder)).unwrap_or_default()
}
