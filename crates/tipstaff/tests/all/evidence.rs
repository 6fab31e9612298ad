//! A store that is not ours, watched on the command line: what is lost, whom it touches, and how the sheet closes.

use crate::common::desk::Desk;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpListener;

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
    let alone = desk.refuses("evidence settle approve 1 --data d --as owner");
    assert!(alone.contains("second person"), "{alone}");
    desk.does("evidence settle approve 1 --data d --as 'A. Provost'");
    assert_eq!(desk.tipstaff("evidence balance --data d").status, Some(2), "only a sweep says green");
    assert_eq!(desk.tipstaff("evidence watch sweep --data d --as owner").status, Some(0));
    let sheet = json(&desk.does("evidence balance --data d --format json"));
    let store = &sheet["stores"][0];
    assert_eq!(store["state"], "green");
    assert_eq!((&store["written_off"]["items"], &store["expected"]["items"]), (&1.into(), &9.into()));
    desk.does("log verify --data d --deep");
}

#[test]
fn additions_are_booked_once_two_have_said_so() {
    let desk = watched();
    desk.does("evidence additions propose dems --why 'cameras are docked' --data d --as owner");
    desk.does("evidence additions allow 1 --data d --as 'A. Provost'");
    desk.file("footage/cam-10.mp4", "video 10");
    let swept = desk.tipstaff("evidence watch sweep dems --data d --as owner");
    assert_eq!(swept.status, Some(0), "{}{}", swept.stdout, swept.stderr);
    assert!(swept.stdout.contains("1 item came in, by rule"), "{}", swept.stdout);
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
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let heard = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let read = stream.read(&mut piece).unwrap();
            request.extend_from_slice(&piece[..read]);
            let text = String::from_utf8_lossy(&request);
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.to_lowercase();
            let length = length.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap();
            if body.len() == length.parse::<usize>().unwrap() {
                let body = body.to_owned();
                stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
                return body;
            }
        }
    });
    let swept =
        desk.tipstaff(&format!("evidence watch sweep --data d --as owner --webhook http://{address}/alarms"));
    assert_eq!(swept.status, Some(1), "{}{}", swept.stdout, swept.stderr);
    let body = heard.join().unwrap();
    assert_eq!(json(&body)["alarm"]["differences"][0]["kind"], "missing");
    assert!(!body.contains("cam-7"), "{body}");
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
