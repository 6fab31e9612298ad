use super::BANK;
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Candidate, Identifier, Vectors, Verdict};

/// Pay.UK: eight digits; some banks print six or seven and fill with zeros.
pub(crate) const BANK_ACCOUNT: Identifier = Identifier {
    id: "uk-bank-account",
    title: "Bank account number",
    what: "The number of an account at a bank; alone, or after its sort code.",
    form: "Six to eight digits; with the sort code before it, 14.",
    gate: Gate::new((6, 14), (0, 0), GROUPED),
    check: |candidate| match candidate.shape.digits {
        6..=8 => Verdict::shape(candidate.grouped(&[4, 4])),
        14 => Verdict::shape(with_sort_code(candidate)),
        _ => None,
    },
    spelling: |candidate| if with_sort_code(candidate) { 10.0 } else { 0.0 },
    prior: -10.5,
    names: &[
        "account number",
        "account no",
        "acc no",
        "acc number",
        "account",
        "acct",
        "acct no",
        "a c no",
        "a c",
        "bank account",
        "bank account number",
        "ac no",
        "acct number",
        "bank account no",
        "acc",
    ],
    context: BANK,
    vectors: Vectors {
        good: &["12345678", "1234567", "12-34-56 12345678"],
        bad: &["12345", "123456789", "12-34-5612345678"],
    },
    source: "Pay.UK, valacdos",
    ..Identifier::BASE
};

fn with_sort_code(candidate: &Candidate<'_>) -> bool {
    candidate.in_groups(&[2, 2, 2, 8]) || candidate.in_groups(&[6, 8])
}
