//! Our own copies on the command line: set up, taken in, read, handed over to a court, and copied out of somebody else's store.

use crate::common::desk::Desk;
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn json(text: &str) -> Value {
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}

/// A desk with six videos of two cases on a dock, two places of copies, and people who sign.
fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir(desk.folder.path().join("dock")).unwrap();
    let mut list = String::from("file,urn\n");
    for number in 0..6 {
        desk.file(&format!("dock/cam-{number}.mp4"), format!("video {number}"));
        writeln!(list, "cam-{number}.mp4,14SY000000{}", number % 2).unwrap();
    }
    desk.file("docks.csv", list);
    desk.does("evidence store add north --name north --data d");
    desk.does("actor key --data d");
    desk.does("actor add 'A. Provost' --roles approver --data d");
    desk.does("actor key 'A. Provost' --data d --as owner");
    desk.does("actor key --data d --as 'A. Provost'");
    desk.does("evidence store add south --name south --data d --as owner");
    desk
}

fn receive(desk: &Desk) -> Value {
    json(&desk.does(
        "evidence receive dock --to north --to south --source dock-7 --about docks.csv --name file --case urn --data d --as owner --format json",
    ))
}

/// The objects of a place of copies.
fn objects(folder: &Path) -> Vec<PathBuf> {
    let mut files = crate::common::desk::files(folder);
    files.retain(|path| path.file_name().unwrap().len() == 64);
    files.sort();
    files
}

#[test]
fn what_is_received_is_in_every_store_and_again_it_is_there_already() {
    let desk = desk();
    let received = receive(&desk);
    assert_eq!(
        (&received["items"], &received["copies"], &received["ties"]),
        (&6.into(), &12.into(), &6.into())
    );
    assert_eq!(objects(&desk.folder.path().join("south")).len(), 6);
    let again = receive(&desk);
    assert_eq!((&again["items"], &again["known"]), (&0.into(), &6.into()));
    let balance = desk.does("evidence balance --data d");
    assert_eq!(balance.matches("GREEN").count(), 2, "{balance}");
    let listed = desk.does("evidence store list --data d");
    assert!(listed.contains("our own"), "{listed}");
    desk.does("log verify --data d --deep");
}

#[test]
fn one_file_is_received_too_and_a_store_that_is_not_ours_takes_nothing() {
    let desk = desk();
    let told = desk.does("evidence receive dock/cam-3.mp4 --to north --data d --as owner --format json");
    assert_eq!(json(&told)["items"], 1);
    desk.does("evidence watch add dock --name dock --data d --as owner");
    let refused = desk.refuses("evidence receive dock --to dock --data d --as owner");
    assert!(refused.contains("is not ours"), "{refused}");
}

#[test]
fn damage_is_found_by_reading_and_what_a_store_lost_comes_back_from_another() {
    let desk = desk();
    receive(&desk);
    let north = objects(&desk.folder.path().join("north"));
    std::fs::set_permissions(&north[0], std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    std::fs::write(&north[0], "video X").unwrap();
    assert_eq!(desk.tipstaff("evidence watch sweep --data d --as owner").status, Some(0));
    let read = desk.tipstaff("evidence verify --data d --as owner");
    assert_eq!(read.status, Some(1), "{}{}", read.stdout, read.stderr);
    assert!(read.stdout.contains("1 item is DAMAGED"), "{}", read.stdout);
    std::fs::remove_file(&north[1]).unwrap();
    let recovered = desk.tipstaff("evidence watch sweep --data d --as owner");
    assert_eq!(recovered.status, Some(1));
    let recovered = desk.tipstaff("evidence recover north --from south --data d --as owner");
    assert!(
        recovered.stdout.contains("Found 2 of 2 missing or damaged items"),
        "{}{}",
        recovered.stdout,
        recovered.stderr
    );
    assert!(
        recovered.stdout.contains("1 copy was not right and made room for the right one"),
        "{}",
        recovered.stdout
    );
    // Damaged footage may be the only footage: it is kept, and is no surplus.
    let kept = crate::common::desk::files(&desk.folder.path().join("north/damaged"));
    assert_eq!(
        kept.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect::<Vec<_>>(),
        ["video X"]
    );
    assert_eq!(recovered.status, Some(0), "{}", recovered.stdout);
    let balance = desk.does("evidence balance --data d");
    assert_eq!(balance.matches("GREEN").count(), 2, "{balance}");
    let read = desk.tipstaff("evidence verify north --data d --as owner");
    assert_eq!(read.status, Some(0), "{}{}", read.stdout, read.stderr);
    assert_eq!(desk.tipstaff("evidence watch sweep --data d --as owner").status, Some(0));
}

#[test]
fn a_case_is_handed_over_in_a_bag_that_others_can_check() {
    let desk = desk();
    receive(&desk);
    desk.does("holder add 'Crown Prosecution Service' --kind system --data d --as owner");
    let told = desk.does(
        "evidence export --case 14SY0000001 --store north --to 'Crown Prosecution Service' --why 'for trial' --out bag --data d --as owner --format json",
    );
    assert_eq!(json(&told)["items"], 3);
    let bag = desk.folder.path().join("bag");
    let checked = Command::new("python3").arg(bag.join("tipstaff/verify.py")).output().unwrap();
    let said =
        String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success() && said.contains("nothing differs"), "{said}");
    let whole = Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "manifest-sha256.txt"])
        .current_dir(&bag)
        .status()
        .unwrap();
    assert!(whole.success());
    // Who has copies of what is lost later, the record knows.
    std::fs::remove_dir_all(desk.folder.path().join("north")).unwrap();
    std::fs::create_dir(desk.folder.path().join("north")).unwrap();
    let gone = desk.tipstaff("evidence watch sweep north --data d --as owner");
    assert_eq!(gone.status, Some(2), "an empty folder is another place, and no loss: {}", gone.stdout);
    let refused = desk.refuses(
        "evidence export --case 14SY0000001 --store north --to 'Crown Prosecution Service' --why again --out bag2 --data d --as owner",
    );
    assert!(!desk.folder.path().join("bag2").exists(), "{refused}");
    desk.does("log verify --data d --deep");
}

#[test]
fn what_was_made_from_an_item_is_an_item_of_its_own_in_the_same_cases() {
    let desk = desk();
    receive(&desk);
    desk.file("repaired.mp4", "video 0, repaired");
    let made = "evidence receive repaired.mp4 --to north --to south --data d --as owner --format json --derived-from";
    let unknown = desk.refuses(&format!("{made} 4711"));
    assert!(unknown.contains("nothing is known of an item 4711"), "{unknown}");
    let told = json(&desk.does(&format!("{made} 1")));
    assert_eq!((&told["items"], &told["ties"]), (&1.into(), &1.into()));
    // Said again, it is there already, and nothing is written.
    let again = json(&desk.does(&format!("{made} 1")));
    assert_eq!((&again["items"], &again["known"], &again["ties"]), (&0.into(), &1.into(), &0.into()));
    let told =
        desk.does("evidence receive repaired.mp4 --to north --to south --data d --as owner --derived-from 1");
    assert!(told.contains("On record as made from item 1: no original."), "{told}");
    let log = desk.does("log show --data d");
    assert_eq!(log.matches("1 item made from item").count(), 1, "{log}");
    desk.does("holder add 'Crown Prosecution Service' --kind system --data d --as owner");
    let told = desk.does(
        "evidence export --case 14SY0000000 --store north --to 'Crown Prosecution Service' --why 'for trial' --out bag --data d --as owner --format json",
    );
    assert_eq!(json(&told)["items"], 4, "three originals and what was made from one");
    let bag = desk.folder.path().join("bag");
    let graph = crate::common::desk::files(&bag)
        .into_iter()
        .find(|path| path.extension().is_some_and(|end| end == "jsonld"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .unwrap();
    assert_eq!(graph.matches("wasDerivedFrom").count(), 1);
    let checked = Command::new("python3").arg(bag.join("tipstaff/verify.py")).status().unwrap();
    assert!(checked.success());
    // A case that the original comes into later holds what was made from it, too; and a bag of that alone says what it is.
    let items = desk.does("evidence export --item 7 --store south --to 'Crown Prosecution Service' --why 'redacted' --out alone --data d --as owner --format json");
    assert_eq!(json(&items)["items"], 1);
    let graph = crate::common::desk::files(&desk.folder.path().join("alone"))
        .into_iter()
        .find(|path| path.extension().is_some_and(|end| end == "jsonld"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .unwrap();
    assert_eq!(graph.matches("wasDerivedFrom").count(), 1);
    assert!(graph.contains("An item that is not in this bag"), "{graph}");
    desk.does("log verify --data d --deep");
}

#[test]
fn what_a_permit_names_may_go_and_the_certificate_is_signed() {
    let desk = desk();
    desk.does("evidence watch add dock --name dock --data d --as owner");
    desk.does(
        "evidence migrate plan dock --to north --to south --why 'dock is replaced' --data d --as owner",
    );
    let early = desk.refuses("evidence migrate permit 1 --until 2099-01-01 --out p.csv --data d --as owner");
    assert!(early.contains("90 days"), "{early}");
    desk.does("evidence migrate copy 1 --data d --as owner");
    desk.does("evidence migrate verify 1 --data d --as owner");
    let in_three_days = std::time::SystemTime::now() + std::time::Duration::from_hours(72);
    let until = jiff::Timestamp::try_from(in_three_days).unwrap().to_string();
    let until = &until[..10];
    desk.does(&format!("evidence migrate permit 1 --until {until} --out p.csv --data d --as owner"));
    let list = std::fs::read_to_string(desk.folder.path().join("p.csv")).unwrap();
    assert_eq!(list.lines().count(), 7, "{list}");
    assert!(list.lines().nth(1).unwrap().starts_with("cam-0.mp4,7,"), "{list}");
    // A permit is taken back, and another one given.
    let listed = desk.does("evidence migrate list --data d");
    assert!(listed.contains("Permit 1: 6 items may be deleted in store 3"), "{listed}");
    desk.does("evidence migrate revoke 1 --data d --as 'A. Provost'");
    assert!(!desk.does("evidence migrate list --data d").contains("Permit"));
    let over = desk.refuses("evidence migrate revoke 1 --data d --as owner");
    assert!(over.contains("no permit 1 in force"), "{over}");
    desk.does(&format!("evidence migrate permit 1 --until {until} --out again.csv --data d --as owner"));
    for number in 0..6 {
        std::fs::remove_file(desk.folder.path().join(format!("dock/cam-{number}.mp4"))).unwrap();
    }
    let swept = desk.does("evidence watch sweep dock --data d --as owner");
    assert!(swept.contains("6 items are gone, as permitted"), "{swept}");
    desk.does("evidence migrate certificate 1 --out certificate.txt --data d --as owner");
    let note = std::fs::read_to_string(desk.folder.path().join("certificate.txt")).unwrap();
    assert!(note.starts_with("tipstaff evidence migration 1\n") && note.contains("\u{2014} "), "{note}");
    assert!(desk.does("evidence migrate list --data d").contains("ended, 0 exceptions by name"));
    desk.does("log verify --data d --deep");
}

#[test]
fn what_was_left_out_is_named_to_who_signs_and_accepted_by_another() {
    let desk = desk();
    desk.does("evidence watch add dock --name dock --data d --as owner");
    desk.does("evidence migrate plan dock --to north --why 'dock is replaced' --data d --as owner");
    std::fs::remove_file(desk.folder.path().join("dock/cam-4.mp4")).unwrap();
    let copied = desk.tipstaff("evidence migrate copy 1 --data d --as owner");
    assert_eq!(copied.status, Some(2), "{}{}", copied.stdout, copied.stderr);
    assert_eq!(desk.tipstaff("evidence migrate verify 1 --data d --as owner").status, Some(1));
    let named = desk.tipstaff("evidence migrate exceptions 1 --purpose 'to look for it' --data d --as owner");
    assert_eq!((named.status, named.stdout.as_str()), (Some(1), "cam-4.mp4\n"), "{}", named.stderr);
    let log = desk.does("log show --data d");
    assert!(log.contains("1 item that migration 1 has not verified") && !log.contains("cam-4"), "{log}");
    desk.file("accepted.txt", named.stdout);
    let proposed = desk.tipstaff("evidence migrate certificate 1 --accept accepted.txt --data d --as owner");
    assert_eq!(proposed.status, Some(1), "{}{}", proposed.stdout, proposed.stderr);
    let alone = desk.tipstaff("evidence migrate approve 1 --data d --as owner");
    assert_eq!(alone.status, Some(2));
    desk.does("evidence migrate approve 1 --out certificate.txt --data d --as 'A. Provost'");
    desk.does("log verify --data d --deep");
}

#[test]
fn what_a_single_place_lost_is_rebuilt_from_shards() {
    let desk = desk();
    desk.does("evidence receive dock --to north --source dock-7 --data d --as owner");
    std::fs::create_dir(desk.folder.path().join("shards")).unwrap();
    desk.does("evidence parity add north --out shards --data-shards 4 --parity-shards 2 --data d");
    let lost = &objects(&desk.folder.path().join("north"))[2];
    let bytes = std::fs::read(lost).unwrap();
    std::fs::remove_file(lost).unwrap();
    assert_eq!(desk.tipstaff("evidence watch sweep north --data d --as owner").status, Some(1));
    let rebuilt = desk.tipstaff("evidence parity rebuild north --from shards --data d --as owner");
    assert_eq!(rebuilt.status, Some(0), "{}{}", rebuilt.stdout, rebuilt.stderr);
    assert_eq!(std::fs::read(lost).unwrap(), bytes);
    assert_eq!(desk.tipstaff("evidence watch sweep north --data d --as owner").status, Some(0));
    desk.does("log verify --data d --deep");
}
