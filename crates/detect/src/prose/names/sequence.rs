//! Where a name could begin and end.

use crate::prose::{Case, Class, Gap, Token, TokenKind};
use std::ops::Range;

/// Words that could be a name together.
#[derive(Debug, Clone)]
pub(crate) struct Sequence {
    /// First token.
    pub first: usize,
    /// First token behind it.
    pub behind: usize,
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether it is in small letters, behind a title, rank or role.
    pub lower: bool,
}

/// More words than this are a heading.
const MOST_WORDS: usize = 6;

impl Sequence {
    /// Its tokens.
    pub fn words<'t>(&self, tokens: &'t [Token]) -> &'t [Token] {
        tokens.get(self.first..self.behind).unwrap_or_default()
    }
}

/// The next sequence from a token on.
pub(crate) fn next_sequence(text: &str, tokens: &[Token], from: usize) -> Option<Sequence> {
    for first in from..tokens.len() {
        let token = tokens.get(first)?;
        if token.kind != TokenKind::Word {
            continue;
        }
        let lower = token.case == Case::Lower;
        if lower && !(token.is(Class::NAME) && follows_a_person(tokens, first)) {
            continue;
        }
        if !lower && !can_begin(text, tokens, first) {
            continue;
        }
        let behind = if lower { end_of_lower(tokens, first) } else { end_of(text, tokens, first) };
        let last = tokens.get(behind.checked_sub(1)?)?;
        return Some(Sequence { first, behind, range: token.start as usize..last.end as usize, lower });
    }
    None
}

/// Whether a capitalised word may belong to a name.
pub(crate) fn is_name_like(token: &Token) -> bool {
    token.kind == TokenKind::Word
        && token.case != Case::Lower
        && (token.is(Class::NAME) || !token.is(Class::NO_NAME))
}

/// Whether a name may begin with this token. "I" and "A" are words, unless a full stop makes them initials.
fn can_begin(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let next = tokens.get(at + 1);
    // "Don't"
    if next.is_some_and(|next| next.gap == Gap::Apostrophe && next.text(text) == "t") {
        return false;
    }
    if !token.is_initial() {
        return is_name_like(token);
    }
    let Some(next) = next else { return false };
    let dotted = matches!(next.gap, Gap::Dot | Gap::DotSpace);
    let joined = dotted
        || (matches!(next.gap, Gap::Space | Gap::Apostrophe) && !matches!(token.text(text), "I" | "A"));
    joined && next.case != Case::Lower && (is_name_like(next) || next.is_initial())
}

/// The first token behind the name that begins here.
fn end_of(text: &str, tokens: &[Token], first: usize) -> usize {
    let mut behind = first + 1;
    while behind - first < MOST_WORDS {
        let (Some(before), Some(token)) = (tokens.get(behind - 1), tokens.get(behind)) else { break };
        if joins(text, before, token) && (is_name_like(token) || is_middle_initial(tokens, behind)) {
            behind += 1;
            continue;
        }
        // "van der Berg", "bin Said": small words inside, if a name goes on behind them.
        let particles = (0..2)
            .take_while(|&more| {
                tokens.get(behind + more).is_some_and(|token| {
                    token.case == Case::Lower && token.is(Class::PARTICLE) && token.gap == Gap::Space
                })
            })
            .count();
        let goes_on = tokens.get(behind + particles).is_some_and(|token| {
            matches!(token.gap, Gap::Space | Gap::Hyphen | Gap::Apostrophe) && is_name_like(token)
        });
        if particles == 0 || !goes_on {
            break;
        }
        behind += particles + 1;
    }
    behind
}

/// Whether two words stand as close as parts of a name do. Nothing crosses a line, a tab or two spaces.
fn joins(text: &str, before: &Token, token: &Token) -> bool {
    match token.gap {
        Gap::Space | Gap::Hyphen => true,
        // O'Neill, but not 'Neill said.
        Gap::Apostrophe => before.len() <= 2 && before.case == Case::Upper,
        Gap::Dot | Gap::DotSpace => {
            before.is_initial()
                || matches!(before.text(text), "St" | "Wm" | "Jas" | "Chas" | "Geo" | "Jr" | "Sr")
        }
        _ => false,
    }
}

/// "Szabina J Gelencsér": a letter with a name on its other side, or the last of a name with a full stop.
fn is_middle_initial(tokens: &[Token], at: usize) -> bool {
    let (Some(token), next) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    token.is_initial()
        && next.is_some_and(|next| next.case != Case::Lower && !next.gap.parts() && is_name_like(next))
}

/// A title, rank or role directly before, perhaps with a collar number between.
fn follows_a_person(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if token.is(Class::ORDINARY) || !matches!(token.gap, Gap::Space | Gap::DotSpace) {
        return false;
    }
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let earlier = at.checked_sub(2).and_then(|at| tokens.get(at));
    let person = Class::TITLE.union(Class::RANK).union(Class::ROLE);
    match before {
        Some(before) if before.kind != TokenKind::Word => {
            before.gap == Gap::Space && earlier.is_some_and(|token| token.is(Class::RANK))
        }
        Some(before) => before.is(person) && !before.is(Class::NAME),
        None => false,
    }
}

fn end_of_lower(tokens: &[Token], first: usize) -> usize {
    let more = tokens
        .get(first + 1..)
        .unwrap_or_default()
        .iter()
        .take(2)
        .take_while(|token| {
            token.is(Class::NAME)
                && !token.is(Class::ORDINARY)
                && matches!(token.gap, Gap::Space | Gap::Hyphen)
        })
        .count();
    first + 1 + more
}
