//! The server as those know it who run it: what it logs and never logs, whom it tells that it runs, what a full disk does.

use crate::common::desk::{Desk, PASSPHRASE};
use crate::common::server::Server;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message;
use reqwest::StatusCode;
use serde_json::Value;
use std::fmt::Write;
use std::os::unix::net::UnixDatagram;
use std::process::Command;
use std::sync::{Arc, Mutex};

const PEOPLE: &str = "\
Service No,Surname,Forename,Known As,Rank,Department,D.O.B.
001001,Quillfeather,Andrew,Drew,Constable,Roads,04/03/1985
001002,Marrowby,Bronwen,,Sergeant,Custody,1979-11-30
001003,Thistlewood,Caitriona,,Constable,Custody,1 May 1990
";

/// What may stand in no log: names, numbers and days of people, names of files, words that were typed.
const PERSONAL: &[&str] = &[
    "Quillfeather",
    "Andrew",
    "Drew",
    "Marrowby",
    "Bronwen",
    "Thistlewood",
    "Caitriona",
    "001001",
    "001002",
    "001003",
    "1985",
    "1979",
    "1990",
    "custody-list",
    "needed-for-case",
    "Harbour Printing",
    "FOI-2026-77",
    "The Gazette",
    PASSPHRASE,
];

/// Somebody sets the server up, adds a holder, sends a list of people, looks somebody up, and goes through the pages.
async fn journey(server: &mut Server) {
    server.until("/ready", "checks: ready").await;
    server.welcome().await;
    server
        .post(
            "/holders/add",
            &[("kind", "supplier"), ("name", "Harbour Printing"), ("passphrase", PASSPHRASE)],
        )
        .await;
    let sent = server.send("custody-list.csv", PEOPLE.as_bytes()).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let check = sent.headers()["location"].to_str().unwrap().to_owned();
    server.until(&check, "report.json").await;
    let find = [
        ("by", "surname"),
        ("value", "Quillfeather"),
        ("why", "needed-for-case"),
        ("passphrase", PASSPHRASE),
    ];
    let found = server.post("/people/find", &find).await;
    assert_eq!(found.status(), StatusCode::OK);
    let propose = [
        ("reference", "FOI-2026-77"),
        ("recipient", "The Gazette"),
        ("what", "Custody"),
        ("passphrase", PASSPHRASE),
    ];
    server.post(&format!("{check}/release"), &propose).await;
    server.post("/sign-in", &[("name", "Quillfeather"), ("passphrase", "not the right words")]).await;
    let pages = [
        "/",
        "/checks",
        "/people",
        "/people/1",
        "/people/compare",
        "/holders",
        "/holders/1",
        "/exposure",
        "/log",
        "/log/0",
        "/releases",
        "/users",
        "/account",
        "/no-such-page/Quillfeather",
        "/people/find?value=Quillfeather",
        "/api/openapi.json",
        "/health",
    ];
    for page in pages {
        server.get(page).await;
    }
    for page in ["/preview", "/report.json", "/report.txt", "/state"] {
        server.get(&format!("{check}{page}")).await;
    }
}

/// A line without its time and the numbers of requests, which may hold the digits of a year by chance.
fn without_chance(line: &str) -> String {
    fn drop_chance(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, _| name != "timestamp" && name != "request");
                fields.values_mut().for_each(drop_chance);
            }
            Value::Array(all) => all.iter_mut().for_each(drop_chance),
            _ => {}
        }
    }
    serde_json::from_str(line).map_or_else(
        |_| line.to_owned(),
        |mut value| {
            drop_chance(&mut value);
            value.to_string()
        },
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_named_in_the_log_even_when_everything_is_asked_for() {
    let desk = Desk::new();
    desk.file("people.csv", PEOPLE);
    desk.does("people import people.csv --data d");
    let mut server = Server::start(&desk, "", &[("TIPSTAFF_LOG", "trace")]);
    journey(&mut server).await;
    let said = server.end();
    for words in PERSONAL {
        let line = said.lines().map(without_chance).find(|line| line.contains(words));
        assert!(line.is_none(), "'{words}' stands in the log: {}", line.unwrap());
    }
    let lines: Vec<Value> = said
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let answered: Vec<&Value> =
        lines.iter().filter(|line| line["fields"]["message"] == "a request was answered").collect();
    let of = |route: &str| {
        answered.iter().find(|line| line["span"]["route"] == route).unwrap_or_else(|| panic!("{route}"))
    };
    let found = of("/people/find");
    assert_eq!((&found["span"]["method"], &found["fields"]["status"]), (&"POST".into(), &200.into()));
    assert_eq!(found["fields"]["actor"], 1, "who it was, by number");
    assert_eq!(found["span"]["request"].as_str().unwrap().len(), 16);
    assert!(found["fields"]["milliseconds"].is_u64());
    let known = include_str!("../../../../docs/src/reference/logging.md");
    for line in &lines {
        let words = line["fields"]["message"].as_str().unwrap_or_else(|| panic!("{line}"));
        assert!(known.contains(words), "the page of the log does not know '{words}'");
    }
    assert_eq!(of("none")["fields"]["status"], 404);
    assert_eq!(of("/welcome/{token}")["fields"]["status"], 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_has_the_number_under_which_the_log_knows_it() {
    let desk = Desk::new();
    let server = Server::start(&desk, "", &[("TIPSTAFF_LOG", "info")]);
    let answer = server.get("/health").await;
    let number = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let said = server.end();
    assert_eq!(said.matches(&number).count(), 1, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn systemd_is_told_that_the_server_is_ready_lives_and_ends() {
    let desk = Desk::new();
    let path = desk.folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    let environment = [("NOTIFY_SOCKET", path.to_str().unwrap()), ("WATCHDOG_USEC", "200000")];
    let server = Server::start(&desk, "", &environment);
    let hear = || {
        let mut bytes = [0; 64];
        let length = socket.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    };
    assert_eq!(hear(), "READY=1\n");
    assert_eq!(hear(), "WATCHDOG=1\n");
    drop(server.end());
    let mut last = hear();
    while last == "WATCHDOG=1\n" {
        last = hear();
    }
    assert_eq!(last, "STOPPING=1\n");
}

/// A collector of traces that keeps what it gets.
async fn collector() -> (String, Arc<Mutex<Vec<ExportTraceServiceRequest>>>) {
    type Got = Arc<Mutex<Vec<ExportTraceServiceRequest>>>;
    let got = Got::default();
    let take = |State(got): State<Got>, uri: Uri, body: Bytes| async move {
        assert_eq!(uri.path(), "/v1/traces");
        got.lock().unwrap().push(ExportTraceServiceRequest::decode(body).unwrap());
    };
    let router = axum::Router::new().fallback(take).with_state(got.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, got)
}

#[cfg(feature = "otel")]
#[tokio::test(flavor = "multi_thread")]
async fn a_collector_gets_routes_statuses_and_times_and_nothing_else() {
    let desk = Desk::new();
    desk.file("people.csv", PEOPLE);
    desk.does("people import people.csv --data d");
    let (address, got) = collector().await;
    let mut server = Server::start(&desk, "", &[("OTEL_EXPORTER_OTLP_ENDPOINT", &address)]);
    journey(&mut server).await;
    drop(server.end());
    let mut told = String::new();
    let mut names = Vec::new();
    for request in got.lock().unwrap().iter() {
        for resource in &request.resource_spans {
            let about = resource.resource.as_ref().unwrap();
            assert!(about.attributes.iter().any(|one| one.key == "service.name"));
            for span in resource.scope_spans.iter().flat_map(|scope| &scope.spans) {
                let mut keys: Vec<&str> = span.attributes.iter().map(|one| one.key.as_str()).collect();
                keys.sort_unstable();
                let known =
                    ["http.request.method", "http.response.status_code", "http.route", "tipstaff.request"];
                assert_eq!(keys, known, "no other attribute");
                // Not the times and random numbers: any year is in them some day.
                write!(told, "{:?} {:?} {:?}", resource.resource, span.name, span.status).unwrap();
                for one in span.attributes.iter().filter(|one| one.key != "tipstaff.request") {
                    write!(told, "{:?}", one.value).unwrap();
                }
                assert!(span.events.is_empty() && span.links.is_empty());
                assert!(
                    span.end_time_unix_nano >= span.start_time_unix_nano && span.start_time_unix_nano > 0
                );
                names.push(span.name.clone());
            }
        }
    }
    for name in ["POST /people/find", "GET /people/{number}", "POST /checks", "GET none"] {
        assert!(names.iter().any(|known| known == name), "{name} in {names:?}");
    }
    for words in PERSONAL {
        assert!(!told.contains(words), "'{words}' is in a trace");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_collector_nothing_is_sent() {
    let desk = Desk::new();
    let (_, got) = collector().await;
    let server = Server::start(&desk, "", &[]);
    server.get("/health").await;
    drop(server.end());
    assert!(got.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_for_which_there_is_no_room_is_refused_in_words_and_nothing_of_it_is_kept() {
    let desk = Desk::new();
    desk.does("holder add 'Harbour Printing' --kind supplier --data d");
    // No file of the server may grow beyond 6 MB; writing more fails as on a full disk, instead of ending the process.
    let serve = desk.command("serve --data d --listen 127.0.0.1:0");
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 12288; exec \"$0\" \"$@\""]);
    command.arg(serve.get_program()).args(serve.get_args()).current_dir(desk.folder.path()).env_clear();
    command.envs(serve.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut server = Server::started(command);
    server.welcome().await;
    // Noise, so that it is as large when it is sealed.
    let large: Vec<u8> =
        (0..20_000_000_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let refused = server.send("large.csv", &large).await;
    assert_eq!(refused.status(), StatusCode::INSUFFICIENT_STORAGE);
    let page = refused.text().await.unwrap();
    assert!(page.contains("The server has no room left, and nothing was kept"), "{page}");
    let files = |area: &str| {
        let folder = desk.data().join("blobs").join("sealed").join(area);
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    };
    // What was written of it is taken away a moment after the answer.
    for _ in 0..200 {
        if files("upload") == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(files("upload"), 0, "no part of it is left");
    assert!(!server.get("/checks").await.text().await.unwrap().contains("large.csv"));
    // What there is room for goes on.
    assert_eq!(server.send("small.csv", b"Ward,Stops\nHarbour,12\n").await.status(), StatusCode::SEE_OTHER);
    assert_eq!(files("upload"), 1);
    assert!(server.get("/ready").await.text().await.unwrap().contains("sealed files: ready"));
    let said = server.end();
    assert!(said.contains("there is no room left") && !said.contains("large.csv"), "{said}");
}
