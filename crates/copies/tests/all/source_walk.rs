//! What the crate must not do is looked for in its sources.

use std::path::Path;

/// Words that delete, and where they may stand: below the licence of a proof, for what was never an item, and for what a
/// trial wrote itself.
const DELETERS: &[&str] = &["unlinkat(", "remove_file", "remove_dir", ".delete(", "delete_stream(", "DELETE"];
const MAY: &[&str] = &[
    "folder/destroy.rs", // by the licence of a proof
    "bucket/destroy.rs", // by the licence of a proof
    "folder/files.rs",   // its own unfinished file, on giving up
    "folder/list.rs",    // old unfinished files
    "canary/folder.rs",  // its own trials
    "canary/bucket.rs",  // its own trials
];

#[test]
fn nothing_else_deletes() {
    walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut |name, text| {
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let deletes = DELETERS.iter().any(|word| line.contains(word));
            assert!(!deletes || MAY.iter().any(|may| name.ends_with(may)), "{name}: {line}");
        }
    });
}

#[test]
fn nobody_else_makes_a_licence_a_token_or_asks_the_clock() {
    let only = |word: &str, place: &str| {
        walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut |name, text| {
            assert!(!text.contains(word) || name.ends_with(place), "{name} has {word}");
        });
    };
    only("Licence(", "proof.rs");
    only("Timestamp::now", "nowhere");
    only("SystemTime", "nowhere");
    walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut |name, text| {
        let may = ["receive.rs", "readback.rs", "verify.rs"].iter().any(|may| name.ends_with(may));
        assert!(!text.contains("Verified::new") || may, "{name} makes a token");
    });
}

fn walk(folder: &Path, each: &mut dyn FnMut(&str, &str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, each);
        } else {
            each(path.to_str().unwrap(), &std::fs::read_to_string(&path).unwrap());
        }
    }
}
