//! What leaves, on the command line: proposed, approved by somebody else, certified, asked for and checked again.

use crate::common;
use crate::common::desk::Desk;
use crate::common::program::run;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

const PEOPLE: &str = "\
Service No,Surname,Forename,Rank
001001,Quillfeather,Andrew,Constable
001002,Marrowby,Bronwen,Sergeant
001003,Thistlewood,Morag,Constable
";
const COUNTS: &str =
    "Ward,Month,Stops\nNorth,January,120\nNorth,February,131\nSouth,January,98\nSouth,February,77\n";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A record with an officer who proposes and an approver.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("people.csv", PEOPLE);
    desk.file("answer.csv", COUNTS);
    desk.does("people import people.csv --data d");
    desk.does("actor key --data d");
    desk.does("actor add 'M. Oake' --roles approver --data d");
    desk.does("actor key 'M. Oake' --data d --as owner");
    desk.does("actor key --data d --as 'M. Oake'");
    desk
}

const PROPOSE: &str = "release propose answer.csv --reference 'FOI 118' --recipient 'The Argus' --what 'Stops by ward' \
                       --data d --as owner";

#[test]
fn a_file_is_proposed_approved_by_somebody_else_and_certified() {
    let desk = desk();
    let proposed = json(&desk.does(&format!("{PROPOSE} --format json")));
    assert_eq!((&proposed["schema"], &proposed["release"]), (&"tipstaff.release/1".into(), &1.into()));
    let before = desk.tipstaff("certificate answer.csv --data d");
    assert_eq!(before.status, Some(1), "{}{}", before.stdout, before.stderr);
    assert!(before.stdout.contains("no certificate"), "{}", before.stdout);
    let own = desk.refuses("release approve 1 --data d --as owner");
    assert!(own.contains("may not do this") || own.contains("second person"), "{own}");

    let approved = desk.does("release approve 1 --data d --as 'M. Oake'");
    assert!(approved.starts_with("Release 1 is approved: nobody is in it."), "{approved}");
    let certified = desk.does("certificate answer.csv --data d");
    assert!(certified.starts_with("answer.csv: certified, until"), "{certified}");
    desk.file("other.csv", format!("{COUNTS}South,March,12\n"));
    assert_eq!(desk.tipstaff("certificate other.csv --data d").status, Some(1));

    let listed = desk.does("release list --state approved --reference foi --data d");
    assert!(listed.contains("approved   FOI 118  to The Argus: Stops by ward, nobody in it"), "{listed}");
    assert_eq!(desk.does("release list --recipient nobody --data d --format csv").lines().count(), 1);
    let shown = desk.does("release show 1 --data d");
    assert!(shown.contains("sha256: ") && shown.contains("certificate 1: until"), "{shown}");
    let again = desk.does("release recheck --data d --as owner");
    assert_eq!(again, "     1  clear, nobody in it\n");

    desk.does("release revoke 1 --why 'a mistake' --data d --as owner");
    let gone = desk.tipstaff("certificate answer.csv --data d");
    assert_eq!(gone.status, Some(1));
    assert!(gone.stdout.contains("withdrawn"), "{}", gone.stdout);
    desk.does("log verify --data d --offline");
}

#[test]
fn what_is_held_is_not_proposed_and_leaves_no_bytes_behind() {
    let desk = desk();
    desk.file("answer.csv", PEOPLE);
    let held = desk.tipstaff(PROPOSE);
    assert_eq!(held.status, Some(1), "{}", held.stderr);
    assert!(held.stderr.contains("tipstaff clean"), "{}", held.stderr);
    assert!(!held.stderr.contains("Marrowby"));
    assert_eq!(desk.does("release list --data d --quiet"), "");
    assert!(!desk.data().join("blobs/sealed/released").exists() || no_file_under(&desk));
    let missing = desk.refuses("release approve 7 --data d --as 'M. Oake'");
    assert!(missing.contains("release 7 is not in the record"), "{missing}");
}

fn no_file_under(desk: &Desk) -> bool {
    common::desk::files(&desk.data())
        .iter()
        .all(|path| !path.display().to_string().contains("sealed/released"))
}

#[test]
fn people_who_come_onto_the_list_later_are_found_in_what_was_released() {
    let desk = desk();
    desk.file("answer.csv", "Item,Note\nChairs,ordered\nDesks,seen by Zebulon Wrackspurt on Monday\n");
    let proposed =
        desk.tipstaff(&format!("{PROPOSE} --reason visible-people=meant --reason visible-identifiers=meant"));
    if proposed.status != Some(0) {
        // The rules hold a name in a note back already: then there is nothing to find later.
        assert_eq!(proposed.status, Some(1), "{}", proposed.stderr);
        return;
    }
    desk.does("release approve 1 --data d --as 'M. Oake'");
    desk.file("people.csv", format!("{PEOPLE}001004,Wrackspurt,Zebulon,Constable\n"));
    desk.does("people import people.csv --data d --as owner");
    let again = desk.tipstaff("release recheck 1 --data d --as owner --format json");
    assert!(again.status.is_some_and(|status| status < 2), "{}", again.stderr);
    desk.does("log verify --data d --offline");
}

/// A server that answers once.
fn server(body: String) -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = String::new();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            asked.push_str(&line);
        }
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
        write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let _ = stream.read(&mut [0; 16]);
        asked
    });
    (address, answering)
}

#[test]
fn a_server_is_asked_with_a_token_and_only_the_signature_is_believed() {
    let desk = desk();
    desk.does(PROPOSE);
    desk.does("release approve 1 --data d --as 'M. Oake'");
    let here = desk.tipstaff("certificate answer.csv --data d --format json").stdout;
    desk.file("record.vkey", desk.does("certificate --print-key --data d"));
    desk.file("token", "t0ken\n");
    let ask = |body: String| {
        let (address, answering) = server(body);
        let line = format!("certificate answer.csv --server {address} --key-of-record record.vkey");
        let mut command = desk.command(&line);
        command.env("TIPSTAFF_TOKEN_FILE", desk.folder.path().join("token"));
        let answer = run(command);
        (answer, answering.join().unwrap())
    };
    let (answer, asked) = ask(here.clone());
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    assert!(asked.starts_with("GET /api/certificates/") && asked.contains("Bearer t0ken"), "{asked}");

    let none = here.replace("\"certified\"", "\"none\"");
    assert_eq!(ask(none).0.status, Some(1));
    for lie in [
        here.replace("clear", "Clear"),
        here.replace("\"sha256\":\"", "\"sha256\":\"0"),
        "{}".to_owned(),
        "<html>".to_owned(),
    ] {
        let (answer, _) = ask(lie);
        assert_eq!((answer.status, answer.stdout.as_str()), (Some(2), ""), "{}", answer.stderr);
    }
    let other =
        desk.command("certificate answer.csv --server http://127.0.0.1:9 --key-of-record record.vkey");
    assert_eq!(run(other).status, Some(2), "no token");
}
