//! E-values in words.

use super::EValue;

/// Lower bounds, largest first.
const SCALE: [(f64, &str); 6] = [
    (1e6, "extremely strong support"),
    (1e4, "very strong support"),
    (1e3, "strong support"),
    (1e2, "moderately strong support"),
    (1e1, "moderate support"),
    (2.0, "weak support"),
];

/// What an e-value is called: the steps of ENFSI's guideline for evaluative reporting (2015), which are for likelihood
/// ratios. An e-value promises less than a ratio of the same size, so the words never say too much.
pub fn in_words(value: EValue) -> &'static str {
    SCALE.iter().find(|(bound, _)| value.ln() >= bound.ln()).map_or("no support", |(_, words)| words)
}
