//! Keys, and where they must not show.

use crate::common::{entry, key, listed};
use inventory::{InventoryError, Key, Location, MAX_KEY, Reason, Trouble};

#[test]
fn a_key_has_a_length_and_no_nul() {
    assert!(Key::new("a").is_ok());
    assert!(Key::new("x".repeat(MAX_KEY)).is_ok());
    for wrong in [String::new(), "a\0b".to_owned(), "x".repeat(MAX_KEY + 1)] {
        let error = Key::new(wrong.clone()).unwrap_err();
        assert!(wrong.is_empty() || !error.to_string().contains(&wrong));
    }
    // As `serde` makes them.
    assert!(Key::try_from("\0".to_owned()).is_err());
}

/// Names of files can name people, and logs are read by many.
#[test]
fn no_debug_text_and_no_error_shows_a_key() {
    let name = "PC Ashworth interview.mp4";
    let shown = [
        format!("{:?}", key(name)),
        format!("{:?}", listed(name, 1)),
        format!("{:?}", entry(name, 1)),
        format!("{:?}", Reason::Folder { key: key(name), trouble: Trouble::Denied }),
        Reason::Folder { key: key(name), trouble: Trouble::Denied }.to_string(),
        format!("{:?}", InventoryError::Unsorted { key: key(name) }),
        InventoryError::Unsorted { key: key(name) }.to_string(),
        format!("{:?}", Location::folder(format!("/srv/{name}"))),
        format!("{:?}", inventory::delta::Change::Removed(key(name))),
    ];
    for text in shown {
        assert!(!text.contains("Ashworth"), "{text}");
    }
    assert_eq!(InventoryError::Unsorted { key: key(name) }.key(), Some(&key(name)));
}

#[test]
fn places_are_folders_or_buckets() {
    for good in ["/srv/bwv", "file:///srv/bwv", "s3://bwv", "s3://bwv/2023/05"] {
        assert!(Location::parse(good).is_ok(), "{good}");
    }
    assert_eq!(Location::parse("s3://bwv/2023").unwrap().to_string(), "s3://bwv/2023");
    for bad in ["", "bwv", "s3://", "s3:///x", "s3://bwv/a//b", "ftp://x/y", "file://host"] {
        let error = Location::parse(bad).unwrap_err().to_string();
        assert!(error.contains("s3://BUCKET/PREFIX"), "{bad}: {error}");
    }
}
