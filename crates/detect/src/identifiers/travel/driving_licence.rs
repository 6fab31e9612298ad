use super::DRIVER;
use crate::identifiers::arithmetic::{all_digits, number, value};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Candidate, Day, Identifier, Vectors, Verdict};

/// The driver number of Great Britain. How its last two characters are computed is not public, so the check is that of
/// the date inside; [`LicenceHolder`] checks name and date of birth of the row.
pub(crate) const DRIVING_LICENCE: Identifier = Identifier {
    id: "uk-driving-licence",
    title: "Driving licence number (Great Britain)",
    what: "The number of a driver; it holds the beginning of the surname, the date of birth, the sex and the initials.",
    form: "Surname to five letters (filled with 9), six digits of the birth date (month + 50 for women), initials, three \
           more: MORGA657054SM9IJ. 18 characters with the issue number.",
    gate: Gate::new((6, 18), (1, 10), SPACED),
    check,
    chance: 0.074,
    prior: 2.0,
    names: &[
        "driving licence number",
        "driving licence no",
        "driving licence",
        "driver number",
        "driver no",
        "dln",
        "licence number",
        "licence no",
        "driving license",
        "driving license number",
        "driver licence",
        "dl number",
    ],
    context: DRIVER,
    vectors: Vectors {
        good: &["MORGA657054SM9IJ", "MORGA 657054 SM9IJ", "MORGA657054SM9IJ35", "LEE99657054S99AB"],
        bad: &["MORGA613054SM9IJ", "MORGA657324SM9IJ", "MORGA657004SM9IJ"],
    },
    source: "Presidio (as an oracle); DVLA INS57P",
    ..Identifier::BASE
};

/// What a number says about its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LicenceHolder {
    surname: [u8; 5],
    year: u8,
    month: u8,
    day: u8,
    /// Whether the number is of a woman.
    pub female: bool,
    initials: [u8; 2],
}

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let compact = candidate.compact();
    let spaced =
        candidate.grouped(&[5, 6, 5]) || candidate.in_groups(&[5, 6, 5, 2]) || candidate.in_groups(&[16, 2]);
    if !spaced && !candidate.in_groups(&[5, 6, 3, 2]) {
        return None;
    }
    if !has_shape(compact) {
        return None;
    }
    Verdict::of(LicenceHolder::of(compact).is_some())
}

/// Everything but the date.
fn has_shape(compact: &[u8]) -> bool {
    let (Some((surname, rest)), 16 | 18) = (compact.split_at_checked(5), compact.len()) else { return false };
    let letters = surname.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let [date @ .., first, second, _arbitrary, check_one, check_two] = rest.get(..11).unwrap_or_default()
    else {
        return false;
    };
    letters > 0
        && surname.iter().skip(letters).all(|&byte| byte == b'9')
        && all_digits(date)
        && matches!(first, b'A'..=b'Z' | b'9')
        && matches!(second, b'A'..=b'Z' | b'9')
        && (first.is_ascii_uppercase() || *second == b'9')
        && check_one.is_ascii_alphanumeric()
        && check_two.is_ascii_alphanumeric()
        && rest.iter().skip(11).all(u8::is_ascii_digit)
}

impl LicenceHolder {
    /// Reads a number without spaces, in capitals.
    pub fn of(compact: &[u8]) -> Option<Self> {
        if !has_shape(compact) {
            return None;
        }
        let date = compact.get(5..11)?;
        let (month, day) = (number(date.get(1..3)?) as u8, number(date.get(3..5)?) as u8);
        let female = month > 50;
        let month = if female { month - 50 } else { month };
        let year = (value(date[0]) * 10 + value(date[5])) as u8;
        // The century is not in the number: 29 February must exist in one of the two.
        Day::new(1900 + u16::from(year), month, day)
            .or_else(|| Day::new(2000 + u16::from(year), month, day))?;
        let mut holder = Self { surname: [b'9'; 5], year, month, day, female, initials: [b'9'; 2] };
        holder.surname.copy_from_slice(compact.get(..5)?);
        holder.initials.copy_from_slice(compact.get(11..13)?);
        Some(holder)
    }

    /// Whether the number agrees with a surname: MAC counts as MC, marks inside the name do not count.
    pub fn has_surname(&self, surname: &str) -> bool {
        let mut letters =
            surname.bytes().filter(u8::is_ascii_alphabetic).map(|byte| byte.to_ascii_uppercase());
        let mut padded = [b'9'; 7];
        for slot in &mut padded {
            *slot = letters.next().unwrap_or(b'9');
        }
        let plain = padded.get(..5).is_some_and(|five| five == self.surname);
        let mac = padded.starts_with(b"MAC") && {
            let [m, _, rest @ ..] = padded;
            self.surname[0] == m && rest.get(..4).is_some_and(|four| four == &self.surname[1..])
        };
        plain || mac
    }

    /// Whether the number agrees with a date of birth.
    pub fn has_birth_date(&self, born: Day) -> bool {
        (born.year() % 100, born.month(), born.day()) == (u16::from(self.year), self.month, self.day)
    }

    /// Whether the number agrees with forenames or initials. A second name that the number has not is no contradiction.
    pub fn has_initials(&self, forenames: &str) -> bool {
        let mut initials = forenames
            .split(|character: char| !character.is_alphabetic())
            .filter_map(|name| name.bytes().next())
            .map(|byte| byte.to_ascii_uppercase());
        let first = initials.next();
        let second = initials.next();
        first == Some(self.initials[0])
            && (second.is_none() || self.initials[1] == b'9' || second == Some(self.initials[1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_checked_against_the_rest_of_its_row() {
        let holder = LicenceHolder::of(b"MORGA657054SM9IJ").unwrap();
        assert!(holder.female && holder.has_surname("Morgan") && !holder.has_surname("Morris"));
        assert!(holder.has_birth_date(Day::new(1964, 7, 5).unwrap()));
        assert!(!holder.has_birth_date(Day::new(1964, 7, 6).unwrap()));
        assert!(
            holder.has_initials("Sarah Mary") && holder.has_initials("S") && !holder.has_initials("Jane")
        );
    }

    #[test]
    fn mac_is_written_mc_and_short_names_are_filled() {
        let holder = LicenceHolder::of(b"MCDON657054SM9IJ").unwrap();
        assert!(holder.has_surname("MacDonald") && holder.has_surname("McDonald"));
        assert!(LicenceHolder::of(b"LEE99657054S99AB").unwrap().has_surname("Lee"));
        assert!(LicenceHolder::of(b"ONEIL657054S99AB").unwrap().has_surname("O'Neill"));
    }
}
