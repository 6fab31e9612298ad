//! Which column holds what: by the headings, by a file, or asked for.

use crate::commands::say::plain;
use crate::exit::Failure;
use record::{Field, ImportColumn};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, Write};
use std::path::Path;

/// How a column is left out, in a mapping file and at the terminal.
const IGNORE: &str = "ignore";

/// A mapping file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    /// Field of each heading, or `ignore`.
    columns: BTreeMap<String, String>,
}

/// What is known about a column by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// It holds this.
    Field(Field),
    /// It is about nothing that is kept.
    Nothing,
    /// It says nothing, or what another column says too.
    Unclear,
}

/// What the columns hold, as far as it is known.
pub struct Mapping {
    columns: Vec<(String, Meaning)>,
}

impl Mapping {
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

    /// By a file, which has to name every heading.
    pub fn read(path: &Path, headings: &[String]) -> Result<Self, Failure> {
        let fix = "Write it as: [columns], then a line for each heading such as \"Pay No\" = \"pay-number\" or = \"ignore\"";
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure::io(path, &error, "Check the name of the mapping and that you may read it")
        })?;
        let file: MappingFile =
            toml::from_str(&text).map_err(|error| Failure::at(path, &error.message(), fix))?;
        let mut columns = Vec::with_capacity(headings.len());
        for heading in headings {
            let meaning = match file.columns.get(heading).map(|id| id.trim()) {
                None if heading.is_empty() => Meaning::Nothing,
                None => {
                    return Err(Failure::at(
                        path,
                        &format!("it says nothing about the column '{heading}'"),
                        fix,
                    ));
                }
                Some(IGNORE) => Meaning::Nothing,
                Some(id) => Meaning::Field(super::field(id)?),
            };
            columns.push((heading.clone(), meaning));
        }
        if let Some(strange) = file.columns.keys().find(|heading| !headings.contains(heading)) {
            return Err(Failure::at(
                path,
                &format!("it names the column '{strange}', which the file does not have"),
                "Check that it is the right mapping for this file",
            ));
        }
        Ok(Self { columns })
    }

    /// Whether no column is recognised: then the first row may be no heading, and is not to be printed.
    pub fn is_unknown(&self) -> bool {
        !self.columns.iter().any(|(_, meaning)| matches!(meaning, Meaning::Field(_)))
    }

    /// Whether each column is either taken or left out.
    pub fn is_clear(&self) -> bool {
        !self.columns.iter().any(|(_, meaning)| *meaning == Meaning::Unclear)
    }

    /// Asks about what is unclear.
    pub fn ask(&mut self, input: &mut dyn BufRead, output: &mut dyn Write) -> Result<(), Failure> {
        for (heading, meaning) in &mut self.columns {
            while *meaning == Meaning::Unclear {
                write!(
                    output,
                    "What is in the column '{}'? A field, or nothing to leave it out: ",
                    plain(heading)
                )?;
                output.flush()?;
                let mut answer = String::new();
                if input.read_line(&mut answer)? == 0 {
                    return Err(Failure::new("the question was not answered", "Nothing was imported"));
                }
                *meaning = match answer.trim() {
                    "" | IGNORE => Meaning::Nothing,
                    id => match super::field(id) {
                        Ok(field) => Meaning::Field(field),
                        Err(failure) => {
                            writeln!(output, "{failure}")?;
                            continue;
                        }
                    },
                };
            }
        }
        Ok(())
    }

    /// The columns, for the import.
    pub fn columns(&self) -> Vec<ImportColumn> {
        let column = |(heading, meaning): &(String, Meaning)| ImportColumn {
            heading: heading.clone(),
            field: match meaning {
                Meaning::Field(field) => Some(*field),
                Meaning::Nothing | Meaning::Unclear => None,
            },
        };
        self.columns.iter().map(column).collect()
    }

    /// For people: a line for each column.
    pub fn lines(&self) -> Vec<String> {
        let width =
            self.columns.iter().map(|(heading, _)| heading.chars().count()).max().unwrap_or(0).min(40);
        let line = |(heading, meaning): &(String, Meaning)| {
            let what = match meaning {
                Meaning::Field(field) => field.id(),
                Meaning::Nothing => "left out",
                Meaning::Unclear => "not clear",
            };
            format!("{:<width$}  {what}", plain(heading))
        };
        self.columns.iter().filter(|(heading, _)| !heading.is_empty()).map(line).collect()
    }

    /// For programs.
    pub fn json(&self) -> Vec<serde_json::Value> {
        let column = |(heading, meaning): &(String, Meaning)| {
            let field = match meaning {
                Meaning::Field(field) => Some(field.id()),
                Meaning::Nothing | Meaning::Unclear => None,
            };
            serde_json::json!({ "heading": heading, "field": field, "clear": *meaning != Meaning::Unclear })
        };
        self.columns.iter().map(column).collect()
    }

    /// A mapping file to be completed.
    pub fn to_file(&self) -> String {
        let mut text = String::from("[columns]\n");
        for (heading, meaning) in self.columns.iter().filter(|(heading, _)| !heading.is_empty()) {
            let id = match meaning {
                Meaning::Field(field) => field.id(),
                Meaning::Nothing | Meaning::Unclear => IGNORE,
            };
            let note = if *meaning == Meaning::Unclear { "   # not clear" } else { "" };
            // A heading can hold quotation marks and worse.
            let heading = toml::Value::String(heading.clone());
            let _ = writeln!(text, "{heading} = \"{id}\"{note}");
        }
        text
    }
}

fn meaning(heading: &str) -> Meaning {
    if heading.is_empty() {
        return Meaning::Nothing;
    }
    // Who works under cover is never stored here.
    let lower = heading.to_lowercase();
    if ["covert", "undercover"].iter().any(|word| lower.contains(word)) {
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

    fn mapping(headings: &[&str]) -> Mapping {
        Mapping::guessed(&headings.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn what_headings_say_is_taken_and_what_they_do_not_say_is_asked() {
        let mut some = mapping(&[
            "Pay No",
            "Surname",
            "Financial Year",
            "Covert",
            "Shoe size",
            "Start date",
            "End date",
        ]);
        assert_eq!(
            some.lines().iter().map(|line| line.split("  ").last().unwrap().trim()).collect::<Vec<_>>(),
            ["pay-number", "surname", "left out", "left out", "not clear", "not clear", "not clear"]
        );
        assert!(!some.is_clear() && !some.is_unknown());
        let mut asked = Vec::new();
        some.ask(&mut &b"shoe\n\nevent-date\nignore\n"[..], &mut asked).unwrap();
        assert!(some.is_clear());
        assert!(String::from_utf8(asked).unwrap().contains("'shoe' is no field"));
        assert_eq!(some.columns().iter().filter(|column| column.field.is_some()).count(), 3);
        assert!(mapping(&["Quillfeather", "A", "1001"]).is_unknown());
    }

    #[test]
    fn a_printed_mapping_is_read_again_whatever_the_headings_are() {
        let headings =
            ["Pay \"No\"", "Surname = x", "a\\b", "tab\there", "=cmd|' /C calc'!A0"].map(str::to_owned);
        let mapping = Mapping::guessed(&headings);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mapping.toml");
        std::fs::write(&path, mapping.to_file()).unwrap();
        assert!(Mapping::read(&path, &headings).unwrap().is_clear());
        assert!(Mapping::read(&path, &headings[1..]).is_err(), "a heading that is not in the file");
        assert!(Mapping::read(&path, &["Other".to_owned()]).is_err());
    }
}
