use super::TRAVEL;
use crate::identifiers::arithmetic::{all_digits, travel_digit};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Candidate, Identifier, Marks, Vectors, Verdict};

/// ICAO 9303: the lines at the foot of passports and identity cards that machines read.
pub(crate) const PASSPORT_ZONE: Identifier = Identifier {
    id: "passport-zone",
    title: "Machine-readable line of a passport",
    what: "A line of a travel document that holds the name, or number, nationality, date of birth and sex.",
    form: "30, 36 or 44 capitals, digits and <; three check digits, or a name that follows the code of the country.",
    gate: Gate::new((0, 44), (0, 44), SPACED.union(Marks::FILLER)),
    check,
    chance: 0.001,
    prior: 0.0,
    names: &["mrz", "machine readable zone"],
    context: TRAVEL,
    vectors: Vectors {
        good: &[
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        ],
        bad: &[
            "L898902C37UTO7408122F1204159ZE184226B<<<<<10",
            "L898902C36UTO7408123F1204159ZE184226B<<<<<10",
        ],
    },
    source: "ICAO 9303 (specimen)",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let line = candidate.text;
    if !matches!(line.len(), 30 | 36 | 44) || !line.contains(&b'<') || candidate.has(Marks::SPACE) {
        return None;
    }
    match line {
        [b'P' | b'I' | b'A' | b'C' | b'V', second, country @ ..] if has_name(*second, country) => {
            Some(Verdict::Passes)
        }
        _ => number_line(line),
    }
}

/// `P<UTOERIKSSON<<ANNA`: type, country, surname, two fillers, forenames; no digit.
fn has_name(second: u8, rest: &[u8]) -> bool {
    let name = rest.get(3..).unwrap_or_default();
    (second == b'<' || second.is_ascii_uppercase())
        && name.windows(2).any(|pair| pair == b"<<")
        && name.iter().filter(|byte| byte.is_ascii_uppercase()).count() > 3
        && rest.iter().all(|&byte| byte == b'<' || byte.is_ascii_uppercase())
}

/// The second line of a passport: number, nationality, birth, sex, expiry, each but the sex with its check digit.
fn number_line(line: &[u8]) -> Option<Verdict> {
    let (document, born, expires) = (line.get(..10)?, line.get(13..20)?, line.get(21..28)?);
    let sex = *line.get(20)?;
    if !all_digits(born) || !all_digits(expires) || !matches!(sex, b'M' | b'F' | b'X' | b'<') {
        return None;
    }
    let agrees = |field: &[u8]| field.split_last().is_some_and(|(&check, text)| travel_digit(text) == check);
    Verdict::of([document, born, expires].into_iter().all(agrees))
}
