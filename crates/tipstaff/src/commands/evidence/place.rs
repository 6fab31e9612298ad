//! A place as it is written on the command line, kept as it is found from anywhere.

use crate::exit::Failure;
use std::path::Path;

/// An address of a bucket stays; a folder that is there is named from the root.
pub fn whole(location: &str) -> Result<String, Failure> {
    if location.starts_with("s3://") || location.starts_with("file://") {
        return Ok(location.to_owned());
    }
    let path = Path::new(location);
    let whole = path
        .canonicalize()
        .map_err(|error| Failure::io(path, &error, "Name a folder that is there and that can be read"))?;
    text(path, &whole)
}

/// The same of a folder that is to be made.
pub fn to_be(location: &str) -> Result<String, Failure> {
    if location.starts_with("s3://") {
        return Ok(location.to_owned());
    }
    let path = Path::new(location);
    let whole = std::path::absolute(path)
        .map_err(|error| Failure::io(path, &error, "Name a folder below one that is there"))?;
    text(path, &whole)
}

fn text(path: &Path, whole: &Path) -> Result<String, Failure> {
    let whole = whole.to_str().ok_or_else(|| {
        Failure::at(path, &"its name is not UTF-8", "Name it by another name, such as a link")
    })?;
    Ok(whole.to_owned())
}
