//! What was entered about a holding, looked at: whom it is about, when, what for.

use super::form::Filled;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::right::ChangeHoldings;
use record::time::Moment;
use record::{Field, RecordError, Subjects, numbers};
use roaring::RoaringBitmap;
use std::collections::BTreeSet;

/// Whom or what it is about; none: as before. The inner error is for the form.
pub async fn subjects(
    right: &ChangeHoldings,
    filled: &Filled,
) -> Result<Result<Option<Subjects>, Errors>, Problem> {
    let which = filled.which.as_str();
    if filled.about != "everybody" && filled.about != "same" && which.is_empty() {
        let errors = if filled.about.is_empty() {
            Errors::of("about", "Choose whom or what it is about")
        } else {
            Errors::of("which", "Enter which ones, or how many")
        };
        return Ok(Err(errors));
    }
    let possible = match numbers::people(&filled.perhaps) {
        Ok(possible) => possible,
        Err(error) => return Ok(Err(Errors::of("perhaps", words(&error)))),
    };
    let lists = matches!(filled.about.as_str(), "everybody" | "numbers" | "pay-numbers");
    if !lists && !possible.is_empty() {
        return Ok(Err(Errors::of(
            "perhaps",
            "Only a list of people can have others who may be in it besides",
        )));
    }
    let of_people = |definite: RoaringBitmap| Subjects::People { definite, possible };
    let listed = |outcome: Result<Subjects, RecordError>| {
        outcome.map(Some).map_err(|error| Errors::of("which", words(&error)))
    };
    Ok(match filled.about.as_str() {
        "same" => Ok(None),
        "everybody" => Ok(Some(of_people(right.everybody().await?))),
        "numbers" => listed(numbers::people(which).map(of_people)),
        "pay-numbers" => {
            let lines: Vec<String> =
                which.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
            let field = Field::named("pay-number").ok_or_else(Problem::not_found)?;
            right.people_of(field, &lines).await?.map(|people| Some(of_people(people)))
        }
        "unlisted" => listed(numbers::interval(which).map(|(low, high)| Subjects::Unlisted {
            low,
            high,
            tags: BTreeSet::new(),
        })),
        "items" => listed(numbers::items(which).map(Subjects::Items)),
        _ => Err(Errors::of("about", "Choose whom or what it is about")),
    })
}

/// A time that may be left empty.
pub fn moment(field: &'static str, text: &str) -> Result<Option<Moment>, Errors> {
    if text.is_empty() {
        return Ok(None);
    }
    Moment::parse(text).map(Some).map_err(|error| Errors::of(field, words(&error)))
}

fn words(error: &RecordError) -> String {
    let (what, fix) = record::words::what_and_fix(error);
    format!("{}. {fix}", crate::words::sentence(&what))
}
