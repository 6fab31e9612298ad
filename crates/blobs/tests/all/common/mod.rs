//! Places of blobs for tests: a folder and memory; buckets are `s3_for_tests::Server`'s.

use blobs::{Area, BlobError, BlobId, Blobs, Stored};
use keyring::ForceKeys;
use std::path::PathBuf;
use tempfile::TempDir;

/// Force keys that no other test has.
pub fn keys() -> ForceKeys {
    ForceKeys::fresh().unwrap()
}

/// A folder of blobs.
pub fn folder(keys: &ForceKeys) -> (TempDir, Blobs) {
    let root = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_folder(root.path().join("sealed"), keys).unwrap();
    (root, blobs)
}

/// Puts bytes into a blob.
pub async fn put(blobs: &Blobs, area: Area, bytes: &[u8]) -> Stored {
    let mut writer = blobs.put(area).unwrap();
    writer.write(bytes).await.unwrap();
    writer.finish().await.unwrap()
}

/// All of a blob.
pub async fn get(blobs: &Blobs, id: &BlobId) -> Result<Vec<u8>, BlobError> {
    let mut reader = blobs.reader(id).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = reader.next().await? {
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Every blob of an area.
pub async fn all(blobs: &Blobs, area: Area) -> Vec<BlobId> {
    let mut ids = Vec::new();
    blobs.list(area, |listed| ids.push(listed.id)).await.unwrap();
    ids.sort();
    ids
}

/// Every file under a folder.
pub fn files(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Bytes that repeat nowhere nearby.
pub fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as u8
        })
        .collect()
}
