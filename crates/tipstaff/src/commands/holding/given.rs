//! Whom a holding is about, as it is given on the command line.

use super::people_of_table;
use crate::exit::Failure;
use crate::intake;
use clap::Args;
use record::{Field, Matched, Record, Subjects};
use roaring::{RoaringBitmap, RoaringTreemap};
use std::path::{Path, PathBuf};

/// Highest number of an item.
const MOST_ITEM: u64 = 1 << 48;
/// Most items that are entered at once.
const MOST_ITEMS: u64 = 100_000_000;

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
            let (low, high) = interval(count)?;
            return Ok(Subjects::Unlisted { low, high, tags: std::collections::BTreeSet::new() });
        }
        if let Some(list) = &self.items {
            let mut items = RoaringTreemap::new();
            for (first, last) in ranges(list)? {
                // A set of so many is only small while they stand close together, which numbers of items do.
                if last > MOST_ITEM || items.len().saturating_add(last - first) > MOST_ITEMS {
                    return Err(Failure::new(
                        "there are more items than can be entered by hand",
                        "Give numbers up to 2 to the power of 48, and at most 100 million of them",
                    ));
                }
                items.insert_range(first..=last);
            }
            return Ok(Subjects::Items(items));
        }
        let definite = if let Some(path) = &self.people {
            people_of_table(record, path, &intake::read(path)?).await?
        } else if self.all {
            record.everybody_numbered().await?
        } else if let Some(list) = &self.numbers {
            numbers(list)?
        } else if let Some(path) = &self.pay_numbers {
            pay_numbers(record, path).await?
        } else {
            RoaringBitmap::new()
        };
        let possible = match &self.possible {
            None => RoaringBitmap::new(),
            Some(list) if is_list(list) => numbers(list)?,
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

/// `1-9276,9300`: first and last of each.
fn ranges(list: &str) -> Result<Vec<(u64, u64)>, Failure> {
    let wrong = |part: &str| {
        Failure::new(
            format!("'{}' is no number and no range", part.chars().take(40).collect::<String>()),
            "Write numbers and ranges with commas, such as 1-9276,9300",
        )
    };
    list.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (low, high) = part.split_once('-').unwrap_or((part, part));
            let low = low.trim().parse().map_err(|_| wrong(part))?;
            let high = high.trim().parse().map_err(|_| wrong(part))?;
            if low <= high { Ok((low, high)) } else { Err(wrong(part)) }
        })
        .collect()
}

/// People by their numbers in the record.
pub fn numbers(list: &str) -> Result<RoaringBitmap, Failure> {
    let mut people = RoaringBitmap::new();
    for (first, last) in ranges(list)? {
        let narrow = |number: u64| {
            u32::try_from(number).map_err(|_| {
                Failure::new(
                    format!("{number} is no number of a person in the record"),
                    "tipstaff people show --find pay-number=NUMBER finds people; --pay-numbers takes pay numbers",
                )
            })
        };
        people.insert_range(narrow(first)?..=narrow(last)?);
    }
    Ok(people)
}

/// `1230`, or `1200-1230`.
pub fn interval(count: &str) -> Result<(u64, u64), Failure> {
    match ranges(count)?.as_slice() {
        [one] => Ok(*one),
        _ => Err(Failure::new("the count of unlisted people is no count", "Write 1230, or 1200-1230")),
    }
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
    let numbers: Vec<String> = lines.iter().map(|(_, line)| line.clone()).collect();
    let mut people = RoaringBitmap::new();
    for ((line, _), matched) in lines.iter().zip(record.match_numbers(field, &numbers).await?) {
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
    fn lists_of_numbers_are_read_strictly() {
        assert_eq!(numbers("1-3, 7").unwrap().iter().collect::<Vec<_>>(), [1, 2, 3, 7]);
        assert_eq!(interval("1200-1230").unwrap(), (1200, 1230));
        for wrong in ["3-1", "x", "1--2", "4294967296", "-1"] {
            assert!(numbers(wrong).is_err(), "{wrong}");
        }
        assert!(is_list("1-9, 12") && !is_list("people.csv") && !is_list("2021 list.csv"));
    }
}
