//! Which entries of a compound file lie in which storage. Old workbooks have a storage for each embedded object, thousands of
//! them; looking through all entries for each would take for ever.

use std::collections::HashMap;

/// How deep storages are told apart; below, the entries of one are looked through.
const DEPTH: usize = 2;

/// Entries by the storage that they lie in.
#[derive(Debug)]
pub(crate) struct StorageIndex {
    /// Paths in small letters.
    paths: Vec<String>,
    /// Places of the entries inside a storage, by its path.
    storages: HashMap<String, Vec<usize>>,
}

impl StorageIndex {
    /// From the paths of all entries: `/Storage/Stream`.
    pub(crate) fn new<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let paths: Vec<String> = paths.map(str::to_lowercase).collect();
        let mut storages: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, path) in paths.iter().enumerate() {
            // The first slash ends the root, which holds everything.
            for (end, _) in path.match_indices('/').take(DEPTH + 1) {
                storages.entry(path[..end].to_owned()).or_default().push(place);
            }
        }
        Self { paths, storages }
    }

    /// The places of all entries in a storage: `/Storage`, or nothing for the root.
    pub(crate) fn inside(&self, root: &str) -> impl Iterator<Item = usize> {
        let root = root.to_lowercase();
        let known = root.match_indices('/').nth(DEPTH).map_or(root.as_str(), |(end, _)| &root[..end]);
        let places = self.storages.get(known).map(Vec::as_slice).unwrap_or_default();
        let inside = format!("{root}/");
        places.iter().copied().filter(move |place| self.paths[*place].starts_with(&inside))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_looking_through_all_finds(paths in prop::collection::vec("(/[abÄ]){1,5}", 0..20), root in "(/[abÄ]){0,4}") {
            let index = StorageIndex::new(paths.iter().map(String::as_str));
            let inside = format!("{}/", root.to_lowercase());
            let all: Vec<usize> = (0..paths.len()).filter(|place| paths[*place].to_lowercase().starts_with(&inside)).collect();
            prop_assert_eq!(index.inside(&root).collect::<Vec<_>>(), all);
        }
    }
}
