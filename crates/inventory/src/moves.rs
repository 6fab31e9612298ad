//! A missing item and a surplus one that may be the same under another name. Proposed, never taken for granted: a
//! person confirms.

use crate::item::{Entry, Listed};
use crate::key::Key;
use std::collections::HashMap;

/// Why two may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Equal size and equal SHA-256: both were read.
    Hash,
    /// Equal size and equal tag.
    Tag,
    /// Equal size and equal time of change, to the last digit. Folders give no tags; a rename keeps the time.
    Modified,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Missing.
    pub from: Key,
    /// Surplus.
    pub to: Key,
    /// Why.
    pub ground: Ground,
}

/// Proposals, and what could not be told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    /// One missing item, one surplus item, nothing else like them.
    pub proposed: Vec<Move>,
    /// Missing items that look like some surplus one, where several look alike: nobody can say which is which.
    pub ambiguous: u64,
}

/// An item that was surplus, with its SHA-256 where somebody has read it since.
#[derive(Debug, Clone)]
pub struct Surplus {
    /// As it is listed.
    pub listed: Listed,
    /// Of its bytes, if they were read.
    pub sha256: Option<[u8; 32]>,
}

#[derive(PartialEq, Eq, Hash)]
enum Mark<'a> {
    Hash(u64, &'a [u8; 32]),
    Tag(u64, &'a str),
    Modified(u64, jiff::Timestamp),
}

/// Pairs of equal size and equal hash, tag or time, strongest ground first. Empty items are never paired. Memory
/// grows with the two lists: give it a bounded part of a large loss.
pub fn propose(missing: &[Entry], surplus: &[Surplus]) -> Moves {
    let mut moves = Moves::default();
    let mut from: Vec<&Entry> = missing.iter().filter(|entry| entry.size > 0).collect();
    let mut to: Vec<&Surplus> = surplus.iter().filter(|surplus| surplus.listed.size > 0).collect();
    for ground in [Ground::Hash, Ground::Tag, Ground::Modified] {
        let mut alike: HashMap<Mark<'_>, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, entry) in from.iter().enumerate() {
            let mark = mark(ground, entry.size, entry.sha256.as_ref(), entry.tag.as_deref(), entry.modified);
            if let Some(mark) = mark {
                alike.entry(mark).or_default().0.push(at);
            }
        }
        for (at, surplus) in to.iter().enumerate() {
            let Surplus { listed, sha256 } = surplus;
            let mark = mark(ground, listed.size, sha256.as_ref(), listed.tag.as_deref(), listed.modified);
            if let Some(mark) = mark {
                alike.entry(mark).or_default().1.push(at);
            }
        }
        let mut done = (vec![false; from.len()], vec![false; to.len()]);
        for (missing, surplus) in alike.into_values() {
            match (&missing[..], &surplus[..]) {
                (_, []) | ([], _) => {}
                ([a], [b]) => {
                    (done.0[*a], done.1[*b]) = (true, true);
                    let (a, b) = (from[*a].key.clone(), to[*b].listed.key.clone());
                    moves.proposed.push(Move { from: a, to: b, ground });
                }
                (several, others) => {
                    moves.ambiguous += several.len() as u64;
                    for at in several {
                        done.0[*at] = true;
                    }
                    for at in others {
                        done.1[*at] = true;
                    }
                }
            }
        }
        from = left(from, &done.0);
        to = left(to, &done.1);
    }
    moves.proposed.sort_by(|a, b| a.from.cmp(&b.from));
    moves
}

fn mark<'a>(
    ground: Ground,
    size: u64,
    sha256: Option<&'a [u8; 32]>,
    tag: Option<&'a str>,
    modified: Option<jiff::Timestamp>,
) -> Option<Mark<'a>> {
    match ground {
        Ground::Hash => sha256.map(|sha256| Mark::Hash(size, sha256)),
        Ground::Tag => tag.map(|tag| Mark::Tag(size, tag)),
        Ground::Modified => modified.map(|modified| Mark::Modified(size, modified)),
    }
}

fn left<T: Copy>(all: Vec<T>, done: &[bool]) -> Vec<T> {
    all.into_iter().zip(done).filter(|(_, done)| !**done).map(|(item, _)| item).collect()
}
