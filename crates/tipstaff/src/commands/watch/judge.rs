//! One file: certified, checked, and moved to where it belongs.

use super::arrival::is_being_written;
use super::folders::{Folder, Folders, Renamed, rename};
use super::names::candidates;
use super::report::Report;
use crate::commands::certificate::digest;
use crate::commands::workshop::Workshop;
use crate::exit::Failure;
use crate::open;
use gate::{Checked, Verdict};
use record::Record;
use release::{Answer, Door};
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Where a file is, and why.
pub struct Judged {
    /// `out` or `held`.
    pub folder: &'static str,
    /// Its name there.
    pub name: OsString,
    /// What the check says.
    pub verdict: Verdict,
    /// Whether it went out because of a certificate.
    pub is_certified: bool,
    /// In a few words.
    pub why: String,
}

/// What files are judged with.
pub struct Judge<'j> {
    /// Where they lie.
    pub folders: &'j Folders,
    /// What they are checked with.
    pub workshop: &'j Workshop,
    /// The record whose certificates count.
    pub record: Option<&'j Record>,
}

impl Judge<'_> {
    /// Judges what lies in `work` under this name.
    pub async fn judge(&self, name: &OsStr) -> Result<Judged, Failure> {
        let work = self.folders.work();
        let path = work.path_of(name);
        if self.is_certified(&path, name).await? {
            let name = put(work, name, self.folders.out())?;
            let why = "certified".to_owned();
            return Ok(Judged { folder: "out", name, verdict: Verdict::Clear, is_certified: true, why });
        }
        let mut checked = match self.in_the_way(name) {
            Some(what) => self.unchecked(&path, what),
            None => tokio::task::block_in_place(|| self.workshop.checker().check(&path)),
        };
        if let (Verdict::Clear, Some(what)) = (checked.verdict, self.in_the_way(name)) {
            checked = self.unchecked(&path, what);
        }
        checked.path = name.into();
        if checked.verdict == Verdict::Clear {
            let name = put(work, name, self.folders.out())?;
            let why = "clear".to_owned();
            return Ok(Judged { folder: "out", name, verdict: Verdict::Clear, is_certified: false, why });
        }
        let verdict = checked.verdict;
        let name = Report::of(&checked)?.put_beside(self.folders, name)?;
        let why =
            format!("{verdict}, see {}.report.txt", crate::commands::say::plain(&name.to_string_lossy()));
        Ok(Judged { folder: "held", name, verdict, is_certified: false, why })
    }

    /// Whether the record has a certificate of exactly these bytes, good now. What stands in the way of a check stands in the
    /// way of a certificate too. A record that cannot answer says no.
    async fn is_certified(&self, path: &Path, name: &OsStr) -> Result<bool, Failure> {
        let Some(record) = self.record else { return Ok(false) };
        if self.in_the_way(name).is_some() {
            return Ok(false);
        }
        let Ok(sha256) = digest::of(path) else { return Ok(false) };
        let answer = Door::of(record).ask(&sha256, open::now()).await?;
        let same = digest::of(path).is_ok_and(|after| after == sha256);
        Ok(matches!(answer, Answer::Certified { .. }) && same && self.in_the_way(name).is_none())
    }

    fn unchecked(&self, path: &Path, what: &'static str) -> Checked {
        self.workshop.checker().unreadable(path, &io::Error::other(what))
    }

    /// Why these bytes could be other ones by the time they leave, or be no bytes at all.
    fn in_the_way(&self, name: &OsStr) -> Option<&'static str> {
        let Some(about) = self.folders.work().about(name) else { return Some("it is gone") };
        if about.is_symlink() {
            Some("it is a link, and links are not followed here")
        } else if !about.is_file() {
            Some("it is a folder, a pipe, a device or the like, and no file")
        } else if about.nlink() > 1 {
            Some("it has another name elsewhere, by which it could be changed. Put a copy here")
        } else if is_being_written(&about) {
            Some("somebody still has it open for writing. Close it, and put it here again")
        } else {
            None
        }
    }
}

/// Moves a file under the first name that is free; gives the name.
pub fn put(from: &Folder, name: &OsStr, to: &Folder) -> Result<OsString, Failure> {
    for candidate in candidates(name) {
        match rename(from, name, to, &candidate)? {
            Renamed::Done => return Ok(candidate),
            Renamed::Taken => {}
            Renamed::Gone => break,
        }
    }
    Err(Failure::at(
        &from.path_of(name),
        &"it went away while it was checked",
        "Nobody but Tipstaff may work in this folder",
    ))
}
