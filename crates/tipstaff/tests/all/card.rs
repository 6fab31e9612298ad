//! Cards on the command line: the card office, a print service that works with folders, and whoever checks a card.

use crate::common;
use crate::common::desk::{Desk, files};
use crate::common::server::Server;
use cards::two_sided::EnrolmentRequest;
use cards::{Algorithm, IssuerKey};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

const FRONT: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 539.8">
<rect x="0" y="0" width="856" height="539.8" fill="#ffffff"/>
<text data-field="force" data-width="700" x="40" y="90" font-size="40">force</text>
<text data-field="name" data-width="700" x="40" y="260" font-size="40">name</text>
<text data-field="rank" data-width="700" x="40" y="330" font-size="30">rank</text>
</svg>"##;
const BACK: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 539.8">
<rect x="0" y="0" width="856" height="539.8" fill="#ffffff"/>
<rect data-place="code" x="479" y="75" width="334" height="334"/>
<text data-field="serial" data-width="320" x="40" y="473" font-size="24">serial</text>
</svg>"##;
const SURNAMES: [&str; 7] =
    ["Quillfeather", "Marrowby", "Thistlewood", "Ashdene", "Birkett", "Calloway", "Dunmore"];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A force whose card office is set up, with a share of a print service in force.
fn desk() -> Desk {
    let desk = Desk::new();
    let mut people = String::from("Pay No,Surname,Forename,Rank\n");
    for number in 0..30 {
        let surname = SURNAMES[number % 7];
        writeln!(people, "{},{surname},Alex{number},Constable", 600_000 + number).unwrap();
    }
    desk.file("people.csv", people);
    desk.file("covert.csv", "Pay No\n600003\n600017\n");
    desk.file("front.svg", FRONT);
    desk.file("back.svg", BACK);
    desk.does("people import people.csv --data d --source people");
    desk.does("actor key --data d");
    desk.does("actor add 'M. Oake' --roles approver --data d");
    desk.does("actor key 'M. Oake' --data d --as owner");
    desk.does("actor key --data d --as 'M. Oake'");
    let keys = desk.does("receipt keys -o recipient.key");
    desk.does(&format!("share recipient 'Card maker' --keys '{}' --data d --as owner", keys.trim()));
    desk.does(
        "share define cards --to 'Card maker' --fields surname,forename,rank --purpose 'Printing cards' \
         --basis 'Contract 12' --source people --fictitious 0 --expires 2028-01-01 --data d --as owner",
    );
    desk.does("share approve cards --data d --as 'M. Oake'");
    desk.does("card design plain --front front.svg --back back.svg --data d --as owner");
    for folder in ["exchange", "faces"] {
        std::fs::create_dir(desk.folder.path().join(folder)).unwrap();
    }
    desk
}

const SET_UP: &str = "card set-up --force 'Example Police' --issuer example --page https://cards.example.uk/ \
    --contact 'Call 101' --data d --as owner";
const ORDER: &str = "card order --design plain --kind constable --until 2029-12-31 --share cards \
    --sensitive covert.csv --data d --as owner";

fn job_key(desk: &Desk) -> String {
    let told = desk.does(SET_UP);
    told.lines().nth(1).unwrap().to_owned()
}

fn print(key: &str, more: &str) -> String {
    format!(
        "card print job job.age --secret job.secret --keys recipient.key --force-key {key} \
         --ask-folder exchange --to faces --closing closing.json {more}"
    )
    .trim()
    .to_owned()
}

/// Sealed with windows of six: the specimen and five cards, then five more.
fn sealed(desk: &Desk) -> String {
    let key = job_key(desk);
    let ordered = desk.does(ORDER);
    assert!(ordered.starts_with("Order 1 has 30 cards: 20 to be printed in the force, 10 by"), "{ordered}");
    desk.does("card print offer --keys recipient.key -o job.secret --offer offer.txt");
    let told = desk.does("card seal 1 --offer offer.txt -o job.age --window 6 --data d --as owner");
    assert!(told.contains("is in job.age: 10 cards; delivery 1, holding 1."), "{told}");
    key
}

#[test]
fn a_print_service_with_a_folder_prints_signs_and_closes_and_the_record_says_so() {
    let desk = desk();
    let key = sealed(&desk);
    let held = |line: &str| {
        let answer = desk.tipstaff(line);
        assert_eq!(answer.status, Some(1), "{line}\n{}{}", answer.stdout, answer.stderr);
        answer.stdout
    };
    let asks = held(&print(&key, ""));
    assert!(asks.contains("request-0.json was written"), "{asks}");
    let told = desk.does("card receipt 1 exchange/request-0.json --data d --as owner");
    assert!(told.contains("can have seen 5 of the 10 cards of job 1"), "{told}");
    // Nothing but the specimen before somebody looked at it.
    assert!(held(&print(&key, "")).contains("The specimen was printed"));
    assert_eq!(files(&desk.folder.path().join("faces")).len(), 3);
    assert!(held(&print(&key, "--specimen-ok")).contains("request-1.json was written"));
    desk.does("card receipt 1 exchange/request-1.json --data d --as owner");
    let closed = desk.does(&print(&key, ""));
    assert!(closed.starts_with("The job is closed: 10 cards printed."), "{closed}");
    assert!(!desk.folder.path().join("job.age").exists() && !desk.folder.path().join("job.secret").exists());
    assert_eq!(files(&desk.folder.path().join("faces")).len(), 33);
    let told = desk.does("card receipt 1 closing.json --data d --as owner");
    assert!(told.contains("delivery 1 is destroyed, holding 1 has ended"), "{told}");
    assert!(desk.refuses("card receipt 1 closing.json --data d --as owner").contains("closed before"));

    let list = desk.does("card list --data d");
    assert!(
        list.contains("closed. 10 cards; the print service can have seen 10; 10 printed, 0 spoiled"),
        "{list}"
    );
    let list = json(&desk.does("card list --order 1 --data d --format json"));
    assert_eq!(list["order"]["print_service"]["printed"], 10);
    assert_eq!(list["order"]["in_force"]["ordered"], 20);
    // Names are in no list, and in no name of a file; whoever is at risk was in no job.
    let text = list.to_string();
    assert!(SURNAMES.iter().all(|surname| !text.contains(surname)), "{text}");
    let cards = list["cards"].as_array().unwrap();
    for person in [4, 18] {
        let card = cards.iter().find(|card| card["person"] == person).unwrap();
        assert_eq!(card["job"], Value::Null);
    }
    desk.does("card draw 1 -o own --data d --as owner");
    assert_eq!(files(&desk.folder.path().join("own")).len(), 60);
    // Where others can look, no face is written.
    std::fs::create_dir(desk.folder.path().join("open")).unwrap();
    let refused = desk.refuses("card draw 1 -o open --again --data d --as owner");
    assert!(refused.contains("others can look into open"), "{refused}");
    desk.does("log verify --deep --data d");
}

#[test]
fn a_stopped_job_gives_no_further_key_and_its_cards_are_revoked_published_and_ordered_again() {
    let desk = desk();
    let key = sealed(&desk);
    desk.tipstaff(&print(&key, ""));
    desk.does("card receipt 1 exchange/request-0.json --data d --as owner");
    let waits = desk.tipstaff(&print(&key, "--specimen-ok"));
    assert_eq!(waits.status, Some(1), "{}", waits.stderr);
    let stopped = desk.does("card stop 1 --data d --as owner");
    assert!(stopped.contains("can have seen 5 of its 10 cards, and no other"), "{stopped}");
    let refused = desk.tipstaff("card receipt 1 exchange/request-1.json --data d --as owner");
    assert_eq!(refused.status, Some(1), "{}{}", refused.stdout, refused.stderr);
    assert!(desk.folder.path().join("exchange/stopped").exists());
    let closed = desk.does(&print(&key, ""));
    assert!(closed.starts_with("The job is closed: 5 cards printed."), "{closed}");
    desk.does("card receipt 1 closing.json --data d --as owner");

    desk.does("card publish public --data d --as owner");
    let told = desk
        .does("card revoke --job 1 --why 'the print service was broken into' --reissue --data d --as owner");
    assert!(told.contains("5 cards revoked") && told.contains("can have seen 5 of them"), "{told}");
    assert!(told.contains("order 2"), "{told}");
    desk.does("card publish public --data d --as owner");
    let again = json(&desk.does("card list --order 2 --data d --format json"));
    assert_eq!(again["order"]["reissue"], true);
    assert_eq!(again["cards"].as_array().unwrap().len(), 5);
    desk.does("log verify --deep --data d");
}

#[test]
fn what_is_missing_or_false_is_said_and_nothing_is_written() {
    let desk = desk();
    let said = desk.refuses(ORDER);
    assert!(said.contains("the card office is not set up"), "{said}");
    job_key(&desk);
    // Who is at risk is said, or that nobody is.
    let unsaid =
        "card order --design plain --kind constable --until 2029-12-31 --in-force --data d --as owner";
    assert!(desk.refuses(unsaid).contains("--sensitive"));
    desk.does(ORDER);
    desk.does("receipt keys -o other.key");
    desk.does("card print offer --keys other.key -o other.secret --offer foreign.txt");
    desk.refuses("card seal 1 --offer foreign.txt -o job.age --data d --as owner");
    assert!(!desk.folder.path().join("job.age").exists());
    desk.does("card print offer --keys recipient.key -o job.secret --offer offer.txt");
    // A secret is never written over.
    desk.refuses("card print offer --keys recipient.key -o job.secret --offer offer-2.txt");
    desk.does("card seal 1 --offer offer.txt -o job.age --data d --as owner");
    desk.file("strange.json", "{\"shoe\": 1}");
    assert!(
        desk.refuses("card receipt 1 strange.json --data d --as owner")
            .contains("nothing that a print agent")
    );
    desk.refuses("card revoke 7QK2M9XD --why lost --data d --as owner");
    let wrong = print("example+00000000+AQ==", "");
    assert!(desk.refuses(&wrong).contains("no key of a force"));
    desk.does("card publish public --data d --as owner");
    let said = desk.refuses("card verify 'HTTPS://CARDS.EXAMPLE.UK/#ABC' --list public/1 --data d");
    assert!(!said.is_empty());
    desk.does("log verify --deep --data d");
}

#[test]
fn a_print_service_with_a_network_asks_the_server_and_sends_the_end_itself() {
    let desk = desk();
    let key = sealed(&desk);
    let server = Server::start(&desk, "", &[]);
    let print = |more: &str| {
        format!(
            "card print job job.age --secret job.secret --keys recipient.key --force-key {key} --ask {} --to faces \
             --closing closing.json {more}",
            server.address
        )
        .trim()
        .to_owned()
    };
    let waits = desk.tipstaff(&print(""));
    assert!(waits.status == Some(1) && waits.stdout.contains("The specimen was printed"), "{}", waits.stderr);
    let closed = desk.does(&print("--specimen-ok"));
    assert!(closed.contains("10 cards printed. The force has taken the end in."), "{closed}");
    server.end();
    let list = desk.does("card list --data d");
    assert!(list.contains("closed. 10 cards; the print service can have seen 10; 10 printed"), "{list}");
    assert!(desk.refuses("card receipt 1 closing.json --data d --as owner").contains("closed before"));
    desk.does("log verify --deep --data d");
}

#[test]
fn a_telephone_is_enrolled_for_somebody_published_and_ended() {
    let desk = desk();
    let set_up = "card telephone set-up --page https://cards.example.uk/ask/ --telephone \
                  https://cards.example.uk/telephone/ --relay https://relay.example.uk/ --data d --as owner";
    assert!(desk.refuses(set_up).contains("card set-up"));
    desk.does(SET_UP);
    let early = "card telephone publish --page ask --telephone telephone --data d --as owner";
    assert!(desk.refuses(early).contains("card telephone set-up"));
    desk.does(set_up);
    let keys: Vec<IssuerKey> =
        (1..=4).map(|seed| IssuerKey::new(Algorithm::Ed25519, &[seed; 32]).unwrap()).collect();
    let request = EnrolmentRequest::write("example", &keys, jiff::Timestamp::now()).unwrap();
    desk.file("request.json", &request);
    let number =
        EnrolmentRequest::from_json(request.as_bytes(), "example", jiff::Timestamp::now()).unwrap().number();
    let enrol = |number: &str| {
        format!(
            "card telephone enrol request.json --number {number} --person 5 --kind constable --until 2027-06-30 -o answer.json \
             --data d --as owner"
        )
    };
    assert!(desk.refuses(&enrol("K7Q2-9F3M-ABCD-2345")).contains("another number"));
    assert!(!desk.folder.path().join("answer.json").exists());
    let told = desk.does(&enrol(&number.to_lowercase()));
    assert!(told.contains("Telephone 1 answers for person 5 until 2027-06-30, 4 times"), "{told}");
    assert!(told.contains("https://cards.example.uk/telephone/#"), "{told}");
    let answer = json(&std::fs::read_to_string(desk.folder.path().join("answer.json")).unwrap());
    assert_eq!(answer["enrolments"].as_array().unwrap().len(), 4);
    std::fs::remove_file(desk.folder.path().join("answer.json")).unwrap();
    assert!(desk.refuses(&enrol(&number)).contains("answered before"));
    desk.does(early);
    assert!(
        desk.folder.path().join("ask/1").exists() && desk.folder.path().join("telephone/index.html").exists()
    );
    assert!(desk.does("card telephone list --data d").contains("Telephone 1 of person 5"));
    desk.does("card telephone end 1 --data d --as owner");
    assert!(desk.does("card telephone list --data d").contains("Ended"));
    desk.does(early);
    desk.does("log verify --deep --data d");
}

#[test]
fn a_relay_answers_pages_of_its_own_on_this_machine_only() {
    let desk = Desk::new();
    let refused =
        desk.refuses("card telephone relay --listen 0.0.0.0:0 --page https://cards.example.uk/ask/");
    assert!(refused.contains("without HTTPS"), "{refused}");
    assert!(
        desk.refuses("card telephone relay --listen 127.0.0.1:0 --page cards")
            .contains("none that the relay")
    );
    let mut command =
        desk.command("card telephone relay --listen 127.0.0.1:0 --page https://cards.example.uk/ask/");
    let mut relay = common::program::Reaper(command.stderr(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(relay.0.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("The relay is ready: http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let body = format!("{{\"nonce\":\"{}\"}}", "A".repeat(43));
    write!(
        stream,
        "POST /begin HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut said = String::new();
    stream.read_to_string(&mut said).unwrap();
    assert!(said.starts_with("HTTP/1.1 200") && said.contains("digits"), "{said}");
}

#[test]
fn a_design_is_shown_and_a_card_is_found_without_a_name() {
    let desk = desk();
    sealed(&desk);
    let shown = desk.does("card design plain --show look --data d");
    assert!(shown.contains("plain-front.png"), "{shown}");
    let front = std::fs::read(desk.folder.path().join("look/plain-front.png")).unwrap();
    assert!(front.starts_with(b"\x89PNG"));
    assert_eq!(files(&desk.folder.path().join("look")).len(), 3);
    let list = json(&desk.does("card list --job 1 --data d --format json"));
    let serial = list["cards"][0]["serial"].as_str().unwrap();
    let found = desk.does(&format!("card find {serial} --data d"));
    assert!(found.contains(": not made yet. Made for person"), "{found}");
    assert!(SURNAMES.iter().all(|surname| !found.contains(surname)), "{found}");
    assert!(desk.refuses("card find 7QK2M9XD --data d").contains("there is no card 7QK2M9XD"));
}
