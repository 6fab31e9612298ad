//! Relationships: which part refers to which (ECMA-376 part 2, clause 9).

use crate::container::zip::key_of;
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Budget, Read};

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

/// Reads a `.rels` part that belongs to `owner`; texts that have no business there go to `stray`.
pub(crate) fn read(
    bytes: &[u8],
    owner: &str,
    stray: &mut Vec<String>,
    budget: &Budget,
) -> Read<Vec<Relation>> {
    struct Reader<'a> {
        owner: &'a str,
        found: Vec<Relation>,
        stray: &'a mut Vec<String>,
    }
    impl Visitor for Reader<'_> {
        fn start(&mut self, element: &Element<'_>, _: &Path) -> Read {
            if element.name() == "Relationship" {
                let is_external = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
                let target = element.attribute("Target").unwrap_or_default();
                let kind = element.attribute("Type").unwrap_or_default();
                self.found.push(Relation {
                    id: element.attribute("Id").unwrap_or_default().into_owned(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: if is_external { target.into_owned() } else { resolve(self.owner, &target) },
                    is_external,
                });
            }
            Ok(())
        }
        fn text(&mut self, text: &str, _: &Path) -> Read {
            self.stray.extend((!text.trim().is_empty()).then(|| text.to_owned()));
            Ok(())
        }
    }
    let mut reader = Reader { owner, found: Vec::new(), stray };
    walk(bytes, budget, &mut reader)?;
    Ok(reader.found)
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
