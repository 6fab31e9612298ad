//! The list of a package's parts: `META-INF/manifest.xml` (ODF 1.3 part 2, 4).

use crate::Scribe;
use crate::container::zip::key_of;
use crate::lazy::LazyParts;
use crate::stop::Read;
use crate::xml::picks::{PickState, Picker, reads_like_words};
use crate::xml::{Element, Path, Visitor, walk};
use std::collections::HashMap;

/// What the list says.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    /// Media types by the key of the part; folders end in a slash, the package itself is "/".
    kinds: HashMap<String, String>,
    /// Names that read like words, with their keys: there may be no such part.
    pub(crate) worded: Vec<(String, String)>,
    /// Parts that are locked with a password.
    pub(crate) encrypted: Vec<String>,
}

impl Manifest {
    /// Reads the list.
    pub(crate) fn read(bytes: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read<Self> {
        let budget = scribe.budget();
        let mut state = PickState::default();
        let picker = Picker { state: &mut state, table: &super::tables::BOOKKEEPING, parts, scribe };
        let mut reader = Reader { picker, manifest: Self::default(), last: String::new() };
        walk(bytes, budget, &mut reader)?;
        Ok(reader.manifest)
    }

    /// Media type of a part or, with a slash at its end, of a folder.
    pub(crate) fn kind(&self, name: &str) -> Option<&str> {
        let key = if name == "/" { name.to_owned() } else { key_of(name) };
        self.kinds.get(&key).map(String::as_str)
    }

    /// Folders that are documents of their own, outermost first.
    pub(crate) fn documents(&self) -> Vec<String> {
        let is_document = |(name, kind): &(&String, &String)| {
            name.len() > 1 && name.ends_with('/') && kind.starts_with("application/vnd.oasis.opendocument.")
        };
        let mut folders: Vec<String> =
            self.kinds.iter().filter(is_document).map(|(name, _)| name.clone()).collect();
        folders.sort();
        folders
    }
}

struct Reader<'a, 's> {
    picker: Picker<'a, 's>,
    manifest: Manifest,
    /// The part that the open entry names.
    last: String,
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        match element.name() {
            "file-entry" => {
                let name = element.attribute("full-path").unwrap_or_default().into_owned();
                let kind = element.attribute("media-type").unwrap_or_default().into_owned();
                let key = if name == "/" { name.clone() } else { key_of(&name) };
                if reads_like_words(&name) {
                    self.manifest.worded.push((key.clone(), name.clone()));
                }
                self.manifest.kinds.insert(key, kind);
                self.last = name;
            }
            "encryption-data" => self.manifest.encrypted.push(self.last.clone()),
            _ => {}
        }
        self.picker.start(element, path)
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        self.picker.text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        self.picker.end(path)
    }
}
