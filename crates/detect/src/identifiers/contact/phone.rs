use crate::identifiers::shape::{Gate, SLASHED};
use crate::identifiers::{Candidate, Identifier, Marks, Strength, Vectors, Verdict};

/// The numbering plan of Ofcom, as a table of leading digits; other countries in the form of ITU-T E.164.
pub(crate) const PHONE: Identifier = Identifier {
    id: "uk-phone",
    title: "Telephone number",
    what: "A telephone number, of a person, a household or an office.",
    form: "0 or +44 and nine or ten digits of a range that Ofcom allots; + and the code of another country.",
    gate: Gate::new((9, 16), (0, 0), SLASHED.union(Marks::PLUS).union(Marks::BRACKET).union(Marks::DOT)),
    check,
    spelling,
    prior: 0.0,
    names: &[
        "phone",
        "phone number",
        "phone no",
        "telephone",
        "telephone number",
        "telephone no",
        "tel",
        "tel no",
        "mobile",
        "mobile number",
        "mobile no",
        "mob",
        "mob no",
        "contact number",
        "contact no",
        "contact tel",
        "cell",
        "home phone",
        "home tel",
        "work phone",
        "fax",
        "landline",
        "msisdn",
        "handset",
        "whatsapp",
        "call",
    ],
    context: &[
        "call",
        "called",
        "phone",
        "phoned",
        "rang",
        "ring",
        "text",
        "texted",
        "telephone",
        "mobile",
        "contact",
        "number",
        "dial",
        "reach",
        "message",
        "sms",
        "voicemail",
        "fax",
    ],
    strength: Strength::Shared,
    vectors: Vectors {
        good: &[
            "07700 900123",
            "+44 7700 900123",
            "(020) 7946 0018",
            "01632 960001",
            "0044 20 7946 0018",
            "+44 (0)20 7946 0018",
            "0800 111 111",
            "+33 1 23 45 67 89",
        ],
        bad: &["06700 900123", "0770 90012", "07700 9001234", "04632 960001"],
    },
    source: "Ofcom, National Telephone Numbering Plan",
    ..Identifier::BASE
};

/// Whether a number, without its 0, is in a range that is allotted: how many digits there are goes by the first of them.
fn is_allotted(national: &[u8]) -> bool {
    let lengths = match national {
        [b'1', ..] | [b'8', b'0', b'0', ..] => 9..=10,
        [b'2', b'0' | b'3' | b'4' | b'8' | b'9', ..]
        | [b'3', b'0' | b'3' | b'4' | b'7', ..]
        | [b'5', b'5' | b'6', ..]
        | [b'7', ..]
        | [b'8', b'0', b'8', ..]
        | [b'8', b'4' | b'7', ..]
        | [b'9', b'0' | b'1' | b'8', ..] => 10..=10,
        _ => return false,
    };
    lengths.contains(&national.len())
}

/// How a number was written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// `07700 900123`
    National,
    /// `+44 7700 900123`
    International,
    /// `7700900123`: a cell that holds a number has lost the zero.
    WithoutZero,
    /// Another country.
    Foreign,
}

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    Verdict::shape(written(candidate).is_some())
}

fn written(candidate: &Candidate<'_>) -> Option<Written> {
    let digits = candidate.compact();
    let plus = candidate.text.iter().take(2).any(|&byte| byte == b'+');
    if (candidate.has(Marks::PLUS) && !plus) || (!candidate.shape.marks.is_empty() && is_list(candidate.text))
    {
        return None;
    }
    let abroad = digits.strip_prefix(b"00").or(if plus { Some(digits) } else { None });
    match (abroad, digits) {
        (Some([b'4', b'4', b'0', national @ ..] | [b'4', b'4', national @ ..]), _) => {
            is_allotted(national).then_some(Written::International)
        }
        (Some(number), _) if plus => {
            ((8..=15).contains(&number.len()) && number.first() != Some(&b'0')).then_some(Written::Foreign)
        }
        (_, [b'0', national @ ..]) => is_allotted(national).then_some(Written::National),
        (_, [b'4', b'4', b'7', rest @ ..]) if rest.len() == 9 => Some(Written::WithoutZero),
        (_, [b'7', b'1'..=b'9', ..])
            if candidate.whole && digits.len() == 10 && !candidate.has(Marks::HYPHEN | Marks::SLASH) =>
        {
            Some(Written::WithoutZero)
        }
        _ => None,
    }
}

/// Lists of numbers also have digits and marks.
fn is_list(text: &[u8]) -> bool {
    text.split(|byte| !byte.is_ascii_digit()).filter(|piece| !piece.is_empty()).count() > 6
}

fn spelling(candidate: &Candidate<'_>) -> f32 {
    let marks = if candidate.shape.marks.is_empty() { 0.0 } else { 1.0 };
    let digits = candidate.compact();
    marks
        + match written(candidate) {
            Some(Written::International) => 4.0,
            Some(Written::Foreign) => 2.0,
            // Mobiles, and numbers of eleven digits in the usual groups.
            Some(Written::National) if digits.starts_with(b"07") && digits.len() == 11 => 2.5,
            Some(Written::National) if candidate.has(Marks::SLASH | Marks::DOT) => -4.0,
            Some(Written::National) if digits.len() == 11 && !candidate.shape.marks.is_empty() => 1.0,
            Some(Written::National) => -3.0,
            Some(Written::WithoutZero) | None => -9.0,
        }
}
