//! Names that mean the same on every machine of an expert's.

use crate::BagError;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// What Windows takes for a device, whatever comes after a dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The longest part of a path in bytes, as most file systems have it.
const LONGEST_PART: usize = 255;

/// The longest path in bytes.
const LONGEST_PATH: usize = 1000;

/// Checks names under `data/`, with `/` between folders: each is safe, and no two are one anywhere. Two are one where they differ
/// in case only, or in how accents are written (NFC, NFD): macOS and Windows keep one of such files.
pub fn check_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<(), BagError> {
    // How a place is called that is a file, or a folder of files.
    let mut files: HashMap<String, &str> = HashMap::new();
    let mut folders: HashMap<String, &str> = HashMap::new();
    for name in names {
        check_name(name)?;
        let key = folded(name);
        let same = |other: &str| BagError::SameName { one: other.to_owned(), other: name.to_owned() };
        for (at, _) in name.match_indices('/') {
            let (folder, folder_key) = (&name[..at], folded(&name[..at]));
            if let Some(file) = files.get(&folder_key) {
                return Err(same(file));
            }
            let first = folders.entry(folder_key).or_insert(folder);
            if *first != folder {
                return Err(same(first));
            }
        }
        if let Some(other) = folders.get(&key).or(files.get(&key)) {
            return Err(same(other));
        }
        files.insert(key, name);
    }
    Ok(())
}

/// A name that every program reads as it is, made of one that somebody gave: whatever cannot stand becomes `_`, and so does `%`,
/// which bagit-python 1.9.0 and sha256sum do not decode. At most 120 bytes; its end stays, for it says the type.
pub fn plain_name(original: &str) -> String {
    let mut name: String = original
        .nfc()
        .map(|letter| if forbidden(letter) || "/%".contains(letter) { '_' } else { letter })
        .collect();
    while name.len() > 120 {
        let middle = name.char_indices().nth(name.chars().count() / 2).map_or(0, |(at, _)| at);
        name.remove(middle);
    }
    let name = name.trim_start_matches([' ', '.', '~']).trim_end_matches([' ', '.']);
    if name.is_empty() || is_device(name) { format!("_{name}") } else { name.to_owned() }
}

pub(crate) fn check_name(name: &str) -> Result<(), BagError> {
    let refused = |why| Err(BagError::Name { name: name.to_owned(), why });
    if name.len() > LONGEST_PATH {
        return refused("it is longer than 1,000 bytes");
    }
    for part in name.split('/') {
        if part.is_empty() || part == "." || part == ".." {
            return refused("it is empty, begins or ends with a slash, or goes up with ..");
        }
        if part.len() > LONGEST_PART {
            return refused("a part of it is longer than 255 bytes");
        }
        if part.chars().any(forbidden) {
            return refused("it has a letter that Windows does not take, or that is not seen");
        }
        if part.ends_with([' ', '.']) || part.starts_with([' ', '~']) {
            return refused("a part of it begins or ends as Windows or a shell would change it");
        }
        if is_device(part) {
            return refused("Windows takes it for a device");
        }
    }
    Ok(())
}

fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// Letters that Windows does not take in names, control characters, and marks that turn the direction of text about, under which
/// `exe.gpj` is seen as `jpg.exe`.
fn forbidden(letter: char) -> bool {
    letter.is_control()
        || "<>:\"\\|?*".contains(letter)
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = || {
        let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
        number.is_some_and(|number| {
            let mut letters = number.chars();
            letters.next().is_some_and(|digit| "0123456789¹²³".contains(digit)) && letters.next().is_none()
        })
    };
    DEVICES.contains(&&*stem) || numbered()
}
