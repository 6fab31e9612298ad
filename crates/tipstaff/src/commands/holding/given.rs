//! Whom a holding is about, as it is given on the command line.

use super::people_of_table;
use crate::exit::Failure;
use crate::intake;
use clap::Args;
use record::{Field, Matched, Record, Subjects, numbers};
use roaring::RoaringBitmap;
use std::path::{Path, PathBuf};

/// Largest list of numbers, in bytes.
const MOST_BYTES: u64 = 1 << 26;

/// Whom a holding is about.
#[derive(Debug, Args)]
#[command(next_help_heading = "Whom it is about")]
pub struct Given {
    /// The people of a table, by a column with their numbers
    #[arg(long, value_name = "FILE", group = "whom")]
    people: Option<PathBuf>,
    /// Everybody who is in the record now, leavers included
    #[arg(long, group = "whom")]
    all: bool,
    /// People by their numbers in the record: 1-9276,9300
    #[arg(long, value_name = "LIST", group = "whom")]
    numbers: Option<String>,
    /// People by their pay numbers, one a line
    #[arg(long, value_name = "FILE", group = "whom")]
    pay_numbers: Option<PathBuf>,
    /// People who may be in it besides: a table, or numbers as with --numbers
    #[arg(long, value_name = "FILE|LIST", conflicts_with_all = ["unlisted", "items"])]
    possible: Option<String>,
    /// How many people who are on no list, such as victims: 1230, or 1200-1230
    #[arg(long, value_name = "COUNT", group = "whom")]
    unlisted: Option<String>,
    /// Items, such as footage, by their numbers: 1-52000
    #[arg(long, value_name = "LIST", group = "whom")]
    items: Option<String>,
}

impl Given {
    /// Whether anything was given.
    pub fn is_given(&self) -> bool {
        self.all
            || [&self.people, &self.pay_numbers].iter().any(|file| file.is_some())
            || [&self.numbers, &self.possible, &self.unlisted, &self.items].iter().any(|list| list.is_some())
    }

    /// As subjects of a holding.
    pub async fn subjects(&self, record: &Record) -> Result<Subjects, Failure> {
        if let Some(count) = &self.unlisted {
            let (low, high) = numbers::interval(count)?;
            return Ok(Subjects::Unlisted { low, high, tags: std::collections::BTreeSet::new() });
        }
        if let Some(list) = &self.items {
            return Ok(Subjects::Items(numbers::items(list)?));
        }
        let definite = if let Some(path) = &self.people {
            people_of_table(record, path, &intake::read(path)?).await?
        } else if self.all {
            record.everybody_numbered().await?
        } else if let Some(list) = &self.numbers {
            numbers::people(list)?
        } else if let Some(path) = &self.pay_numbers {
            pay_numbers(record, path).await?
        } else {
            RoaringBitmap::new()
        };
        let possible = match &self.possible {
            None => RoaringBitmap::new(),
            Some(list) if is_list(list) => numbers::people(list)?,
            Some(path) => {
                let path = Path::new(path);
                people_of_table(record, path, &intake::read(path)?).await?
            }
        };
        Ok(Subjects::People { definite, possible })
    }
}

/// Whether it can be a list of numbers, and no name of a file.
fn is_list(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '-' | ',' | ' '))
}

async fn pay_numbers(record: &Record, path: &Path) -> Result<RoaringBitmap, Failure> {
    let fix = "Check its name and that you may read it";
    let length = std::fs::metadata(path).map_err(|error| Failure::io(path, &error, fix))?.len();
    if length > MOST_BYTES {
        return Err(Failure::at(path, &"it is larger than 64 MiB", "Split it into several files"));
    }
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::io(path, &error, "Save it as text in UTF-8"))?;
    let field = Field::named("pay-number").ok_or_else(|| {
        Failure::new("pay numbers are not known", "This is a defect of Tipstaff: please report it")
    })?;
    let lines: Vec<(usize, String)> = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim().to_owned()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let texts: Vec<String> = lines.iter().map(|(_, line)| line.clone()).collect();
    let mut people = RoaringBitmap::new();
    for ((line, _), matched) in lines.iter().zip(record.match_numbers(field, &texts).await?) {
        match matched {
            Matched::Person(person) => people.insert(person),
            Matched::Nobody => {
                return Err(Failure::at(
                    path,
                    &format!("the pay number in line {line} is of nobody in the record"),
                    "Import them first, also those who left: tipstaff people import FILE",
                ));
            }
            Matched::Several => {
                return Err(Failure::at(
                    path,
                    &format!("the pay number in line {line} is or was of several people"),
                    "If they are one person: tipstaff people merge A B. Otherwise give the people with --numbers",
                ));
            }
        };
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_numbers_is_no_name_of_a_file() {
        assert!(is_list("1-9, 12") && !is_list("people.csv") && !is_list("2021 list.csv"));
    }
}
