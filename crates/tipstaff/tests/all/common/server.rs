//! The server as somebody runs it, and the founder at it.

use super::desk::{Desk, PASSPHRASE};
use reqwest::{Client, RequestBuilder, Response, StatusCode, header, redirect};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Far more than it should take, for a busy machine.
const LONGEST: Duration = Duration::from_secs(90);

/// A server under way.
pub struct Server {
    child: Child,
    said: Option<JoinHandle<String>>,
    pub address: String,
    client: Client,
    cookie: String,
}

impl Server {
    /// Starts it on the data folder `d`, with these further words; waits until it is ready.
    pub fn start(desk: &Desk, words: &str, environment: &[(&str, &str)]) -> Self {
        let mut command = desk.command(&format!("serve --data d --listen 127.0.0.1:0{words}"));
        command.envs(environment.iter().copied());
        Self::started(command)
    }

    /// A command that becomes a server.
    pub fn started(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let (tell, told) = mpsc::channel();
        let said = std::thread::spawn(move || {
            let mut said = String::new();
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|read| read > 0) {
                if let Some(address) = line.strip_prefix("Tipstaff is ready: ") {
                    tell.send(address.trim().to_owned()).unwrap();
                }
                said.push_str(&std::mem::take(&mut line));
            }
            let _ = lines.read_to_string(&mut said);
            said
        });
        let first = told.recv_timeout(LONGEST).expect("the server says that it is ready");
        let cut = first.match_indices('/').nth(2).unwrap().0;
        let client = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self {
            child,
            said: Some(said),
            address: first[..cut].to_owned(),
            client,
            cookie: first[cut..].to_owned(),
        }
    }

    /// The founder opens the link of the first start and chooses a passphrase.
    pub async fn welcome(&mut self) {
        let link = std::mem::take(&mut self.cookie);
        assert!(link.starts_with("/welcome/"), "{link}");
        let answer = self.post(&link, &[("passphrase", PASSPHRASE)]).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().clone_into(&mut self.cookie);
    }

    fn as_browser(&self, request: RequestBuilder) -> RequestBuilder {
        request.header(header::COOKIE, &self.cookie).header("sec-fetch-site", "same-origin")
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Response {
        self.as_browser(self.client.get(format!("{}{path}", self.address))).send().await.unwrap()
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.as_browser(self.client.post(format!("{}{path}", self.address)))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.finish())
            .send()
            .await
            .unwrap()
    }

    /// Sends a file to be checked.
    pub async fn send(&self, name: &str, bytes: &[u8]) -> Response {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        self.as_browser(self.client.post(format!("{}/checks", self.address)))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    /// Asks for a page until it says this.
    pub async fn until(&self, path: &str, words: &str) -> String {
        let begun = Instant::now();
        loop {
            let body = self.get(path).await.text().await.unwrap();
            if body.contains(words) {
                return body;
            }
            assert!(begun.elapsed() < LONGEST, "{path} never says '{words}':\n{body}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Ends it politely; gives all that it said.
    pub fn end(mut self) -> String {
        let process = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
        self.said.take().unwrap().join().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
