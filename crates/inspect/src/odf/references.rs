//! Which parts of the container the document refers to. What nobody refers to, no program shows.

use crate::container::zip::key_of;
use crate::xml::picks::reads_like_words;
use std::collections::HashSet;

/// Keys of parts and folders that were referred to.
#[derive(Debug, Default)]
pub(crate) struct References {
    keys: HashSet<String>,
    /// Addresses that read like words, with their keys: there may be no such part.
    worded: Vec<(String, String)>,
    /// The document is a single file: nothing lies beside it.
    is_flat: bool,
}

impl References {
    /// For a document without a container.
    pub(crate) fn none() -> Self {
        Self { is_flat: true, ..Self::default() }
    }

    /// Notes an address that stands in the part `from`. Returns whether it leads to a part of the container.
    pub(crate) fn add(&mut self, from: &str, address: &str) -> bool {
        // `../` leaves the package (ODF 1.3 part 2, 4.8), unless the address stands in a document inside it.
        if self.is_flat || address.is_empty() || address.starts_with(['#', '/', '\\']) || has_scheme(address)
        {
            return false;
        }
        let mut steps: Vec<&str> = from.split('/').collect();
        steps.pop();
        for step in address.split('/') {
            match step {
                "" | "." => {}
                ".." => {
                    if steps.pop().is_none() {
                        return false;
                    }
                }
                step => steps.push(step),
            }
        }
        let key = key_of(&steps.join("/"));
        if reads_like_words(address) && !self.keys.contains(&key) {
            self.worded.push((key.clone(), address.to_owned()));
        }
        self.keys.insert(key);
        true
    }

    /// Addresses that read like words, with the keys of the parts that they lead to.
    pub(crate) fn worded(&self) -> &[(String, String)] {
        &self.worded
    }

    /// Whether a part, or the folder that it lies in, is referred to.
    pub(crate) fn has(&self, name: &str) -> bool {
        let key = key_of(name);
        let mut key = key.trim_end_matches('/');
        loop {
            if self.keys.contains(key) {
                return true;
            }
            match key.rsplit_once('/') {
                Some((folder, _)) => key = folder,
                None => return false,
            }
        }
    }
}

fn has_scheme(address: &str) -> bool {
    let end = address.find([':', '/']).unwrap_or(0);
    end > 1 && address[end..].starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_resolved_from_where_they_stand() {
        let mut references = References::default();
        assert!(references.add("content.xml", "./Object 1"));
        assert!(references.add("Object 1/content.xml", "Pictures/one.png"));
        assert!(references.add("Object 1/content.xml", "../Pictures/two.png"));
        assert!(!references.add("content.xml", "../outside.ods"));
        assert!(!references.add("content.xml", "https://example.org/x.png"));
        assert!(!references.add("content.xml", "file:///home/x/y.ods"));
        assert!(references.has("Object 1/content.xml"));
        assert!(references.has("Object 1/Pictures/one.png"));
        assert!(references.has("Pictures/two.png"));
        assert!(!references.has("Pictures/three.png"));
    }
}
