//! The report beside a file that is held, for people and for programs. It is there before the file is: whoever finds a
//! held file finds why.

use super::folders::{DRAFT, Folder, Folders, Renamed, rename};
use super::names::{candidates, with_ending};
use crate::exit::Failure;
use gate::Checked;
use gate::report::{json, text};
use std::ffi::{OsStr, OsString};
use std::io::Write;

/// Endings of the two reports.
const TEXT: &str = ".report.txt";
const JSON: &str = ".report.json";

/// The report of a file, as text and as JSON. Values are masked.
pub struct Report {
    text: String,
    json: String,
}

impl Report {
    /// The report of what was checked.
    pub fn of(checked: &Checked) -> Result<Self, Failure> {
        let mut words = String::new();
        let options = text::TextOptions { show_samples: false, colour: false, verbose: true, width: 100 };
        text::write(checked, options, &mut words)?;
        let document = json::document(std::slice::from_ref(checked), false);
        let json = json::pretty(&document).map_err(std::io::Error::from)?;
        Ok(Self { text: words, json: format!("{json}\n") })
    }

    /// Puts the reports into `held`, then the file beside them; gives the name of the file. A watch that ended in between
    /// left the same reports without their file: they are taken, not numbered.
    pub fn put_beside(&self, folders: &Folders, name: &OsStr) -> Result<OsString, Failure> {
        let held = folders.held();
        for candidate in candidates(name) {
            let pair =
                [(with_ending(&candidate, TEXT), &self.text), (with_ending(&candidate, JSON), &self.json)];
            let is_free = held.about(&candidate).is_none()
                && pair.iter().all(|(name, words)| held.about(name).is_none() || is_same(held, name, words));
            if !is_free {
                continue;
            }
            for (name, words) in &pair {
                if held.about(name).is_none() {
                    write(held, name, words)?;
                }
            }
            held.sync()?;
            if rename(folders.work(), name, held, &candidate)? == Renamed::Done {
                return Ok(candidate);
            }
        }
        Err(Failure::at(&folders.work().path_of(name), &"it went away while it was checked", "Look for it"))
    }
}

/// Whether a file holds exactly these words.
fn is_same(folder: &Folder, name: &OsStr, words: &str) -> bool {
    folder.about(name).is_some_and(|about| about.is_file() && about.len() == words.len() as u64)
        && std::fs::read(folder.path_of(name)).is_ok_and(|bytes| bytes == words.as_bytes())
}

/// Writes a report whole, or not at all, and never over something.
fn write(folder: &Folder, name: &OsStr, words: &str) -> Result<(), Failure> {
    let path = folder.path_of(name);
    let failed = |error: &std::io::Error| {
        Failure::io(&path, error, "Check that there is room; the file stays in work until then")
    };
    let place = path.parent().unwrap_or(std::path::Path::new("."));
    let mut draft =
        tempfile::Builder::new().prefix(DRAFT).tempfile_in(place).map_err(|error| failed(&error))?;
    draft
        .write_all(words.as_bytes())
        .and_then(|()| draft.as_file().sync_all())
        .map_err(|error| failed(&error))?;
    draft.persist_noclobber(&path).map_err(|error| failed(&error.error))?;
    Ok(())
}
