//! Names that are free: nothing is ever overwritten.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// Longest name that file systems take, in bytes, with room for a number and the ending of a report.
const LONGEST: usize = 255 - 32;

/// `answer.xlsx`, then `answer (2).xlsx`, `answer (3).xlsx` and so on.
pub fn candidates(name: &OsStr) -> impl Iterator<Item = OsString> {
    let bytes = name.as_bytes();
    let dot = bytes.iter().rposition(|byte| *byte == b'.').filter(|at| *at > 0).unwrap_or(bytes.len());
    let (stem, ending) = bytes.split_at(dot);
    let stem = stem.get(..LONGEST.saturating_sub(ending.len())).unwrap_or(stem).to_vec();
    let ending = ending.to_vec();
    let first = (bytes.len() <= LONGEST).then(|| name.to_owned());
    let numbered = (2_u32..).map(move |number| {
        let mut name = stem.clone();
        name.extend_from_slice(format!(" ({number})").as_bytes());
        name.extend_from_slice(&ending);
        OsString::from_vec(name)
    });
    first.into_iter().chain(numbered)
}

/// A name with an ending more.
pub fn with_ending(name: &OsStr, ending: &str) -> OsString {
    let mut name = name.to_owned();
    name.push(ending);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_numbered_before_their_ending() {
        let named = |name: &str| candidates(OsStr::new(name)).take(3).collect::<Vec<_>>();
        assert_eq!(named("a.b.csv"), ["a.b.csv", "a.b (2).csv", "a.b (3).csv"]);
        assert_eq!(named("a"), ["a", "a (2)", "a (3)"]);
        let long = "x".repeat(255);
        assert!(named(&long).iter().all(|name| name.len() <= 255 - 20));
    }
}
