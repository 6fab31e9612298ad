//! `tipstaff log`, `key`, `backup` and `restore`, as people type them; and two processes that write at once.

use postgres_for_tests::Cluster;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

/// A place for a record.
struct Place {
    folder: tempfile::TempDir,
    database: Option<String>,
}

impl Place {
    fn new(database: Option<String>) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tipstaff"));
        command.current_dir(self.folder.path()).args(arguments).stdin(Stdio::null());
        command.env("TIPSTAFF_DATA", self.path("d")).env("TIPSTAFF_KEY_FILE", self.path("keys/force.key"));
        if let Some(url) = &self.database {
            command.env("TIPSTAFF_DATABASE", url);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs what must succeed; gives what it printed.
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let why = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {why}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let with: Vec<&str> = arguments.iter().copied().chain(["--format", "json"]).collect();
        let said = self.says(&with);
        serde_json::from_str(said.lines().next().unwrap()).unwrap()
    }

    fn log_key(&self) -> String {
        self.json(&["log", "publish"])["log_key"].as_str().unwrap().to_owned()
    }
}

fn both() -> [Place; 2] {
    [Place::new(None), Place::new(Some(Cluster::shared().database()))]
}

fn with_holders(place: &Place, holders: &[&str]) {
    for holder in holders {
        place.says(&["holder", "add", "--kind", "supplier", holder]);
    }
}

#[test]
fn a_record_is_verified_shown_exported_and_the_export_verified() {
    for place in both() {
        with_holders(&place, &["Card maker", "Card printer"]);
        let said = place.says(&["log", "verify", "--deep"]);
        assert!(said.contains("is as its log says: 3 acts, 3 rows, 0 signatures"), "{said}");
        let shown = place.says(&["log", "show"]);
        assert!(shown.contains("Holder 2, a supplier, was added.") && !shown.contains("Card"), "{shown}");
        assert_eq!(
            place.says(&["log", "show", "--kind", "holder-added", "--format", "jsonl"]).lines().count(),
            2
        );
        assert_eq!(place.says(&["log", "show", "--to", "2020-01-01"]), "");
        place.says(&["log", "export", "export"]);
        let key = place.log_key();
        assert_eq!(place.json(&["log", "verify", "export", "--vkey", &key])["verdict"], "clear");
        let unsaid = place.run(&["log", "verify", "export"]);
        assert_eq!(unsaid.status.code(), Some(2), "an export proves nothing by a key of its own");
        assert_eq!(place.run(&["log", "export", "export"]).status.code(), Some(2), "nothing is replaced");
    }
}

#[test]
fn what_was_changed_is_named_and_held() {
    let place = Place::new(None);
    with_holders(&place, &["Card maker"]);
    let tile = place.path("d/blobs/log/1/tile/0/000.p/2");
    std::fs::write(&tile, "short").unwrap();
    let held = place.run(&["log", "verify"]);
    assert_eq!(held.status.code(), Some(1));
    let said = String::from_utf8(held.stdout).unwrap();
    assert!(
        said.contains("is not as its log says: 1 difference") && said.contains("(tile-truncated)"),
        "{said}"
    );
    place.says(&["log", "mend"]);
    assert_eq!(place.json(&["log", "verify"])["verdict"], "clear");
}

#[test]
fn the_key_is_made_before_the_record_and_changed_after() {
    let place = Place::new(None);
    let made = place.json(&["key", "new"])["key"].clone();
    assert_eq!(place.run(&["key", "new"]).status.code(), Some(2), "a key is never replaced");
    with_holders(&place, &["Card maker"]);
    assert_eq!(place.json(&["key", "list"])["keys"][0]["key"], made);
    let rotated = place.json(&["key", "rotate"]);
    assert_ne!(rotated["key"], made);
    assert_eq!(place.json(&["key", "retire"])["retired"][0], made);
    assert_eq!(place.json(&["key", "list"])["keys"].as_array().unwrap().len(), 1);
    assert_eq!(place.json(&["log", "verify", "--deep"])["verdict"], "clear");
}

#[test]
fn a_backup_is_restored_to_the_other_database() {
    let [one, other] = both();
    for (from, to) in [(&one, &other), (&other, &one)] {
        let from = Place::new(from.database.as_ref().map(|_| Cluster::shared().database()));
        let to = Place::new(to.database.as_ref().map(|_| Cluster::shared().database()));
        with_holders(&from, &["Card maker"]);
        from.says(&["backup", "b"]);
        std::fs::create_dir(to.path("keys")).unwrap();
        std::fs::copy(from.path("keys/force.key"), to.path("keys/force.key")).unwrap();
        let backup = from.path("b");
        let said = to.says(&["restore", backup.to_str().unwrap()]);
        assert!(said.contains("2 acts, "), "{said}");
        let verified = to.json(&["log", "verify", "--deep"]);
        assert_eq!((&verified["verdict"], &verified["restorations"]), (&"clear".into(), &1.into()));
        assert!(to.says(&["holder", "list"]).contains("Card maker"));
        assert_eq!(
            to.run(&["restore", backup.to_str().unwrap()]).status.code(),
            Some(2),
            "not over a record"
        );
    }
}

#[test]
fn two_processes_that_write_at_once_take_turns() {
    for place in both() {
        with_holders(&place, &["Card maker"]);
        let add = |name: String| {
            let mut command = place.command(&["holder", "add", "--kind", "device", &name, "-q"]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        };
        for round in 0..4 {
            let pair = [add(format!("laptop {round}")), add(format!("telephone {round}"))];
            for process in pair {
                let ended = process.wait_with_output().unwrap();
                let why = String::from_utf8_lossy(&ended.stderr).into_owned();
                assert!(ended.status.success() && why.is_empty(), "{why}");
            }
        }
        let verified = place.json(&["log", "verify", "--deep"]);
        assert_eq!((&verified["verdict"], &verified["acts"]), (&"clear".into(), &10.into()));
        assert_eq!(verified["published"], 10);
    }
}

/// A witness that runs until the test ends.
struct Witness(Child);

impl Drop for Witness {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_witness_cosigns_and_remembers_what_was_rolled_back() {
    let place = Place::new(None);
    with_holders(&place, &["Card maker"]);
    let key = place.log_key();
    let mut command = place.command(&["log", "witness", "--name", "audit.example/w", "--folder", "w"]);
    let mut child =
        command.args(["--listen", "127.0.0.1:0", "--log", &key]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _witness = Witness(child);
    let address = lines.next().unwrap().unwrap().replace("Listening on ", "");
    let witness_key = lines.next().unwrap().unwrap().replace("The key of this witness is ", "");
    let policy = format!("witness audit {witness_key} {address}\nquorum audit\n");
    std::fs::write(place.path("policy"), policy).unwrap();
    let unmet = place.run(&["log", "policy", "--set", "policy"]);
    assert_eq!(unmet.status.code(), Some(1), "nobody was asked yet");
    assert!(place.says(&["log", "ask"]).contains("audit: cosigned 2 acts."));
    assert!(place.says(&["log", "policy"]).contains("Enough witnesses"));
    let copied =
        Command::new("cp").arg("-a").arg(place.path("d")).arg(place.path("yesterday")).status().unwrap();
    assert!(copied.success());
    // Whoever writes asks the witness too.
    with_holders(&place, &["Card printer"]);
    assert_eq!(place.json(&["log", "verify"])["verdict"], "clear");
    std::fs::remove_dir_all(place.path("d")).unwrap();
    std::fs::rename(place.path("yesterday"), place.path("d")).unwrap();
    let held = place.run(&["log", "verify"]);
    assert_eq!(held.status.code(), Some(1));
    let said = String::from_utf8(held.stdout).unwrap();
    assert!(said.contains("checkpoint-behind") && said.contains("has cosigned 3 leaves"), "{said}");
    assert_eq!(place.run(&["log", "ask"]).status.code(), Some(1));
}
