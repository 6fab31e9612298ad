//! Clients that hold a place: by saying nothing, by saying it letter by letter, by not reading what they asked for.
//! The server is set up with little patience; what is tried is that it ends, not when.

use super::wire::Served;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use web::Patience;

/// Longer than any of these should take, for a busy machine.
const LONGEST: Duration = Duration::from_mins(1);

fn little() -> Patience {
    let short = Duration::from_millis(300);
    Patience { headers: short, form: short, reading: short }
}

/// Whether the server ends the connection by itself.
async fn is_ended(mut stream: TcpStream) -> bool {
    let mut said = Vec::new();
    tokio::time::timeout(LONGEST, stream.read_to_end(&mut said)).await.is_ok()
}

async fn is_served(served: &Served) -> bool {
    served.said(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.ends_with("ok\n")
}

#[tokio::test]
async fn hundreds_who_connect_and_say_nothing_are_sent_away_and_others_are_served() {
    let served = Served::with(little()).await;
    let mut silent = Vec::new();
    for number in 0..300 {
        let mut stream = served.connect().await;
        // Some begin as HTTP/2 does, some as HTTP/1, some not at all.
        let begin: &[u8] = match number % 4 {
            0 => b"",
            1 => b"P",
            2 => b"PRI * HTTP/2.0\r\n\r\nSM",
            _ => b"GET /sign-in HTTP/1.1\r\nHost: x\r\nX-A: ",
        };
        stream.write_all(begin).await.unwrap();
        silent.push(stream);
    }
    assert!(is_served(&served).await);
    for (number, stream) in silent.into_iter().enumerate() {
        assert!(is_ended(stream).await, "{number}");
    }
}

#[tokio::test]
async fn headers_that_come_letter_by_letter_are_not_waited_for() {
    let served = Served::with(little()).await;
    let mut stream = served.connect().await;
    let slow = async {
        stream.write_all(b"GET /sign-in HTTP/1.1\r\nHost: x\r\n").await.ok()?;
        loop {
            stream.write_all(b"X-A: b\r\n").await.ok()?;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(LONGEST, slow).await.is_ok_and(|ended: Option<()>| ended.is_none()));
}

#[tokio::test]
async fn between_two_requests_nobody_is_waited_for_either() {
    let served = Served::with(little()).await;
    let mut stream = served.connect().await;
    stream.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(is_ended(stream).await);
}

#[tokio::test]
async fn a_form_that_comes_letter_by_letter_is_not_waited_for() {
    let served = Served::with(little()).await;
    let mut stream = served.connect().await;
    let begin =
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 100000\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n";
    stream.write_all(begin).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let slow = tokio::spawn(async move {
        while writing.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let mut said = Vec::new();
    let ended = tokio::time::timeout(LONGEST, reading.read_to_end(&mut said)).await;
    slow.abort();
    assert!(ended.is_ok());
    let said = String::from_utf8_lossy(&said);
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    assert!(is_served(&served).await);
}

#[tokio::test]
async fn whoever_does_not_read_what_they_asked_for_is_let_go() {
    let served = Served::with(little()).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let mut stream = socket.connect(served.address).await.unwrap();
    let page = served.site.nobody().page("/sign-in").await;
    let style = page
        .body
        .split("href=\"")
        .find(|part| part.contains("tipstaff.css"))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    // So much that it fits into no buffer on the way.
    let asked = format!("GET {style} HTTP/1.1\r\nHost: x\r\n\r\n").repeat(400);
    let sent = tokio::time::timeout(LONGEST, async {
        // A server that does not get rid of its answers reads no more questions, and in the end breaks off.
        while stream.write_all(asked.as_bytes()).await.is_ok() {}
    });
    assert!(sent.await.is_ok(), "the server holds the connection of somebody who reads nothing");
    assert!(is_served(&served).await);
}

#[tokio::test]
async fn whoever_reads_slowly_gets_all_of_it() {
    let served = Served::with(Patience { reading: Duration::from_secs(20), ..little() }).await;
    let page = served.site.nobody().page("/sign-in").await;
    let style = page
        .body
        .split("href=\"")
        .find(|part| part.contains("tipstaff.css"))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let whole = served.site.nobody().page(style).await.body;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let mut stream = socket.connect(served.address).await.unwrap();
    stream
        .write_all(format!("GET {style} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
        .await
        .unwrap();
    let (mut said, mut piece) = (Vec::new(), [0; 4_096]);
    loop {
        match stream.read(&mut piece).await.unwrap() {
            0 => break,
            read => said.extend_from_slice(&piece[..read]),
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(String::from_utf8_lossy(&said).ends_with(&whole));
}
