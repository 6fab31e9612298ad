//! Somebody who listens at a webhook: takes what comes, or not, and remembers it.

use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

pub struct Ear {
    pub address: SocketAddr,
    takes: Arc<AtomicBool>,
    heard: Arc<Mutex<Vec<Value>>>,
}

impl Ear {
    /// Listens from now on, until the test ends.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let ear = Self { address, takes: Arc::new(AtomicBool::new(true)), heard: Arc::default() };
        let (takes, heard) = (Arc::clone(&ear.takes), Arc::clone(&ear.heard));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let Some(body) = body(&mut stream) else { continue };
                let status = if takes.load(Ordering::SeqCst) {
                    heard.lock().unwrap().push(serde_json::from_str(&body).unwrap());
                    "204 No Content"
                } else {
                    "503 Service Unavailable"
                };
                let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        ear
    }

    /// From now on it takes what comes, or answers that it cannot.
    pub fn takes(&self, takes: bool) {
        self.takes.store(takes, Ordering::SeqCst);
    }

    /// What it took since this was asked last.
    pub fn heard(&self) -> Vec<Value> {
        std::mem::take(&mut self.heard.lock().unwrap())
    }
}

fn body(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let read = stream.read(&mut piece).ok().filter(|read| *read > 0)?;
        request.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&request);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let head = head.to_lowercase();
        let length: usize = head.split("content-length: ").nth(1)?.split("\r\n").next()?.parse().ok()?;
        if body.len() == length {
            return Some(body.to_owned());
        }
    }
}
