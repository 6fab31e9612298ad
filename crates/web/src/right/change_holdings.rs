//! Entering, correcting and closing holdings.

use super::recording::{actor, entered, told};
use super::{ChangeHoldings, Cookies};
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use record::{Ending, Field, Holder, HolderKind, HoldingOrder, Matched};
use roaring::RoaringBitmap;
use zeroize::Zeroizing;

impl ChangeHoldings {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// A holder.
    pub async fn holder(&self, number: u32) -> Result<Holder, Problem> {
        let holders = self.app.0.record.holders().await.map_err(|error| told("reading holders", &error))?;
        holders.into_iter().find(|holder| holder.number == number).ok_or_else(Problem::not_found)
    }

    /// Adds a holder; gives its number. The inner error is for the form.
    pub async fn add_holder(&self, kind: HolderKind, name: &str) -> Result<Result<u32, Errors>, Problem> {
        let by = actor(&self.caller)?;
        let added = self.app.0.record.add_holder(by, kind, name, self.app.now()).await;
        let added = entered("adding a holder", "name", added)?;
        self.app.publish().await;
        Ok(added.map(|(holder, _)| holder.number))
    }

    /// Enters a holding; gives its number. The inner error is for the form.
    pub async fn open(&self, order: HoldingOrder) -> Result<Result<u32, Errors>, Problem> {
        let by = actor(&self.caller)?;
        let opened = self.app.0.record.open_holding(by, order, self.app.now()).await;
        let opened = entered("entering a holding", "from", opened)?;
        self.app.publish().await;
        Ok(opened.map(|(holding, _)| holding))
    }

    /// A holding as somebody would enter it again.
    pub async fn order(&self, holding: u32) -> Result<HoldingOrder, Problem> {
        let order = self.app.0.record.holding_order(holding).await;
        order.map_err(|error| told("reading a holding", &error))
    }

    /// Corrects a holding. The inner error is for the form.
    pub async fn correct(&self, holding: u32, order: HoldingOrder) -> Result<Result<(), Errors>, Problem> {
        let by = actor(&self.caller)?;
        let corrected = self.app.0.record.correct_holding(by, holding, order, self.app.now()).await;
        let corrected = entered("correcting a holding", "from", corrected)?;
        self.app.publish().await;
        Ok(corrected.map(|_| ()))
    }

    /// Closes a holding. The inner error is for the form.
    pub async fn close(
        &self,
        holding: u32,
        ending: Ending,
        note: Option<Zeroizing<String>>,
    ) -> Result<Result<(), Errors>, Problem> {
        let by = actor(&self.caller)?;
        let closed = self.app.0.record.close_holding(by, holding, ending, note, self.app.now()).await;
        let closed = entered("closing a holding", "until", closed)?;
        self.app.publish().await;
        Ok(closed.map(|_| ()))
    }

    /// Everybody in the record, leavers included.
    pub async fn everybody(&self) -> Result<RoaringBitmap, Problem> {
        self.app.0.record.everybody_numbered().await.map_err(|error| told("reading people", &error))
    }

    /// Whose numbers these are. A number that is nobody's, or several people's, refuses all of them: leaving somebody out in
    /// silence would make every later answer too small. The inner error is for the form.
    pub async fn people_of(
        &self,
        field: Field,
        lines: &[String],
    ) -> Result<Result<RoaringBitmap, Errors>, Problem> {
        let matched = self.app.0.record.match_numbers(field, lines).await;
        let matched = matched.map_err(|error| told("looking numbers up", &error))?;
        let mut people = RoaringBitmap::new();
        for (line, matched) in (1_usize..).zip(matched) {
            let wrong = match matched {
                Matched::Person(person) => {
                    people.insert(person);
                    continue;
                }
                Matched::Nobody => "is of nobody in the record. Import the people first, also those who left",
                Matched::Several => {
                    "is or was of several people. Give these people by their numbers in the record"
                }
            };
            return Ok(Err(Errors::of("which", format!("The pay number in line {line} {wrong}"))));
        }
        Ok(Ok(people))
    }
}
