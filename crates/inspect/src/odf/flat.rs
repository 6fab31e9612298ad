//! Flat files, and documents that lie inside another one as elements: in a flat file, an embedded object is an `office:document` of
//! its own (ODF 1.3 part 3, 10.4.6.2).

use super::desk::{Desk, Stream};
use super::document::{self, Document};
use super::references::References;
use crate::format::FileContext;
use crate::text::metered::Metered;
use crate::{Channel, Content, FileTail, Hiding, Read, Reason, Scribe, Stop};

/// Reads a flat file.
pub(crate) fn read(context: &FileContext<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    let mut part = Metered::new(context.source, scribe.budget());
    let mut references = References::none();
    let mut document = Document::default();
    let mut desk = Desk {
        scribe: &mut *scribe,
        file: context.file,
        path: "",
        parent: None,
        hiding: Hiding::empty(),
        owner: "",
        references: &mut references,
    };
    let tail = FileTail { file: context.file, pieces: 1, read: 1, swept: 0 };
    match document::read(&mut part, &mut document, &mut desk) {
        Ok(()) if document.body.as_deref() == Some("spreadsheet") => Ok(tail),
        Ok(()) => Err(Stop::File(Reason::NotSpreadsheet, "an OpenDocument file of another kind".to_owned())),
        Err(Stop::Part(why)) => {
            scribe.unaccounted(context.file, "", (0, 0), &why)?;
            Ok(FileTail { read: 0, ..tail })
        }
        Err(stop) => Err(stop),
    }
}

/// Reads the document whose start tag has just gone by, up to its end tag, as a file in the file.
pub(crate) fn inside(stream: &mut Stream<'_>, desk: &mut Desk<'_, '_>) -> Read {
    let budget = desk.scribe.budget();
    budget.enter()?;
    let spot = desk.spot(Channel::EmbeddedObject, "embedded document");
    let part = desk.scribe.open(desk.file, Content::File, &spot)?;
    // How long it is, nobody says: it has no borders but its tags.
    let file = desk.scribe.file(Some(part), "fods", "", 0, None)?;
    let mut inner = Desk {
        scribe: &mut *desk.scribe,
        file,
        path: desk.path,
        parent: None,
        hiding: desk.hiding,
        owner: "",
        references: &mut *desk.references,
    };
    let mut parts = inner.parts();
    let result = document::children(stream, &mut Document::default(), &mut parts, &mut inner);
    parts.close(desk.scribe)?;
    desk.scribe.file_end(FileTail { file, pieces: 1, read: 1, swept: 0 })?;
    desk.scribe.close(part)?;
    budget.leave();
    result
}
