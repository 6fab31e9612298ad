//! Forms that are near a person's name and not the name itself: parts of double-barrelled surnames, short forenames,
//! logins, one letter wrong (design note, 7.3 and 7.4). They are only looked up where the name itself meets nobody.

use super::form::{Form, Spelt, login, shape};
use super::nicknames::families;

/// Shortest surname of which a misspelling is looked for: shorter ones are one letter from many.
pub(super) const SHORTEST: usize = 5;
/// Longest surname of which a misspelling is looked for; each letter costs a look-up.
const LONGEST: usize = 24;

/// Every further form of a person, for the index. `say` takes the form and its pieces.
pub(super) fn forms(spelt: &Spelt, say: &mut dyn FnMut(Form, [&str; 3])) {
    let (surname, initial, forename) = (spelt.surname.as_str(), spelt.initial(), spelt.forename.as_str());
    for part in &spelt.parts {
        if !initial.is_empty() {
            say(Form::PartInitial, [part, initial, "-"]);
        }
        if !forename.is_empty() {
            say(Form::PartForename, [part, forename, "-"]);
        }
        if !spelt.number.is_empty() {
            say(Form::NumberSurname, [&spelt.number, part, "-"]);
        }
        patterns(part, false, &mut |pattern| say(Form::Misspelt, [pattern, "-", "-"]));
    }
    if !surname.is_empty() {
        for family in families(forename) {
            say(Form::Nickname, [surname, family, "-"]);
        }
        patterns(surname, false, &mut |pattern| say(Form::Misspelt, [pattern, "-", "-"]));
    }
    let mut name = String::new();
    let mut both = |form: Form, given: &str, surname: &str| {
        if given.is_empty() || surname.is_empty() {
            return;
        }
        for pieces in [[given, surname], [surname, given]] {
            login(&pieces.concat(), &mut name);
            say(form, [&name, "-", "-"]);
        }
    };
    for surname in std::iter::once(surname).chain(spelt.parts.iter().map(String::as_str)) {
        both(Form::Login, initial, surname);
        if spelt.initials.len() > 1 {
            both(Form::Login, &spelt.initials, surname);
        }
        both(Form::LoginForename, forename, surname);
    }
    if !spelt.email.is_empty() {
        login(&spelt.email, &mut name);
        if name.len() >= SHORTEST {
            say(Form::LoginForename, [&name, "-", "-"]);
        }
    }
    if !spelt.number.is_empty() {
        say(Form::NumberShape, [&shape(&spelt.number), "-", "-"]);
    }
}

/// The surname with each of its letters unreadable in turn: two surnames that differ in one letter share one of these. With
/// `is_asked`, also with an unreadable letter put in, which is how a name looks in which one was left out.
pub(super) fn patterns(surname: &str, is_asked: bool, say: &mut dyn FnMut(&str)) {
    let letters: Vec<char> = surname.chars().collect();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) {
        return;
    }
    let mut pattern = String::new();
    for place in 0..letters.len() {
        pattern.clear();
        pattern
            .extend(letters.iter().enumerate().map(|(at, letter)| if at == place { '?' } else { *letter }));
        say(&pattern);
    }
    if is_asked {
        for place in 0..=letters.len() {
            pattern.clear();
            pattern.extend(&letters[..place]);
            pattern.push('?');
            pattern.extend(&letters[place..]);
            say(&pattern);
        }
    }
}

/// The surnames that this one is with a letter too many, or with two neighbours the wrong way round.
pub(super) fn corrections(surname: &str, say: &mut dyn FnMut(&str)) {
    let letters: Vec<char> = surname.chars().collect();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) {
        return;
    }
    let mut other = String::new();
    for place in 0..letters.len() {
        // Of a double letter, one is enough.
        if letters.len() > SHORTEST && letters.get(place + 1) != Some(&letters[place]) {
            other.clear();
            other
                .extend(letters.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, letter)| *letter));
            say(&other);
        }
        if place + 1 < letters.len() && letters[place] != letters[place + 1] {
            let mut swapped = letters.clone();
            swapped.swap(place, place + 1);
            other.clear();
            other.extend(swapped);
            say(&other);
        }
    }
}
