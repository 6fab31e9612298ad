//! Runs the program, watches its time and the memory of all its processes, and reads its answer.

use serde_json::Value;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The longest that any test lets the program run. Far more than it should take, for a busy machine.
const LONGEST: Duration = Duration::from_secs(90);

/// What the program said, and the memory it took.
#[derive(Debug)]
pub struct Answer {
    /// Exit status; `None` when a signal ended it.
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    /// The most memory that the program and one of its readers held, in bytes.
    pub peak: u64,
}

/// The program, with these arguments.
pub fn command<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tipstaff"));
    command.args(arguments);
    command
}

/// Runs `tipstaff check` with these arguments.
pub fn check<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Answer {
    let mut command = command(["check"]);
    command.args(arguments);
    run(command)
}

/// How long a command may take: incidents at their full size take longer, and say so.
fn patience() -> Duration {
    let said = std::env::var("TIPSTAFF_PATIENCE").ok().and_then(|seconds| seconds.parse().ok());
    said.map_or(LONGEST, Duration::from_secs)
}

/// Runs a command to its end.
pub fn run(mut command: Command) -> Answer {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let began = Instant::now();
    let mut child = command.spawn().unwrap();
    let stdout = read_all(child.stdout.take().unwrap());
    let stderr = read_all(child.stderr.take().unwrap());
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        peak = peak.max(memory(child.id()));
        if began.elapsed() > patience() {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("it did not end: {:?}", command.get_args().collect::<Vec<_>>());
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let answer = Answer {
        status: status.code(),
        stdout: stdout.join().unwrap(),
        stderr: stderr.join().unwrap(),
        peak,
    };
    answer.is_decent();
    answer
}

fn read_all(mut from: impl Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        // What cannot be read as text would be a fault of its own.
        String::from_utf8(bytes).unwrap()
    })
}

/// The most memory that a process has held so far, and the largest of its children.
fn memory(process: u32) -> u64 {
    // A child that is only just being made still counts what its parent holds.
    let children = children(process).into_iter().filter(|child| is_reader(*child));
    let children = children.map(most_held).max().unwrap_or(0);
    most_held(process) + children
}

fn most_held(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) << 10
}

/// Processes that another one has started and that are not gone.
pub fn children(process: u32) -> BTreeSet<u32> {
    let Ok(tasks) = std::fs::read_dir(format!("/proc/{process}/task")) else { return BTreeSet::new() };
    let lists = tasks.flatten().filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    lists
        .flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
        .collect()
}

/// Whether a process is there and is a reader of ours: numbers are used again.
pub fn is_reader(process: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{process}/comm"))
        .is_ok_and(|name| name.trim() == "tipstaff-worker")
}

/// Waits until something is so.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < LONGEST, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Kills a child that a failed test would leave behind.
pub struct Reaper(pub Child);

impl Drop for Reaper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Answer {
    /// What holds for every answer: no panic, no backtrace, nothing that a terminal would obey.
    fn is_decent(&self) {
        for text in [&self.stdout, &self.stderr] {
            assert!(!text.contains("panicked") && !text.contains("RUST_BACKTRACE"), "{text}");
            let obeyed = |letter: char| {
                letter.is_control() && letter != '\n' || matches!(letter, '\u{202a}'..='\u{202e}')
            };
            assert!(!text.contains(obeyed), "{text:?}");
        }
        assert!(self.status.is_some(), "a signal ended it: {}", self.stderr);
    }

    /// The lines of JSON Lines, or the files of a document.
    pub fn files(&self) -> Vec<Value> {
        let lines = self.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
        lines.collect()
    }
}

/// What is said of one file.
#[derive(Debug)]
pub struct Verdict {
    pub answer: Answer,
    pub file: Value,
}

/// Checks one file, in the form for programs and in the form for people, which must agree.
pub fn verdict(path: impl AsRef<Path>) -> Verdict {
    verdict_with(path, &[])
}

/// The same with further arguments.
pub fn verdict_with(path: impl AsRef<Path>, arguments: &[&str]) -> Verdict {
    let path = path.as_ref().as_os_str();
    let with = |format: &str| {
        let mut all = vec![path, OsStr::new("--format"), OsStr::new(format)];
        all.extend(arguments.iter().map(OsStr::new));
        check(all)
    };
    let answer = with("jsonl");
    let text = with("text");
    assert_eq!(answer.status, text.status);
    let [file] = <[Value; 1]>::try_from(answer.files()).unwrap();
    let verdict = file["verdict"].as_str().unwrap().to_uppercase();
    assert!(text.stdout.starts_with(&verdict), "{}", text.stdout);
    Verdict { answer, file }
}

impl Verdict {
    /// The file could not be checked, for this reason, and this is to be done.
    #[track_caller]
    pub fn is_unchecked(&self, what: &str, fix: &str) -> &Self {
        assert_eq!(self.answer.status, Some(2), "{}", self.file);
        assert_eq!(self.file["verdict"], "unchecked");
        let mut blocks = self.findings().filter(|finding| finding["severity"] == "block");
        let is_it = |finding: &Value| {
            finding["summary"].as_str().unwrap().contains(what)
                && finding["fix"].as_str().unwrap().contains(fix)
        };
        assert!(blocks.any(is_it), "not said: {what}; {fix}\n{:#}", self.file);
        self
    }

    /// The file was read, and nothing holds it back.
    #[track_caller]
    pub fn is_clear(&self) -> &Self {
        assert_eq!(self.answer.status, Some(0), "{:#}", self.file);
        assert_eq!(self.file["verdict"], "clear");
        self
    }

    /// The file was read, and what is in it holds it back.
    #[track_caller]
    pub fn is_held(&self) -> &Self {
        assert_eq!(self.answer.status, Some(1), "{:#}", self.file);
        assert_eq!(self.file["verdict"], "held");
        self
    }

    /// A finding under this rule.
    #[track_caller]
    pub fn finds(&self, rule: &str) -> &Self {
        assert!(self.findings().any(|finding| finding["rule"] == rule), "no {rule}\n{:#}", self.file);
        self
    }

    /// So much memory at most, in megabytes, that of all processes together.
    #[track_caller]
    pub fn holds_at_most(&self, megabytes: u64) -> &Self {
        assert!(self.answer.peak < megabytes << 20, "it took {} MB", self.answer.peak >> 20);
        self
    }

    pub fn findings(&self) -> impl Iterator<Item = &Value> {
        self.file["findings"].as_array().unwrap().iter()
    }
}
