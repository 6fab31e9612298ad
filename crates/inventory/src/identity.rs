//! Whether a folder is still the place it was: an unmounted share leaves an empty folder behind.

use serde::{Deserialize, Serialize};

/// What a place was when it was first seen. Keep it with the baseline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Identity {
    /// A folder.
    Folder {
        /// Number of its root within its file system. An NFS server keeps it over restarts of either side.
        inode: u64,
        /// Number of the device, or one made up at mounting (major number 0), which the next mounting makes up anew.
        device: u64,
        /// Kind of file system, as `statfs` gives it.
        kind: u64,
        /// Identity of the file system, where it has one; 0 where not.
        file_system: u64,
    },
    /// A bucket: its name and endpoint say where it is, and nothing says that it is the same one.
    Bucket,
}

/// How two identities relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    /// The same place.
    Same,
    /// By all that lasts the same place, mounted anew or after a restart: the number of the device is another one.
    Remounted,
    /// Another place. What is listed there says nothing about what was lost.
    Other,
}

/// File systems whose identity lies on the disk and moves with it: ext2 to ext4, Btrfs, XFS not among them (its
/// identity is the number of the device), ZFS, F2FS. From `linux/magic.h`, and from `OpenZFS`.
const LASTING: [u64; 4] = [0xef53, 0x9123_683e, 0x2fc1_2fc1, 0xf2f5_2010];

impl Identity {
    /// Whether inode and device are these: then it is the same place, whatever else.
    pub(crate) fn is_of(&self, inode_now: u64, device_now: u64) -> bool {
        matches!(self, Self::Folder { inode, device, .. } if *inode == inode_now && *device == device_now)
    }

    /// Whether what is there `now` is what was there when this identity was taken.
    pub fn compare(&self, now: &Self) -> Sameness {
        let (
            Self::Folder { inode, device, kind, file_system },
            Self::Folder {
                inode: inode_now,
                device: device_now,
                kind: kind_now,
                file_system: file_system_now,
            },
        ) = (self, now)
        else {
            return if self == now { Sameness::Same } else { Sameness::Other };
        };
        if inode != inode_now || kind != kind_now {
            return Sameness::Other;
        }
        if LASTING.contains(kind) && file_system != file_system_now {
            return Sameness::Other;
        }
        if device == device_now { Sameness::Same } else { Sameness::Remounted }
    }
}
