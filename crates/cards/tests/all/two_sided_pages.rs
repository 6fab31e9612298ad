//! Both pages of the check from both sides, as files, and the relay as a server. What they say in a browser:
//! `browser/two-sided.test.mjs` and `browser/telephone.test.mjs`.

use crate::common::{key, list};
use cards::Algorithm;
use cards::statement::CardPage;
use cards::two_sided::{Meeting, PublicList, PublishError, RelayAddress, publish, publish_telephone};
use std::path::Path;

fn meeting(force: &str, page: &str) -> Result<Meeting, PublishError> {
    let address = "https://cards.met.police.uk/ask/1";
    let mut token = list(&[5]);
    token.address = address.into();
    let issuer = key(Algorithm::Ed25519, 1);
    Meeting::new(
        force,
        "met",
        "call 101.",
        &CardPage::new(page).unwrap(),
        &RelayAddress::new("https://relay.met.police.uk").unwrap(),
        vec![issuer.public()],
        vec![PublicList { address: address.into(), token: token.sign(&issuer).unwrap() }],
    )
}

fn files(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

#[test]
fn both_pages_are_files_that_may_speak_to_the_relay_and_to_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let meeting = meeting("Example Police", "https://cards.met.police.uk/ask/").unwrap();
    let (ask, telephone) = (folder.path().join("ask"), folder.path().join("telephone"));
    let visitor = publish(&meeting, &ask).unwrap();
    let officer = publish_telephone(&meeting, &telephone).unwrap();
    assert_eq!((files(&ask).len(), files(&telephone).len()), (4, 6));
    assert!(visitor.files.contains(&"1".to_owned()), "the list of revoked ones lies beside it");
    assert!(!visitor.files.contains(&"keep.js".to_owned()), "the visitor's page keeps nothing");
    // On a telephone with a bad connection: less than a photograph.
    assert!(visitor.bytes < 70_000 && officer.bytes < 70_000, "{} {}", visitor.bytes, officer.bytes);
    for (page, rule) in [
        (&ask, "connect-src 'self' https://relay.met.police.uk;"),
        (&telephone, "connect-src https://relay.met.police.uk;"),
    ] {
        let html = std::fs::read_to_string(page.join("index.html")).unwrap();
        assert!(html.contains("default-src 'none'; script-src 'self'; style-src 'self'"));
        assert!(html.contains(rule) && html.contains("form-action 'none'"));
        assert!(!html.contains("<style") && !html.contains(" onclick"));
        assert_eq!(html.matches("integrity=\"sha256-").count(), 2);
    }
    // Publishing again changes nothing, and takes nothing away that a page still names.
    publish(&meeting, &ask).unwrap();
    publish_telephone(&meeting, &telephone).unwrap();
    assert_eq!((files(&ask).len(), files(&telephone).len()), (4, 6));
}

#[test]
fn a_name_that_is_code_stays_a_name_on_both_pages() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = r#""><script>alert(1)</script>"#;
    let meeting = meeting(hostile, "https://cards.met.police.uk/ask/").unwrap();
    publish(&meeting, &folder.path().join("ask")).unwrap();
    publish_telephone(&meeting, &folder.path().join("telephone")).unwrap();
    for page in ["ask", "telephone"] {
        let html = std::fs::read_to_string(folder.path().join(page).join("index.html")).unwrap();
        assert!(!html.contains("<script>alert"));
    }
    let manifest = std::fs::read(folder.path().join("telephone/telephone.webmanifest")).unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&manifest).is_ok());
}

#[test]
fn lists_lie_beside_the_page_that_fetches_them() {
    let elsewhere = meeting("Example Police", "https://ask.met.police.uk/").unwrap_err();
    assert!(matches!(elsewhere, PublishError::Elsewhere { .. }));
    assert!(matches!(meeting(" ", "https://cards.met.police.uk/ask/"), Err(PublishError::Empty)));
}

#[test]
fn a_relay_is_reached_over_https_or_on_this_machine() {
    for address in ["https://relay.met.police.uk", "https://relay.met.police.uk/a/", "http://127.0.0.1:8080/"]
    {
        assert!(RelayAddress::new(address).unwrap().as_str().ends_with('/'));
    }
    for address in [
        "",
        "relay",
        "http://relay.met.police.uk/",
        "https://somebody@relay.met.police.uk/",
        "https://relay.met.police.uk/?a",
        "https://relay.met.police.uk/#a",
        "ftp://127.0.0.1/",
        "data:text/plain,a",
    ] {
        assert!(RelayAddress::new(address).is_err(), "{address}");
    }
}

#[cfg(feature = "relay")]
mod served {
    use cards::two_sided::{RelayHost, serve};
    use std::net::{IpAddr, SocketAddr};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    async fn running(proxies: Vec<IpAddr>) -> SocketAddr {
        let host = RelayHost::new(["https://cards.met.police.uk/ask/"], proxies).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, host, std::future::pending()));
        address
    }

    /// What the relay answers, with its headers.
    async fn begin(relay: SocketAddr, headers: &str) -> String {
        let body = format!("{{\"nonce\":\"{}\"}}", "A".repeat(43));
        let request = format!(
            "POST /begin HTTP/1.1\r\nhost: relay\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n{headers}\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(relay).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn who_asks_is_told_by_the_connection_and_a_forged_header_hides_nobody() {
        let relay = running(vec![]).await;
        for number in 0..6 {
            let answer = begin(relay, &format!("x-forwarded-for: 192.0.2.{number}\r\n")).await;
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            assert!(answer.contains("cache-control: no-store"));
        }
        assert!(begin(relay, "x-forwarded-for: 192.0.2.99\r\n").await.starts_with("HTTP/1.1 429"));
    }

    #[tokio::test]
    async fn a_declared_proxy_names_who_asks_and_only_its_own_word_counts() {
        let relay = running(vec!["127.0.0.1".parse().unwrap()]).await;
        for number in 0..6 {
            // What stands before the proxy's own word, anybody could have written.
            let header = format!("x-forwarded-for: 198.51.100.{number}, 192.0.2.1\r\n");
            assert!(begin(relay, &header).await.starts_with("HTTP/1.1 200"));
        }
        let header = "x-forwarded-for: 198.51.100.77, 192.0.2.1\r\n";
        assert!(begin(relay, header).await.starts_with("HTTP/1.1 429"));
        assert!(begin(relay, "x-forwarded-for: 192.0.2.2\r\n").await.starts_with("HTTP/1.1 200"));
    }

    #[tokio::test]
    async fn only_pages_of_the_force_may_read_what_it_answers() {
        let relay = running(vec![]).await;
        let ours = begin(relay, "origin: https://cards.met.police.uk\r\n").await;
        assert!(ours.contains("access-control-allow-origin: https://cards.met.police.uk\r\n"), "{ours}");
        let theirs = begin(relay, "origin: https://elsewhere.example\r\n").await;
        assert!(!theirs.contains("access-control-allow-origin"), "{theirs}");
    }

    #[test]
    fn a_page_has_an_address() {
        for address in ["", "cards", "http://cards.met.police.uk/", "null", "*"] {
            assert!(RelayHost::new([address], []).is_err(), "{address}");
        }
    }
}
