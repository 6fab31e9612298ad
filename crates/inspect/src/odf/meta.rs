//! Document properties: `office:meta` (ODF 1.3 part 3, 4).

use super::desk::{Desk, Stream, walk_element};
use crate::lazy::LazyParts;
use crate::stop::Read;
use crate::xml::picks::reads_like_words;
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
    let mut reader = Reader { parts, scribe: &mut *desk.scribe, name: String::new() };
    walk_element(stream, first, &mut reader)
}

struct Reader<'a, 's> {
    parts: &'a mut LazyParts,
    scribe: &'a mut Scribe<'s>,
    /// Name of the user-defined property under way.
    name: String,
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, _: &Path) -> Read {
        self.name.clear();
        for (name, value) in element.attributes() {
            let channel = match (element.name(), name.as_str()) {
                ("user-defined", "name") => {
                    self.name = value.into_owned();
                    continue;
                }
                // A template is named by its path on the machine where it lay.
                ("template", "href") => Channel::AuthorPath,
                ("template", _) | (_, "title") => Channel::Properties,
                (_, "href") => Channel::ExternalLink,
                // Counts and keywords, as long as they are such.
                ("document-statistic", _) | (_, "type" | "actuate" | "show" | "value-type" | "version") => {
                    if !reads_like_words(&value) {
                        continue;
                    }
                    Channel::OtherText
                }
                _ => Channel::Properties,
            };
            let label = format!("{} {name}", element.name());
            self.parts.say(channel, &label, "", &value, self.scribe)?;
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        match path.up(0) {
            "user-defined" => {
                // Microsoft's labels keep these names in every format.
                let is_label = self.name.starts_with("MSIP_Label_");
                let channel = if is_label { Channel::SensitivityLabel } else { Channel::CustomProperties };
                let name = std::mem::take(&mut self.name);
                self.parts.say(channel, &name, "", text, self.scribe)
            }
            name => self.parts.say(Channel::Properties, name, "", text, self.scribe),
        }
    }

    fn end(&mut self, path: &Path) -> Read {
        // A property without a value still has a name.
        if path.up(0) == "user-defined" && !self.name.is_empty() {
            let name = std::mem::take(&mut self.name);
            self.parts.say(Channel::CustomProperties, "name", "", &name, self.scribe)?;
        }
        Ok(())
    }
}
