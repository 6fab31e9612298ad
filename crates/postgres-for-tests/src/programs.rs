//! Where PostgreSQL's programs are.

use std::path::{Path, PathBuf};

/// The folder of `postgres`, `initdb` and `createdb`: Debian's newest, or one in `PATH`.
pub(crate) fn folder() -> PathBuf {
    let mut debian: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| has_server(folder))
        .collect();
    debian.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    debian
        .pop()
        .map(|(_, folder)| folder)
        .or_else(|| std::env::split_paths(&path).find(|folder| has_server(folder)))
        .expect("PostgreSQL's server is installed (Debian: apt-get install postgresql)")
}

fn has_server(folder: &Path) -> bool {
    folder.join("postgres").is_file() && folder.join("initdb").is_file()
}
