use crate::identifiers::arithmetic::{all_digits, number};
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Candidate, Identifier, Marks, Strength, Vectors, Verdict};

/// BS 7666 and the 124 areas of Royal Mail.
pub(crate) const POSTCODE: Identifier = Identifier {
    id: "uk-postcode",
    title: "Postcode",
    what: "A postcode in full: about fifteen addresses, often one.",
    form: "Area, district, a digit and two letters: SW1A 1AA; GIR 0AA; BFPO and a number; ZZ99 for no fixed abode.",
    gate: Gate::new((1, 4), (3, 5), SPACED),
    check,
    spelling,
    prior: 0.0,
    names: &["postcode", "post code", "postal code", "pcode", "zip", "post cd"],
    context: &[
        "address", "street", "road", "avenue", "lane", "close", "drive", "live", "living", "home",
        "resident", "reside", "property", "flat", "house", "postcode", "court", "terrace",
    ],
    negative: &[],
    strength: Strength::Place,
    vectors: Vectors {
        good: &[
            "SW1A 1AA", "M1 1AE", "EC1A 1BB", "W1A 0AX", "CR2 6XH", "DN55 1PT", "GIR 0AA", "BFPO 123",
            "bt11aa", "ZZ99 3VZ",
        ],
        bad: &["QW1A 1AA", "SW1A 1CA", "AA1 1AA", "SW1I 1AA", "M1 1AEE", "B33 8T", "M111 1AE"],
    },
    source: "Cabinet Office, bs7666-v2",
    ..Identifier::BASE
};

/// Areas of Royal Mail, with the Channel Islands and the Isle of Man.
const AREAS: &[[u8; 2]] = &[
    *b"AB", *b"AL", *b"B ", *b"BA", *b"BB", *b"BD", *b"BH", *b"BL", *b"BN", *b"BR", *b"BS", *b"BT", *b"CA",
    *b"CB", *b"CF", *b"CH", *b"CM", *b"CO", *b"CR", *b"CT", *b"CV", *b"CW", *b"DA", *b"DD", *b"DE", *b"DG",
    *b"DH", *b"DL", *b"DN", *b"DT", *b"DY", *b"E ", *b"EC", *b"EH", *b"EN", *b"EX", *b"FK", *b"FY", *b"G ",
    *b"GL", *b"GU", *b"GY", *b"HA", *b"HD", *b"HG", *b"HP", *b"HR", *b"HS", *b"HU", *b"HX", *b"IG", *b"IM",
    *b"IP", *b"IV", *b"JE", *b"KA", *b"KT", *b"KW", *b"KY", *b"L ", *b"LA", *b"LD", *b"LE", *b"LL", *b"LN",
    *b"LS", *b"LU", *b"M ", *b"ME", *b"MK", *b"ML", *b"N ", *b"NE", *b"NG", *b"NN", *b"NP", *b"NR", *b"NW",
    *b"OL", *b"OX", *b"PA", *b"PE", *b"PH", *b"PL", *b"PO", *b"PR", *b"RG", *b"RH", *b"RM", *b"S ", *b"SA",
    *b"SE", *b"SG", *b"SK", *b"SL", *b"SM", *b"SN", *b"SO", *b"SP", *b"SR", *b"SS", *b"ST", *b"SW", *b"SY",
    *b"TA", *b"TD", *b"TF", *b"TN", *b"TQ", *b"TR", *b"TS", *b"TW", *b"UB", *b"W ", *b"WA", *b"WC", *b"WD",
    *b"WF", *b"WN", *b"WR", *b"WS", *b"WV", *b"YO", *b"ZE",
];

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let compact = candidate.compact();
    if let [b'B', b'F', b'P', b'O', number @ ..] = compact {
        return Verdict::shape(all_digits(number) && candidate.grouped(&[4, number.len()]));
    }
    if compact == b"GIR0AA" {
        return Some(Verdict::Shape);
    }
    let (outward, inward) = compact.split_at_checked(compact.len().checked_sub(3)?)?;
    let gap = candidate.grouped(&[outward.len(), 3]);
    Verdict::shape(gap && ((is_outward(outward) && is_inward(inward)) || is_dummy(outward, inward)))
}

fn is_inward(inward: &[u8]) -> bool {
    const NEVER: &[u8] = b"CIKMOV";
    matches!(inward, [b'0'..=b'9', b'A'..=b'Z', b'A'..=b'Z'])
        && inward.iter().skip(1).all(|letter| !NEVER.contains(letter))
}

/// ZZ99 and more, which the health service writes for no fixed abode or an unknown address.
fn is_dummy(outward: &[u8], inward: &[u8]) -> bool {
    outward == b"ZZ99" && matches!(inward, [b'0'..=b'9', b'A'..=b'Z', b'A'..=b'Z'])
}

fn is_outward(outward: &[u8]) -> bool {
    let letters = outward.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let (area, district) = outward.split_at(letters);
    let known = match area {
        [one] => AREAS.contains(&[*one, b' ']),
        [one, two] => AREAS.contains(&[*one, *two]),
        _ => false,
    };
    known
        && match (letters, district) {
            (_, [b'0'..=b'9'] | [b'1'..=b'9', b'0'..=b'9']) => true,
            (1, [b'0'..=b'9', third]) => b"ABCDEFGHJKPSTUW".contains(third),
            (2, [b'0'..=b'9', fourth]) => b"ABEHMNPRVWXY".contains(fourth),
            _ => false,
        }
}

fn spelling(candidate: &Candidate<'_>) -> f32 {
    let compact = candidate.compact();
    if compact.starts_with(b"BFPO") {
        return if number(compact.get(4..).unwrap_or_default()) > 0 { 3.0 } else { -3.0 };
    }
    match (candidate.is_upper(), candidate.has(Marks::SPACE)) {
        (true, true) => 4.0,
        (true, false) => 0.5,
        (false, true) => 1.0,
        (false, false) => -2.0,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn there_are_124_areas() {
        // Royal Mail counts 124, of which BX, ZZ and the like have no streets; the three crown islands are among ours.
        assert_eq!(super::AREAS.len(), 124);
        assert!(super::AREAS.is_sorted());
    }
}
