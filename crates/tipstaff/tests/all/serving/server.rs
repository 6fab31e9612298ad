//! `tipstaff serve` as a process of its own.

use crate::common::desk::Desk;
use crate::common::program::{Reaper, wait_until};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex};

/// A server that runs.
pub struct Server {
    process: Reaper,
    /// `http://127.0.0.1:PORT`.
    pub origin: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts one on a desk and waits until it says that it is ready.
    pub fn start(desk: &Desk, arguments: &str) -> Self {
        Self::start_with(desk, arguments, &[])
    }

    /// The same with variables of the environment.
    pub fn start_with(desk: &Desk, arguments: &str, environment: &[(&str, String)]) -> Self {
        let words = if arguments.contains("--listen") { "" } else { "--listen 127.0.0.1:0 " };
        let mut command = desk.command(&format!("serve {words}{arguments}"));
        command.envs(environment.iter().map(|(name, value)| (*name, value.as_str())));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut process = Reaper(command.spawn().unwrap());
        let said = BufReader::new(process.0.stderr.take().unwrap());
        let log = Arc::new(Mutex::new(String::new()));
        let kept = log.clone();
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                let mut log = kept.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let mut server = Self { process, origin: String::new(), log };
        wait_until("the server is ready", || {
            assert!(server.process.0.try_wait().unwrap().is_none(), "{}", server.log());
            server.origin = server.ready().unwrap_or_default();
            !server.origin.is_empty()
        });
        server
    }

    fn ready(&self) -> Option<String> {
        let log = self.log();
        let line = log.lines().find_map(|line| line.strip_prefix("Tipstaff is ready: "))?;
        let (scheme, rest) = line.split_once("://")?;
        Some(format!("{scheme}://{}", rest.split('/').next()?))
    }

    /// What it said so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.process.0.kill().unwrap();
        self.process.0.wait().unwrap();
    }

    /// Asks it to end.
    pub fn terminate(&self) {
        kill_process(Pid::from_child(&self.process.0), Signal::TERM).unwrap();
    }

    /// Waits until it has ended.
    pub fn ended(mut self) -> (ExitStatus, String) {
        wait_until("the server ends", || self.process.0.try_wait().unwrap().is_some());
        let status = self.process.0.wait().unwrap();
        let log = self.log();
        (status, log)
    }
}
