//! Names of files in a replica.

use crate::id::{Blake3, ItemId};

/// The identity of the replica, 32 hexadecimal digits.
pub(crate) const IDENTITY: &str = "replica-id";
/// What is being written; nothing in it is an item.
pub(crate) const INCOMING: &str = "incoming";
/// Marks of destructions that are under way, `<blake3>.<item>`: see `proof`.
pub(crate) const DESTROYING: &str = "destroying";
/// What [`crate::grade`] writes.
pub(crate) const CANARY: &str = "canary";
/// What was read and is not what its name says: see [`crate::set_aside`].
pub(crate) const DAMAGED: &str = "damaged";
/// How the name of a manifest ends.
const MANIFEST: &str = ".manifest";

/// What a name in a folder `ab/cd` stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Object(Blake3),
    Manifest(Blake3, ItemId),
}

/// The folders of an object: two digits each, so that a million items are fifteen to a folder.
pub(crate) fn folders(blake3: &Blake3) -> (String, String) {
    let name = blake3.to_string();
    (name[..2].to_owned(), name[2..4].to_owned())
}

/// The folder of a shard, two digits.
pub(crate) fn shard(name: &str) -> Option<u8> {
    let hex = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
    let is_shard = name.len() == 2 && name.bytes().all(hex);
    u8::from_str_radix(name, 16).ok().filter(|_| is_shard)
}

pub(crate) fn object(blake3: &Blake3) -> String {
    blake3.to_string()
}

/// With the item in it: two items of equal bytes have a manifest each.
pub(crate) fn manifest(blake3: &Blake3, item: &ItemId) -> String {
    format!("{blake3}.{item}{MANIFEST}")
}

pub(crate) fn mark(blake3: &Blake3, item: &ItemId) -> String {
    format!("{blake3}.{item}")
}

/// Reads a name that lies in the folder of these four digits; `None` is for what is not ours, or lies elsewhere than it
/// should.
pub(crate) fn parse(folder: &str, name: &str) -> Option<Named> {
    if !name.starts_with(folder) {
        return None;
    }
    match name.strip_suffix(MANIFEST) {
        Some(pair) => parse_mark(pair).map(|(blake3, item)| Named::Manifest(blake3, item)),
        None => name.parse().ok().map(Named::Object),
    }
}

pub(crate) fn parse_mark(name: &str) -> Option<(Blake3, ItemId)> {
    let (blake3, item) = name.split_once('.')?;
    Some((blake3.parse().ok()?, item.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back_in_its_folder_and_in_no_other() {
        let (blake3, item) = (Blake3([0xab; 32]), ItemId([7; 16]));
        assert_eq!(folders(&blake3), ("ab".into(), "ab".into()));
        assert_eq!(parse("abab", &object(&blake3)), Some(Named::Object(blake3)));
        assert_eq!(parse("abab", &manifest(&blake3, &item)), Some(Named::Manifest(blake3, item)));
        assert_eq!(parse("abac", &object(&blake3)), None);
        assert_eq!(parse("ABAB", &object(&blake3).to_uppercase()), None);
        assert_eq!(parse("abab", "abab"), None);
        assert_eq!(parse("abab", &format!("{blake3}.manifest")), None);
    }
}
