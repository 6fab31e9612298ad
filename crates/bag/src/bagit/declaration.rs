//! `bagit.txt`: which BagIt a bag is of (RFC 8493, 2.1.1).

use super::info::{only, parse_info};

/// What is written.
pub(crate) const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// A version that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// RFC 8493.
    One,
    /// What bagit-python writes. It differs in how `%` stands in a manifest.
    ZeroNinetySeven,
}

/// Reads it, or says what about it.
pub(crate) fn parse(text: &str) -> Result<Version, &'static str> {
    let no = "bagit.txt does not say version and encoding";
    let tags = parse_info(text).map_err(|_| no)?;
    if tags.len() != 2 {
        return Err(no);
    }
    if only(&tags, "Tag-File-Character-Encoding").map_err(|()| no)?.ok_or(no)? != "UTF-8" {
        return Err(
            "its text is not UTF-8, and nothing else is read here; check it with the program that made it",
        );
    }
    match only(&tags, "BagIt-Version").map_err(|()| no)?.ok_or(no)? {
        "1.0" => Ok(Version::One),
        "0.97" => Ok(Version::ZeroNinetySeven),
        _ => {
            Err("it is of a version of BagIt other than 1.0 and 0.97; check it with the program that made it")
        }
    }
}
