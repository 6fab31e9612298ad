//! What is told of an answer: counts in all, by holder and over time.

use super::steps::{Step, steps};
use record::{
    Exposure, ExposureIndex, Field, FieldSet, Holder, HoldersAsked, Holding, Question, RecordError,
};
use zeroize::Zeroizing;

/// Most holdings that are described one by one; the counts are about all of them.
pub const DESCRIBED: usize = 50;
/// Most holders that are counted one by one.
const HOLDERS: usize = 30;

/// An answer and what it is put together from.
pub struct Report {
    /// What was asked.
    pub question: Question,
    /// The answer.
    pub answer: Exposure,
    /// The same as it was known at another time, if that was asked.
    pub before: Option<(Question, Exposure)>,
    /// Holder by holder, by number; the first ones where there are many.
    pub by_holder: Vec<(u32, Exposure)>,
    /// Over time.
    pub over_time: Vec<(Step, Exposure)>,
    /// The holdings that explain it, at most [`DESCRIBED`].
    pub holdings: Vec<Holding>,
    /// All holders of the record.
    pub all_holders: Vec<Holder>,
}

impl Report {
    /// A holder in words, by number.
    pub fn holder(&self, number: u32) -> String {
        let found = self.all_holders.iter().find(|holder| holder.number == number);
        found.map_or_else(|| format!("holder #{number}"), |holder| record::words::holder(holder, false))
    }

    /// How many holdings explain the answer.
    pub fn found(&self) -> u64 {
        self.answer.holdings.definite.len() + self.answer.holdings.possible.len()
    }
}

/// What is known of somebody.
pub type Values = Vec<(Field, Zeroizing<String>)>;

/// Who the people of an answer are.
pub struct Named {
    /// What is shown of them.
    pub fields: FieldSet,
    /// The act that says so.
    pub act: u64,
    /// By number.
    pub people: Vec<(u32, Values)>,
}

/// Answers from holdings in memory. The holdings and holders that a report describes are read afterwards.
pub fn reckon(
    index: &ExposureIndex,
    question: Question,
    before: Option<Question>,
) -> Result<Report, RecordError> {
    let answer = index.ask(&question)?;
    let mut by_holder = Vec::new();
    if answer.holdings.holders.len() > 1 {
        for holder in answer.holdings.holders.iter().take(HOLDERS) {
            let one = Question { holders: HoldersAsked::These(vec![holder]), ..question.clone() };
            by_holder.push((holder, index.ask(&one)?));
        }
    }
    let mut over_time = Vec::new();
    if !answer.holdings.holders.is_empty() {
        for step in steps(question.window)? {
            let one = Question { window: step.window, ..question.clone() };
            let answer = index.ask(&one)?;
            over_time.push((step, answer));
        }
    }
    let before = before.map(|before| Ok::<_, RecordError>((index.ask(&before)?, before))).transpose()?;
    let before = before.map(|(answer, question)| (question, answer));
    let (holdings, all_holders) = (Vec::new(), Vec::new());
    Ok(Report { question, answer, before, by_holder, over_time, holdings, all_holders })
}
