//! Names of people in running text: sequences of capitalised words, weighed by what they are made of and what stands
//! around them.
//!
//! The weights are a logistic regression over the signs in [`signs`], fitted on one half of the templates of a public
//! test set; signs of police prose that the set has not are set by hand. A list of names is one sign among many: most
//! names of people in Britain are on no list of a few thousand.

mod sequence;
mod signs;

use super::token::Token;
use super::{Class, Lexicon};
use crate::identifiers::spell;
use crate::recogniser::{Evidence, Kind, Limits, Recogniser, Segment, Unchecked};
use crate::score::{POSSIBLE, Score, Term};
use sequence::{Sequence, next_sequence};
use signs::{SIGNS, Signs};

/// Finds names.
#[derive(Debug)]
pub struct Names;

/// Words of accepted names that are remembered within one text.
const REMEMBERED: usize = 64;

impl Recogniser for Names {
    fn id(&self) -> &'static str {
        "names"
    }

    fn limits(&self) -> Limits {
        Limits::RULES
    }

    fn recognise(&self, segment: &Segment<'_>, out: &mut Vec<Evidence>) -> Result<(), Unchecked> {
        self.limits().admit(segment)?;
        each(segment, |sequence, signs| {
            let score = weigh(signs);
            if score.bits() < POSSIBLE {
                return;
            }
            out.push(Evidence::new(sequence.range.clone(), Kind::Person, score));
        });
        Ok(())
    }
}

/// Every sequence with its signs.
fn each(segment: &Segment<'_>, mut take: impl FnMut(&Sequence, Signs)) {
    let tokens = &segment.page.tokens;
    let mut seen = Seen::default();
    let mut last_name_end = None;
    let person_label = names_a_person(segment.label);
    let mut at = 0;
    while let Some(sequence) = next_sequence(segment.text, tokens, at) {
        at = sequence.behind;
        let mut signs = signs::read(segment.text, tokens, &sequence);
        if person_label && signs.intersects(Signs::TEXT_ALONE | Signs::LINE_ALONE) {
            signs |= Signs::PERSON_LABEL;
        }
        if seen.knows(sequence.words(tokens), segment.text) {
            signs |= Signs::SEEN_BEFORE;
        }
        if last_name_end.is_some_and(|end| sequence.first.checked_sub(end).is_some_and(|words| words <= 1)) {
            signs |= Signs::IN_LIST;
        }
        if weigh(signs).bits() >= POSSIBLE {
            seen.remember(sequence.words(tokens));
            last_name_end = Some(sequence.behind);
        }
        take(&sequence, signs);
    }
}

/// Whether a header or the name of a property is one of a person: "author", "lastModifiedBy", "Victim".
fn names_a_person(label: &str) -> bool {
    if label.is_empty() {
        return false;
    }
    let mut spelt = String::new();
    spell(label, &mut spelt);
    let lexicon = Lexicon::shared();
    let words = spelt.split(' ');
    words
        .map(|word| lexicon.classes(lexicon.find(word)))
        .any(|classes| classes.intersects(Class::PERSON_LABEL | Class::ROLE))
}

/// The sum of the signs' weights, with the heaviest of them as reasons.
fn weigh(signs: Signs) -> Score {
    let mut score = Score::default();
    let mut reasons: [(f32, &str); 3] = [(0.0, ""); 3];
    for (sign, bits, words) in SIGNS.iter().filter(|(sign, ..)| signs.contains(*sign)) {
        score.lean(*bits);
        let lightest = reasons.iter_mut().min_by(|left, right| left.0.total_cmp(&right.0));
        if let Some(slot) =
            lightest.filter(|slot| slot.0 < *bits && !words.is_empty() && *sign != Signs::BIAS)
        {
            *slot = (*bits, words);
        }
    }
    reasons.sort_by(|left, right| right.0.total_cmp(&left.0));
    for (bits, words) in reasons {
        if bits > 0.0 {
            score.add(0.0, Term::Sign(words));
        }
    }
    score
}

/// Words of names met so far: the surname alone is a name the second time.
#[derive(Default)]
struct Seen {
    words: Vec<(u32, u32)>,
}

impl Seen {
    fn remember(&mut self, words: &[Token]) {
        for word in words.iter().filter(|word| word.len() > 2) {
            if self.words.len() < REMEMBERED {
                self.words.push((word.start, word.end));
            }
        }
    }

    fn knows(&self, words: &[Token], text: &str) -> bool {
        words.iter().filter(|word| word.len() > 2).any(|word| {
            self.words.iter().any(|&(start, end)| {
                text.get(start as usize..end as usize)
                    .is_some_and(|seen| seen.eq_ignore_ascii_case(word.text(text)))
            })
        })
    }
}

#[cfg(test)]
mod fit;
