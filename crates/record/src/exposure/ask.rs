//! One question, one reading: holdings are added up as they arrive, so memory does not grow with how many there are.

use super::people::{Identities, aliases, erased};
use super::tally::{Concern, Tally};
use super::{Exposure, HoldersAsked, Question};
use crate::holding::{COLUMNS, Head, Known, counts, stream};
use crate::{Record, RecordError};
use store::Value;

/// Most holders that a statement names; of more, all holdings are read.
pub(crate) const NAMED_HOLDERS: usize = 500;

impl Record {
    /// Who was exposed.
    pub async fn exposure(&self, question: &Question) -> Result<Exposure, RecordError> {
        let mut snapshot = self.store().snapshot().await?;
        let known = Known::by(&mut snapshot, question.known).await?;
        let identities =
            Identities::new(&aliases(&mut snapshot).await?, &erased(&mut snapshot).await?, known);
        let mut tally = Tally::default();
        let (sql, values) = holdings_met(question, known);
        stream(&mut snapshot, &sql, &values, |row| {
            let head = Head::read(row)?;
            match question.concerns(head.holder, head.fields, &head.life) {
                None => Ok(()),
                Some((fields, certainty)) => {
                    let concern = Concern { holding: head.holding, holder: head.holder, fields, certainty };
                    tally.add(&concern, &head.stored)
                }
            }
        })
        .await?;
        snapshot.end().await?;
        Ok(tally.finish(&identities, known))
    }
}

/// A statement for the holdings that a question may be about, with their subjects. What it leaves out,
/// [`Question::concerns`] would leave out too.
pub(crate) fn holdings_met(question: &Question, known: Known) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![
        known.acts.into(),
        question.window.from.as_microsecond().into(),
        question.window.until.as_microsecond().into(),
    ];
    let mut sql = format!(
        "SELECT {COLUMNS} FROM holding h JOIN subjects s ON s.holding = h.holding WHERE {} AND {} \
         AND (h.until_latest IS NULL OR h.until_latest > $2) AND (h.from_earliest IS NULL OR h.from_earliest < $3)",
        counts("h"),
        counts("s"),
    );
    if let Some((list, holders)) = named(&question.holders, values.len()) {
        sql.push_str(" AND h.holder IN (");
        sql.push_str(&list);
        sql.push(')');
        values.extend(holders);
    }
    (sql, values)
}

/// Placeholders after the first `before` ones and values for the holders that are asked about, if they can be named.
pub(crate) fn named(holders: &HoldersAsked, before: usize) -> Option<(String, Vec<Value>)> {
    let HoldersAsked::These(holders) = holders else { return None };
    if holders.is_empty() || holders.len() > NAMED_HOLDERS {
        return None;
    }
    let list: Vec<String> = (before + 1..=before + holders.len()).map(|index| format!("${index}")).collect();
    let values = holders.iter().map(|holder| i64::from(*holder).into()).collect();
    Some((list.join(", "), values))
}
