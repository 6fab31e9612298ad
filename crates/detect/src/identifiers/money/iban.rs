use super::BANK;
use crate::identifiers::arithmetic::{all_digits, all_letters, leaves_one_by_97};
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Candidate, Identifier, Vectors, Verdict};

/// ISO 13616; British ones have 22 characters and begin with GB. Others are told by the same check.
pub(crate) const IBAN: Identifier = Identifier {
    id: "iban",
    title: "IBAN",
    what: "The number of a bank account, for transfers across borders.",
    form: "GB, two check digits, four letters of the bank, sort code, account number. Other countries alike.",
    gate: Gate::new((8, 32), (2, 24), GROUPED),
    check,
    chance: 0.01,
    prior: 1.0,
    names: &["iban", "iban no", "iban number", "bank account"],
    context: BANK,
    vectors: Vectors {
        good: &["GB82WEST12345698765432", "GB82 WEST 1234 5698 7654 32", "DE89370400440532013000"],
        bad: &["GB82WEST12345698765433", "GB82WEST1234569876543", "GB00WEST12345698765432"],
    },
    source: "ISO 13616",
    ..Identifier::BASE
};

fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let compact = candidate.compact();
    let (head, account) = compact.split_at_checked(4)?;
    let (country, check) = head.split_at_checked(2)?;
    let fits = all_letters(country) && all_digits(check) && (15..=34).contains(&compact.len());
    let british = country != b"GB"
        || account
            .split_at_checked(4)
            .is_some_and(|(bank, rest)| all_letters(bank) && all_digits(rest) && compact.len() == 22);
    if !fits || !british || !fours(candidate) {
        return None;
    }
    let known = (b"02".as_slice()..=b"98").contains(&check);
    Verdict::of(known && leaves_one_by_97(account.iter().chain(head).copied()))
}

/// In one piece, or in fours.
fn fours(candidate: &Candidate<'_>) -> bool {
    if candidate.shape.marks.is_empty() {
        return true;
    }
    let mut pieces = candidate.text.split(|byte| !byte.is_ascii_alphanumeric()).peekable();
    while let Some(piece) = pieces.next() {
        if piece.len() != 4 && (pieces.peek().is_some() || piece.len() > 4) {
            return false;
        }
    }
    true
}
