//! The reference pages for whoever runs the server are made from the program, and the page of the log from every place where
//! something is logged.
//!
//! `UPDATE_GUIDE=1 cargo test -p tipstaff --test all guide_operation` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Compares a page with what it should say, or writes it.
fn page(name: &str, title: &str, text: &str) {
    let path = root().join("docs/src/reference").join(name);
    let page = format!(
        "<!-- Made by crates/tipstaff/tests/all/guide_operation.rs. -->\n# {title}\n\n{}\n",
        text.trim_end()
    );
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        std::fs::write(path, page).unwrap();
        return;
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "{name} is out of date: run UPDATE_GUIDE=1 cargo test -p tipstaff --test all guide_operation"
    );
}

/// What a command says of itself, as wide as a page.
fn help(command: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tipstaff"))
        .args([command, "--help"])
        .env_clear()
        .env("COLUMNS", "110")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table: a line for each limit")]
fn the_page_of_serve_is_up_to_date() {
    let mut text = String::from("```\n");
    for line in help("serve").lines() {
        writeln!(text, "{}", line.trim_end()).unwrap();
    }
    text.push_str("```\n\n## Settings in the environment\n\n| variable | what |\n|---|---|\n");
    for (name, what) in VARIABLES {
        writeln!(text, "| `{name}` | {what} |").unwrap();
    }
    text.push_str(
        "\n## Limits\n\nWhat has no option is a decision that no force has had to change; each is a field of a `Settings` or a \
         constant with its reason beside it.\n\n| limit | default | option | why |\n|---|---|---|---|\n",
    );
    let (web, uploads, accounts, releases) = (
        web::Settings::default(),
        uploads::Settings::default(),
        accounts::Settings::default(),
        release::Settings::default(),
    );
    let megabytes = |bytes: u64| format!("{} MB", bytes / 1_000_000);
    let limits: Vec<(&str, String, &str, &str)> = vec![
        (
            "listening address",
            web.listen.to_string(),
            "`--listen`",
            "nobody else reaches it until somebody decides so",
        ),
        (
            "largest file",
            megabytes(web.file_bytes),
            "`--largest`",
            "so much memory is taken for each file that is being checked",
        ),
        (
            "files of one person at a time",
            uploads.files_of_actor.to_string(),
            "",
            "one person cannot fill the place of sealed files",
        ),
        ("bytes of one person at a time", megabytes(uploads.bytes_of_actor), "", "the same"),
        (
            "how long a file that was sent stays",
            format!("{} days", uploads.stays.as_hours() / 24),
            "",
            "long enough for an answer to be prepared, no longer",
        ),
        (
            "files checked at once",
            uploads.at_once.to_string(),
            "",
            "memory: each may take what the largest file takes, and a reader's own",
        ),
        (
            "how often a check is tried",
            uploads.attempts.to_string(),
            "",
            "a file that ends its reader three times is not the machine's fault",
        ),
        (
            "time for which a node has a check",
            format!("{} s", uploads.lease.as_secs()),
            "`--takeover`",
            "after that another node takes over",
        ),
        (
            "memory for uploads on their way in",
            format!("{} MiB", web.upload_memory_mib),
            "`--upload-memory`",
            "each takes about three parts of 8 MiB while it comes in, a small one less; whoever finds none free waits",
        ),
        (
            "uploads that wait for it",
            web.uploads_waiting.to_string(),
            "",
            "one that waits has been read no byte of; more than these are told to try again",
        ),
        (
            "how long an upload waits",
            format!("{} min", web.upload_patience.as_secs() / 60),
            "",
            "less than proxies are told to wait",
        ),
        (
            "requests that are still taken at the end",
            format!("{} s, behind a proxy 5 s", web.drain_seconds),
            "`--drain`",
            "`/ready` says 503, and whoever stands in front has to notice",
        ),
        (
            "passphrases tried at once",
            accounts.at_once.to_string(),
            "",
            "each takes 19 MiB and a fifth of a second of a processor",
        ),
        (
            "second factor",
            "needed unless only this machine reaches it".into(),
            "`--second-factor`",
            "a passphrase alone does not guard what others can reach",
        ),
        (
            "time for running requests at the end",
            format!("{} s", web.grace_seconds),
            "",
            "less than a service manager waits",
        ),
        (
            "how long a certificate is good",
            format!("{} days", releases.certificate_days),
            "policy, `[release]`",
            "rules and lists of people grow",
        ),
        (
            "how long a check is good",
            format!("{} hours", releases.check_hours),
            "policy, `[release]`",
            "after that the bytes are checked once more before approval",
        ),
    ];
    for (limit, default, option, why) in limits {
        writeln!(text, "| {limit} | {default} | {option} | {why} |").unwrap();
    }
    text.push_str("\n## Addresses for whoever watches\n\n| address | answers |\n|---|---|\n");
    text.push_str(
        "| `/health` | 200 while the process runs |\n\
         | `/ready` | 200 while database and sealed files work, else 503; a line for each part says what is wrong, without an \
         address or a path. Tried out at most every ten seconds |\n\
         | `/metrics` at `--metrics` | counts and times, in the words of OpenMetrics |\n",
    );
    page("serve.md", "The server's settings", &text);
}

/// Variables that the server reads, besides those that `--help` names beside their options.
const VARIABLES: &[(&str, &str)] = &[
    ("TIPSTAFF_DATA", "the data folder, where `--data` names none"),
    ("TIPSTAFF_KEY_FILE", "the file with the force key, where `--key-file` names none"),
    ("CREDENTIALS_DIRECTORY", "set by systemd; the force key is its credential `tipstaff-force-key`"),
    (
        "TIPSTAFF_LOG",
        "how much is logged: `error`, `warn` (the default), `info`, or by room, `web=debug,warn`",
    ),
    ("NOTIFY_SOCKET, WATCHDOG_USEC", "set by systemd; it is told when the server is ready, lives and ends"),
    (
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "a collector of traces, in programs built with the feature `otel`; unset, nothing is sent",
    ),
    (
        "AWS_ENDPOINT, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
        "the place on S3 that `--blobs` names",
    ),
];

/// All sources of the program.
fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = std::fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|room| room.unwrap().path().join("src"))
        .collect();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found
}

/// Every line that can be logged: level, room, what is told besides, by its words.
fn events() -> BTreeMap<String, (&'static str, String, String)> {
    let mut events = BTreeMap::new();
    for path in sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        let room = path
            .strip_prefix(root().join("crates"))
            .unwrap()
            .iter()
            .next()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        for level in ["error", "warn", "info", "debug", "trace"] {
            for (_, rest) in text
                .match_indices(&format!("tracing::{level}!("))
                .map(|(at, call)| text.split_at(at + call.len()))
            {
                let call = arguments(rest);
                let (fields, words) = call.rsplit_once('"').unwrap().0.rsplit_once('"').unwrap();
                let fields: Vec<&str> = fields
                    .split(',')
                    .map(|field| {
                        field.split('=').next().unwrap_or_default().trim().trim_start_matches(['%', '?'])
                    })
                    .filter(|field| !field.is_empty())
                    .collect();
                events.insert(words.to_owned(), (level, room.clone(), fields.join(", ")));
            }
        }
    }
    events
}

/// Up to the bracket that closes a call.
fn arguments(text: &str) -> &str {
    let mut depth = 1;
    let mut is_quoted = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

#[test]
fn the_page_of_the_log_names_every_line_that_can_be_logged() {
    let mut text = String::from(
        "`tipstaff serve` writes one line of JSON for each thing to standard error: `timestamp`, `level`, `target` (where in \
         the program), `fields.message` with what belongs to it, and under `span` the request in which it happened: its \
         random number (the answer had it as `x-request-id`), method and route. The first line, *Tipstaff is ready*, is for \
         people.\n\n\
         By default warnings and errors are written; `TIPSTAFF_LOG=info` adds a line for each request that was answered, with \
         its status, its time and the **number** of the actor, sign-ins, and certificates that were asked for.\n\n\
         ## What is never logged\n\n\
         - Names, numbers, dates and other values of people; what a file holds, and what it is called.\n\
         - Paths with what stands in their place (`/people/{number}`, not `/people/7`), queries, what was typed, headers, cookies.\n\
         - Passphrases, keys, tokens, links; addresses of clients.\n\
         - Statements of the database with their values.\n\n\
         Libraries quote what they are given, so nothing below a warning is taken from them, whatever `TIPSTAFF_LOG` says. \
         A test goes through a journey with invented people at `TIPSTAFF_LOG=trace` and looks for each of their values in \
         everything that was written (`crates/tipstaff/tests/all/serve.rs`).\n\n\
         Who did what about whom is not the log's business but the record's: `tipstaff log show`, provable and for good.\n\n\
         ## Every line\n\n| level | what | room | with |\n|---|---|---|---|\n",
    );
    for (words, (level, room, fields)) in events() {
        writeln!(text, "| {level} | {words} | {room} | {fields} |").unwrap();
    }
    text.push_str(
        "\n`error` is the words of an error of Tipstaff: what happened and what to do, never a value.\n\n\
         ## Traces\n\nA program built with the feature `otel` sends a span for each request to the collector that \
         `OTEL_EXPORTER_OTLP_ENDPOINT` names, by OTLP over HTTP: `http.request.method`, `http.route`, \
         `http.response.status_code`, `tipstaff.request` (the request's number), beginning and end. It is made from a type that \
         has no place for anything else.\n",
    );
    page("logging.md", "What is logged", &text);
}
