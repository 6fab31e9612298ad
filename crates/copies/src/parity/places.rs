//! Shards in folders: `<blake3>.<number>.shard`, and the header beside each, `<blake3>.<number>.shards`.

use super::{Header, ParityError, Shape, encode, rebuild};
use crate::id::Blake3;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Writes the shards of an item to as many folders as it has shards, or all to one: best each on its own disk. All is on
/// the disks before this returns, headers last, so that what has a header is whole.
pub fn write_to(
    item: &mut dyn Read,
    size: u64,
    blake3: &Blake3,
    shape: Shape,
    folders: &[PathBuf],
) -> Result<Header, ParityError> {
    let places = places(blake3, shape, folders)?;
    let mut shards = Vec::with_capacity(places.len());
    for (shard, _) in &places {
        let file = File::create_new(shard).map_err(ParityError::writing)?;
        shards.push(BufWriter::with_capacity(1 << 18, file));
    }
    let header = encode(item, size, blake3, shape, &mut shards)?;
    for shard in shards {
        let file = shard.into_inner().map_err(|error| ParityError::writing(error.into_error()))?;
        file.sync_all().map_err(ParityError::writing)?;
    }
    for (shard, header_path) in &places {
        let mut file = File::create_new(header_path).map_err(ParityError::writing)?;
        file.write_all(header.to_text().as_bytes()).map_err(ParityError::writing)?;
        file.sync_all().map_err(ParityError::writing)?;
        let folder = shard.parent().unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(ParityError::writing)?;
    }
    Ok(header)
}

/// Rebuilds an item from whatever is whole in these folders, which stand as they stood when the shards were written. Says
/// which shards are lost or damaged.
pub fn rebuild_from(
    blake3: &Blake3,
    folders: &[PathBuf],
    item: &mut dyn Write,
) -> Result<Vec<usize>, ParityError> {
    let header = folders.iter().find_map(|folder| header_in(folder, blake3)).ok_or(ParityError::NoHeader)?;
    let mut shards: Vec<_> = places(blake3, header.shape, folders)?
        .iter()
        .map(|(shard, _)| File::open(shard).ok().map(|file| BufReader::with_capacity(1 << 18, file)))
        .collect();
    rebuild(&header, &mut shards, item)
}

/// Any header of this item in a folder that is whole and is of this item.
fn header_in(folder: &Path, blake3: &Blake3) -> Option<Header> {
    let prefix = format!("{blake3}.");
    fs::read_dir(folder).ok()?.flatten().find_map(|entry| {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(&prefix) && name.ends_with(".shards"));
        let text = ours.then(|| fs::read_to_string(entry.path()).ok()).flatten()?;
        Header::from_text(&text).ok().filter(|header| header.blake3 == *blake3)
    })
}

/// Shard and header of each number.
fn places(
    blake3: &Blake3,
    shape: Shape,
    folders: &[PathBuf],
) -> Result<Vec<(PathBuf, PathBuf)>, ParityError> {
    shape.check()?;
    if folders.len() != 1 && folders.len() != shape.all() {
        return Err(ParityError::Shape { data: shape.data, parity: shape.parity });
    }
    let of = |number: usize, end: &str| {
        let folder = folders.get(number).or(folders.first());
        folder.map(|folder| folder.join(format!("{blake3}.{number:03}.{end}"))).unwrap_or_default()
    };
    Ok((0..shape.all()).map(|number| (of(number, "shard"), of(number, "shards"))).collect())
}
