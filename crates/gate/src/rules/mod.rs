//! The table of rules: help, report, policy file, guide and web catalogue come from it. A family a file.

mod caches;
mod cells;
mod file;
mod objects;
mod people;
mod remarks;

use crate::rule::Rule;

/// Every rule. Ways of hiding stand in the order in which a report names the first that applies.
pub static RULES: &[&[Rule]] =
    &[people::RULES, cells::RULES, caches::RULES, remarks::RULES, objects::RULES, file::RULES];
