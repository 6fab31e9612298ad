//! Bytes on the wire that no browser sends: requests inside requests, headers without end.

use crate::site::Site;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use web::{Patience, Settings, Starting};

/// A server on a socket of its own, until it is let go.
pub struct Served {
    pub address: SocketAddr,
    pub site: Site,
    _end: oneshot::Sender<()>,
}

impl Served {
    pub async fn with(patience: Patience) -> Self {
        let settings = Settings {
            listen: ([127, 0, 0, 1], 0).into(),
            patience,
            grace_seconds: 1,
            ..Settings::default()
        };
        let site = Site::set_up(settings, uploads::Settings::default()).await;
        let starting = Starting::listen(site.app()).await.unwrap();
        let address = starting.address();
        let (end, ended) = oneshot::channel::<()>();
        tokio::spawn(web::serve(starting, async { drop(ended.await) }));
        Self { address, site, _end: end }
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends these bytes, and reads until the server ends the connection. A server that closes while we send is one that
    /// refused: what it said before counts.
    pub async fn said(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect().await;
        let _ = stream.write_all(bytes).await;
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said).await;
        String::from_utf8_lossy(&said).into_owned()
    }
}

/// Statuses of all answers in what was said.
fn statuses(said: &str) -> Vec<&str> {
    said.lines().filter_map(|line| line.strip_prefix("HTTP/1.1 ")).map(|line| &line[..3]).collect()
}

#[tokio::test]
async fn a_request_hides_no_other_request() {
    let served = Served::with(Patience::default()).await;
    let hidden = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
    let length = hidden.len();
    let refused = [
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\nContent-Length: {length}\r\n\r\n{hidden}"
        ),
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5, {length}\r\n\r\n{hidden}"
        ),
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: -1\r\n\r\n{hidden}"
        ),
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: +5\r\n\r\n{hidden}"
        ),
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0x5\r\n\r\n{hidden}"
        ),
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: xchunked\r\n\r\n{hidden}"
        ),
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: y\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!("GET /sign-in HTTP/1.1 \r\nHost: x\r\nX\r\n\r\n{hidden}"),
        format!("GET /sign-in\u{0} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n{hidden}"),
    ];
    for bytes in refused {
        let said = served.said(bytes.as_bytes()).await;
        assert!(!said.contains("\r\n\r\nok\n"), "the hidden request was answered: {bytes:?}\n{said}");
        assert!(statuses(&said).iter().all(|status| status.starts_with('4')), "{bytes:?}\n{said}");
    }
    // Both lengths at once: the chunks count, the connection ends after it, and what follows is not read.
    let both = format!(
        "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"
    );
    let said = served.said(both.as_bytes()).await;
    assert!(statuses(&said).len() <= 1 && !said.contains("\r\n\r\nok\n"), "{said}");
}

#[tokio::test]
async fn chunks_that_lie_end_the_connection() {
    let served = Served::with(Patience::default()).await;
    let begin = "POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n";
    for chunks in [
        "zz\r\nabc\r\n0\r\n\r\n",
        "-1\r\nabc\r\n0\r\n\r\n",
        "ffffffffffffffffff\r\na\r\n0\r\n\r\n",
        "3\nabc\n0\n\n",
        "3\r\nabcdef\r\n0\r\n\r\n",
    ] {
        let said =
            served.said(format!("{begin}{chunks}GET /health HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).await;
        assert!(!said.contains("\r\n\r\nok\n"), "{chunks:?}: {said}");
        assert!(statuses(&said).iter().all(|status| status.starts_with('4')), "{chunks:?}: {said}");
    }
    let long = format!("{begin}1;{}\r\na\r\n0\r\n\r\n", "x".repeat(1_000_000));
    assert!(!served.said(long.as_bytes()).await.contains(" 200 "));
    let trailers = format!("{begin}0\r\n{}\r\n", "X-A: b\r\n".repeat(50_000));
    assert!(!served.said(trailers.as_bytes()).await.contains(" 200 "));
}

#[tokio::test]
async fn headers_without_end_and_addresses_without_end_are_refused() {
    let served = Served::with(Patience::default()).await;
    let many = format!("GET /sign-in HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-A: b\r\n".repeat(5_000));
    let long = format!("GET /sign-in HTTP/1.1\r\nHost: x\r\nX-A: {}\r\n\r\n", "b".repeat(1_000_000));
    let address = format!("GET /sign-in?{} HTTP/1.1\r\nHost: x\r\n\r\n", "b".repeat(1_000_000));
    let cookie = format!("GET /sign-in HTTP/1.1\r\nHost: x\r\nCookie: {}\r\n\r\n", "a=b; ".repeat(100_000));
    let endless = "X".repeat(10_000_000);
    for bytes in [many, long, address, cookie, endless] {
        let said = served.said(bytes.as_bytes()).await;
        assert!(
            statuses(&said).iter().all(|status| status.starts_with('4')),
            "{}",
            &said[..said.len().min(300)]
        );
    }
    let said = served.said(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(said.ends_with("ok\n"), "others are served: {said}");
}

#[tokio::test]
async fn other_protocols_get_no_answer_that_matters() {
    let served = Served::with(Patience::default()).await;
    for bytes in [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"[..], b"GET /health\r\n\r\n", b"GET /health HTTP/0.9\r\n\r\n",
        b"GET /health HTTP/9.9\r\n\r\n", b"EHLO x\r\nMAIL FROM:<a@b>\r\n\r\n", b"\0\0\0\0\0\0\0\0\r\n\r\n", b"CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\nConnection: close\r\n\r\n",
        b"GET http://evil.test/health HTTP/1.1\r\nHost: evil.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nGET /users HTTP/1.1\r\n"] {
        let mut stream = served.connect().await;
        stream.write_all(bytes).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said).await;
        let said = String::from_utf8_lossy(&said);
        assert!(!said.contains("HTTP/1.1 101") && !said.contains("Users"), "{said}");
    }
}
