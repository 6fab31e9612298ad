//! Checking a file: opened in the sandbox, examined here, judged by the policy.

use crate::finding::Finding;
use crate::judge::judge;
use crate::{Outline, Policy, Severity, Verdict, memory};
use detect::{Day, DetectOptions, Detector, Findings, LocalNumbers, People, Roster, Subjects};
use inspect::{Closed, Frame, Options, Reason, Sink};
use sandbox::{Confinement, Sandbox};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// What files are checked with.
pub struct Checker<'a> {
    /// Opens files.
    pub sandbox: &'a Sandbox,
    /// Decides.
    pub policy: &'a Policy,
    /// One's own people.
    pub roster: Option<&'a Roster>,
    /// Numbers that the force writes its own way.
    pub local: Option<&'a LocalNumbers>,
    /// The day on which the question is asked.
    pub today: Day,
}

/// What came of checking one file.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The file.
    pub path: PathBuf,
    /// SHA-256 of its bytes, as 64 hexadecimal digits; empty when it could not be read.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// Identifier of its format, or empty.
    pub format: String,
    /// What becomes of it.
    pub verdict: Verdict,
    /// The people in it, each counted once.
    pub people: People,
    /// Those whom a person who opens the file does not see.
    pub hidden_people: People,
    /// Who they are, where the roster knows them, and how many others there are. Of a file that could not be checked, as
    /// far as it was read.
    pub subjects: Subjects,
    /// Parts that no reader understood.
    pub unaccounted: Vec<Unaccounted>,
    /// What was found, the worst first.
    pub findings: Vec<Finding>,
    /// The file's parts, for a picture of it.
    pub outline: Outline,
    /// How the reader was locked down.
    pub confinement: Confinement,
}

impl Checked {
    /// Whether a safe copy can be made of files of this format: there are tables in it.
    pub fn has_safe_copy(&self) -> bool {
        crate::judge::copy_instead(&self.format).is_none()
    }
}

/// A part that no reader understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unaccounted {
    /// Path in the container.
    pub part: String,
    /// Bytes; the whole part when `None`.
    pub range: Option<(u64, u64)>,
    /// Why.
    pub why: String,
}

impl Checker<'_> {
    /// Checks a file. Whatever goes wrong is part of the answer.
    pub fn check(&self, path: &Path) -> Checked {
        self.answer(open(path), path, &|| false)
    }

    /// The answer for a file that could not be opened or read, or a folder that could not be walked.
    pub fn unreadable(&self, path: &Path, error: &io::Error) -> Checked {
        unreadable(path, error, self.policy)
    }

    /// The same for a file that is open already and need not lie in any folder, such as one in memory. It may be open for
    /// writing too: the reader gets a handle that cannot write. The file counts as not checked when `stop` wants to stop in
    /// the middle.
    pub fn check_open(&self, file: File, known_as: &Path, stop: &dyn Fn() -> bool) -> Checked {
        self.answer(memory::for_reading(file), known_as, stop)
    }

    fn answer(&self, file: io::Result<File>, known_as: &Path, stop: &dyn Fn() -> bool) -> Checked {
        match file.and_then(|file| self.try_check(file, known_as, stop)) {
            Ok(checked) => checked,
            Err(error) => unreadable(known_as, &error, self.policy),
        }
    }

    fn try_check(&self, mut file: File, path: &Path, stop: &dyn Fn() -> bool) -> io::Result<Checked> {
        let bytes = file.metadata()?.len();
        if bytes > self.policy.limits.file_bytes {
            // The reader says so, and why. Reading all of it for its digest could take hours.
            let (findings, confinement) = self.examine(&file, path, None, stop)?;
            return Ok(self.settle(path, String::new(), bytes, &findings, confinement));
        }
        let sha256 = digest(&mut file)?;
        let (mut findings, mut confinement) = self.examine(&file, path, None, stop)?;
        if let Some(plans) = findings.again.take() {
            // What the columns are about showed only after all rows: once more, knowing it.
            (findings, confinement) = self.examine(&file, path, Some(plans), stop)?;
        }
        if stop() {
            return Err(io::Error::other("checking was stopped"));
        }
        if file.metadata()?.len() != bytes || digest(&mut file)? != sha256 {
            return Err(io::Error::other("it changed while it was checked"));
        }
        Ok(self.settle(path, sha256, bytes, &findings, confinement))
    }

    fn examine(
        &self,
        file: &File,
        path: &Path,
        plans: Option<detect::Retyped>,
        stop: &dyn Fn() -> bool,
    ) -> io::Result<(Findings, Confinement)> {
        let options =
            DetectOptions { today: self.today, roster: self.roster, recognisers: &[], local: self.local };
        let mut detector = match plans {
            Some(plans) => Detector::again(options, plans),
            None => Detector::new(options),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        detector.file_name(&name);
        let inspection = Options { limits: self.policy.limits.clone(), ..Options::default() };
        let mut sink = |frame: &Frame<'_>| {
            if matches!(frame, Frame::Row(_)) && stop() { Err(Closed) } else { detector.frame(frame) }
        };
        let outcome = self.sandbox.inspect(file.try_clone()?, &name, &inspection, &mut sink);
        Ok((detector.finish(), outcome.confinement))
    }

    fn settle(
        &self,
        path: &Path,
        sha256: String,
        bytes: u64,
        findings: &Findings,
        confinement: Confinement,
    ) -> Checked {
        let judged = judge(findings, self.policy, &sha256);
        let outline = Outline::draw(findings, &judged);
        let found = judged.findings;
        let is_unchecked = !findings.unchecked.is_empty() || !findings.unaccounted.is_empty();
        let worst = found.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Note);
        Checked {
            path: path.to_owned(),
            sha256,
            bytes,
            format: findings.files.first().map_or(String::new(), |file| file.format.clone()),
            verdict: if is_unchecked { Verdict::Unchecked } else { worst.into() },
            people: findings.people.clone(),
            hidden_people: findings.hidden_people.clone(),
            subjects: findings.subjects.clone(),
            unaccounted: findings
                .unaccounted
                .iter()
                .map(|gap| Unaccounted {
                    part: gap.path.clone(),
                    range: (gap.range != (0, 0)).then_some(gap.range),
                    why: gap.why.clone(),
                })
                .collect(),
            findings: found,
            outline,
            confinement,
        }
    }
}

/// Opens a file for reading only.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let must_be_file = |about: &std::fs::Metadata| match about.file_type() {
        kind if kind.is_file() => Ok(()),
        kind if kind.is_dir() => Err(io::Error::other("it is a folder")),
        _ => Err(io::Error::other("it is a pipe, a device or the like, and no file")),
    };
    // Asked before it is opened: opening a device can do something.
    must_be_file(&std::fs::metadata(path)?)?;
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // By now a pipe may lie there, and opening it would wait for its other end.
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path)?;
    must_be_file(&file.metadata()?)?;
    Ok(file)
}

/// SHA-256 of a file, as 64 hexadecimal digits. What is added to it meanwhile is not waited for.
pub(crate) fn digest(file: &mut File) -> io::Result<String> {
    file.rewind()?;
    let mut file = file.take(file.metadata()?.len());
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            read => hasher.update(&piece[..read]),
        }
    }
    Ok(hex(&hasher.finalize()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The answer for a file that could not be opened or read.
fn unreadable(path: &Path, error: &io::Error, policy: &Policy) -> Checked {
    let mut findings = Findings::default();
    findings.unchecked.push(detect::UncheckedFound {
        file: 0,
        reason: Reason::Unreadable,
        detail: io_words(path, error),
    });
    Checked {
        path: path.to_owned(),
        sha256: String::new(),
        bytes: 0,
        format: String::new(),
        verdict: Verdict::Unchecked,
        people: People::default(),
        hidden_people: People::default(),
        subjects: Subjects::default(),
        unaccounted: Vec::new(),
        findings: judge(&findings, policy, "").findings,
        outline: Outline::default(),
        confinement: Confinement::default(),
    }
}

/// An error of the system at a file, in plain words.
pub fn io_words(path: &Path, error: &io::Error) -> String {
    let is_link = std::fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
    match error.kind() {
        io::ErrorKind::Other => error.to_string(),
        _ if is_link && std::fs::metadata(path).is_err() => {
            "it is a link that leads to nothing, or in a circle".into()
        }
        io::ErrorKind::PermissionDenied if path.is_dir() => "you may not look into this folder".into(),
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "you may not read it".into(),
        kind => kind.to_string(),
    }
}
