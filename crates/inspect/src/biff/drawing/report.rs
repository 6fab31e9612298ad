//! Says what a drawing holds.

use super::object::{self, Object};
use super::properties::{Properties, Word};
use super::shape::{self, Shape};
use super::{Drawing, pictures};
use crate::biff::book::Book;
use crate::lazy::LazyParts;
use crate::stop::LimitMet;
use crate::text::sweep;
use crate::{Channel, Hiding, Read, Reason, Scribe, bitmap, media, packed};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io::Read as _;

impl Drawing {
    /// Says everything that was collected.
    pub(crate) fn report(self, book: &mut Book<'_>, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let (shapes, lost) = shape::shapes(&self.bytes);
        report_lost(&lost, parts, scribe)?;
        let mut objects = self.objects.iter();
        let mut is_hidden = vec![false; self.objects.len()];
        let mut index = 0;
        for shape in &shapes {
            if !shape.has_object {
                report_shape(shape, None, parts, scribe)?;
                continue;
            }
            let object = objects.next();
            report_shape(shape, object, parts, scribe)?;
            if let Some(hidden) = is_hidden.get_mut(index) {
                *hidden = shape.properties.is_hidden;
            }
            index += 1;
        }
        self.report_texts(&is_hidden, parts, scribe)?;
        for bytes in &self.bitmaps {
            let human = format!("picture of {bytes} bytes");
            scribe.note(parts.file(), &parts.spot(Channel::Media, &human), "", "")?;
        }
        group(&self.page_bytes, book, parts, scribe)
    }
}

impl Drawing {
    /// Notes, and the texts of objects.
    fn report_texts(&self, is_hidden: &[bool], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let notes = self.objects.iter().filter(|object| object.kind == object::NOTE);
        let texts: HashMap<u16, &str> = notes.map(|object| (object.id, object.text.as_str())).collect();
        for note in &self.notes {
            let text = texts.get(&note.object).copied().unwrap_or(&note.text);
            parts.say(Channel::CommentAuthor, "author", &note.at, &note.author, scribe)?;
            // An empty note is a note all the same.
            parts.part(Channel::Comment, scribe)?;
            parts.say(Channel::Comment, "", &note.at, text, scribe)?;
        }
        let with_cell: HashSet<u16> = self.notes.iter().map(|note| note.object).collect();
        for (object, hidden) in self.objects.iter().zip(is_hidden) {
            let (channel, label) = match object.kind {
                object::NOTE if with_cell.contains(&object.id) => continue,
                object::NOTE => (Channel::Comment, "without a cell"),
                _ if *hidden => (Channel::HiddenShape, ""),
                _ if object.is_control() => (Channel::FormControl, ""),
                _ => (Channel::ShapeText, ""),
            };
            parts.say(channel, label, "", &object.text, scribe)?;
            for link in &object.links {
                let (channel, label) = match object.kind {
                    object::PICTURE => (Channel::EmbeddedObject, "kind"),
                    _ => (Channel::FormControl, "linked to"),
                };
                parts.say(channel, label, "", link, scribe)?;
            }
        }
        Ok(())
    }
}

fn report_shape(
    shape: &Shape,
    object: Option<&Object>,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let at = shape.place();
    let is_note = object.is_some_and(|object| object.kind == object::NOTE);
    let is_hidden = shape.properties.is_hidden && !is_note;
    let how = match (is_hidden, shape.is_far(), shape.properties.is_cropped) {
        (true, ..) => Some("hidden"),
        (false, true, _) if !is_note => Some("placed where nobody scrolls"),
        (false, _, true) => Some("cropped; the part cut off is stored"),
        _ => None,
    };
    if let Some(how) = how {
        let text = format!("a picture or shape at {at} is {how}");
        parts.say(Channel::HiddenShape, "", &at, &text, scribe)?;
    }
    report_words(&shape.properties, is_hidden, &at, parts, scribe)
}

fn report_words(
    properties: &Properties,
    is_hidden: bool,
    at: &str,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    for (word, text) in &properties.texts {
        let (channel, label) = match word {
            Word::Shown if is_hidden => (Channel::HiddenShape, ""),
            Word::Shown => (Channel::ShapeText, ""),
            Word::Name => (Channel::AlternativeText, "name"),
            Word::Description => (Channel::AlternativeText, "description"),
            Word::PictureFile => (Channel::AlternativeText, "picture's file"),
            Word::Link => (Channel::Hyperlink, "target"),
            Word::Other => (Channel::OtherText, ""),
        };
        parts.say(channel, label, at, text, scribe)?;
    }
    for package in &properties.packages {
        let channel = if is_hidden { Channel::HiddenShape } else { Channel::ShapeText };
        packed::report(package, channel, at, parts, scribe)?;
    }
    Ok(())
}

/// Bytes of a drawing that make no sense: swept, and named.
fn report_lost(lost: &[&[u8]], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    for bytes in lost {
        for text in sweep::texts(bytes) {
            parts.say(Channel::OtherText, "", "", &text, scribe)?;
        }
    }
    if !lost.is_empty() {
        let path = parts.path().to_owned();
        scribe.unaccounted(parts.file(), &path, (0, 0), "a part of a drawing makes no sense")?;
    }
    Ok(())
}

/// Says which pictures a drawing group holds, and what the words of its shapes are.
pub(crate) fn group(
    bytes: &[u8],
    book: &mut Book<'_>,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let (found, lost) = pictures::pictures(bytes);
    report_lost(&lost, parts, scribe)?;
    for picture in found {
        book.pictures += 1;
        parts.say(Channel::AlternativeText, "picture's name", "", &picture.name, scribe)?;
        let owner = format!("picture {}, {}, {} bytes", book.pictures, picture.kind, picture.bytes.len());
        let spot = parts.spot(Channel::Media, &owner);
        // A picture that no shape shows is left over from a deleted one.
        let unused = if picture.uses == Some(0) { Hiding::ORPHAN } else { Hiding::empty() };
        let hiding = spot.hiding | unused;
        let mut own = LazyParts::new(parts.file(), parts.path(), &owner).inside(spot.parent).hidden(hiding);
        let bytes = match picture.kind {
            _ if picture.is_deflated => Cow::Owned(inflate(picture.bytes, scribe)?),
            "DIB" => bitmap::as_file(picture.bytes).map_or(Cow::Borrowed(picture.bytes), Cow::Owned),
            _ => Cow::Borrowed(picture.bytes),
        };
        media::report(&bytes, Channel::Media, &mut own, scribe)?;
        own.close(scribe)?;
    }
    // Shapes of headers and footers have names and descriptions too.
    let (shapes, _) = shape::shapes(bytes);
    for shape in &shapes {
        report_words(&shape.properties, false, "", parts, scribe)?;
    }
    Ok(())
}

/// A metafile as it is, from the packed form in which drawings store it.
fn inflate(bytes: &[u8], scribe: &Scribe<'_>) -> Read<Vec<u8>> {
    let most = scribe.budget().limits().held_part_bytes;
    let mut out = Vec::new();
    // What is unpacked before an error still counts.
    let _ = flate2::read::ZlibDecoder::new(bytes).take(most + 1).read_to_end(&mut out);
    if out.len() as u64 > most {
        return Err(LimitMet(Reason::TooLarge).into());
    }
    scribe.budget().unpacked(out.len() as u64)?;
    Ok(out)
}
