//! A group of items, put into a folder.
//!
//! All files are written, then the disk is waited for. Then names of objects, then the disk again, then names of manifests
//! and the disk again, so that what has a manifest on the disk has its object there. How it is waited for: see `durable`.
//! Descriptors of folders are held from before the naming until after the sync: the system may forget an error of a folder
//! that nobody has open (Tessera, `storage/posix/file_ops.go`).

use super::durable::Durable;
use super::files::{Naming, Unfinished};
use super::{Folder, files, list};
use crate::error::CopyError;
use crate::id::{Blake3, ItemId};
use crate::manifest::ItemManifest;
use crate::naming;
use crate::place::{Body, Prepared, ReadFrom};
use crate::seal::Seal;
use rustix::fd::OwnedFd;
use rustix::io::Errno;
use std::collections::BTreeMap;
use std::io::Write;

/// An item half-way.
struct Work<'i> {
    about: &'i ItemManifest,
    sealed: &'i [u8],
    object: Unfinished,
    manifest: Unfinished,
    leaf: OwnedFd,
    /// What the manifest in the replica is, if not `sealed`: the seal differs each time, what is in it does not.
    other: Option<Vec<u8>>,
}

type Outcome<'i> = Result<Work<'i>, CopyError>;

pub(super) fn put(folder: &Folder, group: Vec<Prepared<'_>>, seal: &dyn Seal) -> Vec<Result<(), CopyError>> {
    let durable = Durable::of(folder, group.len());
    let mut work: Vec<Outcome<'_>> = group.into_iter().map(|one| write(folder, one, &durable)).collect();
    durable.wait(folder, &mut work, |work| each(work, |one| sync_files(folder, one)));
    each(&mut work, |one| name_object(folder, one));
    durable.wait(folder, &mut work, |work| sync_leaves(folder, work));
    each(&mut work, |one| name_manifest(folder, one, seal));
    durable.wait(folder, &mut work, |work| {
        sync_leaves(folder, work);
        sync_incoming(folder, work);
    });
    refuse_what_is_being_destroyed(folder, &mut work);
    each(&mut work, |one| read_back(folder, one));
    work.into_iter().map(|one| one.map(drop)).collect()
}

impl Durable {
    /// Waits until all that was done for the group is on the disk: `singly`, or all at once, and then an error is everybody's.
    fn wait(&self, folder: &Folder, work: &mut [Outcome<'_>], singly: impl FnOnce(&mut [Outcome<'_>])) {
        match self.all_at_once() {
            None => singly(work),
            Some(Ok(())) => {}
            Some(Err(error)) => fail_all(folder, work, error),
        }
    }
}

/// An error is told once; whoever shares it shares the doubt.
fn fail_all(folder: &Folder, work: &mut [Outcome<'_>], error: Errno) {
    let mut told = Some(folder.errno("waiting for the disk")(error));
    for one in work.iter_mut().filter(|one| one.is_ok()) {
        let again = || CopyError::GivenUp { name: folder.name.clone() };
        *one = Err(told.take().unwrap_or_else(again));
    }
}

/// Does it to each that has not failed; what failed stays as it failed.
fn each<'i>(work: &mut [Outcome<'i>], mut step: impl FnMut(&mut Work<'i>) -> Result<(), CopyError>) {
    for one in work {
        if let Ok(going) = one
            && let Err(error) = step(going)
        {
            *one = Err(error);
        }
    }
}

fn write<'i>(folder: &Folder, one: Prepared<'i>, durable: &Durable) -> Outcome<'i> {
    let writing = folder.failed("writing an item");
    let leaf = folder.made_leaf(&one.manifest.blake3)?;
    let begin = || match durable {
        Durable::Singly => folder.unfinished(),
        Durable::AllAtOnce(_) => folder.nameless(&leaf),
    };
    let object = match one.body {
        Body::Written(file) => file,
        Body::Small(bytes) => {
            let mut made = begin()?;
            made.file.write_all(bytes).map_err(&writing)?;
            made
        }
        Body::File(file) => {
            let mut made = begin()?;
            let mut from = crate::spool::Whole::start(&file);
            std::io::copy(&mut from, &mut made.file).map_err(&writing)?;
            made
        }
    };
    let mut manifest = begin()?;
    manifest.file.write_all(one.sealed).map_err(&writing)?;
    if matches!(durable, Durable::Singly) {
        files::begin_writing(&object.file);
        files::begin_writing(&manifest.file);
    }
    Ok(Work { about: one.manifest, sealed: one.sealed, object, manifest, leaf, other: None })
}

fn sync_files(folder: &Folder, one: &mut Work<'_>) -> Result<(), CopyError> {
    one.object.file.sync_all().map_err(folder.failed("waiting for the disk"))?;
    one.manifest.file.sync_all().map_err(folder.failed("waiting for the disk"))?;
    folder.settle(&one.about.blake3)
}

fn name_object(folder: &Folder, one: &mut Work<'_>) -> Result<(), CopyError> {
    let blake3 = &one.about.blake3;
    if folder.name(&mut one.object, &one.leaf, &naming::object(blake3))? == Naming::Given {
        return Ok(());
    }
    // Whoever put it there may have been killed before the disk had it. It is read before anything is built upon it, and
    // once more at the end.
    let name = naming::object(blake3);
    folder
        .open_file(&one.leaf, &name, "object")?
        .sync_all()
        .map_err(folder.failed("waiting for the disk"))?;
    let there = folder.object_at(&one.leaf, &name, ReadFrom::Disk)?;
    let found = files::blake3(there).map_err(folder.failed("reading an object"))?;
    compare(folder, one.about, found)
}

fn name_manifest(folder: &Folder, one: &mut Work<'_>, seal: &dyn Seal) -> Result<(), CopyError> {
    let (blake3, item) = (&one.about.blake3, &one.about.item);
    let name = naming::manifest(blake3, item);
    if folder.name(&mut one.manifest, &one.leaf, &name)? == Naming::Given {
        return Ok(());
    }
    folder
        .open_file(&one.leaf, &name, "manifest")?
        .sync_all()
        .map_err(folder.failed("waiting for the disk"))?;
    let there = folder.read_manifest(&one.leaf, &name)?;
    match ItemManifest::open(&there, blake3, item, seal) {
        Ok(says) if says == *one.about => {
            one.other = Some(there);
            Ok(())
        }
        _ => Err(CopyError::OtherManifest { name: folder.name.clone(), item: *item }),
    }
}

/// Each folder once, however many items lie in it.
fn sync_leaves(folder: &Folder, work: &mut [Outcome<'_>]) {
    let mut done: BTreeMap<[u8; 2], bool> = BTreeMap::new();
    for one in work {
        let Ok(going) = one else { continue };
        let blake3 = going.about.blake3.0;
        let leaf = [blake3[0], blake3[1]];
        match done.get(&leaf) {
            Some(true) => {}
            // The error of a folder is told once; whoever shares the folder shares the doubt.
            Some(false) => *one = Err(CopyError::GivenUp { name: folder.name.clone() }),
            None => {
                let synced = rustix::fs::fsync(&going.leaf).map_err(folder.errno("waiting for the disk"));
                done.insert(leaf, synced.is_ok());
                if let Err(error) = synced {
                    *one = Err(error);
                }
            }
        }
    }
}

/// That the old names are gone is waited for, too. A file system without a journal could come back from a power cut with
/// both names and a count of one: whoever swept the old name would take the item with it.
fn sync_incoming(folder: &Folder, work: &mut [Outcome<'_>]) {
    if work.iter().any(Result::is_ok)
        && let Err(error) = rustix::fs::fsync(&*folder.incoming)
    {
        fail_all(folder, work, error);
    }
}

/// After the manifests have their names, and before the reading: see `proof` for why in this order.
fn refuse_what_is_being_destroyed(folder: &Folder, work: &mut [Outcome<'_>]) {
    let marks: Result<Vec<(Blake3, ItemId)>, CopyError> = list::marks(folder);
    for one in work {
        let Ok(going) = one else { continue };
        match &marks {
            Ok(marks) if marks.iter().all(|(blake3, _)| *blake3 != going.about.blake3) => {}
            Ok(_) => *one = Err(CopyError::BeingDestroyed { name: folder.name.clone() }),
            Err(_) => *one = Err(CopyError::GivenUp { name: folder.name.clone() }),
        }
    }
}

fn read_back(folder: &Folder, one: &mut Work<'_>) -> Result<(), CopyError> {
    let (blake3, item) = (&one.about.blake3, &one.about.item);
    let there = folder.object_at(&one.leaf, &naming::object(blake3), ReadFrom::Disk)?;
    let found = files::blake3(there).map_err(folder.failed("reading an object"))?;
    compare(folder, one.about, found)?;
    let manifest = folder.read_manifest(&one.leaf, &naming::manifest(blake3, item))?;
    if manifest == one.other.as_deref().unwrap_or(one.sealed) {
        Ok(())
    } else {
        Err(CopyError::OtherManifest { name: folder.name.clone(), item: *item })
    }
}

fn compare(folder: &Folder, about: &ItemManifest, found: (Blake3, u64)) -> Result<(), CopyError> {
    if found == (about.blake3, about.size) {
        Ok(())
    } else {
        Err(CopyError::Corrupt { name: folder.name.clone(), blake3: about.blake3 })
    }
}
