//! A program in another language, on the reference implementation of tiled logs, agrees with every byte.
//!
//! It needs Debian's `golang-go` and `golang-golang-x-mod-dev`, which `./test` installs. Without them these tests fail:
//! a log that only its own code has ever read is not one that others can check.

use crate::common;
use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use crate::common::{acts, key};
use tlog::{
    Shelf, VerifierKey,
    witness::{Answer, Request, Witness, ask},
};

/// The Go program, built once.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("independent");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/independent/main.go");
        let built = Command::new("go")
            .arg("build")
            .arg("-o")
            .args([&program, &source])
            .env("GOPATH", "/usr/share/gocode")
            .env("GO111MODULE", "off")
            .env("GOFLAGS", "")
            .env("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go"))
            .output()
            .expect("go is needed: apt-get install golang-go golang-golang-x-mod-dev");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        program
    })
}

fn run(folder: &Path, keys: &[&str]) -> Output {
    Command::new(program()).arg(folder).args(keys).output().unwrap()
}

fn agrees(folder: &Path, keys: &[&str]) -> String {
    let output = run(folder, keys);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn another_implementation_agrees_with_logs_of_every_shape() {
    for size in (0..=40).chain([255, 256, 257, 511, 512, 513, 700]) {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::folder(folder.path()).unwrap();
        shelf.publish(&acts(size / 3), &key()).await.unwrap();
        shelf.publish(&acts(size), &key()).await.unwrap();
        let said = agrees(folder.path(), &[&key().vkey()]);
        assert!(said.starts_with(&format!("{size} leaves")), "{said}");
    }
}

#[tokio::test]
async fn another_implementation_agrees_with_a_tile_two_levels_up() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::folder(folder.path()).unwrap();
    for size in [65_535, 65_536, 65_537] {
        shelf.publish(&acts(size), &key()).await.unwrap();
        agrees(folder.path(), &[&key().vkey()]);
    }
}

#[tokio::test]
async fn another_implementation_accepts_the_cosignature() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::folder(folder.path().join("log")).unwrap();
    shelf.publish(&acts(300), &key()).await.unwrap();
    let witness =
        Witness::open(folder.path().join("witness"), "audit.example/w", vec![key().verifier().clone()])
            .unwrap();
    let vkey = witness.vkey();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { witness.serve(listener).await });
    let parsed: VerifierKey = vkey.parse().unwrap();
    let cosigned = ask(&shelf, key().verifier(), &parsed, &url).await.unwrap();
    let time = tlog::cosignature::verify(&cosigned, &parsed).unwrap().unwrap();
    let said = agrees(&folder.path().join("log"), &[&key().vkey(), &vkey]);
    assert!(said.ends_with(&format!("cosigned at {time}\n")), "{said}");

    // … and does not accept another's.
    let other = Witness::open(folder.path().join("other"), "audit.example/w", vec![]).unwrap();
    let refused = run(&folder.path().join("log"), &[&key().vkey(), &other.vkey()]);
    assert!(!refused.status.success());
}

#[tokio::test]
async fn another_implementation_refuses_what_we_refuse() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::folder(folder.path()).unwrap();
    shelf.publish(&acts(600), &key()).await.unwrap();
    for (path, bytes) in common::files(folder.path()) {
        let mut changed = bytes.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        std::fs::write(folder.path().join(&path), changed).unwrap();
        assert!(!run(folder.path(), &[&key().vkey()]).status.success(), "{path}");
        assert_ne!(shelf.verify(None, key().verifier(), None).await.unwrap(), [], "{path}");
        std::fs::write(folder.path().join(&path), bytes).unwrap();
    }
    agrees(folder.path(), &[&key().vkey()]);
}

#[tokio::test]
async fn a_witness_reads_the_request_of_the_specification() {
    // Form only: the keys of the example are not public. The log is unknown, so 404 and not 400.
    let body = include_str!("../independent/add-checkpoint.txt");
    let request = Request::parse(body.as_bytes()).unwrap();
    assert_eq!((request.old, request.proof.len()), (20_852_014, 4));
    assert_eq!(request.to_bytes(), body.as_bytes());
    let folder = tempfile::tempdir().unwrap();
    let witness = Witness::open(folder.path(), "audit.example/w", vec![key().verifier().clone()]).unwrap();
    assert_eq!(witness.add_checkpoint(body.as_bytes(), 1_795_000_000), Answer::UnknownLog);
}
