//! Requests that a browser would not send: half of one, and slowly.

use crate::serving::visitor::{EDGE, Visitor, form_of};
use std::io::{Read, Write};
use std::net::TcpStream;

/// A request for an upload whose body is not there yet.
pub struct Half {
    stream: TcpStream,
    rest: Vec<u8>,
}

impl Half {
    /// Sends the head and a part of the body.
    pub fn send(visitor: &Visitor, name: &str, bytes: &[u8], part: f64) -> Self {
        let body = form_of(name, bytes);
        let host = visitor.origin.split("://").nth(1).unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        let head = format!(
            "POST /checks HTTP/1.1\r\nHost: {host}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n\
             Accept: application/json\r\nContent-Type: multipart/form-data; boundary={EDGE}\r\n\
             Connection: close\r\nContent-Length: {}\r\n\r\n",
            visitor.cookie(),
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        #[allow(clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a part of a length")]
        let sent = (body.len() as f64 * part) as usize;
        // A server that is killed in between is what the stories are about.
        let _ = stream.write_all(&body[..sent]);
        Self { stream, rest: body[sent..].to_vec() }
    }

    /// Sends the rest and reads the answer.
    pub fn finish(mut self) -> String {
        self.stream.write_all(&self.rest).unwrap();
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).unwrap();
        answer
    }
}
