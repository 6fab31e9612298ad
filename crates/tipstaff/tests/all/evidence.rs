//! A store that is not ours, watched on the command line: what is lost, whom it touches, and how the sheet closes.

mod ear;
mod gaps;
mod mail;

use crate::common::desk::Desk;
use ear::Ear;
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A desk with a folder of ten videos beside it.
fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir(desk.folder.path().join("footage")).unwrap();
    for number in 0..10 {
        desk.file(&format!("footage/cam-{number}.mp4"), format!("video {number}"));
    }
    desk
}

fn take_away(desk: &Desk, name: &str) {
    std::fs::remove_file(desk.folder.path().join("footage").join(name)).unwrap();
}

fn take_away_from(desk: &Desk, name: &str) {
    std::fs::remove_file(desk.folder.path().join(name)).unwrap();
}

/// The same, watched, with people who sign.
fn watched() -> Desk {
    let desk = desk();
    desk.does("evidence watch add footage --name dems --data d");
    desk.does("actor key --data d");
    desk.does("actor add 'A. Provost' --roles approver --data d");
    desk.does("actor key 'A. Provost' --data d --as owner");
    desk.does("actor key --data d --as 'A. Provost'");
    desk
}

#[test]
fn a_fresh_record_watches_a_folder_and_says_that_it_is_green() {
    let desk = desk();
    let added = desk.does("evidence watch add footage --name dems --data d");
    assert!(added.contains("lists 10 items"), "{added}");
    let balance = desk.does("evidence balance --data d");
    assert!(balance.starts_with("GREEN    dems"), "{balance}");
    let list = desk.does("evidence watch list --data d");
    assert!(list.contains("dems") && list.contains("green"), "{list}");
    desk.does("log verify --data d --deep");
}

#[test]
fn what_is_lost_is_told_without_names_and_named_to_who_signs() {
    let desk = watched();
    desk.file("extract.csv", "file,urn\ncam-3.mp4,14XX0000123\ncam-4.mp4,14XX0000456\n");
    let expected = desk.does(
        "evidence expect extract.csv --store dems --name file --case urn --data d --as owner --format json",
    );
    assert_eq!(json(&expected)["ties"], 2);
    take_away(&desk, "cam-3.mp4");
    let swept = desk.tipstaff("evidence watch sweep --data d --as owner");
    assert_eq!(swept.status, Some(1), "{}{}", swept.stdout, swept.stderr);
    assert!(swept.stdout.contains("RED      dems: 10 expected, 9 listed, 1 in suspense"), "{}", swept.stdout);
    assert!(swept.stdout.contains("1 case is touched"), "{}", swept.stdout);
    assert!(!swept.stdout.contains("cam-3") && !swept.stdout.contains("14XX"), "{}", swept.stdout);

    let balance = desk.tipstaff("evidence balance --data d --format json");
    assert_eq!(balance.status, Some(1));
    let sheet = json(&balance.stdout);
    let difference = &sheet["stores"][0]["suspense"][0];
    assert_eq!((&difference["kind"], &difference["items"]), (&"missing".into(), &1.into()));
    let number = difference["difference"].as_u64().unwrap();
    let shown =
        desk.does(&format!("evidence show {number} --purpose 'to look for copies' --data d --as owner"));
    assert!(shown.contains("cam-3.mp4") && shown.contains("14XX0000123"), "{shown}");
    assert!(!shown.contains("cam-4"), "{shown}");
    let log = desk.does("log show --data d");
    assert!(log.contains("The names of 1 item"), "{log}");
    assert!(!log.contains("cam-3"), "{log}");
}

#[test]
fn two_people_write_off_what_is_lost_and_the_sheet_closes() {
    let desk = watched();
    take_away(&desk, "cam-0.mp4");
    assert_eq!(desk.tipstaff("evidence watch sweep --data d --as owner").status, Some(1));
    let proposed =
        desk.does("evidence settle propose 1 --why 'no copy was found' --data d --as owner --format json");
    assert_eq!(json(&proposed)["settlement"], 1);
    let waiting = desk.does("evidence settle list --data d");
    assert!(waiting.contains("Why: no copy was found"), "{waiting}");
    let waiting = json(&desk.does("evidence settle list --data d --format json"));
    assert_eq!(waiting["settlements"][0]["reason"], "no copy was found");
    let alone = desk.refuses("evidence settle approve 1 --data d --as owner");
    assert!(alone.contains("second person"), "{alone}");
    let approved = desk.tipstaff("evidence settle approve 1 --data d --as 'A. Provost'");
    assert_eq!(approved.status, Some(0), "{}", approved.stderr);
    assert!(
        approved.stderr.contains("Why: no copy was found"),
        "before who approves signs: {}",
        approved.stderr
    );
    assert_eq!(desk.tipstaff("evidence balance --data d").status, Some(2), "only a sweep says green");
    assert_eq!(desk.tipstaff("evidence watch sweep --data d --as owner").status, Some(0));
    let sheet = json(&desk.does("evidence balance --data d --format json"));
    let store = &sheet["stores"][0];
    assert_eq!(store["state"], "green");
    assert_eq!((&store["written_off"]["items"], &store["expected"]["items"]), (&1.into(), &9.into()));
    for settled in ["1", "--settlement 1"] {
        let line = format!("evidence show {settled} --purpose 'what was written off' --data d --as owner");
        let named = desk.does(&line);
        assert!(named.contains("cam-0.mp4") && named.contains("in suspense no longer"), "{named}");
    }
    let log = desk.does("log show --data d");
    assert_eq!(log.matches("The names of 1 item").count(), 2, "{log}");
    desk.does("log verify --data d --deep");
}

#[test]
fn additions_are_booked_once_two_have_said_so() {
    let desk = watched();
    desk.does("evidence additions propose dems --why 'cameras are docked' --data d --as owner");
    let rules = desk.does("evidence additions list --data d");
    assert!(rules.contains("1  proposed") && rules.contains("Why: cameras are docked"), "{rules}");
    let rules = json(&desk.does("evidence additions list --data d --format json"));
    assert_eq!(rules["rules"][0]["reason"], "cameras are docked");
    let allowed = desk.tipstaff("evidence additions allow 1 --data d --as 'A. Provost'");
    assert_eq!(allowed.status, Some(0), "{}", allowed.stderr);
    assert!(
        allowed.stderr.contains("Why: cameras are docked"),
        "before who allows signs: {}",
        allowed.stderr
    );
    desk.file("footage/cam-10.mp4", "video 10");
    let swept = desk.tipstaff("evidence watch sweep dems --data d --as owner");
    assert_eq!(swept.status, Some(0), "{}{}", swept.stdout, swept.stderr);
    assert!(swept.stdout.contains("1 item is arriving: booked by rule once"), "{}", swept.stdout);
    assert!(!swept.stdout.contains("came in"), "{}", swept.stdout);
}

#[test]
fn a_store_that_is_not_there_is_unknown_and_exit_status_2() {
    let desk = watched();
    let footage = desk.folder.path().join("footage");
    std::fs::rename(&footage, desk.folder.path().join("elsewhere")).unwrap();
    std::fs::create_dir(&footage).unwrap();
    let swept = desk.tipstaff("evidence watch sweep --data d --as owner");
    assert_eq!(swept.status, Some(2), "{}{}", swept.stdout, swept.stderr);
    assert!(swept.stdout.contains("UNKNOWN"), "{}", swept.stdout);
    assert_eq!(desk.tipstaff("evidence balance --data d").status, Some(2));
}

#[test]
fn an_alarm_goes_to_a_webhook_as_json_without_names() {
    let desk = watched();
    take_away(&desk, "cam-7.mp4");
    let ear = Ear::new();
    let line = format!("evidence watch sweep --data d --as owner --webhook http://{}/alarms", ear.address);
    let swept = desk.tipstaff(&line);
    assert_eq!(swept.status, Some(1), "{}{}", swept.stdout, swept.stderr);
    let [message] = ear.heard().try_into().unwrap();
    assert_eq!((&message["message"], &message["name"]), (&"alarm".into(), &"dems".into()));
    assert_eq!(message["alarm"]["differences"][0]["kind"], "missing");
    assert!(!message.to_string().contains("cam-7"), "{message}");
}

#[test]
fn what_a_webhook_did_not_take_goes_out_at_the_next_sweep_and_then_never_again() {
    let desk = watched();
    let ear = Ear::new();
    let line = format!("evidence watch sweep --data d --as owner --webhook http://{}/alarms", ear.address);
    let (there, away) = (desk.folder.path().join("footage/cam-7.mp4"), desk.folder.path().join("away.mp4"));
    std::fs::rename(&there, &away).unwrap();
    ear.takes(false);
    let swept = desk.tipstaff(&line);
    assert_eq!(swept.status, Some(2), "{}{}", swept.stdout, swept.stderr);
    assert!(swept.stderr.contains("did not take a message"), "{}", swept.stderr);
    // It is there again before anybody heard of it: they hear of it all the same.
    std::fs::rename(&away, &there).unwrap();
    ear.takes(true);
    assert!(desk.does(&line).contains("there again"));
    let [message] = ear.heard().try_into().unwrap();
    assert_eq!(message["alarm"]["differences"][0]["kind"], "missing");
    desk.tipstaff(&line);
    assert_eq!(ear.heard(), Vec::<Value>::new(), "what was taken does not go out again");
    // Another address has not heard of anything, and what is over is no news to it.
    let other = Ear::new();
    desk.file("footage/cam-10.mp4", "a surprise");
    desk.tipstaff(&format!("evidence watch sweep --data d --as owner --webhook http://{}/", other.address));
    assert_eq!(other.heard().len(), 1);
    assert_eq!(ear.heard(), Vec::<Value>::new());
}

#[test]
fn that_a_store_is_unknown_goes_out_once_and_that_it_is_known_again() {
    let desk = watched();
    let ear = Ear::new();
    let line = format!("evidence watch sweep --data d --as owner --webhook http://{}/alarms", ear.address);
    let (footage, elsewhere) = (desk.folder.path().join("footage"), desk.folder.path().join("elsewhere"));
    std::fs::rename(&footage, &elsewhere).unwrap();
    assert_eq!(desk.tipstaff(&line).status, Some(2));
    let [message] = ear.heard().try_into().unwrap();
    assert_eq!(message["message"], "unknown");
    assert!(message["why"].is_string(), "{message}");
    assert_eq!(desk.tipstaff(&line).status, Some(2));
    assert_eq!(ear.heard(), Vec::<Value>::new());
    std::fs::rename(&elsewhere, &footage).unwrap();
    desk.tipstaff(&line);
    let [message] = ear.heard().try_into().unwrap();
    assert_eq!(message["message"], "known");
}

#[test]
fn a_store_that_nobody_lists_is_overdue_to_whoever_watches_another_one() {
    let desk = watched();
    std::fs::create_dir(desk.folder.path().join("archive")).unwrap();
    desk.does("evidence watch add archive --name archive --every 1s --data d --as owner");
    std::thread::sleep(std::time::Duration::from_secs(3));
    let ear = Ear::new();
    let line = format!("evidence watch sweep dems --data d --as owner --webhook http://{}/", ear.address);
    desk.tipstaff(&line);
    let [message] = ear.heard().try_into().unwrap();
    assert_eq!((&message["message"], &message["name"]), (&"overdue".into(), &"archive".into()));
}

#[test]
fn a_store_whose_lists_are_damaged_keeps_nobody_from_seeing_the_others() {
    let desk = watched();
    let lists = crate::common::desk::files(&desk.data().join("blobs/sealed/inventory"));
    let [list] = lists.as_slice() else { panic!("{lists:?}") };
    std::fs::write(list, "damaged").unwrap();
    std::fs::create_dir(desk.folder.path().join("archive")).unwrap();
    desk.file("archive/0.mp4", "zero");
    desk.does("evidence watch add archive --name archive --data d --as owner");
    take_away_from(&desk, "archive/0.mp4");
    desk.tipstaff("evidence watch sweep archive --data d --as owner");
    let balance = desk.tipstaff("evidence balance --data d");
    assert_eq!(balance.status, Some(2), "{}{}", balance.stdout, balance.stderr);
    assert!(
        balance.stdout.contains("UNKNOWN  dems\n         It could not be checked: "),
        "{}",
        balance.stdout
    );
    assert!(balance.stdout.contains("RED      archive"), "{}", balance.stdout);
    let balance = desk.tipstaff("evidence balance --data d --format json");
    assert_eq!(balance.status, Some(2));
    let stores = &json(&balance.stdout)["stores"];
    assert_eq!((&stores[0]["state"], &stores[1]["state"]), (&"unknown".into(), &"red".into()));
    assert!(stores[0]["why"].as_str().unwrap().starts_with("it could not be checked"), "{stores}");
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_do() {
    let desk = watched();
    for line in [
        "evidence watch add nowhere --name other --data d",
        "evidence watch add footage --name other --data d",
        "evidence watch sweep nobody --data d --as owner",
        "evidence show 99 --purpose 'to look' --data d --as owner",
        "evidence settle propose 99 --why 'because' --data d --as owner",
        "evidence settle approve 99 --data d --as 'A. Provost'",
        "evidence watch sweep --webhook http://elsewhere.example/ --data d --as owner",
    ] {
        let told = desk.refuses(line);
        assert!(told.starts_with("tipstaff: ") && told.lines().count() == 2, "{line}: {told}");
    }
}
