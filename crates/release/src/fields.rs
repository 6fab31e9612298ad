//! What a check finds, as fields of the record: what was found in a file is what its recipient has.

use record::{Field, FieldSet};

/// What is taken where something was found that no field of the record covers: it is known that there was something about
/// them, and not what.
const GENERAL: &str = "narrative";

/// The fields of these identifiers of the check. Never none: where people are, something about them is.
pub(crate) fn fields<'i>(found: impl IntoIterator<Item = &'i str>) -> FieldSet {
    let general = Field::named(GENERAL);
    let fields: FieldSet = found.into_iter().filter_map(|id| Field::named(id).or(general)).collect();
    if fields.is_empty() { general.into_iter().collect() } else { fields }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_their_field_and_what_is_unknown_the_general_one() {
        assert_eq!(fields(["surname", "uk-nhs-number"]).to_string(), "surname,health-number");
        assert_eq!(fields(["surname", "shoe-size"]).to_string(), "surname,narrative");
        assert_eq!(fields([]).to_string(), "narrative");
    }
}
