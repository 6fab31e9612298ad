//! Reads the elements `office:styles`, `office:automatic-styles` and their like, and the words inside them.

use super::number::DataStyle;
use super::{Definition, Family, Styles};
use crate::lazy::LazyParts;
use crate::xml::picks::reads_like_words;
use crate::xml::{Element, Path, Visitor};
use crate::{Channel, Read, Scribe};

/// Attributes whose values are made of keywords, lengths, colours and names of fonts.
const KEYWORDS: &[&str] = &[
    "border",
    "border-left",
    "border-right",
    "border-top",
    "border-bottom",
    "border-line-width",
    "border-line-width-left",
    "border-line-width-right",
    "border-line-width-top",
    "border-line-width-bottom",
    "diagonal-bl-tr",
    "diagonal-tl-br",
    "font-family",
    "font-family-asian",
    "font-family-complex",
    "font-family-generic",
    "font-name",
    "font-name-asian",
    "font-name-complex",
    "text-underline-color",
    "text-shadow",
    "text-emphasize",
    "text-position",
    "clip",
    "shadow",
    "viewBox",
    "d",
    "enhanced-path",
    "transform",
    "text-areas",
    "glue-points",
    "cell-protect",
    "print",
    "panose-1",
];

/// Takes one element with styles, event by event.
pub(crate) struct Reader<'a, 's> {
    pub(crate) styles: &'a mut Styles,
    pub(crate) state: &'a mut State,
    pub(crate) parts: &'a mut LazyParts,
    pub(crate) scribe: &'a mut Scribe<'s>,
}

/// What is under way.
#[derive(Debug, Default)]
pub(crate) struct State {
    data: Option<(String, DataStyle)>,
    style: Option<(Option<Family>, Option<String>, Definition)>,
    /// Addresses of other parts that were met.
    pub(crate) references: Vec<String>,
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, _: &Path) -> Read {
        self.words(element)?;
        if let Some((_, data)) = &mut self.state.data {
            data.element(element);
        } else if let Some(data) = DataStyle::begin(element) {
            let name = element.attribute("name").unwrap_or_default().into_owned();
            self.state.data = Some((name, data));
        } else if let Some((_, _, style)) = &mut self.state.style {
            style.element(element);
        } else if matches!(element.name(), "style" | "default-style") {
            let family = element.attribute("family").and_then(|family| Family::parse(&family));
            let name = (element.name() == "style")
                .then(|| element.attribute("name").unwrap_or_default().into_owned());
            self.state.style = Some((family, name, Definition::begin(element)));
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        let is_words = matches!(path.up(0), "text" | "currency-symbol");
        if let Some((_, data)) = &mut self.state.data
            && is_words
        {
            data.words(text);
        }
        if text.chars().filter(|letter| letter.is_alphanumeric()).count() >= 2 {
            let label = if is_words { "number format" } else { path.up(0) };
            self.parts.say(Channel::Styles, label, "", text, self.scribe)?;
        }
        Ok(())
    }

    fn end(&mut self, path: &Path) -> Read {
        match path.up(0) {
            "number-style" | "currency-style" | "percentage-style" | "date-style" | "time-style"
            | "boolean-style" | "text-style" => {
                if let Some((name, data)) = self.state.data.take() {
                    self.styles.data.insert(name, data);
                }
            }
            "style" | "default-style" => match self.state.style.take() {
                Some((Some(family), Some(name), definition)) => self.styles.define(family, name, definition),
                Some((Some(family), None, definition)) => {
                    self.styles.defaults.insert(family, definition);
                }
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }
}

impl Reader<'_, '_> {
    /// Names that people gave to styles, and whatever else reads like words.
    fn words(&mut self, element: &Element<'_>) -> Read {
        for (name, value) in element.attributes() {
            match name.as_str() {
                "display-name" => self.parts.say(Channel::Styles, "style name", "", &value, self.scribe)?,
                "href" => {
                    let is_inside = !value.contains("://") && !value.starts_with(['/', '\\']);
                    let channel = if is_inside { Channel::PackagePart } else { Channel::ExternalLink };
                    self.parts.say(channel, "address", "", &value, self.scribe)?;
                    self.state.references.push(value.into_owned());
                }
                _ if !KEYWORDS.contains(&name.as_str()) && reads_like_words(&value) => {
                    self.parts.say(Channel::Styles, &name, "", &value, self.scribe)?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Reads styles from a text; for tests.
#[cfg(test)]
pub(super) fn read_text(
    text: &str,
    styles: &mut Styles,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let budget = scribe.budget();
    let mut state = State::default();
    crate::xml::walk(text.as_bytes(), budget, &mut Reader { styles, state: &mut state, parts, scribe })
}
