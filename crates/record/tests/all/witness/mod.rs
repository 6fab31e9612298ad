//! A witness that runs beside a test.

use record::{POLICY_FILE, Record};
use tempfile::TempDir;
use tlog::witness::Witness;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A witness that serves until it is dropped.
pub struct Running {
    _folder: TempDir,
    task: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Starts a witness for the record's log, and writes the policy that asks for it.
pub async fn start(record: &Record) -> Running {
    let folder = tempfile::tempdir().unwrap();
    let logs = vec![record.log_key().verifier().clone()];
    let witness = Witness::open(folder.path().join("w"), "audit.example/w", logs).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let policy = format!("witness audit {} http://{address}\nquorum audit\n", witness.vkey());
    std::fs::write(record.place().data.join(POLICY_FILE), policy).unwrap();
    let task = tokio::spawn(async move { witness.serve(listener).await.unwrap() });
    Running { _folder: folder, task }
}

/// Asks it; it has to answer.
pub async fn ask(record: &Record) {
    let asked = record.ask_witnesses().await.unwrap();
    assert_eq!(asked.len(), 1);
    for one in asked {
        one.answer.unwrap();
    }
}
