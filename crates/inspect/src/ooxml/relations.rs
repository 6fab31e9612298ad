//! Relationships: which part refers to which (ECMA-376 part 2, clause 9).

use super::tables;
use crate::container::zip::{ZipFile, key_of};
use crate::lazy::LazyParts;
use crate::xml::element::is_namespace;
use crate::xml::picks::{PickState, Picker, reads_like_words};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Channel, Read, Scribe};

/// One relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    /// Name by which the part refers to it.
    pub(crate) id: String,
    /// Last word of its type: `worksheet`, `pivotCacheDefinition`. The words before it differ between the strict and
    /// the transitional form, and between years.
    pub(crate) kind: String,
    /// Where it leads: a part's name as programs look it up, or an address outside the file.
    pub(crate) target: String,
    /// Whether it leads outside the file.
    pub(crate) is_external: bool,
}

/// The name of the part that holds the relationships of `part`.
pub(crate) fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// Reads a `.rels` part that belongs to `owner`. What in it is no relationship, and targets that read like words and
/// lead nowhere, are told.
pub(crate) fn read(
    bytes: &[u8],
    owner: &str,
    zip: &ZipFile<'_>,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read<Vec<Relation>> {
    let budget = scribe.budget();
    let mut state = PickState::default();
    let picker = Picker { state: &mut state, table: &tables::RELATIONS, parts, scribe };
    let mut reader = Reader { owner, zip, picker, found: Vec::new() };
    walk(bytes, budget, &mut reader)?;
    Ok(reader.found)
}

struct Reader<'a, 'z, 's> {
    owner: &'a str,
    zip: &'a ZipFile<'z>,
    picker: Picker<'a, 's>,
    found: Vec<Relation>,
}

impl Reader<'_, '_, '_> {
    fn say(&mut self, channel: Channel, label: &str, text: &str) -> Read {
        self.picker.parts.say(channel, label, "", text, self.picker.scribe)
    }

    fn relation(&mut self, element: &Element<'_>) -> Read {
        let is_external = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
        let target = element.attribute("Target").unwrap_or_default();
        let spelled = element.attribute("Type").unwrap_or_default();
        if !is_namespace(&spelled) {
            self.say(Channel::OtherText, "Type", &spelled)?;
        }
        let kind = spelled.rsplit('/').next().unwrap_or_default().to_owned();
        let id = element.attribute("Id").unwrap_or_default().into_owned();
        let resolved = if is_external { target.clone().into_owned() } else { resolve(self.owner, &target) };
        // Where a place in the same document is meant, all of it stands behind the `#`.
        if !is_external && reads_like_words(&percent_decoded(&target)) && self.zip.find(&resolved).is_none() {
            let channel = if kind == "hyperlink" { Channel::Hyperlink } else { Channel::OtherText };
            self.say(channel, "target", &percent_decoded(&target))?;
        }
        self.found.push(Relation { id, kind, target: resolved, is_external });
        Ok(())
    }
}

impl Visitor for Reader<'_, '_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.picker.start(element, path)?;
        if element.name() == "Relationship" { self.relation(element) } else { Ok(()) }
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        self.picker.text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        self.picker.end(path)
    }
}

/// Resolves a target against the folder of the part that names it.
fn resolve(owner: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default().replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        owner.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect())
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    let joined = steps.join("/");
    key_of(&if joined.contains('%') { percent_decoded(&joined) } else { joined })
}

/// `%20` and the like, as part names are URIs.
fn percent_decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_like_addresses() {
        assert_eq!(resolve("xl/workbook.xml", "worksheets/Sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(
            resolve("xl/worksheets/sheet1.xml", "../drawings/drawing1.xml"),
            "xl/drawings/drawing1.xml"
        );
        assert_eq!(resolve("xl/workbook.xml", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("", "docProps/my%20core.xml"), "docprops/my core.xml");
        assert_eq!(relations_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(relations_of(""), "_rels/.rels");
    }
}
