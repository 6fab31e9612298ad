//! Footage that never came from its camera.

use super::{json, watched};
use crate::common::desk::Desk;

/// Of two cameras: 4711 lost 2 and 3, and 4712 whatever came after 8.
fn docked() -> Desk {
    let desk = watched();
    desk.file(
        "docks.csv",
        "serial,number,file\n4711,1,cam-0.mp4\nx/4712,7,cam-2.mp4\n4711,4,cam-1.mp4\nx/4712,8,cam-3.mp4\n",
    );
    desk.file("counters.csv", "serial,counter,begins\n4711,4,1\nx/4712,9,6\n4713,2,1\n");
    desk
}

const GAPS: &str = "evidence gaps docks.csv --camera serial --sequence number";

#[test]
fn numbers_that_never_came_are_named_without_names_of_files() {
    let desk = docked();
    let told = desk.tipstaff(GAPS);
    assert_eq!(told.status, Some(1), "{}", told.stderr);
    assert!(told.stdout.contains("4711: 2 to 3 never arrived"), "{}", told.stdout);
    assert!(told.stdout.contains("4 numbers of 2 cameras came, 2 never did"), "{}", told.stdout);
    assert!(told.stdout.contains("only with --counters"), "{}", told.stdout);
    assert!(!told.stdout.contains("mp4"), "{}", told.stdout);

    let told =
        desk.tipstaff(&format!("{GAPS} --counters counters.csv --last counter --first begins --format json"));
    assert_eq!(told.status, Some(1), "{}", told.stderr);
    let told = json(&told.stdout);
    let gaps: Vec<_> = told["gaps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|gap| {
            (gap["camera"].as_str().unwrap(), gap["from"].as_u64().unwrap(), gap["to"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(gaps, [("4711", 2, 3), ("4713", 1, 2), ("x/4712", 6, 6), ("x/4712", 9, 9)]);
    assert_eq!(told["missing"], 6);
}

#[test]
fn nothing_is_missing_where_every_number_came() {
    let desk = docked();
    desk.file("whole.csv", "serial,number\n4711,3\n4711,1\n4711,2\n4711,2\n");
    let told = desk.does("evidence gaps whole.csv --camera serial --sequence number");
    assert!(told.contains("3 numbers of 1 camera came, 0 never did"), "{told}");
    assert!(told.contains("1 row repeats a number"), "{told}");
    desk.file("shifted.csv", "serial,number\n4711,3\n,1\n");
    let refused = desk.refuses("evidence gaps shifted.csv --camera serial --sequence number");
    assert!(refused.contains("line 3") && refused.contains("names no camera"), "{refused}");
    desk.file("shifted.csv", "serial,number\n4711,3\n4711,\n");
    let refused = desk.refuses("evidence gaps shifted.csv --camera serial --sequence number");
    assert!(refused.contains("line 3") && refused.contains("has no number"), "{refused}");
}

#[test]
fn what_never_came_is_a_loss_that_two_people_settle() {
    let desk = docked();
    let book = format!("{GAPS} --counters counters.csv --last counter --store dems --data d --as owner");
    let booked = desk.tipstaff(&book);
    assert_eq!(booked.status, Some(1), "{}", booked.stderr);
    assert!(booked.stdout.contains("5 items are expected from now on"), "{}", booked.stdout);
    let again = desk.tipstaff(&book);
    assert!(again.stdout.contains("All of them are expected already"), "{}{}", again.stdout, again.stderr);

    let swept = desk.tipstaff("evidence watch sweep --data d --as owner");
    assert_eq!(swept.status, Some(1), "{}{}", swept.stdout, swept.stderr);
    assert!(
        swept.stdout.contains("RED      dems: 15 expected, 10 listed, 5 in suspense"),
        "{}",
        swept.stdout
    );
    let shown = desk.does("evidence show 1 --purpose 'to ask the docks' --data d --as owner");
    for name in ["4711/000002", "4711/000003", "4713/000001", "4713/000002", "x%2F4712/000009"] {
        assert!(shown.contains(&format!("never-arrived/{name}")), "{shown}");
    }
    desk.does("evidence settle propose 1 --why 'the docks have nothing' --data d --as owner");
    let approved = desk.tipstaff("evidence settle approve 1 --data d --as 'A. Provost'");
    assert_eq!(approved.status, Some(0), "{}", approved.stderr);
    desk.does("evidence watch sweep --data d --as owner");
    desk.does("log verify --data d --deep");
}

#[test]
fn a_list_with_numbers_tells_what_never_came() {
    let desk = docked();
    let line = "evidence expect docks.csv --store dems --name file --source serial --sequence number --data d --as owner";
    let expected = desk.tipstaff(line);
    assert_eq!(expected.status, Some(1), "{}", expected.stderr);
    assert!(
        expected.stdout.contains("2 numbers between others of the same camera never came"),
        "{}",
        expected.stdout
    );
    desk.refuses("evidence expect docks.csv --store dems --name file --sequence number --data d --as owner");

    desk.does("evidence store add copies --name north --data d --as owner");
    let line = "evidence receive footage --to north --about docks.csv --name file --camera serial --sequence number --data d --as owner";
    let received = desk.tipstaff(&format!("{line} --format json"));
    // The list names four of ten: the others are refused, which is worse than a number that never came.
    assert_eq!(received.status, Some(2), "{}{}", received.stdout, received.stderr);
    assert_eq!(json(received.stdout.lines().next().unwrap())["never_arrived"], 2);
    let own = desk.refuses(&format!("{GAPS} --store north --data d --as owner"));
    assert!(own.contains("of our own copies"), "{own}");
}
