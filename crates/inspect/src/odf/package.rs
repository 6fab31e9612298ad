//! An OpenDocument package (ODF 1.3 part 2): which parts there are, in which order they are read, and whether each of
//! them is accounted for.

use super::desk::Desk;
use super::document::{self, Document};
use super::entry;
use super::manifest::Manifest;
use super::references::References;
use crate::container::zip::ZipFile;
use crate::container::zip_gaps;
use crate::format::FileContext;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::{Channel, Content, FileTail, Hiding, Reason, Scribe, Spot};
use std::collections::HashSet;

/// How a part was accounted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Account {
    Open,
    /// By a reader that knows it.
    Read,
    /// For its text only.
    Swept,
    /// Not understood; it stands under "unaccounted".
    Lost,
}

/// An open package.
pub(crate) struct Package<'z> {
    pub(crate) zip: ZipFile<'z>,
    pub(crate) manifest: Manifest,
    pub(crate) references: References,
    pub(crate) file: u32,
    accounts: Vec<Account>,
    /// Folders with documents inside the document, each with a slash at its end.
    folders: Vec<String>,
}

/// The parts of a document, in the order in which they explain one another.
const DOCUMENT_PARTS: [&str; 4] = ["styles.xml", "content.xml", "meta.xml", "settings.xml"];

/// Reads the whole package.
pub(crate) fn read(context: &FileContext<'_>, zip: ZipFile<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    let mut package = Package {
        accounts: vec![Account::Open; zip.entries.len()],
        zip,
        manifest: Manifest::default(),
        references: References::default(),
        file: context.file,
        folders: Vec::new(),
    };
    zip_gaps::report(&package.zip, package.file, scribe)?;
    package.list(scribe)?;
    package.refuse_locked(scribe)?;
    package.whole_document(scribe)?;
    for folder in package.folders.clone() {
        package.inner_document(&folder, scribe)?;
    }
    for index in 0..package.accounts.len() {
        if package.accounts[index] == Account::Open {
            package.entry(index, scribe)?;
        }
    }
    package.tell_missing(scribe)?;
    Ok(package.tail())
}

impl Package<'_> {
    /// Reads the list of parts, and finds the documents inside the document.
    fn list(&mut self, scribe: &mut Scribe<'_>) -> Read {
        if let Some(index) = self.zip.find("META-INF/manifest.xml") {
            let name = self.zip.entries[index].name.clone();
            let mut parts = LazyParts::new(self.file, &name, "");
            let result = self
                .zip
                .whole(index, scribe.budget())
                .and_then(|bytes| Manifest::read(&bytes, &mut parts, scribe))
                .map(|manifest| self.manifest = manifest);
            parts.close(scribe)?;
            self.settle(index, Account::Read, true, result, scribe)?;
        }
        let folder = |key: &str| {
            key.strip_suffix("content.xml").filter(|folder| folder.ends_with('/')).map(str::to_owned)
        };
        let mut folders: Vec<String> =
            self.zip.entries.iter().filter_map(|entry| folder(&entry.key)).collect();
        folders.extend(self.manifest.documents());
        folders.sort();
        folders.dedup();
        folders.retain(|folder| self.zip.find(&format!("{folder}content.xml")).is_some());
        self.folders = folders;
        Ok(())
    }

    /// Names of parts that are not there, where they read like words: no program looks at them.
    fn tell_missing(&self, scribe: &mut Scribe<'_>) -> Read {
        let named =
            [("META-INF/manifest.xml", &*self.manifest.worded), ("content.xml", self.references.worded())];
        if named.iter().all(|(_, names)| names.is_empty()) {
            return Ok(());
        }
        let mut there = HashSet::new();
        for entry in &self.zip.entries {
            let folders = entry.key.match_indices('/').map(|(at, _)| &entry.key[..at]);
            there.extend(folders.chain([entry.key.as_str()]));
        }
        for (path, names) in named {
            let mut parts = LazyParts::new(self.file, path, "");
            for (_, name) in names.iter().filter(|(key, _)| !there.contains(key.trim_end_matches('/'))) {
                parts.say(Channel::OtherText, "name of a part that is not there", "", name, scribe)?;
            }
            parts.close(scribe)?;
        }
        Ok(())
    }

    fn refuse_locked(&self, scribe: &mut Scribe<'_>) -> Read {
        let Some(name) = self.manifest.encrypted.first() else { return Ok(()) };
        scribe.note(self.file, &Spot::new(Channel::Encryption, name), "", "")?;
        Err(Stop::File(Reason::Encrypted, format!("entry {name}")))
    }

    /// Reads the document that the file is.
    fn whole_document(&mut self, scribe: &mut Scribe<'_>) -> Read {
        if self.zip.find("content.xml").is_none() {
            return Err(Stop::damaged("content.xml is missing"));
        }
        let place = Place { file: self.file, parent: None, hiding: Hiding::empty(), owner: "" };
        let document = self.document("", place, scribe)?;
        match document.body.as_deref() {
            None | Some("spreadsheet") => Ok(()),
            Some(_) => {
                Err(Stop::File(Reason::NotSpreadsheet, "an OpenDocument file of another kind".to_owned()))
            }
        }
    }

    /// Reads a document in a folder of the package: a chart, or an object of another kind.
    fn inner_document(&mut self, folder: &str, scribe: &mut Scribe<'_>) -> Read {
        if folder.matches('/').count() as u64 > u64::from(scribe.budget().limits().nesting) {
            return Err(Stop::File(Reason::TooDeep, String::new()));
        }
        let content = self.zip.find(&format!("{folder}content.xml"));
        let path = content
            .and_then(|index| self.zip.entries[index].name.strip_suffix("content.xml"))
            .unwrap_or(folder);
        let (path, name) = (path.to_owned(), path.trim_end_matches('/').to_owned());
        let hiding = if self.references.has(folder) { Hiding::empty() } else { Hiding::ORPHAN };
        if !hiding.is_empty() {
            scribe.note(self.file, &Spot::new(Channel::OrphanPart, &path).hidden(hiding), "", "")?;
        }
        let kind = self.manifest.kind(folder).unwrap_or_default();
        let kind =
            kind.trim_start_matches("application/vnd.oasis.opendocument.").trim_end_matches("-template");
        match kind {
            "chart" => {
                let owner = format!("chart '{name}'");
                let place = Place { file: self.file, parent: None, hiding, owner: &owner };
                self.document(folder, place, scribe).map(drop)
            }
            "text" | "presentation" | "graphics" | "drawing" | "formula" | "image" | "database" => {
                let human = format!("embedded {kind} '{name}'");
                let spot = Spot::new(Channel::EmbeddedObject, &path).human(&human).hidden(hiding);
                let part = scribe.note(self.file, &spot, "", "")?;
                let place = Place { file: self.file, parent: Some(part), hiding, owner: &human };
                self.document(folder, place, scribe).map(drop)
            }
            _ => {
                let human = format!("embedded spreadsheet '{name}'");
                let spot = Spot::new(Channel::EmbeddedObject, &path).human(&human).hidden(hiding);
                let part = scribe.open(self.file, Content::File, &spot)?;
                let inside = |entry: &&crate::container::zip::Entry| entry.key.starts_with(folder);
                let bytes = self.zip.entries.iter().filter(inside).map(|entry| entry.promise.unpacked).sum();
                let file = scribe.file(Some(part), "ods", &name, bytes, None)?;
                let place = Place { file, parent: None, hiding: Hiding::empty(), owner: "" };
                let result = self.document(folder, place, scribe);
                scribe.file_end(FileTail { file, ..FileTail::default() })?;
                scribe.close(part)?;
                result.map(drop)
            }
        }
    }

    /// Reads the parts that make up one document.
    fn document(&mut self, folder: &str, place: Place<'_>, scribe: &mut Scribe<'_>) -> Read<Document> {
        let mut document = Document::default();
        for name in DOCUMENT_PARTS {
            let Some(index) = self.zip.find(&format!("{folder}{name}")) else { continue };
            document.is_for_pages = name == "styles.xml";
            let path = self.zip.entries[index].name.clone();
            let mut desk = Desk {
                scribe: &mut *scribe,
                file: place.file,
                path: &path,
                parent: place.parent,
                hiding: place.hiding,
                owner: place.owner,
                references: &mut self.references,
            };
            let budget = desk.scribe.budget();
            let result = if self.zip.entries[index].promise.unpacked == 0 {
                Ok(())
            } else {
                self.zip
                    .unpack(index, budget)
                    .and_then(|mut part| document::read(&mut part, &mut document, &mut desk))
            };
            self.settle(index, Account::Read, folder.is_empty(), result, scribe)?;
        }
        Ok(document)
    }

    /// Reads a part that belongs to no document's text.
    fn entry(&mut self, index: usize, scribe: &mut Scribe<'_>) -> Read {
        if self.zip.entries[index].directory {
            self.accounts[index] = Account::Read;
            return Ok(());
        }
        let mut account = Account::Read;
        let result = entry::read(self, index, &mut account, scribe);
        self.settle(index, account, false, result, scribe)
    }

    /// The name of a part inside the innermost document that it belongs to.
    pub(crate) fn local_name<'n>(&self, name: &'n str) -> &'n str {
        let key = crate::container::zip::key_of(name);
        let folder =
            self.folders.iter().filter(|folder| key.starts_with(folder.as_str())).map(String::len).max();
        name.get(folder.unwrap_or(0)..).unwrap_or(name)
    }

    /// Notes how a part was accounted for; one that makes no sense is told, and the others are read on.
    fn settle(
        &mut self,
        index: usize,
        account: Account,
        bears_on_cells: bool,
        result: Read,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        match result {
            Ok(()) => {
                self.accounts[index] = account;
                Ok(())
            }
            Err(Stop::Part(why)) => {
                self.accounts[index] = Account::Lost;
                let name = &self.zip.entries[index].name;
                if bears_on_cells {
                    scribe.unaccounted(self.file, name, (0, 0), &why)
                } else {
                    scribe.unaccounted_beside(self.file, name, (0, 0), &why)
                }
            }
            Err(stop) => Err(stop),
        }
    }

    fn tail(&self) -> FileTail {
        let count = |account| self.accounts.iter().filter(|state| **state == account).count() as u64;
        FileTail {
            file: self.file,
            pieces: self.accounts.len() as u64,
            read: count(Account::Read),
            swept: count(Account::Swept),
        }
    }
}

/// Where what a document holds is told.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: u32,
    parent: Option<u32>,
    hiding: Hiding,
    owner: &'a str,
}
