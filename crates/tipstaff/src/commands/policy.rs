//! Reads the policy file.

use crate::exit::Failure;
use detect::{IdentifierIndex, LocalNumbers, LocalPattern};
use gate::Policy;
use std::path::Path;

/// The policy, and the numbers that the force writes its own way.
pub fn read(path: Option<&Path>) -> Result<(Policy, Option<LocalNumbers>), Failure> {
    let Some(path) = path else { return Ok((Policy::default(), None)) };
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::io(path, &error, "Check the name of the policy file and that you may read it")
    })?;
    let policy = Policy::parse(&text)
        .map_err(|error| Failure::at(path, &error, "Correct the policy file; nothing was checked"))?;
    if policy.numbers.is_empty() {
        return Ok((policy, None));
    }
    let fix = "Correct the section [[number]]; nothing was checked";
    let mut local = LocalNumbers::default();
    for number in &policy.numbers {
        let kind = IdentifierIndex::of(&number.kind).ok_or_else(|| {
            let what = format!(
                "there is no kind of number '{}'; 'tipstaff formats --identifiers' lists them",
                number.kind
            );
            Failure::at(path, &what, fix)
        })?;
        local.add(kind, LocalPattern::new(&number.form).map_err(|error| Failure::at(path, &error, fix))?);
    }
    Ok((policy, Some(local)))
}
