//! Where in a part words can be planted.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;

/// One place.
pub struct Place {
    /// The element, with the one around it.
    pub element: String,
    pub form: &'static str,
    /// Bytes that are replaced.
    from: usize,
    to: usize,
    before: String,
    after: String,
}

impl Place {
    /// The part with words at this place.
    pub fn plant(&self, part: &[u8], words: &str) -> Vec<u8> {
        let planted = [&self.before, words, &self.after].concat();
        [&part[..self.from], planted.as_bytes(), &part[self.to..]].concat()
    }
}

/// Forms that stand inside an element: what comes before the words, and after them.
const INSIDE: &[(&str, &str, &str)] = &[
    ("text", "", ""),
    ("child", "<zz>", "</zz>"),
    ("attribute of a child", "<zz yy=\"", "\"/>"),
    ("comment", "<!--", "-->"),
    ("instruction", "<?zz ", "?>"),
];

/// The form that stands in place of a value.
pub const VALUE: &str = "value";

/// Forms that stand in a start tag.
const ATTRIBUTES: &[(&str, &str)] =
    &[("attribute", " zz=\""), ("attribute with a prefix", " q:zz='' z:r=\""), ("namespace", " xmlns:zz=\"")];

/// All places in a part, new ones once for each distinct element; none when it is no XML.
pub fn places(part: &[u8]) -> Vec<Place> {
    let mut found = Vec::new();
    if !part.trim_ascii_start().starts_with(b"<") {
        return found;
    }
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    loop {
        let from = position(&reader);
        let Ok(event) = reader.read_event() else { return found };
        let to = position(&reader);
        match event {
            Event::Decl(_) => {
                let (before, after) = (" zz=\"".to_owned(), "\"".to_owned());
                found.push(Place {
                    element: String::new(),
                    form: "declaration",
                    from: to - 2,
                    to: to - 2,
                    before,
                    after,
                });
            }
            Event::Start(start) | Event::Empty(start) => {
                let is_empty = part[..to].ends_with(b"/>");
                let name = start.name().into_inner().to_owned();
                let element = format!("{}/{name}", open.last().map_or("", String::as_str));
                if open.is_empty() {
                    for (form, before, after) in [INSIDE[3], INSIDE[4]] {
                        let form = if form == "comment" { "comment before" } else { "instruction before" };
                        let element = element.clone();
                        found.push(Place {
                            element,
                            form,
                            from,
                            to: from,
                            before: before.into(),
                            after: after.into(),
                        });
                    }
                }
                values(&mut found, &element, &part[from..to], from);
                if seen.insert(element.clone()) {
                    around(&mut found, &element, &name, from, to, is_empty);
                }
                if !is_empty {
                    open.push(name);
                }
            }
            Event::End(_) => {
                let name = open.pop().unwrap_or_default();
                if open.is_empty() {
                    for (_, before, after) in [INSIDE[3], INSIDE[4]] {
                        let form = if before == "<!--" { "comment behind" } else { "instruction behind" };
                        let (before, after) = (before.to_owned(), after.to_owned());
                        found.push(Place { element: format!("/{name}"), form, from: to, to, before, after });
                    }
                }
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn around(found: &mut Vec<Place>, element: &str, name: &str, from: usize, to: usize, is_empty: bool) {
    let behind_name = from + 1 + name.len();
    let mut add = |form, from, to, before: String, after: String| {
        found.push(Place { element: element.to_owned(), form, from, to, before, after });
    };
    for (form, before) in ATTRIBUTES {
        add(form, behind_name, behind_name, (*before).to_owned(), "\"".to_owned());
    }
    for (form, before, after) in INSIDE {
        if is_empty {
            // The element gets an end of its own.
            add(form, to - 2, to, format!(">{before}"), format!("{after}</{name}>"));
        } else {
            add(form, to, to, (*before).to_owned(), (*after).to_owned());
        }
    }
}

/// The values that the start tag at `from` has already.
fn values(found: &mut Vec<Place>, element: &str, tag: &[u8], from: usize) {
    let tag = std::str::from_utf8(tag).unwrap_or_default();
    for (at, _) in tag.match_indices("=\"") {
        let name = tag[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        let Some(len) = tag[at + 2..].find('"') else { continue };
        if !name.starts_with("xmlns") {
            let from = from + at + 2;
            let (before, after) = (String::new(), String::new());
            let element = format!("{element} @{name}");
            found.push(Place { element, form: VALUE, from, to: from + len, before, after });
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Elements that come by the thousand, and of which the first few are enough.
const MANY: &[(&str, usize)] = &[("row", 6), ("r", 6), ("table:table-row", 6), ("si", 300)];

/// The part without a byte order mark, and with the first few of its rows.
pub fn trim(mut part: Vec<u8>) -> Vec<u8> {
    // The byte order mark is not counted in the parser's positions.
    if part.starts_with(b"\xef\xbb\xbf") {
        part.drain(..3);
    }
    if part.len() < 20_000 || !part.trim_ascii_start().starts_with(b"<") {
        return part;
    }
    let mut reader = Reader::from_reader(part.as_slice());
    let mut kept = Vec::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut skipped: Option<(String, usize)> = None;
    loop {
        let from = position(&reader);
        let Ok(event) = reader.read_event() else { return part };
        let to = position(&reader);
        let mut is_kept = skipped.is_none();
        match &event {
            Event::Empty(start) if is_kept => {
                let name = start.name().into_inner();
                let count = counts.entry(name.to_owned()).or_default();
                *count += 1;
                is_kept = !MANY.iter().any(|(many, few)| *many == name && *count > *few);
            }
            Event::Start(start) => {
                let name = start.name().into_inner();
                match &mut skipped {
                    Some((skipped, depth)) if skipped == name => *depth += 1,
                    Some(_) => {}
                    None => {
                        let count = counts.entry(name.to_owned()).or_default();
                        *count += 1;
                        if MANY.iter().any(|(many, few)| *many == name && *count > *few) {
                            skipped = Some((name.to_owned(), 1));
                            is_kept = false;
                        }
                    }
                }
            }
            Event::End(end) => {
                if let Some((name, depth)) = &mut skipped
                    && name == end.name().into_inner()
                {
                    *depth -= 1;
                    if *depth == 0 {
                        skipped = None;
                    }
                }
            }
            Event::Eof => return kept,
            _ => {}
        }
        if is_kept {
            kept.extend_from_slice(&part[from..to]);
        }
    }
}
