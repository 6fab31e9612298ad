//! A stretch of the shared string table: `<si>` elements, as texts (ECMA-376 part 1, 18.4).

use crate::cell::looks::{Looks, Rgb};
use crate::xml::picks::reads_like_words;
use crate::xml::stream::referenced;
use crate::xml::{Element, remark};
use crate::{Channel, Hiding};
use quick_xml::Reader;
use quick_xml::events::Event;

/// What hides letters inside a string, whatever cell it stands in.
pub(crate) type Flags = Hiding;

/// The stretch is no proper XML.
#[derive(Debug)]
pub(crate) struct Malformed;

/// Texts one after the other.
#[derive(Debug, Default)]
pub(crate) struct Block {
    text: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Flags of the few texts that have any, by their number.
    flags: Vec<(u32, Flags)>,
}

impl Block {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, index: usize) -> Option<(&str, Flags)> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        let flags = self.flags.binary_search_by_key(&(index as u32), |(number, _)| *number);
        let flags = flags.map_or(Flags::empty(), |place| self.flags[place].1);
        Some((&self.text[start as usize..end as usize], flags))
    }

    /// Forgets all texts.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.flags.clear();
    }

    /// Adds a text that `write` writes.
    pub(crate) fn push(&mut self, flags: Flags, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        if !flags.is_empty() {
            self.flags.push((self.ends.len() as u32, flags));
        }
        self.ends.push(self.text.len() as u32);
    }

    /// Parses a stretch that begins and ends between strings. `aside` hears of phonetic guides and of words outside
    /// any string, with the number of strings before it.
    pub(crate) fn parse(
        &mut self,
        bytes: &[u8],
        aside: &mut dyn FnMut(u32, Channel, &str),
    ) -> Result<(), Malformed> {
        self.clear();
        let xml = std::str::from_utf8(bytes).map_err(|_| Malformed)?;
        let mut at = 0;
        // Plain strings one by one; from the first that is not, the general parser up to where the next plain one could
        // begin again would gain little: it takes the rest of the stretch.
        while let Some(len) = self.plain(&xml[at..]) {
            at += len;
        }
        if at < xml.len() { self.any(&xml[at..], aside) } else { Ok(()) }
    }

    /// Takes `<si><t>…</t></si>` and returns its length; `None` for anything else.
    fn plain(&mut self, xml: &str) -> Option<usize> {
        let rest = xml.strip_prefix("<si><t")?;
        let (open, rest) = match rest.strip_prefix('>') {
            Some(rest) => (7, rest),
            None => (28, rest.strip_prefix(" xml:space=\"preserve\">")?),
        };
        let len = memchr::memchr(b'<', rest.as_bytes())?;
        if !rest[len..].starts_with("</t></si>") {
            return None;
        }
        let text = &rest[..len];
        match memchr::memchr2(b'&', b'\r', text.as_bytes()) {
            None => self.text.push_str(text),
            Some(_) if text.contains('\r') => return None,
            Some(_) => self.text.push_str(&quick_xml::escape::unescape(text).ok()?),
        }
        self.ends.push(self.text.len() as u32);
        Some(open + len + "</t></si>".len())
    }

    /// Takes strings in any spelling that XML allows.
    fn any(&mut self, xml: &str, aside: &mut dyn FnMut(u32, Channel, &str)) -> Result<(), Malformed> {
        let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
        // The stretch holds neither the root's start nor its end, or only one of them.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        let mut state = State::default();
        loop {
            match reader.read_event().map_err(|_| Malformed)? {
                Event::Start(start) => {
                    let element = Element(&start);
                    self.words(&element, aside)?;
                    state.start(&element);
                }
                Event::Empty(start) => {
                    let element = Element(&start);
                    self.words(&element, aside)?;
                    if element.name() == "si" {
                        self.ends.push(self.text.len() as u32);
                    } else {
                        state.start(&element);
                        state.end(element.name());
                    }
                }
                Event::End(end) => {
                    let name = end.local_name();
                    if state.end(name.into_inner()) {
                        let flags = std::mem::take(&mut state.flags);
                        if !flags.is_empty() {
                            self.flags.push((self.ends.len() as u32, flags));
                        }
                        self.ends.push(self.text.len() as u32);
                    }
                }
                Event::Text(text) => self.take(&text.xml10_content(), &state, aside),
                Event::CData(text) => self.take(&text.xml10_content(), &state, aside),
                Event::GeneralRef(reference) => {
                    let letter = referenced(&reference).map_err(|_| Malformed)?;
                    self.take(letter.encode_utf8(&mut [0; 4]), &state, aside);
                }
                Event::DocType(_) => return Err(Malformed),
                Event::Eof => return Ok(()),
                other => {
                    if let Some(text) = remark(&other) {
                        aside(self.ends.len() as u32, Channel::OtherText, &text);
                    }
                }
            }
        }
    }

    /// Attributes that read like words. Those of strings are numbers and keywords, but for the names of fonts.
    fn words(
        &self,
        element: &Element<'_>,
        aside: &mut dyn FnMut(u32, Channel, &str),
    ) -> Result<(), Malformed> {
        if element.0.attributes_raw().trim_ascii().is_empty() {
            return Ok(());
        }
        element.check().map_err(|_| Malformed)?;
        for (name, value) in element.attributes() {
            let is_font = name == "val" && element.name() == "rFont";
            if !is_font && reads_like_words(&value) {
                aside(self.ends.len() as u32, Channel::OtherText, &value);
            }
        }
        Ok(())
    }

    fn take(&mut self, text: &str, state: &State, aside: &mut dyn FnMut(u32, Channel, &str)) {
        if state.in_phonetic {
            aside(self.ends.len() as u32, Channel::PhoneticText, text);
        } else if state.in_string && state.in_text {
            self.text.push_str(text);
        } else if !text.trim().is_empty() {
            aside(self.ends.len() as u32, Channel::OtherText, text);
        }
    }
}

#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // four places in which the reader can be, any of them together
struct State {
    in_string: bool,
    in_text: bool,
    in_phonetic: bool,
    looks: Looks,
    run_hides: bool,
    flags: Flags,
}

impl State {
    fn start(&mut self, element: &Element<'_>) {
        match element.name() {
            "si" => self.in_string = true,
            "t" => {
                self.in_text = true;
                if self.run_hides {
                    self.flags |= self.looks.hides();
                }
            }
            "rPh" => self.in_phonetic = true,
            "rPr" => {
                self.looks = Looks::default();
                self.run_hides = true;
            }
            "color" => self.looks.font = run_colour(element),
            "sz" => self.looks.points = element.number("val"),
            _ => {}
        }
    }

    /// Whether a string ended.
    fn end(&mut self, name: &str) -> bool {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.in_phonetic = false,
            "r" => self.run_hides = false,
            "si" => {
                let was = std::mem::take(&mut self.in_string);
                self.in_phonetic = false;
                self.run_hides = false;
                return was;
            }
            _ => {}
        }
        false
    }
}

/// Colour of a run: only what can be white without a theme matters here; theme colour 0 is the background.
fn run_colour(element: &Element<'_>) -> Option<Rgb> {
    if let Some(rgb) = element.attribute("rgb") {
        return Rgb::parse(&rgb);
    }
    let tint: f64 = element.number("tint").unwrap_or(0.0);
    match (element.number::<u32>("theme"), element.number::<u32>("indexed")) {
        (Some(0), _) => Some(Rgb::WHITE.tinted(tint)),
        (_, Some(index)) => crate::cell::looks::palette(index),
        _ => None,
    }
}

/// Where the last `<si>` of a stretch begins.
pub(crate) fn last_start(bytes: &[u8]) -> Option<usize> {
    let mut end = bytes.len();
    while let Some(at) = memchr::memrchr(b'<', &bytes[..end]) {
        let tag = &bytes[at + 1..bytes.len().min(at + 64)];
        if let Some(name_end) =
            tag.iter().position(|byte| matches!(byte, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'))
        {
            let name = &tag[..name_end];
            let local = name.iter().rposition(|byte| *byte == b':').map_or(name, |colon| &name[colon + 1..]);
            if local == b"si" {
                return Some(at);
            }
        }
        end = at;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_joined_from_their_runs_and_phonetic_guides_stand_aside() {
        let xml = "<sst><si><t>plain &amp; simple</t></si><si/><si><r><rPr><color rgb=\"FFFFFFFF\"/></rPr><t>hid</t></r>\
                   <r><t xml:space=\"preserve\">den </t></r><rPh sb=\"0\" eb=\"1\"><t>guide</t></rPh></si></sst>";
        let mut asides = Vec::new();
        let mut block = Block::default();
        block
            .parse(xml.as_bytes(), &mut |at, channel, text| asides.push((at, channel, text.to_owned())))
            .unwrap();
        let texts: Vec<_> = (0..block.len()).filter_map(|index| block.get(index)).collect();
        assert_eq!(
            texts,
            [("plain & simple", Flags::empty()), ("", Flags::empty()), ("hidden ", Hiding::SAME_COLOUR)]
        );
        assert_eq!(asides, [(2, Channel::PhoneticText, "guide".to_owned())]);
    }

    #[test]
    fn a_stretch_is_cut_before_its_last_string() {
        assert_eq!(last_start(b"<si><t>a</t></si><x:si ><t>b"), Some(17));
        assert_eq!(last_start(b"<size/><sit>"), None);
    }
}
