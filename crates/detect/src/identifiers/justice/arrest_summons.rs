use super::OFFENDER;
use crate::identifiers::arithmetic::{all_digits, justice_letter};
use crate::identifiers::shape::{Gate, SLASHED};
use crate::identifiers::{Candidate, Identifier, Marks, Vectors, Verdict};

/// Ministry of Justice, bichard7-next-core, Arrest Summons Number.
pub(crate) const ARREST_SUMMONS: Identifier = Identifier {
    id: "uk-arrest-summons-number",
    title: "Arrest summons number",
    what: "The number of one arrest or summons of one person on the Police National Computer.",
    form: "Year, force, unit, system (two characters each), eleven digits, a check letter; 21 with a top-level letter.",
    gate: Gate::new((9, 19), (1, 9), SLASHED),
    check,
    spelling: |candidate| if candidate.has(Marks::SLASH) { 1.0 } else { 0.0 },
    chance: 0.043,
    prior: 1.0,
    names: &["asn", "arrest summon number", "arrest summon no", "arrest summon"],
    context: OFFENDER,
    vectors: Vectors {
        good: &["1101ZD0100000410780J", "11/01ZD/01/410780J", "11/01ZD/01/00000410780J"],
        bad: &["1101ZD0100000410780K", "1101ZD0100000410781J", "11/01ZD/01/410781J"],
    },
    source: "ministryofjustice/bichard7-next-core",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let compact = candidate.compact();
    let (&letter, body) = compact.split_last()?;
    // Year, then perhaps the top-level letter, force, unit, system, serial.
    let (year, rest) = body.split_at_checked(2)?;
    let rest = match rest {
        [b'A'..=b'Z', _, _, b'A'..=b'Z' | b'0'..=b'9', ..] if rest.len() == 18 || slashed(candidate) => {
            &rest[1..]
        }
        _ => rest,
    };
    let (office, serial) = rest.split_at_checked(6)?;
    let (force, unit_and_system) = office.split_at_checked(2)?;
    let (_unit, system) = unit_and_system.split_at_checked(2)?;
    let fits = all_digits(year)
        && force.iter().all(u8::is_ascii_alphanumeric)
        && all_digits(serial)
        && letter.is_ascii_uppercase()
        && (serial.len() == 11 || (serial.len() < 11 && slashed(candidate)));
    if !fits {
        return None;
    }
    let zeros = b"00000000000".get(..11 - serial.len())?;
    let system = if all_digits(system) { system } else { b"" };
    Verdict::of(justice_letter(&[force, system, year, zeros, serial]) == letter)
}

/// Written as year / force and unit / system / serial, where the serial may lose its zeros.
fn slashed(candidate: &Candidate<'_>) -> bool {
    candidate.has(Marks::SLASH) && candidate.text.split(|&byte| byte == b'/').count() == 4
}
