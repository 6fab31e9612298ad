//! Holds, classes and disposals on the command line, as far as a day goes: seven of cooling-off are told elsewhere.

use crate::common::desk::Desk;
use serde_json::Value;
use std::fmt::Write;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A desk with four videos of 2020 in two stores of its own, one of them in a case, and people who sign.
fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir(desk.folder.path().join("dock")).unwrap();
    let mut list = String::from("file,taken,urn\n");
    for number in 0..4 {
        desk.file(&format!("dock/cam-{number}.mp4"), format!("video {number}"));
        let urn = if number == 3 { "14XX0000123" } else { "" };
        writeln!(list, "cam-{number}.mp4,2020-07-0{}T10:00:00Z,{urn}", number + 1).unwrap();
    }
    desk.file("about.csv", list);
    desk.does("evidence store add north --name north --data d");
    desk.does("evidence store add south --name south --data d --as owner");
    desk.does("actor key --data d");
    for (name, roles) in [
        ("A. Provost", "approver"),
        ("D. Fell", "data-protection-officer"),
        ("I. Tarn", "information-security"),
    ] {
        desk.does(&format!("actor add '{name}' --roles {roles} --data d --as owner"));
        desk.does(&format!("actor key '{name}' --data d --as owner"));
        desk.does(&format!("actor key --data d --as '{name}'"));
    }
    desk.does(
        "evidence receive dock --to north --to south --source dock-7 --class non_evidential --about about.csv \
         --name file --recorded taken --case urn --data d --as owner",
    );
    desk
}

#[test]
fn a_hold_takes_one_to_place_and_two_to_release() {
    let desk = desk();
    desk.does("evidence hold place --case 14XX0000123 --why 'a civil claim' --data d --as 'D. Fell'");
    let list = desk.does("evidence hold list --data d");
    assert!(list.contains("1  case 1: stands") && list.contains("1 case holds by itself"), "{list}");
    assert!(!list.contains("14XX"), "{list}");
    desk.does("evidence hold release --case 14XX0000123 --why 'settled' --data d --as owner");
    let alone = desk.refuses("evidence hold approve 1 --data d --as owner");
    assert!(alone.contains("second person"), "{alone}");
    desk.does("evidence hold approve 1 --data d --as 'A. Provost'");
    desk.does("evidence case finalise --case 14XX0000123 --why 'acquitted' --data d --as 'D. Fell'");
    let list = json(&desk.does("evidence hold list --data d --format json"));
    assert_eq!((&list["holds"], &list["cases_not_finalised"]), (&serde_json::json!([]), &0.into()));
    desk.does("log verify --data d --deep");
}

#[test]
fn what_is_due_is_planned_by_a_class_of_two_and_approved_by_three() {
    let desk = desk();
    let early = desk.refuses("evidence dispose plan --class non_evidential --why 'over' --data d --as owner");
    assert!(early.contains("two people have approved"), "{early}");
    let proposed =
        desk.does("evidence class propose non_evidential --why 'force policy' --data d --as owner");
    assert!(proposed.contains("would take 3 items") && proposed.contains("1 held"), "{proposed}");
    desk.does("evidence class approve 1 --data d --as 'A. Provost'");
    let list = desk.does("evidence class list --data d");
    assert!(list.contains("in force: due for disposal 31 days after it was recorded"), "{list}");

    let planned = json(&desk.does(
        "evidence dispose plan --class non_evidential --why '31 days are over' --data d --as owner --format json",
    ));
    assert_eq!(
        (&planned["items"], &planned["held"], &planned["approvals"]),
        (&3.into(), &1.into(), &3.into())
    );
    let shown = desk.does("evidence dispose show 1 --data d");
    assert_eq!(shown.matches("goes   item").count(), 3, "{shown}");
    assert!(shown.contains("it is held: case 1") && !shown.contains("cam-"), "{shown}");
    desk.does("evidence dispose approve 1 --data d --as 'A. Provost'");
    let waits = desk.refuses("evidence dispose carry-out 1 --data d --as owner");
    assert!(waits.contains("is approved, and not over"), "{waits}");
    let role = desk.refuses("evidence dispose approve 1 --data d --as 'A. Provost'");
    assert!(role.contains("another person in another role"), "{role}");
    desk.does("evidence dispose approve 1 --data d --as 'D. Fell'");
    let third =
        desk.does("evidence dispose approve 1 --data d --as 'I. Tarn' --in-role information-security");
    assert!(third.contains("cools off until"), "{third}");
    let cools = desk.refuses("evidence dispose carry-out 1 --data d --as owner");
    assert!(cools.contains("cools off until") && cools.contains("Nothing was destroyed"), "{cools}");
    desk.does("evidence dispose refuse 1 --why 'an inquest' --data d --as 'A. Provost'");
    let list = desk.does("evidence dispose list --data d");
    assert!(list.contains("1  refused: 3 items"), "{list}");
    assert_eq!(desk.tipstaff("evidence watch sweep --data d --as owner").status, Some(0));
    desk.does("log verify --data d --deep");
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_do() {
    let desk = desk();
    desk.file("none.csv", "name\n1\n");
    desk.file("wrong.csv", "item\n999999\n");
    desk.file("crooked.csv", "item,sha256\n1\n");
    for line in [
        "evidence hold place --case 14XX9999999 --why 'a claim' --data d --as owner",
        "evidence hold approve 9 --data d --as 'A. Provost'",
        "evidence case reopen --case 14XX0000123 --why 'a retrial' --data d --as owner",
        "evidence class propose taser --why 'policy' --data d --as owner",
        "evidence class propose evidential --action dispose --why 'policy' --data d --as owner",
        "evidence class approve 9 --data d --as 'A. Provost'",
        "evidence dispose plan --items-file none.csv --why 'a court' --data d --as owner",
        "evidence dispose plan --items-file wrong.csv --why 'a court' --data d --as owner",
        "evidence dispose plan --items-file crooked.csv --why 'a court' --data d --as owner",
        "evidence dispose plan --class non_evidential --cooling-off 3 --why 'haste' --data d --as owner",
        "evidence dispose approve 9 --data d --as 'A. Provost'",
        "evidence dispose carry-out 9 --data d --as owner",
    ] {
        let told = desk.refuses(line);
        assert!(told.starts_with("tipstaff: ") && told.lines().count() == 2, "{line}: {told}");
    }
}
