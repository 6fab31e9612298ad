//! Words beside a name that say what happened to its bearer: "Complaint of rape by …", "Victim …". A name alone in a title
//! or a footer is mostly that of who wrote it.

use crate::prose::{Class, Lexicon};
use crate::table::cell::Marks;
use crate::table::closed;

/// Whether a text has a word of crime, of a part in it, or of kinship, beside its `names`: "Burglary" is a surname too.
pub(crate) fn is_of_event(text: &str, names: &[&str]) -> bool {
    let lexicon = Lexicon::shared();
    let told = Class::ROLE | Class::ACT | Class::KIN;
    text.split(|letter: char| !letter.is_alphanumeric()).any(|word| {
        let is_told = || {
            let class = lexicon.classes(lexicon.find(word));
            class.intersects(told) || closed::word(word).contains(Marks::OFFENCE)
        };
        is_told() && !names.iter().any(|name| name.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::is_of_event;

    #[test]
    fn crimes_parts_in_them_and_kin_are_events_and_work_is_none() {
        for text in [
            "Complaint of rape by Jane Pemberton",
            "Victim Jane Pemberton",
            "ip_pemberton",
            "Pemberton's ex-partner",
        ] {
            assert!(is_of_event(text, &["Jane Pemberton"]), "{text}");
        }
        for text in
            ["Jane Pemberton, Information Manager", "Prepared by J Pemberton", "Contact Jane Pemberton", ""]
        {
            assert!(!is_of_event(text, &["Jane Pemberton"]), "{text}");
        }
        assert!(!is_of_event("Burglary", &["Burglary"]));
    }
}
