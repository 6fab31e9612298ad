//! A watched folder: what may leave goes out, the rest is held with its report, and nothing is lost or overwritten.

use crate::common;
use crate::common::desk::Desk;
use std::collections::BTreeMap;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

const COUNTS: &str =
    "Ward,Month,Stops\nNorth,January,120\nNorth,February,131\nSouth,January,98\nSouth,February,77\n";
const PEOPLE: &str = "\
Service No,Surname,Forename,Date of birth
001001,Quillfeather,Andrew,04/03/1985
001002,Marrowby,Bronwen,30/11/1979
001003,Thistlewood,Morag,01/05/1990
001004,Oakenshaw,Idris,02/06/1991
";

/// A folder with a file for each way out.
fn filled(desk: &Desk) {
    let folder = desk.folder.path().join("gate");
    for name in ["in", "out"] {
        std::fs::create_dir_all(folder.join(name)).unwrap();
    }
    std::fs::write(folder.join("in/counts.csv"), COUNTS).unwrap();
    std::fs::write(folder.join("in/people.csv"), PEOPLE).unwrap();
    std::fs::write(folder.join("in/broken.xlsx"), b"PK\x03\x04 and no more").unwrap();
}

/// Every file under a folder, by what it holds: where each of them is.
fn places(folder: &Path) -> BTreeMap<Vec<u8>, Vec<String>> {
    let mut places: BTreeMap<Vec<u8>, Vec<String>> = BTreeMap::new();
    for path in common::desk::files(folder) {
        let name = path.strip_prefix(folder).unwrap().display().to_string();
        if !name.contains(".report") && name != "work/.lock" {
            places.entry(std::fs::read(path).unwrap()).or_default().push(name);
        }
    }
    places
}

#[test]
fn what_is_clear_goes_out_and_everything_else_is_held_with_its_report() {
    let desk = Desk::new();
    filled(&desk);
    let folder = desk.folder.path().join("gate");
    std::fs::write(folder.join("out/counts.csv"), "another file of that name").unwrap();
    std::fs::write(folder.join("in/.draft"), "not yet").unwrap();
    let outside = desk.file("outside.csv", COUNTS);
    symlink(&outside, folder.join("in/link.csv")).unwrap();
    std::fs::write(folder.join("linked.csv"), "Ward,Stops\nNorth,120\n").unwrap();
    std::fs::hard_link(folder.join("linked.csv"), folder.join("in/linked.csv")).unwrap();

    let answer = desk.tipstaff("watch gate --once --settle 0");
    assert_eq!(answer.status, Some(2), "{}{}", answer.stdout, answer.stderr);
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("out/counts.csv"), "another file of that name");
    assert_eq!(read("out/counts (2).csv"), COUNTS);
    assert_eq!(read("held/people.csv"), PEOPLE);
    assert!(
        read("held/people.csv.report.txt").starts_with("REVIEW"),
        "{}",
        read("held/people.csv.report.txt")
    );
    let report: serde_json::Value = serde_json::from_str(&read("held/broken.xlsx.report.json")).unwrap();
    assert_eq!(
        (&report["verdict"], &report["files"][0]["path"]),
        (&"unchecked".into(), &"broken.xlsx".into())
    );
    for link in ["held/link.csv", "held/linked.csv"] {
        assert!(folder.join(link).symlink_metadata().is_ok(), "{link}");
        assert!(read(&format!("{link}.report.txt")).starts_with("UNCHECKED"));
    }
    assert_eq!(std::fs::read_to_string(outside).unwrap(), COUNTS, "a link is not followed");
    assert_eq!(std::fs::read_dir(folder.join("in")).unwrap().count(), 1, "the draft waits");
    assert!(!answer.stdout.contains("Marrowby") && !read("held/people.csv.report.txt").contains("Marrowby"));

    std::fs::write(folder.join("in/people.csv"), PEOPLE).unwrap();
    let again = desk.tipstaff("watch gate --once --settle 0 --format json");
    assert_eq!(again.status, Some(1), "{}", again.stderr);
    assert_eq!(read("held/people (2).csv"), PEOPLE);
    assert!(again.stdout.contains("\"folder\":\"held\""), "{}", again.stdout);
}

#[test]
fn a_file_with_a_certificate_goes_out_whatever_the_check_would_say() {
    let desk = Desk::new();
    desk.file("people.csv", PEOPLE.replace("Date of birth", "Rank"));
    desk.file("policy.toml", "[[override]]\nrule = \"visible-people\"\nseverity = \"note\"\nreason = \"published list\"\n[[override]]\nrule = \"visible-identifiers\"\nseverity = \"note\"\nreason = \"published list\"\n[[override]]\nrule = \"visible-individuals\"\nseverity = \"note\"\nreason = \"published list\"\n");
    desk.file("list.csv", PEOPLE);
    desk.does("people import people.csv --data d");
    desk.does("actor key --data d");
    desk.does("actor add 'M. Oake' --roles approver --data d");
    desk.does("actor key 'M. Oake' --data d --as owner");
    desk.does("actor key --data d --as 'M. Oake'");
    desk.does("release propose list.csv --reference r --recipient w --what t --policy policy.toml --data d --as owner");
    let approved = desk.does("release approve 1 --policy policy.toml --data d --as 'M. Oake'");
    assert!(approved.contains("of the public"), "{approved}");
    let exposure =
        desk.does("exposure --holder 'The public' --from 2026-01-01 --to 2100-01-01 --data d --format json");
    let exposure: serde_json::Value = serde_json::from_str(&exposure).unwrap();
    assert!(exposure.to_string().contains('4'), "{exposure}");

    std::fs::create_dir_all(desk.folder.path().join("gate/in")).unwrap();
    std::fs::copy(desk.folder.path().join("list.csv"), desk.folder.path().join("gate/in/list.csv")).unwrap();
    let told = desk.tipstaff("watch gate --once --settle 0 --data d");
    assert_eq!(told.status, Some(0), "{}{}", told.stdout, told.stderr);
    assert_eq!(told.stdout, "out   list.csv: certified\n");
}

#[test]
fn a_file_that_somebody_still_writes_to_waits_and_a_folder_has_one_watch() {
    let desk = Desk::new();
    filled(&desk);
    let folder = desk.folder.path().join("gate");
    let open = std::fs::File::options().append(true).open(folder.join("in/counts.csv")).unwrap();
    let mut command = desk.command("watch gate --settle 0");
    command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null());
    command.stderr(std::process::Stdio::null());
    let _watch = common::program::Reaper(command.spawn().unwrap());
    common::program::wait_until("the people are held", || folder.join("held/people.csv").exists());
    assert!(folder.join("in/counts.csv").exists());
    let second = desk.refuses("watch gate --once");
    assert!(second.contains("being watched already"), "{second}");
    drop(open);
    common::program::wait_until("the counts go out", || folder.join("out/counts.csv").exists());
}

/// Kills a watch at each call by which something moves, and lets another one take over.
#[test]
fn wherever_a_watch_is_killed_every_file_is_in_exactly_one_place() {
    const CALLS: [&str; 5] = ["renameat2", "renameat", "fsync", "linkat", "mkdir"];
    let mut killed = 0;
    for call in CALLS {
        for when in 1..=14 {
            let desk = Desk::new();
            filled(&desk);
            let folder = desk.folder.path().join("gate");
            let before = places(&folder);
            let mut watch = Command::new("timeout");
            watch.args(["--signal=KILL", "60", "strace", "-f", "-qq", "-o", "/dev/null"]);
            watch.args([
                "-e",
                &format!("trace={call}"),
                "-e",
                &format!("inject={call}:signal=KILL:when={when}"),
            ]);
            watch.arg(env!("CARGO_BIN_EXE_tipstaff")).args(["watch", "gate", "--once", "--settle", "0"]);
            watch.current_dir(desk.folder.path()).env_clear().env("PATH", std::env::var_os("PATH").unwrap());
            let broken = watch.output().expect("strace is installed");
            let is_whole = broken.status.code().is_some_and(|status| status <= 2);
            let between = places(&folder);
            assert_eq!(
                between.keys().collect::<Vec<_>>(),
                before.keys().collect::<Vec<_>>(),
                "{call} {when}"
            );
            assert!(between.values().all(|places| places.len() == 1), "{call} {when}: {between:?}");

            let next = desk.tipstaff("watch gate --once --settle 0");
            assert!(next.status.is_some(), "{call} {when}");
            let ends: Vec<String> = places(&folder).into_values().flatten().collect();
            assert_eq!(ends.len(), 3, "{call} {when}: {ends:?}");
            for end in ["out/counts.csv", "held/people.csv", "held/broken.xlsx"] {
                assert!(ends.iter().any(|place| place == end), "{call} {when}: {ends:?}");
            }
            assert!(folder.join("held/people.csv.report.txt").exists(), "{call} {when}");
            if is_whole {
                break;
            }
            killed += 1;
        }
    }
    assert!(killed > 5, "only {killed} were killed");
}
