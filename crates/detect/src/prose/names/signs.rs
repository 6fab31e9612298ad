//! What speaks for and against a sequence of words being somebody's name.

use super::sequence::{Sequence, is_name_like};
use crate::prose::{Case, Class, Gap, Token, TokenKind};
use bitflags::bitflags;

bitflags! {
    /// Signs; [`SIGNS`] has the weight of each.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) struct Signs: u64 {
        const BIAS = 1;
        const ONE = 1 << 1;
        const THREE = 1 << 2;
        const MANY = 1 << 3;
        const FORENAME_FIRST = 1 << 4;
        const SURNAME_LAST = 1 << 5;
        const FULL = 1 << 6;
        const ONE_FORENAME = 1 << 7;
        const ONE_SURNAME = 1 << 8;
        const ONE_UNKNOWN = 1 << 9;
        const FIRST_UNKNOWN = 1 << 10;
        const LAST_UNKNOWN = 1 << 11;
        const INITIAL = 1 << 12;
        const TITLE_BEFORE = 1 << 13;
        const RANK_BEFORE = 1 << 14;
        const ROLE_BEFORE = 1 << 15;
        const JOB_BEFORE = 1 << 16;
        const INTRODUCED = 1 << 17;
        const LOCAL_BEFORE = 1 << 18;
        const TOWARDS_BEFORE = 1 << 19;
        const ARTICLE_BEFORE = 1 << 20;
        const SPEECH_NEAR = 1 << 21;
        const VERB_AFTER = 1 << 22;
        const POSSESSIVE_AFTER = 1 << 23;
        const PRONOUN_AFTER = 1 << 24;
        const SENTENCE_START = 1 << 25;
        const CAPITAL_BEFORE = 1 << 26;
        const CAPITAL_AFTER = 1 << 27;
        const PLACE_FIRST = 1 << 28;
        const PLACE_LAST = 1 << 29;
        const PLACE_PART_NEAR = 1 << 30;
        const ORGANISATION_PART_NEAR = 1 << 31;
        const LAST_IS_PART = 1 << 32;
        const ORDINARY_FIRST = 1 << 33;
        const ORDINARY_LAST = 1 << 34;
        const CAPITALS = 1 << 35;
        const CAPITALS_AROUND = 1 << 36;
        const NUMBER_BEFORE = 1 << 37;
        const NUMBER_AFTER = 1 << 38;
        const LINE_ALONE = 1 << 39;
        const SEEN_BEFORE = 1 << 40;
        const COMPOUND = 1 << 41;
        const NOT_ASCII = 1 << 42;
        const SURNAME_ENDING = 1 << 43;
        const PLACE_AFTER = 1 << 44;
        const IN_LIST = 1 << 45;
        const QUOTED = 1 << 46;
        const LOWER = 1 << 47;
        const NATION_NEAR = 1 << 48;
        const LABELLED = 1 << 49;
        const AGE_AFTER = 1 << 50;
        const KIN_BEFORE = 1 << 51;
        const COMMA_AFTER = 1 << 52;
        const TEXT_ALONE = 1 << 53;
        const PLACE_ENDING = 1 << 54;
        const WORD_ENDING = 1 << 55;
        const CAPITAL_INSIDE = 1 << 56;
        const PERSON_LABEL = 1 << 57;
    }
}

/// The weight of each sign in bits, and its words for a person. *Fitted* unless a remark says by hand: then the texts
/// that the weights were fitted on have too few cases of it.
pub(crate) const SIGNS: &[(Signs, f32, &str)] = include!("weights.in");

/// Reads the signs of a sequence.
pub(crate) fn read(text: &str, tokens: &[Token], sequence: &Sequence) -> Signs {
    let words = sequence.words(tokens);
    let mut signs = Signs::BIAS;
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return signs };
    made_of(text, words, first, last, &mut signs);
    signs.set(Signs::LOWER, sequence.lower);
    let before = sequence.first.checked_sub(1).and_then(|at| tokens.get(at));
    let after = tokens.get(sequence.behind);
    let previous = before.filter(|_| !first.gap.parts());
    let next = after.filter(|after| !after.gap.parts());
    stands_before(tokens, sequence, previous, first, &mut signs);
    stands_after(text, tokens, sequence, next, &mut signs);
    let alone_before = before.is_none() || first.gap.parts();
    let alone_after = after.is_none_or(|after| after.gap.parts());
    signs.set(Signs::LINE_ALONE, alone_before && alone_after && words.len() < tokens.len());
    signs.set(Signs::TEXT_ALONE, words.len() == tokens.len());
    signs
}

fn made_of(text: &str, words: &[Token], first: &Token, last: &Token, signs: &mut Signs) {
    let one = words.len() == 1;
    let unknown = |token: &Token| token.entry == 0 && !token.is_initial();
    signs.set(Signs::ONE, one);
    signs.set(Signs::THREE, words.len() == 3);
    signs.set(Signs::MANY, words.len() > 3);
    if one {
        signs.set(Signs::ONE_FORENAME, first.is(Class::FORENAME));
        signs.set(Signs::ONE_SURNAME, first.is(Class::SURNAME));
        signs.set(Signs::ONE_UNKNOWN, unknown(first));
    } else {
        let (forename, surname) = (first.is(Class::FORENAME), last.is(Class::SURNAME));
        signs.set(Signs::FORENAME_FIRST, forename);
        signs.set(Signs::SURNAME_LAST, surname);
        signs.set(Signs::FULL, forename && surname);
        signs.set(Signs::FIRST_UNKNOWN, unknown(first));
        signs.set(Signs::LAST_UNKNOWN, unknown(last));
    }
    signs.set(Signs::INITIAL, !one && words.iter().any(Token::is_initial));
    signs.set(Signs::PLACE_FIRST, first.is(Class::PLACE));
    signs.set(Signs::PLACE_LAST, last.is(Class::PLACE));
    let part = Class::PLACE_PART.union(Class::ORGANISATION_PART).union(Class::JOB);
    signs.set(Signs::LAST_IS_PART, !one && last.is(part) && !first.is(Class::FORENAME));
    signs.set(Signs::ORDINARY_FIRST, first.is(Class::ORDINARY));
    signs.set(Signs::ORDINARY_LAST, !one && last.is(Class::ORDINARY));
    signs.set(
        Signs::CAPITALS,
        words.iter().any(|word| word.case == Case::Upper && word.len() > 1 && !word.is(Class::NAME)),
    );
    let compound =
        |word: &Token| matches!(word.gap, Gap::Hyphen | Gap::Apostrophe) || word.case == Case::Lower;
    signs.set(Signs::COMPOUND, words.iter().skip(1).any(compound));
    signs.set(Signs::NOT_ASCII, words.iter().any(|word| !word.text(text).is_ascii()));
    signs.set(Signs::SURNAME_ENDING, unknown(last) && has_ending(last.text(text), SURNAME_ENDINGS));
    signs.set(Signs::PLACE_ENDING, unknown(last) && has_ending(last.text(text), PLACE_ENDINGS));
    signs.set(Signs::WORD_ENDING, unknown(last) && has_ending(last.text(text), WORD_ENDINGS));
    signs.set(Signs::CAPITAL_INSIDE, words.iter().any(|word| has_capital_inside(word, text)));
}

/// "OpenDocument": a capital inside, and no Mc, Mac, De or O before it.
fn has_capital_inside(word: &Token, text: &str) -> bool {
    const OPENING: &[&str] =
        &["Mc", "Mac", "De", "Di", "Du", "Da", "La", "Le", "Van", "Von", "Fitz", "O", "Al", "El"];
    let text = word.text(text);
    let inside = text.char_indices().skip(1).find(|(_, letter)| letter.is_uppercase());
    word.case == Case::Title
        && inside.is_some_and(|(at, _)| !OPENING.contains(&text.get(..at).unwrap_or_default()))
}

fn stands_before(
    tokens: &[Token],
    sequence: &Sequence,
    previous: Option<&Token>,
    first: &Token,
    signs: &mut Signs,
) {
    let Some(previous) = previous else {
        *signs |= Signs::SENTENCE_START;
        return;
    };
    let earlier = sequence.first.checked_sub(2).and_then(|at| tokens.get(at));
    let same = previous.sentence == first.sentence;
    signs.set(Signs::SENTENCE_START, !same);
    let close = matches!(first.gap, Gap::Space | Gap::DotSpace);
    let titled = Class::TITLE.union(Class::RANK);
    let collar = previous.kind != TokenKind::Word && earlier.is_some_and(|token| token.is(Class::RANK));
    if close || first.gap == Gap::Comma || first.gap == Gap::Colon {
        signs.set(Signs::TITLE_BEFORE, close && previous.is(Class::TITLE) && previous.case == Case::Title);
        signs.set(Signs::RANK_BEFORE, close && (previous.is(Class::RANK) || collar));
        signs.set(Signs::ROLE_BEFORE, previous.is(Class::ROLE));
        signs.set(Signs::JOB_BEFORE, close && previous.is(Class::JOB));
        signs.set(Signs::KIN_BEFORE, previous.is(Class::KIN));
        signs.set(Signs::INTRODUCED, is_introduced(tokens, sequence, previous));
    }
    signs.set(Signs::LABELLED, first.gap == Gap::Colon && first.start > previous.end + 1);
    if same && close {
        signs.set(Signs::LOCAL_BEFORE, previous.is(Class::LOCAL));
        signs.set(Signs::TOWARDS_BEFORE, previous.is(Class::TOWARDS));
        signs.set(Signs::ARTICLE_BEFORE, previous.is(Class::ARTICLE));
        signs.set(Signs::NUMBER_BEFORE, previous.kind != TokenKind::Word && !collar);
        neighbour(previous, signs);
        let described = previous.is(titled
            .union(Class::ROLE)
            .union(Class::JOB)
            .union(Class::KIN)
            .union(Class::INTRODUCTION));
        let begins = earlier.is_none_or(|earlier| earlier.sentence != previous.sentence);
        let capital = previous.case == Case::Title && !is_name_like(previous);
        signs.set(Signs::CAPITAL_BEFORE, capital && !described && !begins);
    }
    signs.set(Signs::QUOTED, first.gap == Gap::Other);
    let around = tokens
        .get(sequence.first.saturating_sub(3)..(sequence.behind + 3).min(tokens.len()))
        .unwrap_or_default();
    let long = around.iter().filter(|token| token.kind == TokenKind::Word && token.len() > 1);
    let (upper, all) =
        long.fold((0, 0), |(upper, all), token| (upper + usize::from(token.case == Case::Upper), all + 1));
    signs.set(Signs::CAPITALS_AROUND, upper > sequence.behind - sequence.first && upper * 3 > all * 2);
}

/// "named X", "my name is X", "this is X", "I'm X", "Hi X".
fn is_introduced(tokens: &[Token], sequence: &Sequence, previous: &Token) -> bool {
    let name_before = || {
        tokens
            .get(sequence.first.saturating_sub(5)..sequence.first)
            .unwrap_or_default()
            .iter()
            .any(|token| token.is(Class::INTRODUCTION) && token.sentence == previous.sentence)
    };
    previous.is(Class::INTRODUCTION)
        || ((previous.is(Class::VERB) || previous.is(Class::TOWARDS)) && name_before())
}

fn stands_after(text: &str, tokens: &[Token], sequence: &Sequence, next: Option<&Token>, signs: &mut Signs) {
    let Some(next) = next else { return };
    let close = next.gap == Gap::Space;
    let possessive = next.gap == Gap::Apostrophe && matches!(next.text(text), "s" | "S");
    signs.set(Signs::POSSESSIVE_AFTER, possessive);
    let same = tokens.get(sequence.behind - 1).is_some_and(|last| last.sentence == next.sentence);
    if !same {
        return;
    }
    let act = Class::SPEECH.union(Class::ACT);
    signs.set(Signs::SPEECH_NEAR, matches!(next.gap, Gap::Space | Gap::Comma) && next.is(act));
    signs.set(Signs::VERB_AFTER, close && next.is(Class::VERB));
    signs.set(Signs::COMMA_AFTER, next.gap == Gap::Comma);
    signs
        .set(Signs::PLACE_AFTER, next.gap == Gap::Comma && next.case != Case::Lower && next.is(Class::PLACE));
    signs.set(Signs::NUMBER_AFTER, close && next.kind != TokenKind::Word);
    let aged = next.is(Class::AGE) || (next.kind == TokenKind::Digits && next.len() < 3);
    let apart = tokens.get(sequence.behind - 1).is_some_and(|last| next.start > last.end + 1);
    signs.set(Signs::AGE_AFTER, matches!(next.gap, Gap::Comma | Gap::Other) && apart && aged);
    let capital = next.case != Case::Lower && next.kind == TokenKind::Word && !is_name_like(next);
    signs.set(Signs::CAPITAL_AFTER, close && capital);
    if close && capital {
        neighbour(next, signs);
    }
    let person = tokens
        .get(sequence.behind..(sequence.behind + 10).min(tokens.len()))
        .unwrap_or_default()
        .iter()
        .take_while(|token| token.sentence == next.sentence)
        .any(|token| token.is(Class::THIRD_PERSON) && token.case == Case::Lower);
    signs.set(Signs::PRONOUN_AFTER, person);
}

/// What a capitalised word beside the sequence says.
fn neighbour(token: &Token, signs: &mut Signs) {
    if token.case == Case::Lower {
        return;
    }
    let name = token.is(Class::NAME);
    *signs |= if token.is(Class::PLACE_PART) && !name { Signs::PLACE_PART_NEAR } else { Signs::empty() };
    *signs |= if token.is(Class::ORGANISATION_PART) && !name {
        Signs::ORGANISATION_PART_NEAR
    } else {
        Signs::empty()
    };
    *signs |= if token.is(Class::NATION) && !name { Signs::NATION_NEAR } else { Signs::empty() };
}

/// How surnames often end, here and elsewhere.
const SURNAME_ENDINGS: &[&str] = &[
    "son", "sson", "sen", "man", "mann", "well", "wood", "worth", "ski", "sky", "ska", "ova", "ov", "ev",
    "eva", "ez", "ich", "berg", "stein", "nen", "shi", "moto", "mura", "oglu", "ian", "yan", "elli", "etti",
    "ini", "ic", "escu", "opoulos", "enko", "chuk", "strom", "quist", "lund", "dottir", "kar", "uddin",
    "zadeh", "kins", "ley", "idis",
];
/// How places often end.
const PLACE_ENDINGS: &[&str] = &[
    "shire", "ville", "borough", "burgh", "burg", "pool", "mouth", "caster", "chester", "cester", "minster",
    "stan", "land", "grad", "polis", "hampton", "combe", "thorpe", "bridge", "haven", "ia",
];

/// How English words end that are made from others.
const WORD_ENDINGS: &[&str] = &[
    "ly", "ing", "tion", "sion", "ment", "ments", "ness", "able", "ible", "ism", "ity", "ies", "tions",
    "ers", "ful", "less", "ology", "ships", "ware", "ted", "ized", "ised", "ives", "ive", "ous", "ics",
    "ble", "bles", "ions",
];

fn has_ending(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
}
