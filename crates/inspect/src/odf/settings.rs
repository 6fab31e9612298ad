//! Settings of the program: `office:settings` (ODF 1.3 part 3, 3.10). Printers, open windows, and whatever else a
//! program thought of keeping.

use super::desk::{Desk, Stream, walk_element};
use crate::lazy::LazyParts;
use crate::stop::Read;
use crate::text::{base64, sweep};
use crate::xml::picks::{has_letters, reads_like_words};
use crate::xml::{Element, Path, Visitor};
use crate::{Channel, Scribe};
use quick_xml::events::Event;

/// Reads the element that `first` begins.
pub(crate) fn read(
    stream: &mut Stream<'_>,
    first: &Event<'_>,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let mut reader = Reader { parts, scribe: &mut *desk.scribe, name: String::new(), kind: String::new() };
    walk_element(stream, first, &mut reader)
}

struct Reader<'a, 's> {
    parts: &'a mut LazyParts,
    scribe: &'a mut Scribe<'s>,
    name: String,
    kind: String,
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, _: &Path) -> Read {
        let is_entry = element.name() == "config-item-map-entry";
        for (name, value) in element.attributes() {
            let is_known = matches!(name.as_str(), "name" | "type" | "version");
            let is_told = if is_known { !is_entry && reads_like_words(&value) } else { has_letters(&value) };
            if is_told {
                self.parts.say(Channel::OtherText, &name, "", &value, self.scribe)?;
            }
        }
        let name = element.attribute("name").unwrap_or_default().into_owned();
        match element.name() {
            "config-item" => {
                self.name = name;
                self.kind = element.attribute("type").unwrap_or_default().into_owned();
            }
            // Sheets are settings' keys; a sheet that is gone may have left its name here.
            "config-item-map-entry" => {
                self.parts.say(Channel::ViewSettings, "entry", "", &name, self.scribe)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        if path.up(0) != "config-item" {
            return self.parts.say(Channel::ViewSettings, path.up(0), "", text, self.scribe);
        }
        match (self.kind.as_str(), self.name.as_str()) {
            ("boolean" | "short" | "int" | "long" | "double", _) if is_number(text) => Ok(()),
            ("base64Binary", name) => {
                let channel =
                    if name.contains("Print") { Channel::PrinterSettings } else { Channel::ViewSettings };
                match base64::decoded(text) {
                    Some(bytes) => {
                        for text in sweep::texts(&bytes) {
                            self.parts.say(channel, name, "", &text, self.scribe)?;
                        }
                        Ok(())
                    }
                    None => self.parts.say(channel, name, "", text, self.scribe),
                }
            }
            (_, name) if name.contains("Print") => {
                self.parts.say(Channel::PrinterSettings, name, "", text, self.scribe)
            }
            (_, name) => self.parts.say(Channel::ViewSettings, name, "", text, self.scribe),
        }
    }
}

/// What a value that calls itself a number or a truth value may look like.
fn is_number(text: &str) -> bool {
    matches!(text.trim(), "true" | "false") || text.trim().parse::<f64>().is_ok()
}
