//! The temporary folder of a server, and what earlier ones left behind.

use std::{
    fs::DirBuilder,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use crate::account::Account;

/// Followed by the number of the process that the server is for, and a counter.
const PREFIX: &str = "tipstaff-postgres-";

/// The folder above all folders of tests that need no disk: in memory, where nobody waits and a cluster is copied in a tenth of
/// the time, if there is room for many servers at once. A process that is killed loses there what it loses on a disk.
pub fn above() -> &'static Path {
    const ROOM: u64 = 2 << 30;
    static ABOVE: OnceLock<PathBuf> = OnceLock::new();
    ABOVE.get_or_init(|| {
        let memory = Path::new("/dev/shm");
        let room = rustix::fs::statvfs(memory).map_or(0, |found| found.f_bavail * found.f_frsize);
        if room >= ROOM { memory.to_owned() } else { std::env::temp_dir() }
    })
}

/// Makes a folder for the account. The name is short, because a socket's path is at most 107 bytes long.
pub(crate) fn make(account: Account) -> PathBuf {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    clear_up();
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let folder = above().join(format!("{PREFIX}{}-{number}", std::process::id()));
    DirBuilder::new().mode(0o700).create(&folder).expect("a temporary folder can be made");
    account.give(&folder);
    folder
}

/// Removes the folders of processes that are no more. Their servers ended with them, but nobody was left to clear up.
fn clear_up() {
    let folders = std::fs::read_dir(above()).into_iter().flatten().flatten();
    for folder in folders {
        let name = folder.file_name();
        let process =
            name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split_once('-')?.0.parse::<u32>().ok());
        if process.is_some_and(|process| !is_alive(process)) && !server_lives(&folder.path()) {
            // Another test may be clearing up too, and another user's folder stays.
            let _ = std::fs::remove_dir_all(folder.path());
        }
    }
}

fn server_lives(folder: &Path) -> bool {
    let file = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
    file.lines().next().and_then(|line| line.parse().ok()).is_some_and(is_alive)
}

fn is_alive(process: u32) -> bool {
    Path::new("/proc").join(process.to_string()).exists()
}
