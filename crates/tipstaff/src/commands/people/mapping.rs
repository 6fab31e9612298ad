//! Which column holds what: by the headings, by a file, or asked for.

use crate::commands::say::plain;
use crate::exit::Failure;
use intake::{IGNORE, Mapping, Meaning};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, Write};
use std::path::Path;

/// A mapping file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    /// Field of each heading, or `ignore`.
    columns: BTreeMap<String, String>,
}

/// By a file, which has to name every heading.
pub fn read(path: &Path, headings: &[String]) -> Result<Mapping, Failure> {
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
                return Err(Failure::at(path, &format!("it says nothing about the column '{heading}'"), fix));
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
    Ok(Mapping::said(columns))
}

/// Asks about what is unclear.
pub fn ask(mapping: &mut Mapping, input: &mut dyn BufRead, output: &mut dyn Write) -> Result<(), Failure> {
    for (heading, meaning) in mapping.iter_mut() {
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

/// For people: a line for each column.
pub fn lines(mapping: &Mapping) -> Vec<String> {
    let width = mapping.iter().map(|(heading, _)| heading.chars().count()).max().unwrap_or(0).min(40);
    let line = |(heading, meaning): (&str, Meaning)| {
        let what = match meaning {
            Meaning::Field(field) => field.id(),
            Meaning::Nothing => "left out",
            Meaning::Unclear => "not clear",
        };
        format!("{:<width$}  {what}", plain(heading))
    };
    mapping.iter().filter(|(heading, _)| !heading.is_empty()).map(line).collect()
}

/// For programs.
pub fn json(mapping: &Mapping) -> Vec<serde_json::Value> {
    let column = |(heading, meaning): (&str, Meaning)| {
        let field = meaning.field().map(record::Field::id);
        serde_json::json!({ "heading": heading, "field": field, "clear": meaning != Meaning::Unclear })
    };
    mapping.iter().map(column).collect()
}

/// A mapping file to be completed.
pub fn to_file(mapping: &Mapping) -> String {
    let mut text = String::from("[columns]\n");
    for (heading, meaning) in mapping.iter().filter(|(heading, _)| !heading.is_empty()) {
        let id = meaning.field().map_or(IGNORE, record::Field::id);
        let note = if meaning == Meaning::Unclear { "   # not clear" } else { "" };
        // A heading can hold quotation marks and worse.
        let heading = toml::Value::String(heading.to_owned());
        let _ = writeln!(text, "{heading} = \"{id}\"{note}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(headings: &[&str]) -> Mapping {
        Mapping::guessed(&headings.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn what_headings_say_is_taken_and_what_they_do_not_say_is_asked() {
        let mut some =
            mapped(&["Pay No", "Surname", "Financial Year", "Covert", "Shoe size", "Start date", "End date"]);
        assert_eq!(
            lines(&some).iter().map(|line| line.split("  ").last().unwrap().trim()).collect::<Vec<_>>(),
            ["pay-number", "surname", "left out", "left out", "not clear", "not clear", "not clear"]
        );
        assert!(!some.is_clear() && !some.is_unknown());
        let mut asked = Vec::new();
        ask(&mut some, &mut &b"shoe\n\nevent-date\nignore\n"[..], &mut asked).unwrap();
        assert!(some.is_clear());
        assert!(String::from_utf8(asked).unwrap().contains("'shoe' is no field"));
        assert_eq!(some.columns().iter().filter(|column| column.field.is_some()).count(), 3);
        assert!(mapped(&["Quillfeather", "A", "1001"]).is_unknown());
    }

    #[test]
    fn a_printed_mapping_is_read_again_whatever_the_headings_are() {
        let headings =
            ["Pay \"No\"", "Surname = x", "a\\b", "tab\there", "=cmd|' /C calc'!A0"].map(str::to_owned);
        let mapping = Mapping::guessed(&headings);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mapping.toml");
        std::fs::write(&path, to_file(&mapping)).unwrap();
        assert!(read(&path, &headings).unwrap().is_clear());
        assert!(read(&path, &headings[1..]).is_err(), "a heading that is not in the file");
        assert!(read(&path, &["Other".to_owned()]).is_err());
    }
}
