//! Which column holds what: by the headings, or as somebody says.

use record::{Field, ImportColumn};

/// How a column is left out, where somebody says what it holds.
pub const IGNORE: &str = "ignore";

/// What is known about a column by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// It holds this.
    Field(Field),
    /// It is about nothing that is kept.
    Nothing,
    /// It says nothing, or what another column says too.
    Unclear,
}

impl Meaning {
    /// The field, if it holds one.
    pub fn field(self) -> Option<Field> {
        match self {
            Self::Field(field) => Some(field),
            Self::Nothing | Self::Unclear => None,
        }
    }
}

/// What the columns hold, as far as it is known.
pub struct Mapping {
    columns: Vec<(String, Meaning)>,
}

impl Mapping {
    /// As somebody said, column by column.
    pub fn said(columns: Vec<(String, Meaning)>) -> Self {
        Self { columns }
    }

    /// By the headings.
    pub fn guessed(headings: &[String]) -> Self {
        let mut columns: Vec<(String, Meaning)> =
            headings.iter().map(|heading| (heading.clone(), meaning(heading))).collect();
        // Two columns for one thing: which of them is it?
        let fields: Vec<Meaning> = columns.iter().map(|(_, meaning)| *meaning).collect();
        for (_, meaning) in &mut columns {
            let is_twice = fields.iter().filter(|other| *other == meaning).count() > 1;
            if is_twice && matches!(meaning, Meaning::Field(_)) {
                *meaning = Meaning::Unclear;
            }
        }
        Self { columns }
    }

    /// Headings and what is known of their columns, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Meaning)> {
        self.columns.iter().map(|(heading, meaning)| (heading.as_str(), *meaning))
    }

    /// The same, to be completed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Meaning)> {
        self.columns.iter_mut().map(|(heading, meaning)| (heading.as_str(), meaning))
    }

    /// Whether no column is recognised: then the first row may be no heading, and is not to be printed.
    pub fn is_unknown(&self) -> bool {
        !self.columns.iter().any(|(_, meaning)| matches!(meaning, Meaning::Field(_)))
    }

    /// Whether each column is either taken or left out.
    pub fn is_clear(&self) -> bool {
        !self.columns.iter().any(|(_, meaning)| *meaning == Meaning::Unclear)
    }

    /// The columns, for the import.
    pub fn columns(&self) -> Vec<ImportColumn> {
        self.iter()
            .map(|(heading, meaning)| ImportColumn { heading: heading.to_owned(), field: meaning.field() })
            .collect()
    }
}

/// Whether a heading says who works under cover, which is never stored here.
fn is_covert(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    ["covert", "undercover"].iter().any(|word| lower.contains(word))
}

fn meaning(heading: &str) -> Meaning {
    if heading.is_empty() || is_covert(heading) {
        return Meaning::Nothing;
    }
    match detect::heading_field(heading) {
        None => Meaning::Unclear,
        Some(id) => Field::named(id).map_or(Meaning::Nothing, Meaning::Field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_headings_say_is_taken_and_what_they_do_not_say_is_asked() {
        let headings = ["Pay No", "Surname", "Financial Year", "Covert", "Shoe size"].map(str::to_owned);
        let mapping = Mapping::guessed(&headings);
        let told: Vec<_> = mapping.iter().map(|(_, meaning)| meaning).collect();
        assert_eq!(told[1], Meaning::Field(Field::named("surname").unwrap()));
        assert_eq!(told[2..], [Meaning::Nothing, Meaning::Nothing, Meaning::Unclear]);
        assert!(!mapping.is_clear() && !mapping.is_unknown());
        assert!(Mapping::guessed(&["Quillfeather".into(), "1001".into()]).is_unknown());
    }

    #[test]
    fn two_columns_for_one_thing_are_asked_about() {
        let mapping = Mapping::guessed(&["Surname".into(), "Last name".into(), "Pay No".into()]);
        assert_eq!(mapping.iter().filter(|(_, meaning)| *meaning == Meaning::Unclear).count(), 2);
    }
}
