//! What is there.

use crate::BagError;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// How deep folders may lie in one another.
const DEEPEST: usize = 64;

/// The most files that are looked at.
const MOST: usize = 5_000_000;

/// Everything in a folder, by its path with `/` between folders.
#[derive(Default)]
pub(super) struct Found {
    /// Files and their lengths in bytes.
    pub(super) files: BTreeMap<String, u64>,
    /// Links, sockets, and names that are not UTF-8: a link can lead anywhere, so none is followed.
    pub(super) others: Vec<String>,
}

pub(super) fn walk(root: &Path) -> Result<Found, BagError> {
    let mut found = Found::default();
    let mut folders = vec![(root.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let look = |source| BagError::Look { path: folder.clone(), source };
        for entry in fs::read_dir(&folder).map_err(look)? {
            let entry = entry.map_err(look)?;
            let path = entry.path();
            let about = fs::symlink_metadata(&path).map_err(look)?;
            let Ok(name) = entry.file_name().into_string() else {
                found.others.push(path.display().to_string());
                continue;
            };
            let name = format!("{prefix}{name}");
            if about.is_dir() {
                if name.split('/').count() > DEEPEST {
                    let why =
                        "its folders lie deeper in one another than 64; ask for a bag with fewer".into();
                    return Err(BagError::NoBag { path, why });
                }
                folders.push((path, format!("{name}/")));
            } else if about.is_file() {
                found.files.insert(name, about.len());
            } else {
                found.others.push(name);
            }
            if found.files.len() > MOST {
                let why = "it holds more than five million files; ask for several bags".into();
                return Err(BagError::NoBag { path: root.to_path_buf(), why });
            }
        }
    }
    Ok(found)
}
