//! Words near a number that speak for or against it.

use super::lexicon::{Lexicon, Phrase};
use super::token::{Gap, Token};
use crate::identifiers::{IDENTIFIERS, IdentifierIndex, named, spell};
use crate::score::{
    AGAINST, AGAINST_NEAR, CONTEXT_FAR, CONTEXT_MORE, CONTEXT_NEAR, FAR, LABEL, LABEL_WORDS, NAMED_NEAR,
    NAMED_OTHERWISE, NEAR, Score, Term,
};

/// A word or phrase of the tables, in the text.
#[derive(Debug, Clone, Copy)]
struct Mention {
    /// First token.
    first: u32,
    /// First token behind it.
    behind: u32,
    phrase: &'static Phrase,
}

/// All mentions of a text, and what its label and place name.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    list: Vec<Mention>,
    /// Kinds that are named anywhere: only they can be found by name alone.
    pub named: u64,
    label: Vec<(IdentifierIndex, &'static str)>,
    place: Vec<(IdentifierIndex, &'static str)>,
    spelt: String,
}

impl Mentions {
    pub fn clear(&mut self) {
        self.list.clear();
        self.named = 0;
        self.label.clear();
        self.place.clear();
    }

    /// Finds them: the longest phrase at each word.
    pub fn find(&mut self, text: &str, tokens: &[Token], label: &str, place: &str) {
        let lexicon = Lexicon::shared();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let longest = lexicon.phrases(token.entry).iter().find_map(|phrase| {
                let words = phrase.fits(text, tokens.get(at + 1..).unwrap_or_default())?;
                Some(Mention { first: at as u32, behind: (at + 1 + words) as u32, phrase })
            });
            if let Some(mention) = longest {
                self.named |= mention.phrase.names;
                at = mention.behind as usize;
                self.list.push(mention);
            } else {
                at += 1;
            }
        }
        for (words, kinds) in [(label, &mut self.label), (place, &mut self.place)] {
            if words.is_empty() {
                continue;
            }
            spell(words, &mut self.spelt);
            for (kind, name) in named(&self.spelt) {
                self.named |= 1 << kind.place();
                kinds.push((kind, name));
            }
        }
    }

    /// Adds to the score of one kind, for the tokens `first..behind`, what stands around them.
    pub fn weigh(
        &self,
        kind: IdentifierIndex,
        tokens: &[Token],
        first: usize,
        behind: usize,
        score: &mut Score,
    ) {
        let bit = 1_u64 << kind.place();
        let mut named_by_place = self.label.iter().find(|(named, _)| *named == kind).map(|(_, name)| *name);
        if let Some(name) = named_by_place {
            score.add(LABEL, Term::Label(name));
        } else if let Some((_, name)) = self.place.iter().find(|(named, _)| *named == kind) {
            named_by_place = Some(name);
            score.add(CONTEXT_NEAR, Term::Near(name));
        }
        let found = self.around(bit, tokens, first, behind);
        match (found.label, found.name) {
            _ if named_by_place.is_some() => {}
            (Some(name), _) => score.add(LABEL, Term::Label(name)),
            (None, Some((name, bits))) => score.add(bits, Term::Near(name)),
            (None, None) => {}
        }
        let is_named = found.label.is_some() || named_by_place.is_some();
        if let Some((word, bits)) = found.context {
            score.add(bits, Term::Near(word));
            score.lean(CONTEXT_MORE * f32::from(found.more.min(2)));
        }
        if let (Some((word, bits)), false) = (found.against, is_named) {
            score.add(bits, Term::Against(word));
        }
        if let (Some(other), false) = (found.otherwise, is_named) {
            score.add(NAMED_OTHERWISE, Term::Against(other));
        }
    }

    fn around(&self, bit: u64, tokens: &[Token], first: usize, behind: usize) -> Around {
        let mut around = Around::default();
        let (Some(start), Some(end)) =
            (tokens.get(first).copied(), behind.checked_sub(1).and_then(|last| tokens.get(last)).copied())
        else {
            return around;
        };
        let from = self.list.partition_point(|mention| (mention.behind as usize) < first.saturating_sub(FAR));
        for mention in self.list.iter().skip(from) {
            let (Some(word), Some(last)) =
                (tokens.get(mention.first as usize), tokens.get((mention.behind as usize).saturating_sub(1)))
            else {
                break;
            };
            let before = mention.behind as usize <= first;
            let distance = if before {
                start.start.saturating_sub(last.end)
            } else {
                word.start.saturating_sub(end.end)
            };
            let inside = !before && (mention.first as usize) < behind;
            if distance as usize > FAR || inside {
                if !before && !inside {
                    break;
                }
                continue;
            }
            let place = Place {
                before,
                distance: distance as usize,
                same_sentence: word.sentence == start.sentence,
                words: if before { first - mention.behind as usize } else { mention.first as usize - behind },
                joined: before && is_open(tokens, mention.behind as usize, first),
                taken: before && is_taken(tokens, mention.behind as usize, first),
            };
            around.take(bit, mention.phrase, place);
        }
        around
    }
}

/// Whether a label's reach goes from one token to another: no other number, no end of sentence, and not across a line
/// unless the number follows directly.
fn is_open(tokens: &[Token], from: usize, to: usize) -> bool {
    let between = tokens.get(from..=to).unwrap_or_default();
    between.iter().enumerate().all(|(place, token)| {
        let last = place + 1 == between.len();
        let digits_between = !last && token.kind == super::TokenKind::Digits;
        let ends = match token.gap {
            Gap::Sentence => true,
            Gap::Line | Gap::Wide => place > 0,
            _ => false,
        };
        !digits_between && !ends
    })
}

/// Whether the name between belongs to another number: one stands between, and more than "and" besides.
fn is_taken(tokens: &[Token], from: usize, to: usize) -> bool {
    let between = tokens.get(from..to).unwrap_or_default();
    let numbers = between.iter().filter(|token| token.kind != super::TokenKind::Word).count();
    numbers > 0 && between.iter().any(|token| token.kind == super::TokenKind::Word && token.len() > 3)
}

/// Where a mention lies, seen from the number.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "four plain facts, read once")]
struct Place {
    before: bool,
    distance: usize,
    same_sentence: bool,
    words: usize,
    joined: bool,
    /// Another number stands between, and the two are no list: the name is that number's.
    taken: bool,
}

/// What was found around a number.
#[derive(Default)]
struct Around {
    label: Option<&'static str>,
    name: Option<(&'static str, f32)>,
    context: Option<(&'static str, f32)>,
    more: u8,
    against: Option<(&'static str, f32)>,
    otherwise: Option<&'static str>,
}

impl Around {
    fn take(&mut self, bit: u64, phrase: &'static Phrase, place: Place) {
        let directly = place.before && place.joined && place.words <= LABEL_WORDS;
        let near = place.same_sentence || place.distance <= NEAR;
        if phrase.names & bit != 0 {
            if directly {
                // The nearest label is the last that is met.
                self.label = Some(phrase.words);
                self.otherwise = None;
                self.against = None;
            }
            let bits = match (near, place.taken) {
                (true, false) => NAMED_NEAR,
                (true, true) => CONTEXT_NEAR,
                (false, _) => fade(place.distance),
            };
            better(&mut self.name, phrase.words, bits);
        } else if phrase.names != 0 && directly && phrase.is_plain_name() {
            self.otherwise = Some(phrase.words);
            self.label = None;
        }
        // A word that is name and context, "call", counts once.
        if phrase.context & bit != 0 && phrase.names & bit == 0 {
            let bits = if near { CONTEXT_NEAR } else { fade(place.distance) };
            self.more = self
                .more
                .saturating_add(u8::from(self.context.is_some_and(|(word, _)| word != phrase.words)));
            better(&mut self.context, phrase.words, bits);
        }
        if phrase.against & bit != 0 && phrase.names & bit == 0 {
            if directly {
                self.against = Some((phrase.words, AGAINST));
                self.label = None;
            } else if place.same_sentence && place.before && self.against.is_none() {
                self.against = Some((phrase.words, AGAINST_NEAR));
            }
        }
    }
}

/// Keeps the heavier.
fn better(kept: &mut Option<(&'static str, f32)>, word: &'static str, bits: f32) {
    if kept.is_none_or(|(_, before)| bits > before) {
        *kept = Some((word, bits));
    }
}

/// Words fade with distance.
fn fade(distance: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "at most 300")]
    let share = distance.saturating_sub(NEAR) as f32 / (FAR - NEAR) as f32;
    CONTEXT_FAR * (1.0 - share.clamp(0.0, 1.0))
}

/// Bits of the kinds that only their own name can find.
pub(crate) const ONLY_BY_NAME: u64 = {
    let mut mask = 0;
    let mut index = 0;
    while index < IDENTIFIERS.len() {
        if IDENTIFIERS[index].prior <= crate::score::ONLY_BY_NAME {
            mask |= 1 << index;
        }
        index += 1;
    }
    mask
};
