//! TLS with a certificate that `openssl` made, spoken with other programs.

use crate::common::desk::Desk;
use crate::common::program::run;
use crate::serving::server::Server;
use crate::serving::visitor::Visitor;
use crate::serving::{desk, table};
use reqwest::{Certificate, Client, StatusCode, header};
use std::fmt::Write;
use std::process::{Command, Stdio};

/// A certificate for 127.0.0.1 and its key, on a desk.
fn certified(desk: &Desk) {
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
}

const WITH_TLS: &str = "--data d --tls-certificate chain.pem --tls-key key.pem";

/// A client that believes this certificate and no other.
fn client(desk: &Desk) -> Client {
    let certificate = std::fs::read(desk.folder.path().join("chain.pem")).unwrap();
    let certificate = Certificate::from_pem(&certificate).unwrap();
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    client.tls_certs_only([certificate]).https_only(true).build().unwrap()
}

/// What `openssl s_client` says to the server's handshake.
fn handshake(origin: &str, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new("openssl");
    command.args(["s_client", "-connect", origin.strip_prefix("https://").unwrap()]).args(arguments);
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn https_is_served_with_a_certificate_and_old_versions_are_refused() {
    let desk = desk("--data d");
    certified(&desk);
    let server = Server::start(&desk, WITH_TLS);
    assert!(server.origin.starts_with("https://"), "{}", server.origin);
    let nobody = Visitor::with(client(&desk), &server.origin);
    let page = nobody.get("/sign-in").await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!(page.headers()[header::STRICT_TRANSPORT_SECURITY], "max-age=31536000");

    let wrong = nobody.try_sign_in("owner", "wrong words altogether", &[]).await;
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    let right = nobody.try_sign_in("owner", crate::common::desk::PASSPHRASE, &[]).await;
    let cookie = right.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(cookie.starts_with("__Host-") && cookie.contains("; Secure"), "{cookie}");
    let visitor = nobody.clone().signed_in("owner").await;
    let bytes = table(1, 1000);
    let id = visitor.send("counts.csv", &bytes).await.unwrap();
    visitor.sha256(&id).await;

    for (version, is_spoken) in [("-tls1_3", true), ("-tls1_2", true), ("-tls1_1", false), ("-tls1", false)] {
        let (is_done, said) = handshake(&server.origin, &[version, "-cipher", "ALL:@SECLEVEL=0"]);
        assert_eq!(is_done, is_spoken, "{version}: {said}");
    }
    let (_, said) = handshake(&server.origin, &["-alpn", "h2"]);
    assert!(said.contains("ALPN protocol: h2"), "{said}");
    // Whoever speaks without TLS learns nothing.
    let plain = server.origin.replace("https://", "http://");
    assert!(Visitor::nobody(&plain).get("/health").await.is_err());
    let strangers = Visitor::nobody(&server.origin);
    assert!(strangers.get("/health").await.is_err(), "who does not know the certificate does not believe it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_with_tls_that_is_to_end_finishes_the_upload_that_runs() {
    let desk = desk("--data d");
    certified(&desk);
    let server = Server::start(&desk, WITH_TLS);
    let visitor = Visitor::with(client(&desk), &server.origin).signed_in("owner").await;
    // As large as the system's buffers are not, so that it is still on its way when the server is told.
    let sending = {
        let visitor = visitor.clone();
        tokio::spawn(async move { visitor.send("counts.csv", &table(3, 1_500_000)).await })
    };
    let sealed = desk.data().join("blobs/sealed");
    // Who waits must not stand in the way of who sends.
    while !sealed.exists() || crate::common::desk::files(&sealed).is_empty() {
        assert!(!sending.is_finished(), "it was not taken: {:?}", sending.await);
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    server.terminate();
    sending.await.unwrap().unwrap();
    let (status, log) = server.ended();
    assert!(status.success(), "{log}");
}

#[test]
fn what_is_wrong_with_a_certificate_is_said_before_anything_is_served() {
    let desk = desk("--data d");
    certified(&desk);
    desk.file("nonsense.pem", "nonsense\n");
    let keys = Command::new("openssl")
        .args(["genpkey", "-algorithm", "ed25519", "-out", "other.pem"])
        .current_dir(desk.folder.path())
        .output()
        .unwrap();
    assert!(keys.status.success());
    let locked = Command::new("openssl")
        .args(["pkcs8", "-topk8", "-in", "key.pem", "-out", "locked.pem", "-passout", "pass:invented"])
        .current_dir(desk.folder.path())
        .output()
        .unwrap();
    assert!(locked.status.success());
    let mut told = String::new();
    for (certificate, key) in [
        ("missing.pem", "key.pem"),
        ("chain.pem", "missing.pem"),
        ("nonsense.pem", "key.pem"),
        ("chain.pem", "nonsense.pem"),
        ("chain.pem", "locked.pem"),
        ("chain.pem", "other.pem"),
        ("key.pem", "chain.pem"),
    ] {
        let line =
            format!("serve --data d --listen 127.0.0.1:0 --tls-certificate {certificate} --tls-key {key}");
        let answer = run(desk.command(&line));
        assert_eq!(answer.status, Some(2), "{line}: {}", answer.stderr);
        assert!(!answer.stderr.contains("is ready"), "{}", answer.stderr);
        writeln!(told, "{certificate} and {key}:\n{}", desk.told(&answer.stderr)).unwrap();
    }
    insta::assert_snapshot!(told);
}
