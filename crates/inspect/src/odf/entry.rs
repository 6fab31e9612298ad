//! Parts of a package besides the document's own: pictures, previews, macros, earlier versions, signatures, and what
//! nobody knows.

use super::binary;
use super::desk::Desk;
use super::package::{Account, Package};
use super::tables;
use crate::container::ole;
use crate::lazy::LazyParts;
use crate::signature;
use crate::stop::{Read, Stop};
use crate::text::{encoding, sweep};
use crate::xml::picks::{self, Table};
use crate::{Channel, Content, Hiding, Scribe, Spot, foreign, media, open};
use std::io::Read as _;

/// What is known of a part by its name or its media type.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Known,
    Table(&'static Table),
    Signature,
    Media(Channel),
    Macro,
    Object,
    Version,
    Unknown,
}

/// Kinds by the beginning of the name inside the document; case does not matter.
const BY_NAME: &[(&str, Kind)] = &[
    ("mimetype", Kind::Known),
    ("manifest.rdf", Kind::Table(&tables::BOOKKEEPING)),
    ("meta-inf/documentsignatures.xml", Kind::Signature),
    ("meta-inf/macrosignatures.xml", Kind::Signature),
    ("meta-inf/packagesignatures.xml", Kind::Signature),
    ("thumbnails/", Kind::Media(Channel::Thumbnail)),
    ("pictures/", Kind::Media(Channel::Media)),
    ("media/", Kind::Media(Channel::Media)),
    ("objectreplacements/", Kind::Media(Channel::Media)),
    ("configurations2/images/", Kind::Media(Channel::Media)),
    ("basic/", Kind::Macro),
    ("dialogs/", Kind::Macro),
    ("scripts/", Kind::Macro),
    ("versions/", Kind::Version),
    ("versionlist.xml", Kind::Table(&tables::VERSIONS)),
];

fn kind_of(package: &Package<'_>, index: usize) -> Kind {
    let entry = &package.zip.entries[index];
    let local = package.local_name(&entry.name).to_lowercase();
    if let Some((_, kind)) = BY_NAME.iter().find(|(name, _)| local.starts_with(name)) {
        return *kind;
    }
    match package.manifest.kind(&entry.name).unwrap_or_default() {
        "application/vnd.sun.star.oleobject" => Kind::Object,
        kind if kind.starts_with("image/") => Kind::Media(Channel::Media),
        _ => Kind::Unknown,
    }
}

/// Reads the part `index`.
pub(crate) fn read(
    package: &mut Package<'_>,
    index: usize,
    account: &mut Account,
    scribe: &mut Scribe<'_>,
) -> Read {
    let path = package.zip.entries[index].name.clone();
    let budget = scribe.budget();
    if package.zip.entries[index].promise.unpacked == 0 {
        // Reading it compares size and checksum with what the directory says.
        return package.zip.whole(index, budget).map(drop);
    }
    let kind = kind_of(package, index);
    let hiding = orphan(package, &path, kind);
    if !hiding.is_empty() {
        scribe.note(package.file, &Spot::new(Channel::OrphanPart, &path).hidden(hiding), "", "")?;
    }
    let file = package.file;
    let mut parts = LazyParts::new(file, &path, "").hidden(hiding);
    let mut part = Part { package, index, path: &path, hiding, parts: &mut parts, account, scribe };
    let result = part.read(kind);
    parts.close(scribe)?;
    result
}

/// Whether nothing refers to a part: it stands in no list, or no link in the document leads to it.
fn orphan(package: &Package<'_>, path: &str, kind: Kind) -> Hiding {
    let key = path.to_lowercase();
    let needs_no_list =
        key == "mimetype" || key.starts_with("meta-inf/") || package.manifest.kind("/").is_none();
    let is_unlisted = !needs_no_list && package.manifest.kind(path).is_none();
    let is_shown_by_link =
        matches!(kind, Kind::Media(Channel::Media)) && !key.starts_with("configurations2/");
    if is_unlisted || is_shown_by_link && !package.references.has(path) {
        Hiding::ORPHAN
    } else {
        Hiding::empty()
    }
}

struct Part<'a, 'z, 's> {
    package: &'a mut Package<'z>,
    index: usize,
    path: &'a str,
    hiding: Hiding,
    parts: &'a mut LazyParts,
    account: &'a mut Account,
    scribe: &'a mut Scribe<'s>,
}

impl Part<'_, '_, '_> {
    fn whole(&self) -> Read<Vec<u8>> {
        self.package.zip.whole(self.index, self.scribe.budget())
    }

    fn by_table(&mut self, table: &Table) -> Read {
        let part = self.package.zip.unpack(self.index, self.scribe.budget())?;
        picks::read(part, table, self.parts, self.scribe)
    }

    fn read(&mut self, kind: Kind) -> Read {
        match kind {
            Kind::Known => self.mimetype(),
            Kind::Table(table) => self.by_table(table),
            Kind::Signature => {
                let mut part = self.package.zip.unpack(self.index, self.scribe.budget())?;
                signature::read(&mut part, self.parts, self.scribe)
            }
            Kind::Media(channel) => media::report(&self.whole()?, channel, self.parts, self.scribe),
            Kind::Macro => self.code(),
            Kind::Object => self.object(),
            Kind::Version => {
                self.file(Channel::EmbeddedFile, "earlier version of the document", Hiding::SUPERSEDED)
            }
            Kind::Unknown => self.unknown(),
        }
    }

    /// The media type, which the probe has read.
    fn mimetype(&mut self) -> Read {
        let bytes = self.whole()?;
        let is_usual = bytes.starts_with(b"application/vnd.oasis.opendocument.") && bytes.len() < 100;
        if is_usual { Ok(()) } else { self.sweep(&bytes, Channel::PackagePart) }
    }

    /// Source of macros and dialogs: XML for Basic, plain text for other languages.
    fn code(&mut self) -> Read {
        let bytes = self.whole()?;
        match encoding::head_as_text(&bytes) {
            Some(text) if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') => {
                self.by_table(&tables::MACROS)
            }
            Some(text) => self.parts.say(Channel::Macro, "source", "", &text, self.scribe),
            None => {
                self.sweep(&bytes, Channel::Macro)?;
                Err(Stop::part("a macro that is no text"))
            }
        }
    }

    fn object(&mut self) -> Read {
        let most = self.scribe.budget().limits().nested_file_bytes;
        let bytes = self.package.zip.whole_up_to(self.index, self.scribe.budget(), most)?;
        let mut desk = Desk {
            scribe: &mut *self.scribe,
            file: self.package.file,
            path: self.path,
            parent: None,
            hiding: self.hiding,
            owner: "",
            references: &mut self.package.references,
        };
        binary::object(&bytes, self.path, Hiding::empty(), &mut desk)
    }

    /// A whole file inside the package.
    fn file(&mut self, channel: Channel, human: &str, hiding: Hiding) -> Read {
        let most = self.scribe.budget().limits().nested_file_bytes;
        let bytes = self.package.zip.whole_up_to(self.index, self.scribe.budget(), most)?;
        let spot = Spot::new(channel, self.path).human(human).hidden(self.hiding | hiding);
        let part = self.scribe.open(self.package.file, Content::File, &spot)?;
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let result = open::nested(&bytes, name, part, self.scribe);
        self.scribe.close(part)?;
        result
    }

    fn sweep(&mut self, bytes: &[u8], channel: Channel) -> Read {
        *self.account = Account::Swept;
        for text in sweep::texts(bytes) {
            self.parts.say(channel, "", "", &text, self.scribe)?;
        }
        Ok(())
    }

    /// A part of a kind that nobody knows by name.
    fn unknown(&mut self) -> Read {
        let mut head = Vec::new();
        self.package.zip.unpack(self.index, self.scribe.budget())?.take(4096).read_to_end(&mut head)?;
        if head.starts_with(&ole::MAGIC) {
            return self.object();
        }
        if head.starts_with(b"PK\x03\x04") {
            return self.file(Channel::EmbeddedFile, "embedded file", Hiding::empty());
        }
        if foreign::is_picture(&head) {
            return media::report(&self.whole()?, Channel::Media, self.parts, self.scribe);
        }
        let text = encoding::head_as_text(&head);
        if text
            .as_deref()
            .is_some_and(|text| text.trim_start_matches('\u{feff}').trim_start().starts_with('<'))
        {
            *self.account = Account::Swept;
            return self.by_table(&tables::UNKNOWN);
        }
        let bytes = self.whole()?;
        // What begins as text may go on as something else.
        if let Some(text) = text.and_then(|_| encoding::head_as_text(&bytes)) {
            *self.account = Account::Swept;
            return self.parts.say(Channel::OtherText, "", "", &text, self.scribe);
        }
        self.sweep(&bytes, Channel::OtherText)?;
        Err(Stop::part("a part of a kind that no reader knows"))
    }
}
