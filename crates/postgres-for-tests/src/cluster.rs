//! A cluster: a server with its databases.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use crate::{account::Account, folder, programs, server::Server, template};

/// Whether the server waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// As in earnest: `fsync` is on.
    Durable,
    /// Faster; nothing can be said about what a crash leaves.
    Hasty,
}

/// A PostgreSQL server of our own, with whatever databases are made in it. Stopped and removed when dropped.
pub struct Cluster {
    account: Account,
    programs: PathBuf,
    folder: PathBuf,
    durability: Durability,
    databases: AtomicU32,
    server: Mutex<Option<Server>>,
}

impl Cluster {
    /// The cluster of this process, started when first asked for. Ends with the process.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(Durability::Durable))
    }

    /// A cluster of one's own, for example to kill it.
    pub fn start(durability: Durability) -> Self {
        let account = Account::choose();
        let programs = programs::folder();
        let folder = folder::make(account);
        template::copy(account, &programs, &folder.join("data"));
        let cluster = Self {
            account,
            programs,
            folder,
            durability,
            databases: AtomicU32::new(0),
            server: Mutex::new(None),
        };
        cluster.restart();
        cluster
    }

    /// A fresh, empty database: its address, for whoever may enter the cluster's folder.
    pub fn database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut createdb = Command::new(self.programs.join("createdb"));
        run(createdb.arg("--host").arg(&self.folder).args(["--username=postgres", "--no-password", &name]));
        format!("postgres:///{name}?host={}&user=postgres", self.folder.display())
    }

    /// The folder that holds the socket, the data and the server's log.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Ends the server at once, in the middle of whatever it does.
    pub fn kill(&self) {
        if let Some(server) = self.server.lock().unwrap_or_else(PoisonError::into_inner).take() {
            server.kill();
        }
    }

    /// Starts the server again; it recovers what it had committed. A server that runs is left alone.
    pub fn restart(&self) {
        let fsync = match self.durability {
            Durability::Durable => "fsync=on",
            Durability::Hasty => "fsync=off",
        };
        let settings = ["listen_addresses=", fsync, "max_connections=60", "shared_buffers=32MB"];
        self.server
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert_with(|| Server::start(self.account, &self.programs, &self.folder, &settings));
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(server) = self.server.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            server.stop();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Runs a command that has to succeed.
pub(crate) fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
    assert!(output.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
}
