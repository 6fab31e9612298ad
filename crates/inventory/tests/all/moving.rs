//! Missing here, surplus there: perhaps the same.

use crate::common::{at, entry, key, listed};
use inventory::moves::{Ground, Move, Surplus, propose};
use inventory::{Entry, Listed};

fn surplus(listed: Listed) -> Surplus {
    Surplus { listed, sha256: None }
}

#[test]
fn equal_hash_tag_or_time_is_proposed() {
    let missing = [
        Entry { sha256: Some([1; 32]), ..entry("a", 5) },
        Entry { tag: Some("t".into()), ..entry("b", 6) },
        Entry { modified: Some(at(77)), ..entry("c", 7) },
        entry("d", 8),
    ];
    let new = [
        surplus(Listed { tag: Some("t".into()), ..listed("new/b", 6) }),
        surplus(Listed { modified: Some(at(77)), ..listed("new/c", 7) }),
        Surplus { sha256: Some([1; 32]), ..surplus(listed("new/a", 5)) },
        surplus(listed("new/d", 8)),
    ];
    let moves = propose(&missing, &new);
    let found = |from: &str, to: &str, ground| Move { from: key(from), to: key(to), ground };
    assert_eq!(
        moves.proposed,
        [
            found("a", "new/a", Ground::Hash),
            found("b", "new/b", Ground::Tag),
            found("c", "new/c", Ground::Modified)
        ]
    );
    assert_eq!(moves.ambiguous, 0);
}

/// Several that look alike are not paired by chance; nor is what has another size, or no bytes.
#[test]
fn what_cannot_be_told_apart_is_not_paired() {
    let tagged = |name: &str, size| Entry { tag: Some("t".into()), ..entry(name, size) };
    let missing = [tagged("a", 5), tagged("b", 5), tagged("c", 9), tagged("empty", 0)];
    let new = [tagged("x", 5), tagged("y", 8), tagged("void", 0)].map(|entry| surplus(entry.listed()));
    let moves = propose(&missing, &new);
    assert_eq!((moves.proposed.len(), moves.ambiguous), (0, 2));
}
