//! Which two states of the people are compared: two imports, or two days.

use crate::form::Form;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::right::LookUpPeople;
use jiff::ToSpan;
use record::time::{Window, spoken};
use record::{PeopleAt, PeopleImport};

/// What was asked.
pub enum Asked {
    /// Nothing yet.
    Nothing,
    /// Two states, and what they are called.
    States(States),
}

/// Two states of the people.
pub struct States {
    /// The first.
    pub first: PeopleAt,
    /// The second.
    pub second: PeopleAt,
    /// What they are called: "the extract 'staff' of 1 March 2026".
    pub names: (String, String),
    /// As the end of an address.
    pub pairs: Vec<(&'static str, String)>,
}

impl States {
    /// As the end of an address.
    pub fn query(&self) -> String {
        let mut text = url::form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(&self.pairs);
        text.finish()
    }
}

/// Reads what was asked. The inner error is for the form.
pub async fn asked(right: &LookUpPeople, form: &Form) -> Result<Result<Asked, Errors>, Problem> {
    let given = |name: &'static str| (name, form.text(name).to_owned());
    if !form.text("first").is_empty() || !form.text("second").is_empty() {
        let (first, second) =
            (import(right, form.text("first")).await?, import(right, form.text("second")).await?);
        let (Some(first), Some(second)) = (first, second) else {
            return Ok(Err(Errors::of(
                "from",
                "Choose two imports from the list of imports, or give two days here",
            )));
        };
        let name = |import: &PeopleImport| {
            format!("the extract “{}” of {}", import.act.source, spoken(import.as_of))
        };
        let names = (name(&first), name(&second));
        let state = |import: PeopleImport| PeopleAt { source: Some(import.act.source), at: import.as_of };
        let pairs = vec![given("first"), given("second")];
        return Ok(Ok(Asked::States(States { first: state(first), second: state(second), names, pairs })));
    }
    let (from, to) = (form.text("from"), form.text("to"));
    if from.is_empty() && to.is_empty() {
        return Ok(Ok(Asked::Nothing));
    }
    let window = match Window::parse(from, to) {
        Ok(window) => window,
        Err(error) => {
            let (what, fix) = record::words::what_and_fix(&error);
            return Ok(Err(Errors::of("from", format!("{}. {fix}", crate::words::sentence(&what)))));
        }
    };
    let source = Some(form.text("source").to_owned()).filter(|source| !source.is_empty());
    // The second day is meant as it ended, the first as it began.
    let last = window.until.checked_sub(1.microsecond()).unwrap_or(window.until);
    let names = (spoken(window.from), spoken(last));
    let state = |at| PeopleAt { source: source.clone(), at };
    let pairs = vec![given("from"), given("to"), given("source")];
    Ok(Ok(Asked::States(States { first: state(window.from), second: state(last), names, pairs })))
}

async fn import(right: &LookUpPeople, position: &str) -> Result<Option<PeopleImport>, Problem> {
    match position.parse() {
        Ok(position) => right.import(position).await,
        Err(_) => Ok(None),
    }
}
