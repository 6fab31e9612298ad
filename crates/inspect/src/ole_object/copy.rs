//! A storage of a compound file as a compound file of its own, so that it can go through the same door as any file.

use crate::container::ole::OleFile;
use crate::stop::{LimitMet, Read, Stop};
use crate::{Budget, Reason};
use std::io::{Cursor, Write};

/// Copies everything inside the storage `root`.
pub(super) fn storage(ole: &mut OleFile<'_>, root: &str, budget: &Budget) -> Read<Vec<u8>> {
    let entries: Vec<_> = ole.inside(root).cloned().collect();
    let most = budget.limits().nested_file_bytes;
    let total: u64 = entries.iter().map(|entry| entry.len).sum();
    if total > most {
        return Err(LimitMet(Reason::TooLarge).into());
    }
    let failed = |_| Stop::part("a storage that cannot be copied");
    let mut copy = cfb::CompoundFile::create(Cursor::new(Vec::new())).map_err(failed)?;
    // Storages come before what lies in them.
    for entry in entries {
        let path = sound_path(entry.path.get(root.len()..).unwrap_or_default());
        if entry.is_stream {
            let bytes = ole.whole(&entry.path, budget, most)?;
            copy.create_stream(&path).and_then(|mut stream| stream.write_all(&bytes)).map_err(failed)?;
        } else {
            copy.create_storage(&path).map_err(failed)?;
        }
    }
    copy.flush().map_err(failed)?;
    Ok(copy.into_inner().into_inner())
}

/// A path whose names the standard allows ([MS-CFB] 2.6.4): the library refuses others, and a broken file has some.
fn sound_path(path: &str) -> String {
    const MOST_UNITS: usize = 31;
    let sound_name = |name: &str| -> String {
        let mut units = 0;
        let letters =
            name.chars().map(|letter| if matches!(letter, '\\' | ':' | '!') { '_' } else { letter });
        letters
            .take_while(|letter| {
                units += letter.len_utf16();
                units <= MOST_UNITS
            })
            .collect()
    };
    path.split('/').map(sound_name).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::sound_path;

    #[test]
    fn names_that_no_container_may_have_are_changed() {
        assert_eq!(sound_path("/\u{1}CompObj"), "/\u{1}CompObj");
        assert_eq!(sound_path("/a:b/c!"), "/a_b/c_");
        assert_eq!(sound_path(&format!("/{}", "x".repeat(40))).len(), 32);
    }
}
