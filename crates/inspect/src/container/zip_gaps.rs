//! Bytes of a zip archive that no entry claims: before the first, between two, after the last.

use super::zip::ZipFile;
use crate::text::sweep;
use crate::{Channel, Content, Hiding, Read, Scribe, Slice, Source, Spot};
use std::io::Read as _;

/// A stretch of bytes that belongs to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    start: u64,
    end: u64,
}

/// Reports remarks (comments, extra fields), names stored twice, and stretches between the entries.
pub(crate) fn report(zip: &ZipFile<'_>, file: u32, scribe: &mut Scribe<'_>) -> Read {
    let remarks = zip.entries.iter().map(|entry| (entry.name.as_str(), entry.remarks.as_slice()));
    for (name, remarks) in remarks.chain([("", std::slice::from_ref(&zip.comment))]) {
        for remark in remarks {
            let texts = sweep::texts(remark);
            if !texts.is_empty() {
                let part = scribe.open(file, Content::Text, &Spot::new(Channel::ZipComment, name))?;
                for text in texts {
                    scribe.segment(part, "", "", &text)?;
                }
                scribe.close(part)?;
            }
        }
    }
    for name in &zip.twice {
        scribe.note(file, &Spot::new(Channel::ZipDuplicate, name), "", "")?;
        scribe.unaccounted(
            file,
            name,
            (0, 0),
            "two entries have this name, and programs differ in which one they show",
        )?;
    }
    for stretch in stretches(zip) {
        report_stretch(zip.source(), stretch, file, scribe)?;
    }
    Ok(())
}

/// Whether there are such bytes.
pub(crate) fn has_gaps(zip: &ZipFile<'_>) -> bool {
    !stretches(zip).is_empty()
}

fn stretches(zip: &ZipFile<'_>) -> Vec<Stretch> {
    let mut spans: Vec<(u64, u64)> = zip.entries.iter().map(|entry| entry.span).collect();
    spans.push(zip.directory_span);
    spans.sort_unstable();
    let mut free = Vec::new();
    let mut at = 0;
    for (start, end) in spans {
        if start > at {
            free.push(Stretch { start: at, end: start });
        }
        at = at.max(end);
    }
    if zip.source().len() > at {
        free.push(Stretch { start: at, end: zip.source().len() });
    }
    free
}

/// Padding of zeros is nothing; everything else is examined for text and stays unaccounted for.
fn report_stretch(source: &dyn Source, stretch: Stretch, file: u32, scribe: &mut Scribe<'_>) -> Read {
    let most = scribe.budget().limits().held_part_bytes;
    let slice = Slice::new(source, stretch.start, stretch.end);
    let mut bytes = Vec::new();
    crate::source::Cursor::new(&slice).take(most).read_to_end(&mut bytes)?;
    scribe.budget().unpacked(bytes.len() as u64)?;
    if bytes.iter().all(|byte| *byte == 0) && slice.len() <= most {
        return Ok(());
    }
    let human = format!("bytes {} to {} of the container", stretch.start, stretch.end);
    let spot = Spot::new(Channel::ZipGap, "").human(&human).hidden(Hiding::ORPHAN);
    let part = scribe.open(file, Content::Text, &spot)?;
    for text in sweep::texts(&bytes) {
        scribe.segment(part, "", "", &text)?;
    }
    scribe.close(part)?;
    let why = if bytes.starts_with(b"PK\x03\x04") {
        "an entry that the container's list does not name"
    } else {
        "bytes that belong to no entry of the container"
    };
    scribe.unaccounted_beside(file, "", (stretch.start, stretch.end), why)
}
