//! What running text says of people, whoever they are: who does what to whom, relatives, home, age, the declaration of a
//! witness. No name is needed, and none is looked for: see [`super::names`].

use super::Class;
use super::token::{Gap, Token, TokenKind};
use crate::recogniser::{Evidence, Kind, Limits, Recogniser, Segment, Unchecked};
use crate::score::{
    AGE, FOLDER, HOME, KIN, POSSIBLE, ROLE_ABBREVIATED, ROLE_AND_ACT, ROLE_WORDS, Score, Term,
    WITNESS_STATEMENT,
};

/// Finds what is said of people.
#[derive(Debug)]
pub struct People;

impl Recogniser for People {
    fn id(&self) -> &'static str {
        "people-in-prose"
    }

    fn limits(&self) -> Limits {
        Limits::RULES
    }

    fn recognise(&self, segment: &Segment<'_>, out: &mut Vec<Evidence>) -> Result<(), Unchecked> {
        self.limits().admit(segment)?;
        let tokens = &segment.page.tokens;
        let mut reader = Reader { text: segment.text, tokens, out };
        for (at, token) in tokens.iter().enumerate() {
            if reader.is_one_of(token, &["users", "home", "profiles"]) {
                reader.folder(at);
            }
            if token.kind != TokenKind::Word {
                reader.age(at);
            } else if token.is(READ) {
                reader.word(at, token);
            }
        }
        Ok(())
    }
}

/// Words that something begins with.
const READ: Class =
    Class::ROLE.union(Class::POSSESSIVE).union(Class::HOME).union(Class::AGE).union(Class::KIN);

struct Reader<'a, 'o> {
    text: &'a str,
    tokens: &'a [Token],
    out: &'o mut Vec<Evidence>,
}

impl Reader<'_, '_> {
    fn word(&mut self, at: usize, token: &Token) {
        if token.is(Class::ROLE) {
            self.role(at, token);
        }
        if token.is(Class::POSSESSIVE) || token.is(Class::ROLE) || self.is_s(at + 1) {
            self.relative(at);
        }
        if token.is(Class::HOME) {
            self.home(at);
        }
        if token.is(Class::AGE) {
            self.aged(at);
        }
        // The words before it are "my" in a statement, "his", "her" or "their" where it is retold.
        if self.says(at + 1, &["knowledge", "and", "belief"]) && self.is_declaration(at) {
            self.push(
                at,
                at + 4,
                Kind::WitnessStatement,
                WITNESS_STATEMENT,
                "declaration of a witness statement",
            );
        }
    }

    /// A role, and within the sentence an act: "the victim alleges", "susp punched", "assaulted by the suspect".
    fn role(&mut self, at: usize, token: &Token) {
        let ahead = self.tokens.get(at + 1..).unwrap_or_default().iter().take(ROLE_WORDS);
        let act = ahead
            .take_while(|other| other.sentence == token.sentence)
            .position(|other| other.is(Class::ACT) && !other.is(Class::ROLE));
        let first = at.saturating_sub(ROLE_WORDS);
        let back = self.tokens.get(first..at).unwrap_or_default();
        let act_before = back.iter().rposition(|other| {
            other.sentence == token.sentence && other.is(Class::ACT) && !other.is(Class::ROLE)
        });
        // "Between stated times", which so many reports begin with, states nothing.
        let act_before = act_before.filter(|place| !self.says(first + place, &["stated", "times"]));
        // "IP" and "wit" are other things too, unless they stand where a person stands.
        let bits = if token.len() <= 4 { ROLE_ABBREVIATED } else { ROLE_AND_ACT };
        match (act, act_before) {
            (Some(words), _) => self.push(at, at + 2 + words, Kind::RoleAndAct, bits, "a role and an act"),
            (None, Some(place)) => {
                self.push(first + place, at + 1, Kind::RoleAndAct, bits, "an act and a role");
            }
            (None, None) => {}
        }
    }

    /// "her ex-partner", "the victim's mother".
    fn relative(&mut self, at: usize) {
        let after = if self.is_s(at + 1) { at + 2 } else { at + 1 };
        let kin = (after..after + 3)
            .take_while(|&place| {
                self.tokens.get(place).is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Hyphen))
            })
            .find(|&place| {
                let ends = !self
                    .tokens
                    .get(place + 1)
                    .is_some_and(|next| next.gap == Gap::Hyphen || next.is(Class::KIN));
                ends && self.tokens.get(place).is_some_and(|token| token.is(Class::KIN))
            });
        if let Some(kin) = kin {
            self.push(at, kin + 1, Kind::Kin, KIN, "a relative");
        }
    }

    /// "at the home address", "lives at", "at her home".
    fn home(&mut self, at: usize) {
        let before = |back: usize| at.checked_sub(back).and_then(|place| self.tokens.get(place));
        let own = before(1).is_some_and(|token| token.is(Class::POSSESSIVE)) || self.is_s_before(at);
        let first = own || self.says(at, &["home", "address"]);
        if first && !before(1).is_some_and(|token| token.is(Class::HOME)) {
            let end = if self.says(at, &["home", "address"]) { at + 2 } else { at + 1 };
            self.push(at.saturating_sub(usize::from(own)), end, Kind::Home, HOME, "somebody's home");
        }
    }

    /// "aged 34", "age: 34", "DOB".
    fn aged(&mut self, at: usize) {
        let Some(token) = self.tokens.get(at) else { return };
        let next = self.tokens.get(at + 1).filter(|next| !next.gap.parts());
        let number = next.is_some_and(|next| next.kind == TokenKind::Digits && self.is_age(next));
        if number && self.is_one_of(token, &["aged", "age"]) {
            self.push(at, at + 2, Kind::Age, AGE, "an age");
        } else if self.is_one_of(token, &["dob"]) {
            self.push(at, at + 1, Kind::Age, AGE, "a date of birth");
        }
    }

    /// "14 YO", "14yo", "34 years old", "34-year-old".
    fn age(&mut self, at: usize) {
        let Some(number) = self.tokens.get(at) else { return };
        if number.kind == TokenKind::Mixed {
            let word = number.text(self.text);
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let unit = word.get(digits..).unwrap_or_default();
            let known = ["yo", "yrs", "yr"].iter().any(|known| unit.eq_ignore_ascii_case(known));
            if known && (1..=3).contains(&digits) {
                self.push(at, at + 1, Kind::Age, AGE, "an age");
            }
            return;
        }
        if !self.is_age(number) {
            return;
        }
        let close = |place: usize| {
            self.tokens.get(place).filter(|token| matches!(token.gap, Gap::Space | Gap::Hyphen))
        };
        let (next, then) = (close(at + 1), close(at + 2));
        if next.is_some_and(|token| self.is_one_of(token, &["yo"])) {
            self.push(at, at + 2, Kind::Age, AGE, "an age");
        } else if next.is_some_and(|token| self.is_one_of(token, &["year", "years", "yr", "yrs"]))
            && then.is_some_and(|token| self.is_one_of(token, &["old"]))
        {
            self.push(at, at + 3, Kind::Age, AGE, "an age");
        }
    }

    /// `C:\Users\jsmith\`, `/home/jsmith/`: the folder of a user tells the user's name.
    fn folder(&mut self, at: usize) {
        const NOBODY: &[&str] =
            &["public", "default", "all", "administrator", "admin", "user", "guest", "shared"];
        let (Some(folder), Some(user)) = (self.tokens.get(at), self.tokens.get(at + 1)) else { return };
        let bytes = self.text.as_bytes();
        let slash = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b'\\' | b'/'));
        let between = user.start.saturating_sub(folder.end);
        let begins = |at: u32| {
            at.checked_sub(1)
                .and_then(|at| bytes.get(at as usize))
                .is_none_or(|byte| !byte.is_ascii_alphanumeric())
        };
        // "/home" begins a path; in "example.org/home" it is a page.
        let first = folder.len() != 4 || folder.start.checked_sub(1).is_some_and(begins);
        let path = (1..=2).contains(&between)
            && slash(folder.end as usize)
            && folder.start > 0
            && slash(folder.start as usize - 1);
        if path && first && user.len() > 2 && !self.is_one_of(user, NOBODY) {
            self.push(at + 1, at + 2, Kind::Person, FOLDER, "the name of a user's folder");
        }
    }

    fn is_age(&self, token: &Token) -> bool {
        token.len() <= 3 && token.text(self.text).parse::<u8>().is_ok_and(|age| age <= 115)
    }

    /// "true to the best of my knowledge and belief" (Criminal Procedure Rules 2015, r. 16.2).
    fn is_declaration(&self, at: usize) -> bool {
        let back = self.tokens.get(at.saturating_sub(9)..at).unwrap_or_default();
        back.iter().any(|token| self.is_one_of(token, &["true"]))
            && back.iter().any(|token| self.is_one_of(token, &["best"]))
    }

    fn is_s(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.gap == Gap::Apostrophe && matches!(token.text(self.text), "s" | "S"))
    }

    fn is_s_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_s(before))
    }

    fn is_one_of(&self, token: &Token, words: &[&str]) -> bool {
        words.iter().any(|word| token.text(self.text).eq_ignore_ascii_case(word))
    }

    fn says(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(place, word)| {
            self.tokens.get(at + place).is_some_and(|token| {
                token.text(self.text).eq_ignore_ascii_case(word) && (place == 0 || token.gap == Gap::Space)
            })
        })
    }

    fn push(&mut self, first: usize, behind: usize, kind: Kind, bits: f32, sign: &'static str) {
        let (Some(start), Some(end)) =
            (self.tokens.get(first), behind.checked_sub(1).and_then(|last| self.tokens.get(last)))
        else {
            return;
        };
        let range = start.start as usize..end.end as usize;
        // One act can have two roles around it: one line is enough.
        let again = self.out.last().is_some_and(|last| last.kind == kind && last.range.end > range.start);
        let mut score = Score::prior(POSSIBLE);
        score.add(bits, Term::Sign(sign));
        if !again {
            self.out.push(Evidence::new(range, kind, score));
        }
    }
}
