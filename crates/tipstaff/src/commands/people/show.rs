//! `tipstaff people show`.

use crate::arguments::{Acting, Common, Format};
use crate::commands::say::plain;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use jiff::Timestamp;
use record::time::{Moment, spoken_day};
use record::{FieldSet, KnownAt, PersonShown, PersonVersion, Record};
use serde_json::{Value, json};
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff people show --find pay-number=20417
  tipstaff people show 812 --names --purpose 'request 2026/118' --as 'R. Quill'

Without --names it says which fields are known and since when. With --names the values are
shown, all that ever were, and the log says who looked and why: it takes a role that may see
names, and a signature. A value after --find can be read by others on this machine while the
command runs; with --find surname alone it is read from standard input.";

/// Options of `people show`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the person
    #[arg(value_name = "NUMBER", required_unless_present = "find", conflicts_with = "find")]
    person: Option<u32>,
    /// Find people by a number or a name: pay-number=20417
    #[arg(long, value_name = "FIELD=VALUE")]
    find: Option<String>,
    /// As it was known at this time (default: now)
    #[arg(long, value_name = "TIME", conflicts_with = "names")]
    known_on: Option<String>,
    /// Show the values
    #[arg(long, requires = "purpose")]
    names: bool,
    /// What the values are needed for; kept sealed, with the act
    #[arg(long, value_name = "WORDS", requires = "names")]
    purpose: Option<String>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let people = match (&options.find, options.person) {
            (Some(find), _) => found(&record, find).await?,
            (None, Some(person)) => vec![person],
            (None, None) => Vec::new(),
        };
        let known = match &options.known_on {
            None => KnownAt::NOW,
            Some(text) => {
                // What was known on a day is what was known when it ended.
                let last = Moment::parse(text)?.after.checked_sub(jiff::Span::new().microseconds(1)).ok();
                record.known_at(last).await?
            }
        };
        let mut shown = Vec::with_capacity(people.len());
        for person in people {
            shown.push(record.person(person, None, known).await?);
        }
        let versions =
            if options.names { names(options, common, &record, &shown).await? } else { Vec::new() };
        if common.format == Format::Text {
            text(&shown, &versions, options.names)?;
        } else {
            let people: Vec<Value> =
                shown.iter().map(|person| document(person, &versions, options.names)).collect();
            let document = json!({ "schema": "tipstaff.people-show/1", "people": people });
            writeln!(std::io::stdout().lock(), "{document}")?;
        }
        Ok(Verdict::Clear)
    })
}

async fn found(record: &Record, find: &str) -> Result<Vec<u32>, Failure> {
    let mut line = String::new();
    let (field, value) = if let Some((field, value)) = find.split_once('=') {
        (field, value)
    } else {
        std::io::stdin().read_line(&mut line)?;
        (find, line.trim())
    };
    let found = record.find_people(super::field(field)?, value).await?;
    if found.people.is_empty() {
        return Err(Failure::new(
            format!("nobody with that {} is in the record", field.trim()),
            "Check how it is written; erased people are not found",
        ));
    }
    Ok(found.people)
}

/// All values that were ever recorded, once the log says that they are shown.
async fn names(
    options: &Options,
    common: &Common,
    record: &Record,
    shown: &[PersonShown],
) -> Result<Vec<PersonVersion>, Failure> {
    let mut versions = Vec::new();
    for person in shown {
        versions.extend(record.history(person.person).await?);
    }
    let fields: FieldSet = versions.iter().map(|version| version.value.field).collect();
    let by = open::actor(record, &options.acting).await?;
    let signer = open::signer(record, &by, &options.acting).await?;
    let asked = (shown.len() as u64, fields, "person");
    let purpose = options.purpose.as_deref().unwrap_or_default();
    record.write_names_shown(&by, &signer, asked, purpose, open::now()).await?;
    open::publish(record, common).await;
    Ok(versions)
}

fn text(shown: &[PersonShown], versions: &[PersonVersion], with_values: bool) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    for person in shown {
        let merged: Vec<String> = person.merged.iter().map(ToString::to_string).collect();
        let also =
            if merged.is_empty() { String::new() } else { format!(" (also number {})", merged.join(", ")) };
        if person.is_erased {
            writeln!(out, "Person {}{also} was erased.", person.person)?;
            continue;
        }
        writeln!(out, "Person {}{also}", person.person)?;
        for member in &person.sources {
            writeln!(out, "  in the extract '{}'{}", member.source, stretch(member.from, member.until))?;
        }
        if with_values {
            for version in of(person, versions) {
                let value = version.value;
                let ended = version.ended.map_or(String::new(), |act| format!(", replaced by act {act}"));
                writeln!(
                    out,
                    "  {:<24} {}{} (act {}{ended})",
                    value.field.title(),
                    plain(&version.text),
                    stretch(value.valid_from, value.valid_until),
                    value.act
                )?;
            }
        } else {
            for value in &person.values {
                let stretch = stretch(value.valid_from, value.valid_until);
                writeln!(out, "  {:<24} known{stretch} (act {})", value.field.title(), value.act)?;
            }
        }
    }
    Ok(())
}

fn document(person: &PersonShown, versions: &[PersonVersion], with_values: bool) -> Value {
    let day = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let sources: Vec<Value> = person
        .sources
        .iter()
        .map(
            |member| json!({ "source": member.source, "from": day(member.from), "until": day(member.until) }),
        )
        .collect();
    let values: Vec<Value> = if with_values {
        of(person, versions)
            .map(|version| {
                let value = version.value;
                json!({
                    "field": value.field.id(), "value": version.text.as_str(), "from": day(value.valid_from),
                    "until": day(value.valid_until), "act": value.act, "ended": version.ended, "number": value.person,
                })
            })
            .collect()
    } else {
        let value = |value: &record::PersonValue| {
            json!({
                "field": value.field.id(), "from": day(value.valid_from), "until": day(value.valid_until),
                "act": value.act, "number": value.person,
            })
        };
        person.values.iter().map(value).collect()
    };
    json!({
        "person": person.person, "merged": person.merged, "erased": person.is_erased, "sources": sources,
        "values": values,
    })
}

/// The versions that belong to somebody.
fn of<'v>(person: &'v PersonShown, versions: &'v [PersonVersion]) -> impl Iterator<Item = &'v PersonVersion> {
    versions.iter().filter(|version| {
        version.value.person == person.person || person.merged.contains(&version.value.person)
    })
}

fn stretch(from: Option<Timestamp>, until: Option<Timestamp>) -> String {
    let from = from.map_or(String::new(), |from| format!(" since {}", spoken_day(from)));
    let until = until.map_or(String::new(), |until| format!(" until {}", spoken_day(until)));
    format!("{from}{until}")
}
