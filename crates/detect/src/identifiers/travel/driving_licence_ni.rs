use super::DRIVER;
use crate::identifiers::shape::{Gate, SPACED};
use crate::identifiers::{Identifier, Vectors, Verdict};

/// The driver number of Northern Ireland: eight digits, which only its name can tell from other numbers.
pub(crate) const DRIVING_LICENCE_NI: Identifier = Identifier {
    id: "uk-driving-licence-ni",
    title: "Driving licence number (Northern Ireland)",
    what: "The number of a driver licensed in Northern Ireland.",
    form: "Eight digits. Only a header or label of its name tells.",
    gate: Gate::new((8, 8), (0, 0), SPACED),
    check: |_| Some(Verdict::Shape),
    prior: -11.0,
    names: &[
        "driving licence number",
        "driving licence no",
        "driving licence",
        "driver number",
        "driver no",
        "dln",
        "licence number",
        "licence no",
        "dva number",
    ],
    context: DRIVER,
    vectors: Vectors { good: &["12345678"], bad: &["1234567", "A2345678"] },
    source: "unverified",
    ..Identifier::BASE
};
