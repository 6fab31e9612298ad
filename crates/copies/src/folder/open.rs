//! A folder is set up, and opened.

use super::Folder;
use super::files::Naming;
use crate::error::CopyError;
use crate::id::{ReplicaId, fresh};
use crate::naming::{DESTROYING, IDENTITY, INCOMING};
use rustix::fs::{Mode, OFlags};
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, OnceLock};

/// Bits of [`Folder::settled`]: one for each `ab/cd`, one for each `ab`.
const FOLDERS: usize = 65_536 + 256;

impl Folder {
    /// Makes the folder and what is above it, for its owner only. The identity comes last: a folder with one is whole.
    pub(crate) fn create(name: &str, path: &Path) -> Result<Self, CopyError> {
        let failed = |source| CopyError::folder(name, "setting it up", source);
        make(path).map_err(failed)?;
        for inner in [INCOMING, DESTROYING] {
            match fs::DirBuilder::new().mode(0o700).create(path.join(inner)) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(failed(error)),
                _ => {}
            }
        }
        let folder = Self::at(name, path)?;
        let mut identity = folder.unfinished()?;
        writeln!(identity.file, "{}", ReplicaId::fresh()?).map_err(failed)?;
        identity.file.sync_all().map_err(failed)?;
        if folder.name(&mut identity, &folder.root, IDENTITY)? == Naming::Taken {
            return Err(CopyError::Unusable {
                name: name.to_owned(),
                what: "it is set up already. Open it instead".into(),
            });
        }
        sync(path).map_err(failed)?;
        Ok(folder)
    }

    pub(crate) fn open(name: &str, path: &Path) -> Result<Self, CopyError> {
        identity(name, path)?;
        Self::at(name, path)
    }

    fn at(name: &str, path: &Path) -> Result<Self, CopyError> {
        let failed = |source: rustix::io::Errno| CopyError::folder(name, "opening it", source.into());
        let open = |path: &Path| rustix::fs::open(path, OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty());
        Ok(Self {
            name: name.to_owned(),
            path: path.to_owned(),
            root: open(path).map_err(failed)?,
            incoming: Arc::new(open(&path.join(INCOMING)).map_err(failed)?),
            begun: (fresh()?, AtomicU64::new(0)),
            links_nameless: OnceLock::new(),
            destroying: open(&path.join(DESTROYING)).map_err(failed)?,
            settled: Mutex::new(vec![0; FOLDERS.div_ceil(64)]),
        })
    }
}

/// What `replica-id` says.
pub(super) fn identity(name: &str, path: &Path) -> Result<ReplicaId, CopyError> {
    match fs::read_to_string(path.join(IDENTITY)) {
        Ok(text) => text.trim_end().parse().map_err(|_| CopyError::Unusable {
            name: name.to_owned(),
            what: "its file replica-id is damaged. Put it back from the record, which knows the identity"
                .into(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(CopyError::NoReplica { name: name.to_owned() })
        }
        Err(error) => Err(CopyError::folder(name, "reading its identity", error)),
    }
}

/// Makes a folder, and each one above it that is not there; the folder above each is on the disk afterwards.
fn make(path: &Path) -> io::Result<()> {
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let above = path.parent().ok_or(error)?;
            make(above)?;
            return make(path);
        }
        Err(error) => return Err(error),
    }
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    sync(above.unwrap_or(Path::new(".")))
}

fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}
