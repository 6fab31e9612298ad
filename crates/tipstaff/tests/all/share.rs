//! What a supplier gets and signs for, and what of it got out, on the command line: both sides, and an expert's.

use crate::common::desk::Desk;
use serde_json::Value;
use std::fmt::Write;
use std::process::Command;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Generated people.
fn people(count: u32) -> String {
    const SURNAMES: [&str; 7] =
        ["Quillfeather", "Marrowby", "Thistlewood", "Ashdene", "Birkett", "Calloway", "Dunmore"];
    const FORENAMES: [&str; 5] = ["Andrew", "Bronwen", "Morag", "Esme", "Tariq"];
    let mut text = String::from("Pay No,Surname,Forename,Rank,Warrant No\n");
    for number in 1..=count {
        let of = |list: &[&str], step: u32| list[(number / step) as usize % list.len()].to_owned();
        let ending = ["", "e", "son", "by"][(number / 35) as usize % 4];
        writeln!(
            text,
            "{},{}{ending},{},Constable,W{:05}",
            600_000 + number,
            of(&SURNAMES, 1),
            of(&FORENAMES, 7),
            number * 13
        )
        .unwrap();
    }
    text
}

/// A record with somebody who shares and somebody who approves, and a supplier whose keys lie beside.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("people.csv", people(80));
    desk.does("people import people.csv --data d --source people");
    desk.does("actor key --data d");
    desk.does("actor add 'M. Oake' --roles approver --data d");
    desk.does("actor key 'M. Oake' --data d --as owner");
    desk.does("actor key --data d --as 'M. Oake'");
    let keys = desk.does("receipt keys -o recipient.key");
    desk.does(&format!("share recipient 'Card maker' --keys '{}' --data d --as owner", keys.trim()));
    desk
}

const DEFINE: &str = "share define cards-2023-07 --to 'Card maker' --fields surname,forename,rank,warrant-number \
    --purpose 'Printing cards' --basis 'Contract 12' --source people --fictitious 5 --expires 2028-01-01 --data d --as owner";

fn delivered() -> Desk {
    let desk = desk();
    desk.does(DEFINE);
    desk.does("share approve cards-2023-07 --data d --as 'M. Oake'");
    desk.does("share deliver cards-2023-07 --data d -o batch.age --as owner");
    desk
}

#[test]
fn a_share_is_defined_approved_delivered_received_and_destroyed() {
    let desk = desk();
    let defined = desk.does(DEFINE);
    assert!(
        defined.starts_with("Share 1 is proposed, about 80 people today; nothing was delivered before"),
        "{defined}"
    );
    let early = desk.refuses("share deliver cards-2023-07 --data d -o batch.age --as owner");
    assert!(early.contains("share 1 is proposed"), "{early}");
    desk.does("share approve cards-2023-07 --data d --as 'M. Oake'");
    let told = desk.does("share deliver cards-2023-07 --data d -o batch.age --as owner");
    assert!(
        told.starts_with("Delivery 1 is in batch.age: 80 people, and 5 who do not exist; holding 1."),
        "{told}"
    );
    let exposure = json(
        &desk.does("exposure --holder 'Card maker' --from 2020-01-01 --to 2099-01-01 --data d --format json"),
    );
    assert_eq!(exposure["people"]["definite"], 80, "{exposure}");

    // The supplier's side: its own file of keys, and no record.
    desk.does("receipt open batch.age --keys recipient.key -o batch");
    let table = std::fs::read_to_string(desk.folder.path().join("batch/people.csv")).unwrap();
    assert_eq!(table.lines().count(), 86);
    assert!(
        table.starts_with("\u{feff}Reference,Surname,Forename,Rank or grade,Warrant number"),
        "{}",
        &table[..60]
    );
    desk.does("receipt sign batch.age --keys recipient.key -o receipt.txt");
    desk.does(
        "receipt sign --of receipt.txt --destroyed --how 'disks wiped' --keys recipient.key -o destroyed.txt",
    );
    desk.does("share receipt receipt.txt --data d --as owner");
    let again = desk.refuses("share receipt receipt.txt --data d --as owner");
    assert!(again.contains("received already"), "{again}");
    let listed = desk.does("share list --deliveries --data d");
    assert!(listed.contains("80 people, received; to be destroyed by"), "{listed}");
    let done = desk.does("share receipt destroyed.txt --data d --as owner");
    assert!(done.contains("was destroyed, and its holding is closed"), "{done}");
    assert_eq!(desk.does("share list --overdue --data d"), "Nothing is overdue.\n");
    desk.does("log verify --data d");
}

#[test]
fn fields_that_never_leave_are_refused_and_say_why() {
    let desk = desk();
    for field in ["pay-number", "vetting", "national-insurance"] {
        let line = DEFINE.replace("surname,forename", &format!("surname,{field}"));
        let refused = desk.refuses(&line);
        assert!(refused.contains("never goes to a recipient"), "{refused}");
    }
}

/// The other implementation of age, in Go, from Debian.
#[test]
fn another_program_opens_a_delivery() {
    let there = Command::new("age").arg("--version").output().is_ok();
    if !there {
        assert!(std::env::var("CI").is_err(), "age is missing: apt-get install age");
        eprintln!("left out: age is not installed");
        return;
    }
    let desk = delivered();
    let folder = desk.folder.path();
    let opened = Command::new("sh")
        .args(["-c", "age -d -i recipient.key batch.age | tar -xO people.csv"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    desk.does("receipt open batch.age --keys recipient.key -o batch");
    assert_eq!(opened.stdout, std::fs::read(folder.join("batch/people.csv")).unwrap());
}

#[test]
fn what_got_out_names_its_delivery_and_an_expert_computes_it_again() {
    let desk = delivered();
    desk.does("receipt open batch.age --keys recipient.key -o batch");
    let table = std::fs::read_to_string(desk.folder.path().join("batch/people.csv")).unwrap();
    let some: Vec<&str> =
        table.lines().enumerate().filter(|(at, _)| at % 2 == 0).map(|(_, line)| line).collect();
    desk.file("leaked.csv", some.join("\n"));
    let told = desk.tipstaff("leak trace leaked.csv --data d --as owner");
    assert_eq!(told.status, Some(1), "{}{}", told.stdout, told.stderr);
    assert!(told.stdout.contains("delivery 1 to Card maker"), "{}", told.stdout);
    // Everybody is a constable: nothing tells the column, and the delivery had it.
    assert!(told.stdout.contains("What was delivered holds more: rank or grade"), "{}", told.stdout);
    assert!(!told.stdout.contains("all 1 recipients"), "{}", told.stdout);
    let report = desk.tipstaff("leak trace leaked.csv --data d --as owner --format json");
    let report = json(&report.stdout);
    assert_eq!(
        (&report["schema"], &report["verdict"]),
        (&"tipstaff.trace/1".into(), &"attributed".into()),
        "{report}"
    );
    assert!(!told.stdout.contains("Quillfeather"), "a report names nobody");

    let closed = desk.refuses("leak bundle leaked.csv -o evidence --data d --as owner");
    assert!(closed.contains("the key of delivery 1 is not open"), "{closed}");
    desk.does("leak open 1 --why 'Expert' --data d --as owner");
    desk.refuses("leak open 1 --agree --data d --as owner");
    desk.does("leak open 1 --agree --data d --as 'M. Oake'");
    desk.does("leak bundle leaked.csv -o evidence --data d --as owner");
    let checked = Command::new("python3")
        .args(["evidence/recompute.py", "evidence/evidence.json"])
        .current_dir(desk.folder.path())
        .output()
        .unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    desk.does("log verify --data d");
}

#[test]
fn the_specimen_of_each_job_tells_when_a_store_was_copied() {
    let desk = desk();
    let define = DEFINE.replace("share define", "share define --marks token,order,specimen");
    assert_ne!(define, DEFINE);
    desk.does(&define);
    desk.does("share approve cards-2023-07 --data d --as 'M. Oake'");
    let mut store = String::new();
    for job in 1..=3 {
        desk.does(&format!("share deliver cards-2023-07 --data d -o job-{job}.age --as owner"));
        desk.does(&format!("receipt open job-{job}.age --keys recipient.key -o job-{job}"));
        let table =
            std::fs::read_to_string(desk.folder.path().join(format!("job-{job}/people.csv"))).unwrap();
        let void: Vec<&str> = table.lines().filter(|line| line.contains("SPECIMEN")).collect();
        assert_eq!((void.len(), table.lines().count()), (1, 82), "{table}");
        assert!(void[0].contains("VOID"), "{void:?}");
        // The store was copied after the second job came.
        if job < 3 {
            let rows = if job == 1 { table.as_str() } else { table.split_once('\n').unwrap().1 };
            store.push_str(rows);
        }
    }
    desk.file("store.csv", store);
    let report = desk.tipstaff("leak trace store.csv --data d --as owner --format json");
    let report = json(&report.stdout);
    assert_eq!(report["verdict"], "attributed", "{report}");
    let clock = &report["recipients"][0]["specimens"];
    assert_eq!(clock["last_present"]["number"], 2, "{report}");
    assert_eq!(clock["present"], 2, "{report}");
}

#[test]
fn a_file_that_is_nothing_of_ours_accuses_nobody() {
    let desk = delivered();
    let mut text = String::from("Name,Town\n");
    for number in 0..200 {
        writeln!(text, "Zebedee Xanthopoulos{number},Llareggub").unwrap();
    }
    desk.file("strange.csv", text);
    let told = desk.tipstaff("leak trace strange.csv --data d --as owner");
    assert_eq!(told.status, Some(0), "{}{}", told.stdout, told.stderr);
    let folder = desk.folder.path().join("found");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("list.txt"), "Zebedee Xanthopoulos\n").unwrap();
    std::os::unix::fs::symlink("/etc/hostname", folder.join("link")).unwrap();
    let linked = desk.tipstaff("leak trace found --data d --as owner");
    assert_eq!(linked.status, Some(2), "{}{}", linked.stdout, linked.stderr);
    assert!(linked.stderr.contains("it is no plain file"), "{}", linked.stderr);
    desk.file("broken.xlsx", "PK\u{3}\u{4}nothing");
    let broken = desk.tipstaff("leak trace broken.xlsx --data d --as owner");
    assert_eq!(broken.status, Some(2), "{}{}", broken.stdout, broken.stderr);
}
