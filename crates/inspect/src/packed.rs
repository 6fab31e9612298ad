//! Small packages and XML texts inside records and streams of older formats: a theme, a shape of a newer program. Only
//! their words are of interest.

use crate::container::zip::ZipFile;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::text::sweep;
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Channel, Scribe};

/// Attributes that hold words.
const WORDS: [&str; 4] = ["descr", "title", "name", "val"];

/// The words of an XML text.
struct Words(Vec<String>);

impl Visitor for Words {
    fn start(&mut self, element: &Element<'_>, _: &Path) -> Read {
        for name in WORDS.iter().take(3) {
            self.0.extend(element.attribute(name).map(std::borrow::Cow::into_owned));
        }
        // Cached values and words of charts stand in attributes of this name, beside many numbers.
        let value = element.attribute("val").filter(|value| value.contains(char::is_whitespace));
        self.0.extend(value.map(std::borrow::Cow::into_owned));
        Ok(())
    }

    fn text(&mut self, text: &str, _: &Path) -> Read {
        self.0.push(text.to_owned());
        Ok(())
    }
}

/// Says the words of an XML text; what is no XML is swept.
pub(crate) fn report_xml(
    bytes: &[u8],
    channel: Channel,
    at: &str,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let mut words = Words(Vec::new());
    let is_sound = match walk(bytes, scribe.budget(), &mut words) {
        Ok(()) => true,
        Err(Stop::Part(_)) => false,
        Err(stop) => return Err(stop),
    };
    for text in &words.0 {
        parts.say(channel, "", at, text, scribe)?;
    }
    if !is_sound {
        report_bytes(bytes, channel, at, parts, scribe)?;
    }
    Ok(())
}

/// Says the words of a package; what is no package is swept.
pub(crate) fn report(
    bytes: &[u8],
    channel: Channel,
    at: &str,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    if bytes.is_empty() {
        return Ok(());
    }
    let budget = scribe.budget();
    let owned = bytes.to_vec();
    let zip = match ZipFile::open(&owned, budget) {
        Ok(zip) => zip,
        Err(Stop::Part(_) | Stop::File(crate::Reason::Damaged, _)) => {
            return report_bytes(bytes, channel, at, parts, scribe);
        }
        Err(stop) => return Err(stop),
    };
    for index in 0..zip.entries.len() {
        match zip.whole(index, budget) {
            Ok(content) if is_xml(&content) => report_xml(&content, channel, at, parts, scribe)?,
            Ok(content) => report_bytes(&content, channel, at, parts, scribe)?,
            Err(Stop::Part(why)) => {
                let path = parts.path().to_owned();
                scribe.unaccounted_beside(
                    parts.file(),
                    &path,
                    (0, 0),
                    &format!("a package inside it: {why}"),
                )?;
            }
            Err(stop) => return Err(stop),
        }
    }
    Ok(())
}

fn is_xml(bytes: &[u8]) -> bool {
    bytes.starts_with(b"<") || bytes.starts_with(b"\xef\xbb\xbf<")
}

fn report_bytes(
    bytes: &[u8],
    channel: Channel,
    at: &str,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    for text in sweep::texts(bytes) {
        parts.say(channel, "", at, &text, scribe)?;
    }
    Ok(())
}
