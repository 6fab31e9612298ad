use crate::identifiers::arithmetic::{all_digits, all_letters};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Vectors, Verdict};

/// Shoulder number. A number of one to five digits says nothing alone: header or rank beside it, better the roster.
pub(crate) const COLLAR: Identifier = Identifier {
    id: "uk-collar-number",
    title: "Collar number",
    what: "The number on a police officer's shoulder, which the public may see and ask for.",
    form: "One to five digits; in the Metropolitan Police digits and one to three letters of the borough.",
    gate: Gate::new((1, 5), (0, 3), SPACED),
    check: |candidate| {
        let compact = candidate.compact();
        let digits = compact.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (front, back) = compact.split_at(digits);
        let borough_last = all_digits(front) && (back.is_empty() || all_letters(back));
        let letters = compact.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
        let borough_first = letters > 0 && compact.get(letters..).is_some_and(all_digits);
        Verdict::shape(borough_last || borough_first)
    },
    prior: -14.0,
    names: &[
        "collar number",
        "collar no",
        "collar",
        "shoulder number",
        "shoulder no",
        "force number",
        "force no",
        "fin",
        "officer number",
        "officer no",
        "divisional number",
        "epaulette number",
    ],
    context: &["officer", "constable", "pc", "sergeant", "ps", "dc", "rank"],
    vectors: Vectors { good: &["1234", "123AB", "AB 123"], bad: &["123456", "1A2B"] },
    source: "Wikipedia; Met FOI 01.FOI.23.033954",
    ..Identifier::BASE
};
