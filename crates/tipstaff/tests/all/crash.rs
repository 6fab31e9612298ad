//! The crash drill: a command is killed, or the disk fails it, at each call that writes something. Afterwards the record
//! is as its log says, the act is wholly there or not at all, and the next command works.
//!
//! A first run under strace counts the calls. By default some of them are broken; all of them with `TIPSTAFF_DRILL=full`.
//! Killing a process is not a power cut: what it wrote stays in the system's memory.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Calls that change what is on a disk.
const CALLS: &[&str] = &[
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
];

/// What is released: two people by name.
const ANSWER: &str = "Post,Surname,Forename\nLead,Quillfeather,Andrew\nDeputy,Marrowby,Bronwen\n";

/// Cases of each command that are tried by default.
const SOME: usize = 24;

/// A record with one holder, and its key.
struct Place(tempfile::TempDir);

impl Place {
    fn folder(&self) -> PathBuf {
        self.0.path().join("place")
    }

    /// `tipstaff` for this record.
    fn tipstaff(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tipstaff"));
        self.at_home(&mut command);
        command.args(arguments);
        command
    }

    /// `tipstaff` under strace.
    fn traced(&self, strace: &[String], arguments: &[&str]) -> Output {
        // A minute is far more than any of it takes; what hangs is as bad as what is lost.
        let mut command = Command::new("timeout");
        self.at_home(&mut command);
        command
            .args(["--signal=KILL", "60", "strace", "-f", "-qq"])
            .args(strace)
            .arg(env!("CARGO_BIN_EXE_tipstaff"))
            .args(arguments);
        let output = command.output().expect("strace is installed");
        assert!(
            output.status.code() != Some(137) || !strace.iter().any(|one| one.contains("error=")),
            "it hung: {strace:?}"
        );
        output
    }

    fn at_home(&self, command: &mut Command) {
        command.current_dir(self.folder());
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
        command.env("TIPSTAFF_DATA", self.folder().join("d"));
        // It types the passphrase, where one is asked for.
        let asks = self.folder().join("askpass");
        if !asks.exists() {
            std::fs::write(&asks, "#!/bin/sh\necho 'correct horse battery staple'\n").unwrap();
            std::fs::set_permissions(&asks, std::fs::Permissions::from_mode(0o700)).unwrap();
        }
        command.env("TIPSTAFF_ASKPASS", asks);
        command.env("TIPSTAFF_KEY_FILE", self.folder().join("keys/force.key"));
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.tipstaff(arguments).args(["--format", "json"]).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// A record in which a release waits for its approval.
fn proposed() -> Place {
    let place = before();
    std::fs::write(place.folder().join("answer.csv"), ANSWER).unwrap();
    for line in [
        vec!["actor", "key"],
        vec!["actor", "add", "M. Oake", "--roles", "approver"],
        vec!["actor", "key", "M. Oake", "--as", "owner"],
        vec!["actor", "key", "--as", "M. Oake"],
        vec![
            "release",
            "propose",
            "answer.csv",
            "--reference",
            "FOI 118",
            "--recipient",
            "The Argus",
            "--what",
            "Leads",
            "--as",
            "owner",
            "--reason",
            "visible-people=leads",
        ],
    ] {
        let done = place.tipstaff(&line).output().unwrap();
        assert!(done.status.success(), "{line:?}: {}", String::from_utf8_lossy(&done.stderr));
    }
    place
}

/// A record to begin with, again and again.
fn before() -> Place {
    let place = Place(tempfile::tempdir().unwrap());
    std::fs::create_dir(place.folder()).unwrap();
    let added = place.tipstaff(&["holder", "add", "--kind", "supplier", "Card maker"]).output().unwrap();
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let people = "service-number,surname\n1001,Quillfeather\n1002,Marrowby\n1003,Thistlewood\n";
    std::fs::write(place.folder().join("people.csv"), people).unwrap();
    let imported = place.tipstaff(&["people", "import", "people.csv"]).output().unwrap();
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    std::fs::write(place.folder().join("more.csv"), people.replace("Marrowby", "Oakenshaw")).unwrap();
    place
}

fn copy_of(place: &Place) -> Place {
    let copy = Place(tempfile::tempdir().unwrap());
    let copied = Command::new("cp").arg("-a").arg(place.folder()).arg(copy.folder()).status().unwrap();
    assert!(copied.success());
    copy
}

/// What a command does to the disk.
struct Calls {
    /// How often each call is made, by the thread that makes it most often: strace counts for each thread.
    counts: BTreeMap<String, usize>,
    /// The files, below the folder of the place; none where their names are different each time.
    files: Option<BTreeSet<String>>,
}

impl Calls {
    /// Runs a command once and watches.
    fn of(place: &Place, arguments: &[&str]) -> Self {
        let trace = place.0.path().join("trace");
        let run = ["-y", "-e", &format!("trace={}", CALLS.join(",")), "-o", &trace.display().to_string()];
        let output = place.traced(&run.map(str::to_owned), arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let trace = std::fs::read_to_string(trace).unwrap();
        let files = files(&trace, &place.folder());
        let named_by_chance = files.iter().any(|file| file.contains("/.tipstaff-"));
        let mut threads: BTreeMap<(String, String), usize> = BTreeMap::new();
        for line in trace.lines() {
            let Some((thread, rest)) = line.trim_start().split_once(' ') else { continue };
            let Some((call, of)) = rest.trim_start().split_once('(') else { continue };
            // What threads tell each other by a pipe or an event is no disk.
            if named_by_chance || of.contains(&*place.folder().to_string_lossy()) {
                *threads.entry((call.to_owned(), thread.to_owned())).or_default() += 1;
            }
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for ((call, _), count) in threads {
            let most = counts.entry(call).or_default();
            *most = count.max(*most);
        }
        Self { counts, files: (!named_by_chance).then_some(files) }
    }

    /// Every way to break one run; or some, spread over all of them.
    fn cases(&self) -> Vec<String> {
        let mut cases = Vec::new();
        for (call, count) in &self.counts {
            for when in 1..=*count {
                let faults: &[&str] = match call.as_str() {
                    // Without the names of files, threads would be kept from waking each other too.
                    "write" if self.files.is_none() => &["signal=KILL"],
                    "fsync" | "fdatasync" => &["error=EIO", "signal=KILL"],
                    _ => &["error=EIO", "error=ENOSPC", "signal=KILL"],
                };
                cases.extend(faults.iter().map(|fault| format!("inject={call}:{fault}:when={when}")));
            }
        }
        if std::env::var_os("TIPSTAFF_DRILL").is_some_and(|drill| drill == "full") {
            return cases;
        }
        // Coprime to the number of faults, or only one of them would be tried.
        let step = cases.len().div_ceil(SOME).max(1);
        let step = if step.is_multiple_of(3) { step + 1 } else { step };
        cases.into_iter().step_by(step).collect()
    }

    /// Runs a command on a copy and breaks one call.
    fn broken(&self, place: &Place, case: &str, arguments: &[&str]) -> Output {
        let mut run = vec!["-e".to_owned(), case.to_owned(), "-o".into(), "/dev/null".into()];
        for file in self.files.iter().flatten() {
            run.extend(["-P".to_owned(), place.folder().join(file).display().to_string()]);
        }
        place.traced(&run, arguments)
    }
}

/// Files of a trace that lie below a folder.
fn files(trace: &str, folder: &Path) -> BTreeSet<String> {
    let before = format!("{}/", folder.display());
    let mut files = BTreeSet::new();
    for part in trace.split(&before).skip(1) {
        let end = part.find(['>', '"']).unwrap_or(part.len());
        files.insert(part[..end].to_owned());
    }
    files
}

/// Breaks a command in each way. `what` counts what is there; one run makes it one more.
fn drill(arguments: &[&str], what: impl Fn(&Place) -> u64) {
    drill_in(&before(), arguments, &[], what);
}

/// The same in a record of its own, in which the next command is somebody's.
fn drill_in(pristine: &Place, arguments: &[&str], whose: &[&str], what: impl Fn(&Place) -> u64) {
    let acts = pristine.json(&["log", "verify", "--offline"])["acts"].as_u64().unwrap();
    let there = what(pristine);
    let calls = Calls::of(&copy_of(pristine), arguments);
    let cases = calls.cases();
    assert!(cases.len() > 10, "{:?}", calls.counts);
    let mut undone = 0;
    for case in &cases {
        let place = copy_of(pristine);
        let output = calls.broken(&place, case, arguments);
        let verified = place.tipstaff(&["log", "verify", "--offline", "--format", "json"]).output().unwrap();
        let said = String::from_utf8_lossy(&verified.stdout).into_owned();
        let why = String::from_utf8_lossy(&verified.stderr).into_owned();
        assert_eq!(verified.status.code(), Some(0), "{case}: {said}{why}");
        let verified: Value = serde_json::from_str(&said).unwrap();
        let more = verified["acts"].as_u64().unwrap() - acts;
        assert_eq!(what(&place), there + more, "{case}: the act and what it did belong together");
        assert!(more <= 1, "{case}");
        if output.status.success() {
            assert_eq!(more, 1, "{case}: what was reported as done is done");
        }
        undone += u64::from(more == 0);
        let next =
            place.tipstaff(&["holder", "add", "--kind", "device", "Next"]).args(whose).output().unwrap();
        assert!(next.status.success(), "{case}: {}", String::from_utf8_lossy(&next.stderr));
    }
    assert!(undone > 0, "no case broke anything: {cases:?}");
}

fn holders(place: &Place) -> u64 {
    place.json(&["holder", "list"])["holders"].as_array().unwrap().len() as u64
}

#[test]
fn a_holder_is_added_or_not_whatever_breaks() {
    drill(&["holder", "add", "--kind", "supplier", "Card printer"], holders);
}

#[test]
fn an_extract_is_taken_in_or_not_whatever_breaks() {
    drill(&["people", "import", "more.csv"], |place| {
        let acts = place
            .tipstaff(&["log", "show", "--kind", "people-imported", "--format", "jsonl"])
            .output()
            .unwrap();
        String::from_utf8(acts.stdout).unwrap().lines().count() as u64
    });
}

/// Act, release, certificate, holding and door say the same whatever call was broken, and what was refused can be done again.
#[test]
fn a_release_is_approved_everywhere_or_nowhere_whatever_breaks() {
    let approve = ["release", "approve", "1", "--as", "M. Oake"];
    drill_in(&proposed(), &approve, &["--as", "owner"], |place| {
        let release = place.json(&["release", "show", "1"])["releases"][0].clone();
        let approved = u64::from(release["state"] == "approved");
        assert_eq!(u64::from(release["certificate"].is_object()), approved, "{release}");
        let held = place.json(&["holding", "list"]);
        let held = held["holdings"].as_array().unwrap();
        assert_eq!(held.iter().filter(|held| held["handed"] == release["sha256"]).count() as u64, approved);
        let door = place.tipstaff(&["certificate", "answer.csv"]).output().unwrap();
        assert_eq!(door.status.code(), Some(i32::from(approved == 0)), "{release}");
        if approved == 0 {
            let copy = copy_of(place);
            let again = copy.tipstaff(&approve).output().unwrap();
            assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
        }
        approved
    });
}

#[test]
fn the_force_key_is_changed_or_not_whatever_breaks() {
    drill(&["key", "rotate"], |place| {
        let acts =
            place.tipstaff(&["log", "show", "--kind", "key-rotated", "--format", "jsonl"]).output().unwrap();
        String::from_utf8(acts.stdout).unwrap().lines().count() as u64
    });
}

#[test]
fn a_record_is_made_or_can_be_made_again_whatever_breaks() {
    let add = ["holder", "add", "--kind", "supplier", "Card maker"];
    let nothing = || {
        let place = Place(tempfile::tempdir().unwrap());
        std::fs::create_dir(place.folder()).unwrap();
        place
    };
    let calls = Calls::of(&nothing(), &add);
    for case in calls.cases() {
        let place = nothing();
        let output = calls.broken(&place, &case, &add);
        let verified = place.tipstaff(&["log", "verify", "--offline"]).output().unwrap();
        let why = String::from_utf8_lossy(&verified.stderr).into_owned();
        let is_there = !why.contains("there is no record");
        assert_eq!(verified.status.code(), Some(if is_there { 0 } else { 2 }), "{case}: {why}");
        assert!(is_there || !output.status.success(), "{case}");
        let next = place.tipstaff(&["holder", "add", "--kind", "device", "Next"]).output().unwrap();
        assert!(next.status.success(), "{case}: {}", String::from_utf8_lossy(&next.stderr));
    }
}

#[test]
fn a_backup_is_whole_or_not_there_whatever_breaks() {
    let pristine = before();
    let calls = Calls::of(&copy_of(&pristine), &["backup", "b"]);
    for case in calls.cases() {
        let place = copy_of(&pristine);
        let output =
            place.traced(&["-e".into(), case.clone(), "-o".into(), "/dev/null".into()], &["backup", "b"]);
        let backup = place.folder().join("b");
        assert!(backup.exists() || !output.status.success(), "{case}");
        if backup.exists() {
            restores(&place, &backup, &case);
        }
        let verified = place.tipstaff(&["log", "verify", "--offline"]).output().unwrap();
        assert!(verified.status.success(), "{case}");
    }
}

fn restores(place: &Place, backup: &Path, case: &str) {
    let restored = place.tipstaff(&["restore", "b", "--data", "new"]).output().unwrap();
    assert!(restored.status.success(), "{case}: {}", String::from_utf8_lossy(&restored.stderr));
    assert!(backup.join("backup.json").exists());
}
