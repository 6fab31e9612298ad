//! The forms in which a person can stand in a file, each with its own tags.

use super::normalise;

/// A form. The numbers are part of the sealed file's format: they are never used again for something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Form {
    Surname = 1,
    SurnameInitial = 2,
    SurnameInitials = 3,
    SurnameForename = 4,
    /// Surname and initial with rank, unit, place of work, role: to tell people of one name apart.
    WithRank = 5,
    WithUnit = 6,
    WithLocation = 7,
    WithRole = 8,
    Number = 9,
    /// Number and surname together: near certain, however short the number.
    NumberSurname = 10,
    Email = 11,
    /// A part of a double-barrelled surname with what else the row says of the name.
    PartInitial = 12,
    PartForename = 13,
    /// Surname and a forename that is short for another, or the other way round.
    Nickname = 14,
    /// Letters of a login or of a mailbox: initial and surname, in either order.
    Login = 15,
    /// The same with the whole forename, or the mailbox of the person's own address.
    LoginForename = 16,
    /// A surname with one letter left out or unreadable.
    Misspelt = 17,
    /// First letter of the forename, and the forename: what must agree where a surname is misspelt.
    GivenInitial = 18,
    Given = 19,
    /// How many digits and letters a number has: how much it says depends on how many such numbers are in use.
    NumberShape = 20,
}

impl Form {
    /// Every form.
    pub(crate) const ALL: [Self; 20] = [
        Self::PartInitial,
        Self::PartForename,
        Self::Nickname,
        Self::Login,
        Self::LoginForename,
        Self::Misspelt,
        Self::GivenInitial,
        Self::Given,
        Self::NumberShape,
        Self::Surname,
        Self::SurnameInitial,
        Self::SurnameInitials,
        Self::SurnameForename,
        Self::WithRank,
        Self::WithUnit,
        Self::WithLocation,
        Self::WithRole,
        Self::Number,
        Self::NumberSurname,
        Self::Email,
    ];
}

/// What a row says of a person, as far as its columns are known. Empty where it says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RowName<'a> {
    pub(crate) surname: &'a str,
    /// Forenames or initials.
    pub(crate) forenames: &'a str,
    pub(crate) rank: &'a str,
    pub(crate) unit: &'a str,
    pub(crate) location: &'a str,
    pub(crate) role: &'a str,
    pub(crate) number: &'a str,
    pub(crate) email: &'a str,
}

/// The pieces of a person's or a row's name, in the spelling of tags.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spelt {
    pub(crate) surname: String,
    /// Parts of a double-barrelled surname.
    pub(crate) parts: Vec<String>,
    /// First forename, when it is a name and not a letter.
    pub(crate) forename: String,
    pub(crate) initials: String,
    pub(crate) rank: String,
    pub(crate) unit: String,
    pub(crate) location: String,
    pub(crate) role: String,
    pub(crate) number: String,
    pub(crate) email: String,
}

impl Spelt {
    /// Spells a row.
    pub(crate) fn of(name: &RowName<'_>) -> Self {
        let mut spelt = Self::default();
        normalise::surname(name.surname, &mut spelt.surname);
        spelt.parts = parts(name.surname);
        normalise::initials(name.forenames, &mut spelt.initials);
        let first = name.forenames.split([' ', ',', '.']).find(|word| !word.is_empty()).unwrap_or_default();
        if first.chars().count() > 2 && !first.chars().all(char::is_uppercase) || first.chars().count() > 3 {
            normalise::fold(first, &mut spelt.forename);
        }
        normalise::fold(name.rank, &mut spelt.rank);
        normalise::fold(name.unit, &mut spelt.unit);
        normalise::fold(name.location, &mut spelt.location);
        normalise::fold(name.role, &mut spelt.role);
        spelt.number = number(name.number);
        spelt.email = name.email.trim().to_lowercase();
        spelt
    }

    pub(crate) fn initial(&self) -> &str {
        self.initials.char_indices().nth(1).map_or(&self.initials, |(end, _)| &self.initials[..end])
    }

    /// The pieces of one form, or `None` when it lacks one.
    pub(crate) fn pieces(&self, form: Form) -> Option<[&str; 3]> {
        let (surname, initial) = (self.surname.as_str(), self.initial());
        let pieces = match form {
            Form::Surname => [surname, "-", "-"],
            Form::SurnameInitial => [surname, initial, "-"],
            Form::SurnameInitials => {
                [surname, if self.initials.chars().count() > 1 { &self.initials } else { "" }, "-"]
            }
            Form::SurnameForename => [surname, &self.forename, "-"],
            Form::WithRank => [surname, initial, &self.rank],
            Form::WithUnit => [surname, initial, &self.unit],
            Form::WithLocation => [surname, initial, &self.location],
            Form::WithRole => [surname, initial, &self.role],
            Form::Number => [&self.number, "-", "-"],
            Form::NumberSurname => [&self.number, surname, "-"],
            Form::Email => [&self.email, "-", "-"],
            Form::GivenInitial => [initial, "-", "-"],
            Form::Given => [&self.forename, "-", "-"],
            // Those of which a person has several.
            _ => return None,
        };
        pieces.iter().all(|piece| !piece.is_empty()).then_some(pieces)
    }
}

/// The parts of "Smith-Jones" and "Smith Jones"; none of a surname in one piece.
fn parts(surname: &str) -> Vec<String> {
    if !surname.trim().contains(['-', ' ', '\u{2010}', '\u{2013}']) {
        return Vec::new();
    }
    let mut parts: Vec<String> = Vec::new();
    for piece in surname.split(['-', ' ', '\u{2010}', '\u{2013}']) {
        let mut part = String::new();
        normalise::surname(piece, &mut part);
        // Shorter ones are particles: "de", "van", "St".
        if part.chars().count() >= 3 && !normalise::is_particle(&part) {
            parts.push(part);
        }
    }
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// The letters of a login or mailbox, small, without what separates them and without figures.
pub(crate) fn login(text: &str, into: &mut String) {
    into.clear();
    let name = text.trim().split('@').next().unwrap_or_default();
    into.extend(name.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase));
}

/// A number with its digits and letters replaced: "AB1234" is "aa9999".
pub(crate) fn shape(number: &str) -> String {
    number.chars().map(|sign| if sign.is_ascii_digit() { '9' } else { 'a' }).collect()
}

/// A number without leading zeros, spaces and signs, in capitals: "00123-4" is "1234".
pub(crate) fn number(text: &str) -> String {
    let bare: String =
        text.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect();
    // A number cell may come as "1234.0".
    let bare = text.strip_suffix(".0").map_or(bare, |whole| whole.trim().to_owned());
    bare.trim_start_matches('0').to_owned()
}
