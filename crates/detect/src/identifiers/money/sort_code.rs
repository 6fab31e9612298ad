use super::BANK;
use crate::identifiers::shape::{GROUPED, Gate};
use crate::identifiers::{Identifier, Marks, Strength, Vectors, Verdict};

/// Pay.UK. The modulus check of sort code and account needs a table that changes monthly, and a pass would only mean
/// that the account could exist: shape and name decide here.
pub(crate) const SORT_CODE: Identifier = Identifier {
    id: "uk-sort-code",
    title: "Sort code",
    what: "The branch of a bank; with the account number, an account.",
    form: "Six digits, shown 12-34-56.",
    gate: Gate::new((6, 6), (0, 0), GROUPED),
    check: |candidate| Verdict::shape(candidate.grouped(&[2, 2, 2])),
    spelling: |candidate| if candidate.has(Marks::HYPHEN) { 4.0 } else { 0.0 },
    prior: -10.0,
    names: &["sort code", "sortcode", "sort cd", "sc", "branch code", "bank sort code"],
    context: BANK,
    negative: &["date", "dated", "on", "due"],
    strength: Strength::Shared,
    vectors: Vectors { good: &["12-34-56", "12 34 56", "123456"], bad: &["1234-56", "12-34-5"] },
    source: "Pay.UK, valacdos",
    ..Identifier::BASE
};
