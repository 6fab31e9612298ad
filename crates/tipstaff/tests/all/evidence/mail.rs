//! Alarms by mail, taken by a mail server that we did not write.

use super::{json, take_away, watched};
use crate::common::desk::Desk;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A mail server that runs until it is dropped.
struct MailServer {
    child: Child,
    said: BufReader<ChildStdout>,
    port: u16,
}

impl MailServer {
    fn start(desk: &Desk, how: &str) -> Option<Self> {
        let python = python()?;
        let made = Command::new("openssl")
            .args(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1"
                    .split(' '),
            )
            .args(["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE"])
            .args(["-keyout", "key.pem", "-out", "chain.pem"])
            .current_dir(desk.folder.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let mut child = Command::new(python)
            .arg(here().join("smtp_server.py"))
            .args([how, "chain.pem", "key.pem"])
            .current_dir(desk.folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut port = String::new();
        said.read_line(&mut port).unwrap();
        Some(Self { port: port.trim().parse().unwrap(), child, said })
    }

    /// The next mail that it took.
    fn took(&mut self) -> Value {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        json(&line)
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/evidence")
}

/// A Python with the mail server, made once for each change of its version.
fn python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("smtp-python");
    let wanted = std::fs::read_to_string(here().join("requirements.txt")).unwrap();
    // Tests are processes of their own, and one of them makes it.
    let one = std::fs::File::create(folder.with_extension("lock")).unwrap();
    one.lock().unwrap();
    let program = folder.join("bin/python");
    if std::fs::read_to_string(folder.join("made-of")).is_ok_and(|made| made == wanted) {
        return Some(program);
    }
    let ran = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    let made = ran(Command::new("python3").args(["-m", "venv"]).arg(&folder))
        && ran(Command::new(&program)
            .args(["-m", "pip", "install", "--quiet", "--requirement"])
            .arg(here().join("requirements.txt")));
    if !made {
        assert!(std::env::var("MAIL").is_err(), "python3 -m venv, or pip, could not bring aiosmtpd");
        eprintln!("skipped: python3 -m venv, or pip, could not bring aiosmtpd");
        return None;
    }
    std::fs::write(folder.join("made-of"), wanted).unwrap();
    Some(program)
}

const TO: &str =
    "--mail-from tipstaff@force.example --mail-to evidence@force.example --mail-to duty@force.example";

/// Sweeps with mail; the machine trusts the certificate of the server.
fn sweep(desk: &Desk, more: &str) -> crate::common::program::Answer {
    let line = format!("evidence watch sweep --data d --as owner {TO} --smtp-url-file server {more}");
    let mut command = desk.command(line.trim_end());
    command.env("SSL_CERT_FILE", desk.folder.path().join("chain.pem"));
    crate::common::program::run(command)
}

/// A watched desk with a case in which a video is that is lost.
fn with_case() -> Desk {
    let desk = watched();
    desk.file("extract.csv", "file,urn\ncam-3.mp4,14XX0000123\n");
    desk.does("evidence expect extract.csv --store dems --name file --case urn --data d --as owner");
    take_away(&desk, "cam-3.mp4");
    desk
}

#[test]
fn an_alarm_goes_out_by_mail_over_starttls_in_plain_words_and_without_names() {
    let desk = with_case();
    let Some(mut server) = MailServer::start(&desk, "starttls") else { return };
    desk.file("server", format!("smtp://tipstaff:p%40ss%20word@127.0.0.1:{}\n", server.port));
    let swept = sweep(&desk, "");
    assert_eq!(swept.status, Some(1), "{}{}", swept.stdout, swept.stderr);
    let mail = server.took();
    assert_eq!((&mail["from"], &mail["tls"]), (&"tipstaff@force.example".into(), &true.into()));
    assert_eq!(mail["to"], serde_json::json!(["evidence@force.example", "duty@force.example"]));
    assert_eq!(mail["as"], "tipstaff");
    let text = mail["text"].as_str().unwrap();
    assert!(text.contains("Subject: Tipstaff ALARM: dems: 1 item missing"), "{text}");
    assert!(text.contains("1 case is touched"), "{text}");
    assert!(!text.contains("cam-3") && !text.contains("14XX"), "{text}");
    // What was taken does not go out again: the next mail is of the next alarm.
    sweep(&desk, "");
    take_away(&desk, "cam-4.mp4");
    sweep(&desk, "--mail-cases");
    let text = server.took()["text"].as_str().unwrap().to_owned();
    assert!(text.contains("0 cases are touched"), "{text}");
}

#[test]
fn who_asks_for_it_gets_the_cases_by_mail() {
    let desk = with_case();
    let Some(mut server) = MailServer::start(&desk, "tls") else { return };
    desk.file("server", format!("smtps://tipstaff:p%40ss%20word@127.0.0.1:{}", server.port));
    let swept = sweep(&desk, "--mail-cases");
    assert_eq!(swept.status, Some(1), "{}{}", swept.stdout, swept.stderr);
    let text = server.took()["text"].as_str().unwrap().to_owned();
    assert!(text.contains("Case 14XX0000123: officer in the case none known"), "{text}");
    assert!(!text.contains("cam-3"), "{text}");
}

#[test]
fn a_mail_server_that_is_not_trusted_or_not_there_gets_nothing_and_nothing_is_forgotten() {
    let desk = with_case();
    let Some(mut server) = MailServer::start(&desk, "starttls") else { return };
    let chain = std::fs::read(desk.folder.path().join("chain.pem")).unwrap();
    let address = |password: &str| format!("smtp://tipstaff:{password}@127.0.0.1:{}", server.port);
    let (right, wrong) = (address("p%40ss%20word"), address("wrong"));
    desk.file("server", wrong);
    let swept = sweep(&desk, "");
    assert_eq!(swept.status, Some(2), "{}{}", swept.stdout, swept.stderr);
    assert!(swept.stderr.contains("refused the sign-in"), "{}", swept.stderr);
    desk.file("server", right);
    // Somebody else is trusted.
    let other = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=other",
        ])
        .args(["-keyout", "/dev/null", "-out"])
        .arg(desk.folder.path().join("chain.pem"))
        .output()
        .unwrap();
    assert!(other.status.success());
    let swept = sweep(&desk, "");
    assert_eq!(swept.status, Some(2), "{}{}", swept.stdout, swept.stderr);
    assert!(swept.stderr.contains("did not take a message"), "{}", swept.stderr);
    assert!(!swept.stderr.contains("force.example") && !swept.stderr.contains("p%40ss"), "{}", swept.stderr);
    desk.file("chain.pem", chain);
    assert_eq!(sweep(&desk, "").status, Some(1));
    assert!(server.took()["text"].as_str().unwrap().contains("1 item missing"));
}

#[test]
fn mail_that_would_go_in_clear_is_refused() {
    let desk = watched();
    for server in
        ["smtp://mail.example?tls=none", "http://mail.example", "smtp://mail.example?tls=opportunistic", "x"]
    {
        desk.file("server", server);
        let swept = sweep(&desk, "");
        assert_eq!(swept.status, Some(2), "{server}");
        assert!(swept.stderr.starts_with("tipstaff: "), "{}", swept.stderr);
    }
}
