//! The program that races: it reads the other copy, waits for the word, asks the ledger, and destroys.

use crate::house::House;
use copies::{AuthorityName, Destruction, SafeDropProof};
use disposal::Disposing;
use disposal::ledger::{Place as OfLedger, RecordLedger};
use evidence::{Evidence, EvidenceStore, StoreMode};
use jiff::{SignedDuration, Timestamp};
use record::{Place, Record};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Set where the test is to be the program that races.
pub const AS_PROBE: &str = "DISPOSAL_PROBE";

/// One who races.
pub struct Racer {
    child: Child,
    stdin: ChildStdin,
    lines: Receiver<String>,
    last: Option<String>,
}

impl Racer {
    /// Starts one for the copy in this store.
    pub fn start(house: &House, item: u64, which: usize, database: &str) -> Self {
        let place = house.record.place();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .env(AS_PROBE, "1")
            .arg(&place.data)
            .arg(place.key_file.as_ref().unwrap())
            .args([database, &item.to_string(), &which.to_string()])
            .arg(super::house_blake3(house, item).to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdin = child.stdin.take().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (tell, lines) = channel();
        std::thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| tell.send(line)));
        Self { child, stdin, lines, last: None }
    }

    pub fn is_ready(&mut self) {
        assert_eq!(self.lines.recv_timeout(Duration::from_mins(1)).unwrap(), "READY");
    }

    pub fn go(&mut self) {
        writeln!(self.stdin, "go").unwrap();
    }

    pub fn is_done(&mut self) -> bool {
        self.is_done_within(Duration::ZERO)
    }

    pub fn is_done_within(&mut self, most: Duration) -> bool {
        if self.last.is_none() {
            self.last = self.lines.recv_timeout(most).ok();
        }
        self.last.is_some()
    }

    /// Whether it destroyed its copy.
    pub fn destroyed(&mut self) -> bool {
        assert!(self.is_done_within(Duration::from_secs(90)), "it hangs");
        self.child.wait().unwrap();
        let last = self.last.clone().unwrap();
        assert!(last == "DESTROYED" || last.starts_with("REFUSED"), "{last}");
        last == "DESTROYED"
    }
}

impl Drop for Racer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program itself.
pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(race());
}

async fn race() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [data, key, database, item, which, blake3] = words.as_slice() else { panic!("{words:?}") };
    let mut place = Place::folder(data);
    place.key_file = Some(std::path::PathBuf::from(key));
    place.database = Some(database.clone());
    let record = Record::open(&place).await.unwrap();
    let disposing = Disposing::open(&record).await.unwrap();
    let evidence = Evidence::open(&record).await.unwrap();
    let stores: Vec<EvidenceStore> =
        evidence.stores().await.unwrap().into_iter().filter(|store| store.mode == StoreMode::Own).collect();
    let which: usize = which.parse().unwrap();
    let from = evidence.replica(&stores[which]).await.unwrap();
    let other = evidence.replica(&stores[1 - which]).await.unwrap();
    let places = stores.iter().map(|store| OfLedger {
        store: store.number,
        holder: store.holder,
        replica: store.replica.unwrap(),
    });
    let ledger = RecordLedger::new(&disposing, places.collect());
    let (item, blake3) = (ledger.knows(item.parse().unwrap()), blake3.parse().unwrap());
    let now = Timestamp::now();
    let survivor =
        tokio::task::spawn_blocking(move || copies::read_back(&other, &item, &blake3, now)).await.unwrap();
    println!("READY");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    let what = Destruction {
        item,
        blake3,
        from: &from,
        authority: AuthorityName::Permit(9_001 + which as u64),
        survivors: vec![survivor.unwrap()],
        verified_within: SignedDuration::from_mins(5),
    };
    match SafeDropProof::obtain(&ledger, what, Timestamp::now()).await {
        Err(refused) => println!("REFUSED {refused}"),
        Ok(proof) => {
            let done =
                tokio::task::spawn_blocking(move || copies::destroy(proof, Timestamp::now())).await.unwrap();
            let receipt = done.unwrap();
            ledger.gone(&receipt, b"{}").await.unwrap();
            println!("DESTROYED");
        }
    }
    record.closing().close().await;
}
