//! A cluster without databases, made once and copied: making one takes half a second of a processor, and hundreds of test
//! processes each want theirs.

use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{account::Account, cluster::run, folder};

/// Puts a new cluster there.
pub(crate) fn copy(account: Account, programs: &Path, data: &Path) {
    let template = template(account, programs);
    // With owner and rights; PostgreSQL refuses a folder that others can read.
    run(Command::new("cp").arg("-a").arg("--reflink=auto").arg(template).arg(data));
}

/// The one that is copied. Whoever comes first makes it; it gets its name when it is whole.
fn template(account: Account, programs: &Path) -> PathBuf {
    let version = programs.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let owner = account.number();
    let kept = folder::above().join(format!("tipstaff-template-{owner}-{version}"));
    if is_ours(&kept, owner) {
        return kept;
    }
    let making = folder::make(account);
    let mut initdb = account.command(&programs.join("initdb"));
    let settings =
        ["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D"];
    run(initdb.args(settings).arg(making.join("data")));
    if fs::rename(making.join("data"), &kept).is_err() && !is_ours(&kept, owner) {
        // Somebody else's folder is in the way: this process goes without.
        return making.join("data");
    }
    let _ = fs::remove_dir_all(making);
    kept
}

/// Whether it is there, and nobody else could have put something into it.
fn is_ours(folder: &Path, owner: u32) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|found| {
        let others = found.mode() & 0o077;
        found.is_dir() && found.uid() == owner && others == 0
    })
}
