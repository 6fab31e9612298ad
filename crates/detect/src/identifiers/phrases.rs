//! Names of one to a few words, found in headings: one look-up for each run of words, however many names there are. A sheet
//! can have sixteen thousand columns, and every one of its first rows could be the heading.

use rustc_hash::FxHashMap;

/// The names of the rows of a table.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// Rows of the table that have each name.
    rows: FxHashMap<&'static str, Vec<usize>>,
    /// Words of the longest name.
    most_words: usize,
}

/// Where a name must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Anywhere.
    Anywhere,
    /// At the beginning or the end.
    AtAnEnd,
}

impl Phrases {
    /// From the names of each row, in the words of [`super::header::spell`].
    pub(crate) fn new(names: impl Iterator<Item = &'static [&'static str]>) -> Self {
        let mut phrases = Self { rows: FxHashMap::default(), most_words: 0 };
        for (row, names) in names.enumerate() {
            for name in names {
                phrases.rows.entry(name).or_default().push(row);
                phrases.most_words = phrases.most_words.max(name.split(' ').count());
            }
        }
        phrases
    }

    /// The rows of which a name stands in the text, each with the longest of them, in order of the rows.
    pub(crate) fn longest(&self, text: &str, standing: Standing) -> Vec<(usize, &'static str)> {
        let mut found: Vec<(usize, &'static str)> = Vec::new();
        let begins =
            std::iter::once(0).chain(memchr::memchr_iter(b' ', text.as_bytes()).map(|space| space + 1));
        for begin in begins {
            let rest = &text[begin..];
            let ends = memchr::memchr_iter(b' ', rest.as_bytes()).chain(std::iter::once(rest.len()));
            let is_anywhere = standing == Standing::Anywhere || begin == 0;
            // What does not begin the text must end it.
            let ends = ends.take(self.most_words).filter(|end| is_anywhere || *end == rest.len());
            for end in ends {
                let Some((name, rows)) = self.rows.get_key_value(&rest[..end]) else { continue };
                for row in rows {
                    match found.iter_mut().find(|(other, _)| other == row) {
                        Some((_, longest)) if longest.len() < name.len() => *longest = name,
                        Some(_) => {}
                        None => found.push((*row, name)),
                    }
                }
            }
        }
        found.sort_unstable_by_key(|(row, _)| *row);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&[&str]] = &[&["birth", "date of birth"], &["date", "day"], &["of", "birth"]];

    #[test]
    fn the_longest_name_of_each_row_is_found_by_whole_words() {
        let phrases = Phrases::new(NAMES.iter().copied());
        let all = |text| phrases.longest(text, Standing::Anywhere);
        assert_eq!(all("his date of birth here"), [(0, "date of birth"), (1, "date"), (2, "birth")]);
        assert_eq!(all("dates of births"), [(2, "of")]);
        assert_eq!(all(""), []);
    }

    #[test]
    fn a_name_in_the_middle_does_not_stand_at_an_end() {
        let phrases = Phrases::new(NAMES.iter().copied());
        let ends = |text| phrases.longest(text, Standing::AtAnEnd);
        assert_eq!(ends("his date here"), []);
        assert_eq!(ends("date of his birth"), [(0, "birth"), (1, "date"), (2, "birth")]);
        assert_eq!(ends("date of birth"), [(0, "date of birth"), (1, "date"), (2, "birth")]);
    }
}
