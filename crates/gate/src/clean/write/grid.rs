//! Names of sheets, and merged ranges, as both workbook formats take them.

use super::{COLUMNS, ROWS};
use crate::clean::survey::sheet::Merge;

/// Names of the sheets of a copy, each one as programs accept it and none twice.
#[derive(Debug)]
pub(super) struct Names {
    most: usize,
    names: Vec<String>,
}

impl Names {
    /// Names of at most so many letters.
    pub(super) fn new(most: usize) -> Self {
        Self { most, names: Vec::new() }
    }

    /// Adds a sheet under a name, or one like it.
    pub(super) fn add(&mut self, name: &str) {
        let (name, _) = crate::clean::value::visible(name);
        let plain = |letter: char| match letter {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\n' | '\t' => '_',
            letter => letter,
        };
        let name: String = name.trim().trim_matches('\'').chars().map(plain).collect();
        let name = match name.as_str() {
            "" => format!("Sheet{}", self.names.len() + 1),
            // Excel keeps this name for itself.
            word if word.eq_ignore_ascii_case("history") => format!("{word}_"),
            _ => name,
        };
        let mut candidate = cut(&name, self.most);
        let mut copy = 2;
        while self.has(&candidate) {
            let ending = format!(" ({copy})");
            candidate = format!("{}{ending}", cut(&name, self.most.saturating_sub(ending.len())));
            copy += 1;
        }
        self.names.push(candidate);
    }

    /// Programs do not tell capital letters from others here.
    fn has(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.names.iter().any(|other| other.to_lowercase() == name)
    }

    pub(super) fn all(&self) -> &[String] {
        &self.names
    }
}

/// The first letters of a name: at most so many, counted as Excel counts them.
fn cut(name: &str, most: usize) -> String {
    let mut units = 0;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units <= most
    };
    name.chars().take_while(fits).collect()
}

/// The merged ranges that lie in the grid, cut at its end.
pub(super) fn inside(merges: &[Merge]) -> Vec<Merge> {
    let inside = merges.iter().filter(|(top, left, ..)| *top < ROWS && *left < COLUMNS);
    let cut = inside
        .map(|(top, left, bottom, right)| (*top, *left, (*bottom).min(ROWS - 1), (*right).min(COLUMNS - 1)));
    cut.filter(|(top, left, bottom, right)| (top, left) != (bottom, right)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_programs_accept_them() {
        let mut names = Names::new(31);
        for name in ["Answer", "answer", "a/b:c", "", "'quoted'", "History", &"x".repeat(40), &"x".repeat(41)]
        {
            names.add(name);
        }
        assert_eq!(
            names.all(),
            [
                "Answer",
                "answer (2)",
                "a_b_c",
                "Sheet4",
                "quoted",
                "History_",
                &"x".repeat(31),
                &format!("{} (2)", "x".repeat(27))
            ]
        );
    }
}
