//! The words that are known, in one table: what kind of word each is, and which phrases about identifiers it begins.

use super::token::{Gap, Token};
use crate::identifiers::{IDENTIFIERS, NEVER};
use bitflags::bitflags;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

bitflags! {
    /// Kinds of words. A word can be of several: "Will", "Mark", "May".
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub(crate) struct Class: u32 {
        const FORENAME = 1;
        const SURNAME = 1 << 1;
        /// An English word that no name is made of, unless it is on a list of names too.
        const ORDINARY = 1 << 2;
        const PLACE = 1 << 3;
        /// Street, North, Bridge.
        const PLACE_PART = 1 << 4;
        /// Limited, Committee, Festival.
        const ORGANISATION_PART = 1 << 5;
        const NATION = 1 << 6;
        const CALENDAR = 1 << 7;
        /// Mr, Dr, Sir.
        const TITLE = 1 << 8;
        /// PC, Sergeant.
        const RANK = 1 << 9;
        /// Victim, IP, suspect.
        const ROLE = 1 << 10;
        /// Alleges, punched.
        const ACT = 1 << 11;
        const KIN = 1 << 12;
        /// His, her, their, my.
        const POSSESSIVE = 1 << 13;
        /// Said, told, explained.
        const SPEECH = 1 << 14;
        /// Producer, singer, minister: before a name, a description.
        const JOB = 1 << 15;
        /// Of, van, bin: inside a name.
        const PARTICLE = 1 << 16;
        /// In, at, near: before a place.
        const LOCAL = 1 << 17;
        /// By, with, and: before a person as well as anything.
        const TOWARDS = 1 << 18;
        /// Named, called, hi, dear: before a person.
        const INTRODUCTION = 1 << 19;
        /// The, a, this.
        const ARTICLE = 1 << 20;
        /// Is, was, has, lives: after a person.
        const VERB = 1 << 21;
        /// He, she, who.
        const PRONOUN = 1 << 22;
        /// He, her, who: of a person, not of a thing.
        const THIRD_PERSON = 1 << 25;
        /// Author, officer, surname: in a header, a person is below.
        const PERSON_LABEL = 1 << 26;
        /// Home, address, premises.
        const HOME = 1 << 23;
        /// Aged, years, YO.
        const AGE = 1 << 24;
    }
}

impl Class {
    /// Words that names are made of.
    pub const NAME: Self = Self::FORENAME.union(Self::SURNAME);
    /// Words that no name is made of, unless a list of names holds them too.
    pub const NO_NAME: Self = Self::ORDINARY
        .union(Self::PLACE_PART)
        .union(Self::ORGANISATION_PART)
        .union(Self::NATION)
        .union(Self::CALENDAR)
        .union(Self::TITLE)
        .union(Self::RANK)
        .union(Self::ROLE)
        .union(Self::JOB)
        .union(Self::ARTICLE)
        .union(Self::PRONOUN)
        .union(Self::VERB)
        .union(Self::SPEECH)
        .union(Self::LOCAL)
        .union(Self::TOWARDS)
        .union(Self::INTRODUCTION)
        .union(Self::POSSESSIVE)
        .union(Self::KIN)
        .union(Self::ACT);
}

/// The lists. All were typed for this program from general knowledge; none was copied. Lines with # are remarks.
const LISTS: &[(Class, &str)] = &[
    (Class::FORENAME, include_str!("words/forenames.txt")),
    (Class::SURNAME, include_str!("words/surnames.txt")),
    (Class::ORDINARY, include_str!("words/ordinary.txt")),
    (Class::PLACE, include_str!("words/places.txt")),
    (Class::PLACE_PART, include_str!("words/places_parts.txt")),
    (Class::ORGANISATION_PART, include_str!("words/organisations_parts.txt")),
    (Class::NATION, include_str!("words/nations.txt")),
    (Class::CALENDAR, include_str!("words/calendar.txt")),
    (Class::TITLE, include_str!("words/titles.txt")),
    (Class::RANK, include_str!("words/ranks.txt")),
    (Class::ROLE, include_str!("words/roles.txt")),
    (Class::ACT, include_str!("words/acts.txt")),
    (Class::KIN, include_str!("words/kin.txt")),
    (Class::JOB, include_str!("words/jobs.txt")),
    (Class::SPEECH, include_str!("words/speech.txt")),
    (Class::POSSESSIVE, "his her their my your our whose"),
    (
        Class::PARTICLE,
        "de del della van von der den ter bin binti ibn al el la le du di da dos ap ab af av y zu st",
    ),
    (Class::LOCAL, "in at near outside inside across throughout around towards into"),
    (
        Class::TOWARDS,
        "by with from to for and or of as about against between like than versus vs via also both not but",
    ),
    (
        Class::INTRODUCTION,
        "named called hi hello hey dear name nickname alias aka regards cheers signed sincerely",
    ),
    (Class::ARTICLE, "the a an this that these those each every any some no its"),
    (
        Class::VERB,
        "is was has had will would can could did does do be been are were should may might must lives lived born died \
        works worked came went got took gave made left moved joined became began won lost played wrote grew married \
        retired turned flew studied knows knew wants wanted loves loved likes liked plays serves served runs ran",
    ),
    (Class::PRONOUN, "he she him who whom himself herself i you me we us they them it myself"),
    (Class::THIRD_PERSON, "he she him who whom himself herself his her"),
    (
        Class::PERSON_LABEL,
        "author creator by manager owner name contact officer surname forename user editor reviewer person \
        assignee requester employee staff customer client patient driver keeper oic",
    ),
    (Class::HOME, "home address premises house flat residence bedroom kitchen doorstep"),
    (Class::AGE, "aged age yo yrs yr old years year dob born birthday"),
];

/// A word or several, from the tables of identifiers.
#[derive(Debug)]
pub(crate) struct Phrase {
    /// All of its words.
    pub words: &'static str,
    /// Kinds of which it is a name, one bit each.
    pub names: u64,
    /// Kinds for which it speaks.
    pub context: u64,
    /// Kinds against which it speaks.
    pub against: u64,
}

impl Phrase {
    /// Whether the words after the first stand at the beginning of `tokens`; their number.
    pub fn fits(&self, text: &str, tokens: &[Token]) -> Option<usize> {
        let mut tokens = tokens.iter();
        let mut count = 0;
        for word in self.words.split(' ').skip(1) {
            let token = tokens.next()?;
            if token.gap.parts() || token.gap == Gap::Sentence || !is_word(token.text(text), word) {
                return None;
            }
            count += 1;
        }
        Some(count)
    }

    /// Whether it names a number and nothing else: "card" and "call" are other things too.
    pub fn is_plain_name(&self) -> bool {
        self.context == 0 && self.against == 0
    }
}

/// Whether a text is a word of the tables, or its plural.
fn is_word(text: &str, word: &str) -> bool {
    let singular = text.strip_suffix(['s', 'S']).unwrap_or(text);
    text.eq_ignore_ascii_case(word) || singular.eq_ignore_ascii_case(word)
}

#[derive(Debug, Default)]
struct Entry {
    classes: Class,
    phrases: Vec<Phrase>,
}

/// All words.
#[derive(Debug)]
pub(crate) struct Lexicon {
    places: FxHashMap<&'static [u8], u16>,
    entries: Vec<Entry>,
}

static SHARED: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

/// Longest word that is looked up.
const LONGEST_WORD: usize = 24;

impl Lexicon {
    /// The one lexicon.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// The entry of a word in any case; 0 if it has none.
    pub fn find(&self, word: &str) -> u16 {
        let mut small = [0; LONGEST_WORD];
        let Some(slot) = small.get_mut(..word.len()) else { return 0 };
        slot.copy_from_slice(word.as_bytes());
        slot.make_ascii_lowercase();
        match (self.places.get(&*slot), &*slot) {
            (Some(&place), _) => place,
            // A plural only counts as context; see `build`.
            (None, [stem @ .., b's']) if stem.len() > 2 => match self.places.get(stem) {
                Some(&place)
                    if !self.phrases(place).is_empty() && !self.classes(place).intersects(Class::NAME) =>
                {
                    place
                }
                _ => 0,
            },
            _ => 0,
        }
    }

    /// The classes of an entry.
    #[inline]
    pub fn classes(&self, entry: u16) -> Class {
        self.entries.get(entry as usize).map_or(Class::empty(), |entry| entry.classes)
    }

    /// The phrases that an entry's word begins, longest first.
    pub fn phrases(&self, entry: u16) -> &[Phrase] {
        self.entries.get(entry as usize).map_or(&[], |entry| &entry.phrases)
    }

    fn build() -> Self {
        let mut lexicon = Self { places: FxHashMap::default(), entries: vec![Entry::default()] };
        for (class, list) in LISTS {
            for line in list.lines().filter(|line| !line.starts_with('#')) {
                for word in line.split_ascii_whitespace() {
                    lexicon.entry(word).classes |= *class;
                }
            }
        }
        for (place, identifier) in IDENTIFIERS.iter().enumerate() {
            let bit = 1 << place;
            // A single letter names a column, and nothing in a sentence.
            for name in identifier.names.iter().filter(|name| name.len() > 1) {
                lexicon.phrase(name).names |= bit;
            }
            for word in identifier.context {
                lexicon.phrase(word).context |= bit;
            }
            for word in identifier.negative.iter().chain(NEVER) {
                lexicon.phrase(word).against |= bit;
            }
        }
        for entry in &mut lexicon.entries {
            entry.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        lexicon
    }

    fn entry(&mut self, word: &'static str) -> &mut Entry {
        let next = self.entries.len();
        let place = *self.places.entry(word.as_bytes()).or_insert(next as u16) as usize;
        if place == next {
            self.entries.push(Entry::default());
        }
        &mut self.entries[place]
    }

    fn phrase(&mut self, words: &'static str) -> &mut Phrase {
        let first = words.split(' ').next().unwrap_or_default();
        let phrases = &mut self.entry(first).phrases;
        let place = phrases.iter().position(|phrase| phrase.words == words).unwrap_or_else(|| {
            phrases.push(Phrase { words, names: 0, context: 0, against: 0 });
            phrases.len() - 1
        });
        &mut phrases[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_case_and_number() {
        let lexicon = Lexicon::shared();
        assert!(lexicon.classes(lexicon.find("SARAH")).contains(Class::FORENAME));
        assert!(lexicon.classes(lexicon.find("Victim")).contains(Class::ROLE));
        assert_eq!(lexicon.find("xyzzyplugh"), 0);
        assert_eq!(lexicon.find(&"a".repeat(500)), 0);
        assert_eq!(lexicon.find("invoices"), lexicon.find("invoice"));
    }

    #[test]
    fn the_lists_hold_plain_small_words() {
        for (class, list) in LISTS {
            for word in
                list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_ascii_whitespace)
            {
                assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{class:?}: {word}");
            }
        }
        assert!(Lexicon::shared().entries.len() < usize::from(u16::MAX));
    }
}
