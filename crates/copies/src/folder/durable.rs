//! How the disk is waited for.
//!
//! A sync of each file and folder of a group is some three hundred calls, and at the end of each the disk empties its cache.
//! Where a sync of the whole file system is as good a promise, it takes three calls instead. It waits for what others have
//! written there, too, and fails where theirs did.

use super::Folder;
use super::files::open_folder;
use rustix::fd::OwnedFd;
use rustix::io::Errno;
use std::sync::LazyLock;

/// File systems of this machine's own disks that commit everything in `syncfs`: ext2 to ext4, XFS, Btrfs, F2FS. A share is
/// not among them: there `syncfs` may say nothing of what the server did.
const WHOLE: [u64; 4] = [0xef53, 0x5846_5342, 0x9123_683e, 0xf2f5_2010];

/// What the group of items waits by.
pub(super) enum Durable {
    /// Each file and folder by itself.
    Singly,
    /// Everything at once. The descriptor is of this group alone and older than its first byte: an error since then is told
    /// once to each descriptor, and another group must not be the one that hears of ours.
    AllAtOnce(OwnedFd),
}

impl Durable {
    pub(super) fn of(folder: &Folder, items: usize) -> Self {
        let is_whole =
            |about: rustix::fs::StatFs| u64::try_from(about.f_type).is_ok_and(|kind| WHOLE.contains(&kind));
        if items < 2 || !*TELLS || !rustix::fs::fstatfs(&folder.root).is_ok_and(is_whole) {
            return Self::Singly;
        }
        open_folder(&folder.root, ".").map_or(Self::Singly, Self::AllAtOnce)
    }

    /// `None`: that is not the way here.
    pub(super) fn all_at_once(&self) -> Option<Result<(), Errno>> {
        match self {
            Self::Singly => None,
            Self::AllAtOnce(root) => Some(rustix::fs::syncfs(root)),
        }
    }
}

/// Whether `syncfs` tells errors of what was written (Linux 5.8) and of the commit (5.17).
static TELLS: LazyLock<bool> = LazyLock::new(|| {
    std::fs::read_to_string("/proc/sys/kernel/osrelease").is_ok_and(|release| is_at_least(&release, (5, 17)))
});

fn is_at_least(release: &str, least: (u32, u32)) -> bool {
    let mut numbers = release.split(|letter: char| !letter.is_ascii_digit()).map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= least,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_that_does_not_say_how_old_it_is_is_old() {
        assert!(is_at_least("6.18.44-fc-v657", (5, 17)));
        assert!(is_at_least("5.17.0", (5, 17)));
        assert!(!is_at_least("5.10.0-28-amd64", (5, 17)));
        assert!(!is_at_least("", (5, 17)));
        assert!(!is_at_least("unknown", (5, 17)));
    }
}
