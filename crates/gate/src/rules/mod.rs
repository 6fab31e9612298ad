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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Subject;
    use inspect::{CHANNELS, Channel, Hiding};
    use std::collections::HashSet;

    #[test]
    fn no_identifier_stands_twice_and_every_sentence_ends() {
        let mut known = HashSet::new();
        for rule in RULES.iter().copied().flatten() {
            assert!(known.insert(rule.id), "{} stands twice", rule.id);
            assert!(rule.plain <= rule.personal, "{}", rule.id);
            for sentence in [rule.why, rule.fix] {
                assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
            }
        }
    }

    #[test]
    fn whatever_is_found_has_a_rule() {
        // Cells are judged by what hides them, or as what everybody sees.
        let cells = [
            Channel::Sheet,
            Channel::DelimitedTable,
            Channel::UnderMerge,
            Channel::UnderShape,
            Channel::UnderCondition,
        ];
        for row in CHANNELS.iter().filter(|row| !cells.contains(&row.channel)) {
            assert!(Rule::of_channel(row.channel).is_some(), "no rule for {}", row.id);
        }
        // A hidden shape is told by the channel for it.
        for flag in Hiding::all().iter().filter(|flag| *flag != Hiding::SHAPE) {
            let has_rule = RULES.iter().copied().flatten().any(|rule| rule.subject == Subject::Hidden(flag));
            assert!(has_rule, "no rule for {flag:?}");
        }
    }
}
