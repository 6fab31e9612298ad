//! Numbers that say something of their owner which another cell of the row says too: a driving licence the surname and the
//! date of birth, a CHI number the date of birth. Independent evidence, and all there is in a table of one row (design
//! note, 5).

use crate::{Day, IdentifierIndex, LicenceHolder, read_date};
use std::sync::LazyLock;

/// The kinds of numbers that tell of their owner, one bit each.
static TELL_OF_OWNER: LazyLock<u64> = LazyLock::new(|| {
    let kinds = ["uk-driving-licence", "uk-chi-number"].into_iter().filter_map(IdentifierIndex::of);
    kinds.fold(0, |kinds, index| kinds | 1 << index.place())
});

/// The kinds among those that a cell passes, one bit each, that tell of their owner.
pub(crate) fn telling(passes: u64) -> impl Iterator<Item = IdentifierIndex> {
    let kinds = passes & *TELL_OF_OWNER;
    // Hardly any cell is one, and there are millions of cells.
    let all = (kinds != 0).then(IdentifierIndex::all);
    all.into_iter().flatten().filter(move |index| kinds >> index.place() & 1 == 1)
}

/// Whether numbers of a kind tell of their owner.
pub(crate) fn tells_of_owner(index: IdentifierIndex) -> bool {
    *TELL_OF_OWNER >> index.place() & 1 == 1
}

/// Whether a cell of the row agrees with a number, which has passed its check. `None` where numbers of its kind say
/// nothing of their owner.
pub(crate) fn agrees<'t>(
    index: IdentifierIndex,
    number: &str,
    mut others: impl Iterator<Item = &'t str>,
    today: Day,
) -> Option<bool> {
    let compact: String =
        number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    match index.identifier().id {
        "uk-driving-licence" => {
            let holder = LicenceHolder::of(compact.as_bytes())?;
            Some(others.any(|text| {
                has_surname(&holder, text)
                    || read_date(text.trim(), today).is_some_and(|born| holder.has_birth_date(born))
            }))
        }
        "uk-chi-number" => Some(others.any(|text| {
            read_date(text.trim(), today).is_some_and(|born| {
                format!("{:02}{:02}{:02}", born.day(), born.month(), born.year() % 100)
                    == compact.get(..6).unwrap_or_default()
            })
        })),
        _ => None,
    }
}

/// "Morgan", "MORGAN, Sarah", "Sarah Morgan".
fn has_surname(holder: &LicenceHolder, text: &str) -> bool {
    let text = super::written::written(text).name;
    let surname = text.split(',').next().unwrap_or_default();
    let last = surname.split_whitespace().next_back().unwrap_or_default();
    let is_name = |name: &str| name.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    is_name(last) && (holder.has_surname(last) || holder.has_surname(surname))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_held_against_names_and_a_chi_number_against_dates() {
        let today = Day::new(2026, 11, 1).unwrap();
        let of = |id: &str, number: &str, other: &str| {
            agrees(IdentifierIndex::of(id).unwrap(), number, std::iter::once(other), today)
        };
        for (other, expected) in [
            ("Morgan", true),
            ("MORGAN, Sarah", true),
            ("Ms S Morgan", true),
            ("05/07/1964", true),
            ("1964-07-05", true),
            ("Lomax", false),
            ("06/07/1964", false),
            ("", false),
        ] {
            assert_eq!(of("uk-driving-licence", "MORGA657054SM9IJ", other), Some(expected), "{other}");
        }
        assert_eq!(of("uk-chi-number", "010101 1237", "01/01/1901"), Some(true));
        assert_eq!(of("uk-chi-number", "0101011237", "02/01/1901"), Some(false));
        assert_eq!(of("uk-nhs-number", "9434765919", "01/01/1901"), None);
    }
}
