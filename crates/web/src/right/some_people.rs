//! Who is meant by what somebody typed into a form.

use super::App;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use record::{Field, Matched};
use roaring::RoaringBitmap;

impl App {
    /// Names of the extracts that people stand in.
    pub(super) async fn extracts(&self) -> Result<Vec<String>, Problem> {
        let sources = self.0.record.people_by_source(self.now()).await;
        let sources = sources.map_err(|error| super::recording::told("counting people", &error))?;
        Ok(sources.into_iter().map(|source| source.source).collect())
    }

    /// Whose pay numbers these are. One that is nobody's, or several people's, refuses all of them: whoever is to be left out
    /// must not stand in a list because of a slip. The inner error is for the form.
    pub(super) async fn people_of(
        &self,
        field: &'static str,
        lines: &str,
    ) -> Result<Result<RoaringBitmap, Errors>, Problem> {
        let lines: Vec<String> =
            lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect();
        let mut people = RoaringBitmap::new();
        let Some(kind) = Field::named("pay-number").filter(|_| !lines.is_empty()) else {
            return Ok(Ok(people));
        };
        let matched = self.0.record.match_numbers(kind, &lines).await;
        let matched = matched.map_err(|error| super::recording::told("looking numbers up", &error))?;
        for (line, matched) in (1_usize..).zip(matched) {
            let wrong = match matched {
                Matched::Person(person) => {
                    people.insert(person);
                    continue;
                }
                Matched::Nobody => "is of nobody in the record. Correct it; nobody was left out or taken in",
                Matched::Several => "is or was of several people. Say who is meant by something else",
            };
            return Ok(Err(Errors::of(field, format!("The pay number in line {line} {wrong}"))));
        }
        Ok(Ok(people))
    }
}
