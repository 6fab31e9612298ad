//! SVG (W3C, Scalable Vector Graphics 2): XML with words, descriptions, links, and other pictures inside it.

use super::album::Album;
use crate::text::base64::decoded;
use crate::text::encoding;
use crate::xml::picks::has_letters;
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Read, Stop};

/// Attributes made of numbers, colours and keywords.
const DRAWING: &[&str] = &[
    "d",
    "points",
    "transform",
    "viewBox",
    "style",
    "class",
    "fill",
    "stroke",
    "font-family",
    "font-weight",
    "font-style",
    "stroke-linecap",
    "stroke-linejoin",
    "preserveAspectRatio",
    "clip-path",
    "clip-rule",
    "fill-rule",
    "mask",
    "filter",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "version",
    "space",
    "baseProfile",
    "text-anchor",
    "overflow",
    "display",
    "visibility",
    "marker-start",
    "marker-end",
    "marker-mid",
    "color",
    "stop-color",
    "x",
    "y",
    "width",
    "height",
    "in",
    "in2",
    "result",
    "mode",
    "values",
    "type",
    "offset",
    "patternUnits",
    "units-per-em",
    "unicode",
    "horiz-adv-x",
    "stroke-width",
    "font-size",
    "enable-background",
    "color-interpolation-filters",
    "color-interpolation",
    "image-rendering",
    "shape-rendering",
    "text-rendering",
];

pub(super) fn is_it(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    encoding::head_as_text(head).is_some_and(|text| {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        text.starts_with('<') && (text.contains("<svg") || text.contains(":svg"))
    })
}

pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    let budget = album.scribe.budget();
    match walk(bytes, budget, &mut Reader(album)) {
        Err(Stop::Part(why)) => album.strange(0, bytes, &why),
        result => result,
    }
}

struct Reader<'r, 'a, 's>(&'r mut Album<'a, 's>);

impl Visitor for Reader<'_, '_, '_> {
    fn start(&mut self, element: &Element<'_>, _: &Path) -> Read {
        for (name, value) in element.attributes() {
            if let Some((kind, data)) = value.strip_prefix("data:").and_then(|data| data.split_once(',')) {
                match decoded(data).filter(|_| kind.ends_with(";base64")) {
                    Some(bytes) if kind.starts_with("image/") => self.0.inner(&bytes)?,
                    Some(bytes) => self.0.sweep(&name, &bytes)?,
                    None => self.0.say(&name, data)?,
                }
            } else if !DRAWING.contains(&name.as_str()) && has_letters(&value) {
                self.0.say(&name, &value)?;
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        // A style sheet is no text, but a comment in it may be.
        if path.up(0) == "style" && !text.contains("/*") { Ok(()) } else { self.0.say(path.up(0), text) }
    }
}
