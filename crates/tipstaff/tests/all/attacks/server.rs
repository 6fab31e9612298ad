//! The server as a process, and a client that sends what it is told to.

use crate::common::Folder;
use crate::common::program::command;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What everybody types.
pub const WORDS: &str = "four random words here";
/// Longer than anything here should take, for a busy machine.
const LONGEST: Duration = Duration::from_mins(4);

/// A server.
pub struct Server {
    child: Child,
    address: String,
    first_link: String,
    log: Arc<Mutex<String>>,
    _folder: Folder,
}

/// Somebody who has signed in.
pub struct Visitor<'s> {
    server: &'s Server,
    cookie: String,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// A header.
    pub fn header(&self, name: &str) -> &str {
        let of = |line: &'_ str| {
            line.split_once(": ").as_ref().is_some_and(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        self.head
            .lines()
            .find(|line| of(line))
            .and_then(|line| line.split_once(": "))
            .map_or("", |(_, value)| value)
    }
}

impl Server {
    pub fn start() -> Self {
        let folder = Folder::new();
        let mut command = command(["serve", "--listen", "127.0.0.1:0", "--verbose", "--data"]);
        command
            .arg(folder.path().join("data"))
            .arg("--key-file")
            .arg(folder.path().join("keys").join("force.key"));
        command.env_clear().env("HOME", folder.path());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        let ready = loop {
            line.clear();
            assert!(lines.read_line(&mut line).unwrap() > 0, "the server ended before it was ready");
            if let Some(address) = line.strip_prefix("Tipstaff is ready: http://") {
                break address.trim().to_owned();
            }
        };
        let log = Arc::new(Mutex::new(String::new()));
        let told = log.clone();
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                told.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        let (address, path) = ready.split_once('/').unwrap();
        Self { child, address: address.to_owned(), first_link: format!("/{path}"), log, _folder: folder }
    }

    /// The founder chooses a passphrase, which signs in.
    pub fn founder(&self) -> Visitor<'_> {
        self.joined(&self.first_link)
    }

    /// Whoever has a link chooses a passphrase, which signs in.
    pub fn joined(&self, link: &str) -> Visitor<'_> {
        let nobody = Visitor { server: self, cookie: String::new() };
        let answer = nobody.post(link, &[("passphrase", WORDS)]);
        assert_eq!(answer.status, 303, "{}", answer.body);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Visitor { server: self, cookie }
    }

    /// The most memory that the server itself ever held, its workers not counted, in bytes.
    pub fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
    }

    /// What was logged.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Visitor<'_> {
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "application/x-www-form-urlencoded", b"")
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let words = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect::<Vec<_>>()
            .join("&");
        self.send("POST", path, "application/x-www-form-urlencoded", words.as_bytes())
    }

    pub fn send(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.server.address).unwrap();
        let cookie =
            if self.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", self.cookie) };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\n{cookie}Content-Type: {kind}\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.server.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses ends the connection while it is sent to; what it said counts.
        let _ = stream.write_all(body);
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said);
        let said = String::from_utf8_lossy(&said).into_owned();
        let (head, body) = said.split_once("\r\n\r\n").unwrap_or((&said, ""));
        let status = head.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Drops a file in; gives the address of its result.
    pub fn send_file(&self, name: &str, bytes: &[u8]) -> String {
        let name = name.replace('"', "%22");
        let mut body =
            format!("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n")
                .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let answer = self.send("POST", "/checks", "multipart/form-data; boundary=edge", &body);
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.header("location").to_owned()
    }

    /// Waits until nothing more happens to a file by itself; gives how it stands.
    pub fn settled(&self, path: &str) -> String {
        let began = Instant::now();
        loop {
            let state = self.get(&format!("{path}/state"));
            assert_eq!(state.status, 200, "{}", state.body);
            if state.body.contains("\"location\":\"") {
                return state.body;
            }
            assert!(began.elapsed() < LONGEST, "it never ended: {} {}", state.body, self.server.log());
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// The verdict of a file, as its page says it.
    pub fn verdict(&self, path: &str) -> String {
        self.settled(path);
        let page = self.get(path);
        assert_eq!(page.status, 200, "{}", page.body);
        page.body.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned()
    }

    /// Enrols somebody with these roles, and has them choose a passphrase.
    pub fn invites(&self, name: &str, roles: &[&str]) -> Visitor<'_> {
        let mut fields = vec![("name", name), ("passphrase", WORDS)];
        fields.extend(roles.iter().map(|role| ("roles", *role)));
        let page = self.post("/users/invite", &fields);
        let link =
            page.body.split("/welcome/").nth(1).expect(&page.body).split('<').next().unwrap().to_owned();
        self.server.joined(&format!("/welcome/{link}"))
    }
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
