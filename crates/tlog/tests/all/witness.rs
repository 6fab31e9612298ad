//! A witness over HTTP: it remembers, whatever the log has forgotten.

use crate::common;
use std::{fs, path::Path, sync::Arc};

use crate::common::{act, acts, key};
use object_store::memory::InMemory;
use sha2::{Digest, Sha256};
use tempfile::tempdir;
use tlog::{
    Checkpoint, LogError, LogKey, Policy, Shelf, VerifierKey,
    cosignature::{self, WitnessKey},
    witness::{Answer, Request, Witness, ask},
};
use tokio::{net::TcpListener, task::JoinHandle};

const NAME: &str = "audit.example/w";
const NOW: u64 = 1_795_000_000;

fn open(folder: &Path) -> Witness {
    Witness::open(folder, NAME, vec![key().verifier().clone()]).unwrap()
}

async fn serve(witness: Witness) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (url, tokio::spawn(async move { witness.serve(listener).await.unwrap() }))
}

fn shelf() -> Shelf {
    Shelf::in_store(Arc::new(InMemory::new()), "")
}

/// A request as the log would make it.
async fn request(shelf: &Shelf, old: u64) -> Request {
    let checkpoint = shelf.checkpoint(key().verifier()).await.unwrap();
    let proof = shelf.prove_consistency(old.min(checkpoint.size()), checkpoint.size()).await.unwrap();
    Request { old, proof, checkpoint }
}

async fn answer(witness: &Witness, shelf: &Shelf, old: u64) -> Answer {
    witness.add_checkpoint(&request(shelf, old).await.to_bytes(), NOW)
}

#[tokio::test]
async fn a_log_is_cosigned_as_it_grows_and_the_policy_is_met() {
    let folder = tempdir().unwrap();
    let witness = open(folder.path());
    let vkey: VerifierKey = witness.vkey().parse().unwrap();
    let policy = Policy::parse(format!("witness audit {vkey}\nquorum audit\n").as_bytes()).unwrap();
    let (url, _server) = serve(witness).await;
    let shelf = shelf();
    for size in [0, 1, 5, 5, 256, 300] {
        let published = shelf.publish(&acts(size), &key()).await.unwrap();
        let cosigned = ask(&shelf, key().verifier(), &vkey, &url).await.unwrap();
        assert_eq!(cosigned.head(), published.head());
        assert!(policy.weigh(&cosigned).unwrap().met);
        assert_eq!(shelf.checkpoint(key().verifier()).await.unwrap(), cosigned);
        // Publishing nothing new keeps the cosignature.
        assert_eq!(shelf.publish(&acts(size), &key()).await.unwrap(), cosigned);
        assert_eq!(shelf.verify(Some(&acts(size)), key().verifier(), Some(&policy)).await.unwrap(), []);
    }
    // A new checkpoint has no cosignature yet.
    shelf.publish(&acts(301), &key()).await.unwrap();
    let found = shelf.verify(None, key().verifier(), Some(&policy)).await.unwrap();
    insta::assert_snapshot!(found[0], @"Not enough witnesses have cosigned the checkpoint: nobody; not audit.");
}

#[tokio::test]
async fn a_log_rolled_back_is_an_alarm_even_after_the_witness_was_restarted() {
    let folder = tempdir().unwrap();
    let witness = open(folder.path());
    let vkey: VerifierKey = witness.vkey().parse().unwrap();
    let (url, server) = serve(witness).await;
    let whole = shelf();
    whole.publish(&acts(300), &key()).await.unwrap();
    ask(&whole, key().verifier(), &vkey, &url).await.unwrap();
    server.abort();
    assert!(server.await.unwrap_err().is_cancelled());

    let (url, _server) = serve(open_again(folder.path()).await).await;
    let rolled_back = shelf();
    rolled_back.publish(&acts(299), &key()).await.unwrap();
    let error = ask(&rolled_back, key().verifier(), &vkey, &url).await.unwrap_err();
    assert!(error.is_alarm() && matches!(error, LogError::WitnessAhead { witness: 300, log: 299, .. }));
    insta::assert_snapshot!(error);

    // Grown again with other acts, it does not continue what was cosigned.
    let mut other = acts(299);
    other.extend((299..320).map(|number| act(number, "lost")));
    rolled_back.publish(&other, &key()).await.unwrap();
    let error = ask(&rolled_back, key().verifier(), &vkey, &url).await.unwrap_err();
    assert!(error.is_alarm() && matches!(error, LogError::WitnessDisagrees { size: 300, .. }));
    insta::assert_snapshot!(error);

    // The true log goes on.
    whole.publish(&acts(320), &key()).await.unwrap();
    ask(&whole, key().verifier(), &vkey, &url).await.unwrap();
}

/// The folder is free once the last clone of the old witness is gone.
async fn open_again(folder: &Path) -> Witness {
    for _ in 0..1000 {
        if let Ok(witness) = Witness::open(folder, NAME, vec![key().verifier().clone()]) {
            return witness;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the old witness still holds its folder");
}

#[tokio::test]
async fn each_wrong_request_gets_the_answer_of_the_specification() {
    let folder = tempdir().unwrap();
    let witness = open(folder.path());
    let shelf = shelf();
    shelf.publish(&acts(10), &key()).await.unwrap();

    // 400: no request; an old size beyond the checkpoint.
    let good = String::from_utf8(request(&shelf, 0).await.to_bytes()).unwrap();
    for bad in [
        String::new(),
        good.replace("old 0", "old 00"),
        good.replace("old 0", "old +0"),
        good.replace("old 0", "0"),
        good.replacen("\n\n", "\n", 1),
        format!("{good}x"),
        good.replace("old 0\n", &format!("old 0\n{}", format!("{}=\n", "A".repeat(43)).repeat(64))),
    ] {
        assert_eq!(witness.add_checkpoint(bad.as_bytes(), NOW).status(), 400, "{bad}");
    }
    assert_eq!(answer(&witness, &shelf, 11).await.status(), 400);

    // 404: a log that it does not know, whoever signed.
    let other = LogKey::new("other.example/log", &[7; 32]).unwrap();
    let stranger = Shelf::in_store(Arc::new(InMemory::new()), "").publish(&acts(3), &other).await.unwrap();
    let unknown = Request { old: 0, proof: vec![], checkpoint: stranger };
    assert_eq!(witness.add_checkpoint(&unknown.to_bytes(), NOW), Answer::UnknownLog);

    // 403: another key under the log's name; the right key under another text.
    let impostor = LogKey::new(common::ORIGIN, &[8; 32]).unwrap();
    let forged = Shelf::in_store(Arc::new(InMemory::new()), "").publish(&acts(3), &impostor).await.unwrap();
    let forged = Request { old: 0, proof: vec![], checkpoint: forged };
    assert_eq!(witness.add_checkpoint(&forged.to_bytes(), NOW), Answer::NotSigned);
    let altered = good.replace("\n10\n", "\n11\n");
    assert_eq!(witness.add_checkpoint(altered.as_bytes(), NOW), Answer::NotSigned);

    // 409: it has cosigned nothing yet, then ten.
    assert_eq!(answer(&witness, &shelf, 5).await, Answer::Conflict(0));
    assert_eq!(answer(&witness, &shelf, 0).await.status(), 200);
    assert_eq!(answer(&witness, &shelf, 0).await, Answer::Conflict(10));
    assert_eq!(answer(&witness, &shelf, 10).await.status(), 200);

    // 422: a wrong proof; a proof where none belongs; another root for the same size.
    shelf.publish(&acts(20), &key()).await.unwrap();
    let mut wrong = request(&shelf, 10).await;
    wrong.proof[0][0] ^= 1;
    assert_eq!(witness.add_checkpoint(&wrong.to_bytes(), NOW), Answer::Inconsistent);
    let mut fork = acts(9);
    fork.push(act(9, "lost"));
    let split = Shelf::in_store(Arc::new(InMemory::new()), "");
    split.publish(&fork, &key()).await.unwrap();
    assert_eq!(answer(&witness, &split, 10).await, Answer::Inconsistent);
    let (fresh_folder, mut early) = (tempdir().unwrap(), request(&shelf, 0).await);
    early.proof = vec![[0; 32]];
    assert_eq!(open(fresh_folder.path()).add_checkpoint(&early.to_bytes(), NOW), Answer::Inconsistent);

    // None of these has moved it.
    assert_eq!(witness.latest(common::ORIGIN).unwrap().size(), 10);
    assert_eq!(answer(&witness, &shelf, 10).await.status(), 200);
}

#[tokio::test]
async fn over_http_the_answers_have_the_forms_that_others_expect() {
    let folder = tempdir().unwrap();
    let witness = open(folder.path());
    let vkey: VerifierKey = witness.vkey().parse().unwrap();
    let (url, _server) = serve(witness).await;
    let shelf = shelf();
    shelf.publish(&acts(10), &key()).await.unwrap();
    let client = reqwest::Client::new();
    let post = |body: Vec<u8>| client.post(format!("{url}/add-checkpoint")).body(body).send();

    let monitored = format!("{url}/{}/checkpoint", "ce8a2ac1");
    assert_eq!(client.get(&monitored).send().await.unwrap().status(), 404);
    let answer = post(request(&shelf, 0).await.to_bytes()).await.unwrap();
    assert_eq!(answer.status(), 200);
    let line = answer.text().await.unwrap();
    assert!(
        line.starts_with("— audit.example/w ") && line.ends_with('\n') && line.lines().count() == 1,
        "{line}"
    );

    let answer = post(request(&shelf, 0).await.to_bytes()).await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.headers()["content-type"].to_str().unwrap()),
        (409, "text/x.tlog.size")
    );
    assert_eq!(answer.text().await.unwrap(), "10\n");

    assert_eq!(post(vec![b'x'; 2_000_000]).await.unwrap().status(), 413);
    assert_eq!(client.get(format!("{url}/add-checkpoint")).send().await.unwrap().status(), 405);

    // Monitors fetch what was cosigned, with both signatures.
    let hash = hash_of_origin();
    let note = client.get(format!("{url}/{hash}/checkpoint")).send().await.unwrap().bytes().await.unwrap();
    let latest = Checkpoint::open(&note, key().verifier()).unwrap();
    assert!(cosignature::verify(&latest, &vkey).unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_histories_sent_at_once_one_is_cosigned() {
    for _ in 0..20 {
        let folder = tempdir().unwrap();
        let witness = open(folder.path());
        let (one, two) = (shelf(), shelf());
        one.publish(&acts(10), &key()).await.unwrap();
        two.publish(&vec![act(0, "lost"); 12], &key()).await.unwrap();
        let bodies = [request(&one, 0).await.to_bytes(), request(&two, 0).await.to_bytes()];
        let asked = bodies.map(|body| {
            let witness = witness.clone();
            tokio::task::spawn_blocking(move || witness.add_checkpoint(&body, NOW).status())
        });
        let mut statuses = Vec::new();
        for asked in asked {
            statuses.push(asked.await.unwrap());
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_witnesses_asked_at_once_both_come_to_stand_under_the_checkpoint() {
    let (first, second) = (tempdir().unwrap(), tempdir().unwrap());
    let logs = vec![key().verifier().clone()];
    let first = Witness::open(first.path(), "a.example/w", logs.clone()).unwrap();
    let second = Witness::open(second.path(), "b.example/w", logs).unwrap();
    let (a, b) = (first.vkey(), second.vkey());
    let policy = format!("witness a {a}\nwitness b {b}\ngroup both all a b\nquorum both\n");
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    let ((a_url, _a), (b_url, _b)) = (serve(first).await, serve(second).await);
    let folder = tempdir().unwrap();
    let shelf = Shelf::folder(folder.path()).unwrap();
    for size in [5, 50, 500] {
        shelf.publish(&acts(size), &key()).await.unwrap();
        let (log, a, b) = (key(), a.parse().unwrap(), b.parse().unwrap());
        let (one, two) =
            tokio::join!(ask(&shelf, log.verifier(), &a, &a_url), ask(&shelf, log.verifier(), &b, &b_url));
        one.unwrap();
        two.unwrap();
        assert!(policy.weigh(&shelf.checkpoint(log.verifier()).await.unwrap()).unwrap().met);
    }
}

#[tokio::test]
async fn what_is_cosigned_is_on_disk_before_the_answer() {
    let folder = tempdir().unwrap();
    let witness = open(folder.path());
    let shelf = shelf();
    shelf.publish(&acts(10), &key()).await.unwrap();
    // Where the checkpoint cannot be written down there is no cosignature.
    let blocked = folder.path().join(format!("{}.new", hash_of_origin()));
    fs::create_dir(&blocked).unwrap();
    fs::write(blocked.join("in the way"), b"").unwrap();
    assert_eq!(answer(&witness, &shelf, 0).await.status(), 500);
    assert!(witness.latest(common::ORIGIN).is_none());
    fs::remove_dir_all(&blocked).unwrap();
    assert_eq!(answer(&witness, &shelf, 0).await.status(), 200);
    drop(witness);
    assert_eq!(open(folder.path()).latest(common::ORIGIN).unwrap().size(), 10);
}

fn hash_of_origin() -> String {
    Sha256::digest(common::ORIGIN).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[tokio::test]
async fn a_witness_whose_memory_was_touched_does_not_open() {
    let folder = tempdir().unwrap();
    let shelf = shelf();
    shelf.publish(&acts(10), &key()).await.unwrap();
    let witness = open(folder.path());
    assert_eq!(answer(&witness, &shelf, 0).await.status(), 200);
    drop(witness);
    let logs = || vec![key().verifier().clone()];
    let state = folder.path().join(format!("{}.checkpoint", hash_of_origin()));
    let kept = fs::read_to_string(&state).unwrap();

    fs::write(&state, kept.replace("\n10\n", "\n9\n")).unwrap();
    assert!(matches!(Witness::open(folder.path(), NAME, logs()), Err(LogError::BadSignature { .. })));
    let without: Vec<_> = kept.lines().filter(|line| !line.contains("audit")).collect();
    fs::write(&state, format!("{}\n", without.join("\n"))).unwrap();
    assert!(matches!(Witness::open(folder.path(), NAME, logs()), Err(LogError::NotSigned { .. })));
    fs::write(&state, b"").unwrap();
    assert!(matches!(Witness::open(folder.path(), NAME, logs()), Err(LogError::Malformed(_))));
    fs::write(&state, &kept).unwrap();

    // A key that is gone is not made anew under what the old one has signed.
    let secret = fs::read(folder.path().join("key")).unwrap();
    fs::remove_file(folder.path().join("key")).unwrap();
    assert!(matches!(Witness::open(folder.path(), NAME, logs()), Err(LogError::Folder { .. })));
    fs::write(folder.path().join("key"), secret).unwrap();
    assert!(matches!(Witness::open(folder.path(), NAME, logs()), Err(LogError::Folder { .. })), "mode 0644");
}

#[cfg(unix)]
#[test]
fn the_key_is_for_its_owner_only_and_the_folder_for_one_witness() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempdir().unwrap();
    let witness = open(folder.path());
    let mode = fs::metadata(folder.path().join("key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let second = Witness::open(folder.path(), NAME, vec![]);
    assert!(matches!(second, Err(LogError::Folder { .. })));
    let vkey = witness.vkey();
    drop(witness);
    assert_eq!(open(folder.path()).vkey(), vkey);
}

#[tokio::test]
async fn a_witness_is_not_asked_in_clear_text_over_the_network() {
    let folder = tempdir().unwrap();
    let vkey: VerifierKey = open(folder.path()).vkey().parse().unwrap();
    let shelf = shelf();
    shelf.publish(&acts(1), &key()).await.unwrap();
    for url in ["http://audit.example/", "http://10.0.0.1/", "ftp://localhost/", "audit.example", ""] {
        let refused = ask(&shelf, key().verifier(), &vkey, url).await;
        assert!(matches!(refused, Err(LogError::WitnessUrl(_))), "{url}");
    }
}

#[tokio::test]
async fn a_witness_that_is_silent_or_answers_nonsense_has_not_cosigned() {
    let folder = tempdir().unwrap();
    let vkey: VerifierKey = open(folder.path()).vkey().parse().unwrap();
    let shelf = shelf();
    let published = shelf.publish(&acts(1), &key()).await.unwrap();
    let other = WitnessKey::new("stranger.example/w", &[4; 32]).unwrap();
    let mut strange = published.clone();
    cosignature::sign(&other, &mut strange, NOW).unwrap();
    let strange_line =
        String::from_utf8(strange.to_bytes()).unwrap().lines().last().unwrap().to_owned() + "\n";
    for (status, body) in [
        (200, String::new()),
        (200, strange_line),
        (409, "many\n".into()),
        (409, "1".into()),
        (503, "later".into()),
    ] {
        let answer = (axum::http::StatusCode::from_u16(status).unwrap(), body.clone());
        let router = axum::Router::new().fallback(move || async move { answer });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        let refused = ask(&shelf, key().verifier(), &vkey, &url).await.unwrap_err();
        assert!(matches!(refused, LogError::Witness { .. }), "{status} {body}: {refused}");
        assert!(!refused.is_alarm());
        server.abort();
        let _ = server.await;
        assert!(ask(&shelf, key().verifier(), &vkey, &url).await.is_err(), "nobody listens");
    }
    assert_eq!(shelf.checkpoint(key().verifier()).await.unwrap(), published);
}
