//! Which acts are about which item, found once: a bag may have ten thousand items in one act.

use super::{Act, Evidence};
use crate::hash::unhex;
use std::collections::{HashMap, HashSet};

/// Digits of a SHA-256.
const DIGITS: usize = 64;

/// Acts about each item, by their place in `Evidence::acts`.
pub(super) fn by_item(acts: &[Act]) -> HashMap<[u8; 16], Vec<usize>> {
    let mut about: HashMap<[u8; 16], Vec<usize>> = HashMap::new();
    for (at, act) in acts.iter().enumerate() {
        for id in act.event.items.iter().chain(&act.event.made) {
            let of_item = about.entry(*id).or_default();
            if of_item.last() != Some(&at) {
                of_item.push(at);
            }
        }
    }
    about
}

/// Items whose SHA-256 stands in no act about them, neither in digits nor as bytes.
pub(super) fn unbound(evidence: &Evidence<'_>) -> Vec<[u8; 16]> {
    let about = by_item(&evidence.acts);
    let told: Vec<HashSet<Vec<u8>>> =
        evidence.acts.iter().map(|act| texts(act).into_iter().flat_map(in_digits).collect()).collect();
    let bound = |id: &[u8; 16], digest: &[u8; 32]| {
        let acts = about.get(id).map(Vec::as_slice).unwrap_or_default();
        acts.iter().any(|at| told[*at].contains(digest.as_slice()))
            || acts.iter().flat_map(|at| texts(&evidence.acts[*at])).any(|text| as_bytes(text, digest))
    };
    evidence.items.iter().filter(|item| !bound(&item.id, &item.sha256)).map(|item| item.id).collect()
}

/// Where an act can say a digest.
fn texts(act: &Act) -> [&[u8]; 2] {
    [&act.leaf, act.manifest.as_ref().map(|opening| &*opening.body).unwrap_or_default()]
}

fn in_digits(text: &[u8]) -> Vec<Vec<u8>> {
    let runs = text.split(|byte| !byte.is_ascii_digit() && !(b'a'..=b'f').contains(byte));
    let windows = runs.flat_map(|run| run.windows(DIGITS));
    windows.filter_map(|digits| unhex(std::str::from_utf8(digits).ok()?)).collect()
}

fn as_bytes(text: &[u8], digest: &[u8; 32]) -> bool {
    text.windows(digest.len()).any(|window| window == digest)
}
