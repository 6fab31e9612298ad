//! Identifiers in running text.
//!
//! Around every number, each run of words and numbers that could be one identifier is tried as a whole cell would be,
//! as every kind. So nothing is lost to overlaps, which one alternation of patterns drops, and prose and tables share
//! every check. Words then decide: see [`super::context`].

use super::context::ONLY_BY_NAME;
use super::overlap::{Reading, settle};
use super::token::{Case, Gap, Token, TokenKind};
use crate::identifiers::{
    Candidate, Folded, IdentifierIndex, IdentifierSet, Plain, Shape, Verdict, attempt, mailbox_around, month,
    plain,
};
use crate::recogniser::{Evidence, Kind, Limits, Recogniser, Segment, Unchecked};
use crate::score::{ATTACHED, MONEY, MORE_DIGITS, POSSIBLE, Score, Term};

/// Finds identifiers.
#[derive(Debug)]
pub struct Numbers;

/// Most words in one identifier: a machine-readable date with time has seven.
const MOST_TOKENS: usize = 8;
/// Longest identifier with its gaps, but for mailboxes and machine-readable lines.
const LONGEST_RUN: usize = 44;

impl Recogniser for Numbers {
    fn id(&self) -> &'static str {
        "identifiers"
    }

    fn limits(&self) -> Limits {
        Limits::RULES
    }

    fn recognise(&self, segment: &Segment<'_>, out: &mut Vec<Evidence>) -> Result<(), Unchecked> {
        self.limits().admit(segment)?;
        let mut search = Search::new(segment);
        search.mailboxes();
        search.zones();
        search.numbers();
        settle(&mut search.readings, out);
        Ok(())
    }
}

struct Search<'a> {
    segment: &'a Segment<'a>,
    tokens: &'a [Token],
    among: IdentifierSet,
    readings: Vec<Reading>,
}

impl<'a> Search<'a> {
    fn new(segment: &'a Segment<'a>) -> Self {
        let named = segment.page.mentions.named;
        let among = IdentifierSet(!ONLY_BY_NAME | named);
        Self { segment, tokens: &segment.page.tokens, among, readings: Vec::new() }
    }

    /// Every run of tokens with a number in it.
    fn numbers(&mut self) {
        let mut begun = 0;
        for &number in &self.segment.page.numbers {
            let number = number as usize;
            let mut first = number;
            // "AB 12 34 56 C", "4 March": up to two short words may stand before the first number.
            while first > begun && number - first < 2 && self.leads(first - 1) && self.joins(first) {
                first -= 1;
            }
            for start in first.max(begun)..=number {
                self.from(start, number);
            }
            begun = number + 1;
        }
    }

    /// Every run that begins with one token and reaches at least to another.
    fn from(&mut self, first: usize, number: usize) {
        let Some(start) = self.tokens.get(first) else { return };
        for last in first..(first + MOST_TOKENS).min(self.tokens.len()) {
            let Some(token) = self.tokens.get(last) else { return };
            let long = token.end as usize - start.start as usize > LONGEST_RUN;
            if last > first && (long || !self.joins(last) || !self.belongs(last)) {
                return;
            }
            if last >= number {
                self.run(first, last);
            }
        }
    }

    /// Tries one run.
    fn run(&mut self, first: usize, last: usize) {
        let (Some(start), Some(end)) = (self.tokens.get(first), self.tokens.get(last)) else { return };
        let text = self.segment.text;
        let begin = with_sign(text.as_bytes(), start.start as usize);
        let range = begin..end.end as usize;
        let Some(written) = text.get(range.clone()) else { return };
        let folded;
        let written = if written.is_ascii() {
            written.as_bytes()
        } else {
            let Some(text) = Folded::of(written) else { return };
            folded = text;
            folded.bytes()
        };
        let shape = Shape::of(written);
        if shape.digits == 0 {
            return;
        }
        let today = self.segment.today;
        let among = self.among;
        attempt(written, shape, today, false, among, &mut |kind, verdict, candidate| {
            self.weigh(kind, verdict, candidate, first, last, range.clone());
        });
        self.local(written, first, last, range);
    }

    fn local(&mut self, written: &[u8], first: usize, last: usize, range: std::ops::Range<usize>) {
        let (Some(local), Ok(written)) = (self.segment.local, std::str::from_utf8(written)) else { return };
        let mut found = None;
        local.cell(written, self.segment.today, &mut |kind, _| found = found.or(Some(kind)));
        if let Some(kind) = found {
            let mut score = Score::prior(POSSIBLE);
            score.add(0.0, Term::Sign("written as the policy file describes"));
            self.segment.page.mentions.weigh(kind, self.tokens, first, last + 1, &mut score);
            self.push(kind, range, score);
        }
    }

    fn weigh(
        &mut self,
        kind: IdentifierIndex,
        verdict: Verdict,
        candidate: &Candidate<'_>,
        first: usize,
        last: usize,
        range: std::ops::Range<usize>,
    ) {
        if verdict == Verdict::Fails {
            return;
        }
        let identifier = kind.identifier();
        let mut score = Score::of(identifier);
        score.check(identifier, verdict);
        score.lean((identifier.spelling)(candidate));
        score.lean(self.surroundings(&range, first, last));
        self.segment.page.mentions.weigh(kind, self.tokens, first, last + 1, &mut score);
        self.push(kind, range, score);
    }

    fn push(&mut self, kind: IdentifierIndex, range: std::ops::Range<usize>, score: Score) {
        if score.bits() >= POSSIBLE {
            self.readings.push(Reading { range, kind: Kind::Identifier(kind), score });
        }
    }

    /// Bits for what a run is attached to: a piece of a longer code, a sum of money, one of a list of numbers.
    fn surroundings(&self, range: &std::ops::Range<usize>, first: usize, last: usize) -> f32 {
        let bytes = self.segment.text.as_bytes();
        let before = range.start.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        let after = bytes.get(range.end).copied().unwrap_or(b' ');
        let behind = bytes.get(range.end + 1).copied().unwrap_or(b' ');
        let mut bits = 0.0;
        let attached_before = matches!(before, b'-' | b'/' | b'.' | b'_' | b'\\' | b'+')
            && range.start > 1
            && bytes.get(range.start - 2).is_some_and(u8::is_ascii_alphanumeric);
        let attached_after = matches!(after, b'-' | b'/' | b'.' | b'_' | b':' | b'@' | b',' | b'\'')
            && (behind.is_ascii_alphanumeric() || (after != b'.' && behind >= 128));
        if attached_before || attached_after || after == b'%' || after == b'_' {
            bits += ATTACHED;
        }
        // The last byte of the pound and euro signs in UTF-8.
        if matches!(before, b'$' | 0xa3 | 0xac) {
            bits += MONEY;
        }
        let continues = |token: Option<&Token>, gap: Option<Gap>| {
            token.is_some_and(|token| token.kind == TokenKind::Digits) && gap == Some(Gap::Space)
        };
        let next = self.tokens.get(last + 1);
        let previous = first.checked_sub(1).and_then(|before| self.tokens.get(before));
        if continues(next, next.map(|token| token.gap)) {
            bits += MORE_DIGITS;
        }
        if continues(previous, self.tokens.get(first).map(|token| token.gap)) {
            bits += MORE_DIGITS;
        }
        bits
    }

    /// Whether a word may begin an identifier whose digits follow.
    fn leads(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Word
                && (token.len() <= 4
                    || (token.len() == 5 && token.case == Case::Upper)
                    || month(token.text(self.segment.text).as_bytes()).is_some())
        })
    }

    /// Whether a token may go on an identifier: a number, a short code, a month.
    fn belongs(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind != TokenKind::Word
                || token.len() <= 3
                || (token.len() == 4 && token.case == Case::Upper)
                || month(token.text(self.segment.text).as_bytes()).is_some()
        })
    }

    /// Whether what stands before a token may stand inside an identifier.
    fn joins(&self, at: usize) -> bool {
        let (Some(before), Some(token)) =
            (at.checked_sub(1).and_then(|at| self.tokens.get(at)), self.tokens.get(at))
        else {
            return false;
        };
        if token.gap.parts() {
            return false;
        }
        let between = self.segment.text.get(before.end as usize..token.start as usize).unwrap_or_default();
        let marks = between.chars().count();
        marks <= 3
            && between.chars().all(|character| match plain(character) {
                Plain::Byte(byte) => {
                    matches!(byte, b' ' | b'-' | b'/' | b'.' | b':' | b',' | b'(' | b')' | b'+')
                }
                Plain::Nothing => true,
                Plain::Foreign => false,
            })
    }

    /// Mail addresses: around every `@`.
    fn mailboxes(&mut self) {
        let bytes = self.segment.text.as_bytes();
        let Some(kind) = IdentifierIndex::of("email") else { return };
        for at in memchr::memchr_iter(b'@', bytes) {
            if let Some(range) = mailbox_around(bytes, at) {
                let mut score = Score::of(kind.identifier());
                score.add(0.0, Term::Shape);
                self.push(kind, range, score);
            }
        }
    }

    /// Machine-readable lines: around every filler.
    fn zones(&mut self) {
        let bytes = self.segment.text.as_bytes();
        let Some(kind) = IdentifierIndex::of("passport-zone") else { return };
        let mut behind = 0;
        for at in memchr::memchr_iter(b'<', bytes) {
            if at < behind {
                continue;
            }
            let in_zone = |byte: &&u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || **byte == b'<';
            let before =
                bytes.get(behind..at).unwrap_or_default().iter().rev().take(44).take_while(in_zone).count();
            let after = bytes.get(at..).unwrap_or_default().iter().take(90).take_while(in_zone).count();
            let range = at - before..at + after;
            behind = range.end;
            let line = bytes.get(range.clone()).unwrap_or_default();
            let mut passes = false;
            let among = std::iter::once(kind).collect();
            attempt(line, Shape::of(line), self.segment.today, false, among, &mut |_, verdict, _| {
                passes = verdict == Verdict::Passes;
            });
            if passes {
                let mut score = Score::of(kind.identifier());
                score.check(kind.identifier(), Verdict::Passes);
                self.push(kind, range, score);
            }
        }
    }
}

/// The plus or bracket that belongs to the number behind it.
fn with_sign(bytes: &[u8], start: usize) -> usize {
    let at = |back: usize| start.checked_sub(back).and_then(|at| bytes.get(at)).copied();
    match (at(1), at(2)) {
        (Some(b'+'), Some(b'(')) => start - 2,
        (Some(b'+'), Some(before)) if before.is_ascii_alphanumeric() => start,
        (Some(b'+'), _) => start - 1,
        // A bracket that closes before the number ends: "(020) 7946 0018".
        (Some(b'('), _)
            if bytes.get(start..).is_some_and(|rest| {
                rest.iter().take(6).position(|&byte| byte == b')').is_some_and(|close| {
                    close >= 2
                        && rest
                            .get(close + 1..close + 3)
                            .is_some_and(|next| next.iter().any(u8::is_ascii_digit))
                })
            }) =>
        {
            start - 1
        }
        _ => start,
    }
}
