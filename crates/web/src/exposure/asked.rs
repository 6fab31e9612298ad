//! The question, as it stands in an address: numbers of holders, times and fields. Nothing in it is personal.

use crate::form::Form;
use crate::page::error_summary::Errors;
use jiff::{Timestamp, ToSpan};
use record::time::{Moment, Window};
use record::{Field, FieldSet, HoldersAsked, Question, RecordError};
use std::fmt::Write;

/// What was entered, as it was entered.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Numbers of holders.
    pub holders: Vec<u32>,
    /// Whether it is about everybody's holdings.
    pub everybody: bool,
    /// From when.
    pub from: String,
    /// Up to when.
    pub to: String,
    /// Only these fields; empty: all.
    pub fields: FieldSet,
    /// As it was known then; empty: now.
    pub known: String,
}

impl Asked {
    /// From a query or a form; none: nothing was asked yet.
    pub fn read(form: &Form) -> Option<Self> {
        let is_asked = ["holder", "everybody", "from", "to"].iter().any(|name| form.ticked(name));
        is_asked.then(|| Self {
            holders: form.all("holder").filter_map(|number| number.parse().ok()).collect(),
            everybody: form.ticked("everybody"),
            from: form.text("from").into(),
            to: form.text("to").into(),
            fields: form.all("field").filter_map(Field::named).collect(),
            known: form.text("known").into(),
        })
    }

    /// As a question, and the same question as it is known now where it was asked as of another time.
    pub fn question(&self, now: Timestamp) -> Result<(Question, Option<Question>), Errors> {
        let mut errors = Errors::none();
        if self.holders.is_empty() && !self.everybody {
            errors.add("holder", "Choose whose holdings, or all of them");
        }
        let mut moment = |field, text: &str, missing| match Moment::parse(text) {
            _ if text.is_empty() => {
                errors.add(field, missing);
                None
            }
            Ok(moment) => Some(moment),
            Err(error) => {
                errors.add(field, words(&error));
                None
            }
        };
        let from = moment("from", &self.from, "Enter from when");
        let to = moment("to", &self.to, "Enter up to when");
        let known = if self.known.is_empty() { None } else { moment("known", &self.known, "") };
        if known.is_some_and(|known| known.first > now) {
            errors.add("known", "What will be known then is not known yet: give a time that is over");
        }
        let window = from.zip(to).map(|(from, to)| Window::new(from.first, to.after));
        if let Some(Err(error)) = &window {
            errors.add("to", words(error));
        }
        let Some(Ok(window)) = window.filter(|_| errors.is_empty()) else { return Err(errors) };
        let holders =
            if self.everybody { HoldersAsked::All } else { HoldersAsked::These(self.holders.clone()) };
        let mut question = Question::new(holders, window);
        question.fields = Some(self.fields).filter(|fields| !fields.is_empty());
        let now_known = question.clone();
        // What was known on a day is what was known when it ended.
        question.known = known.map(|known| known.after.checked_sub(1.microsecond()).unwrap_or(known.first));
        let compared = question.known.is_some().then_some(now_known);
        Ok((question, compared))
    }

    /// As the query of an address.
    pub fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs() {
            query.append_pair(name, &value);
        }
        query.finish()
    }

    /// Names and values, as a form sends them.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> =
            self.holders.iter().map(|holder| ("holder", holder.to_string())).collect();
        if self.everybody {
            pairs.push(("everybody", "yes".into()));
        }
        pairs.push(("from", self.from.clone()));
        pairs.push(("to", self.to.clone()));
        pairs.extend(self.fields.iter().map(|field| ("field", field.id().to_owned())));
        if !self.known.is_empty() {
            pairs.push(("known", self.known.clone()));
        }
        pairs
    }

    /// The stretch of time, in words.
    pub fn when(window: Window) -> String {
        let last = window.until.checked_sub(1.microsecond()).unwrap_or(window.until);
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = write!(text, "from {} to {}", record::time::spoken(window.from), record::time::spoken(last));
        text
    }
}

/// An error about a time, for a form.
fn words(error: &RecordError) -> String {
    let (what, fix) = record::words::what_and_fix(error);
    format!("{}. {fix}", crate::words::sentence(&what))
}
