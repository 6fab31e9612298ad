//! Seeing who holds what, and how many are affected. Counts only: names are another right.

use super::recording::told;
use super::{Caller, ChangeHoldings, Cookies, LookUpPeople, ReadHoldings, Right};
use crate::exposure::{self, Report};
use crate::page::Viewer;
use crate::page::pages::{LINES, Which};
use crate::problem::Problem;
use jiff::Timestamp;
use record::{ActTold, Holder, Holding, HoldingCount, Question, RecordError};

/// A holding, with who has it and what explains it.
pub struct HoldingShown {
    /// The holding.
    pub holding: Holding,
    /// Who has it.
    pub holder: Option<Holder>,
    /// The acts that opened, corrected and closed it, in their order.
    pub acts: Vec<ActTold>,
}

impl ReadHoldings {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// The time of this request.
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Whether the caller may enter, correct and close holdings.
    pub fn may_change(&self) -> bool {
        self.may::<ChangeHoldings>()
    }

    /// Whether the caller may see names.
    pub fn may_see_names(&self) -> bool {
        self.may::<LookUpPeople>()
    }

    fn may<R: Right>(&self) -> bool {
        matches!(&self.caller, Caller::Person(session) if R::ROW.admits(session.actor.roles))
    }

    /// All holders, by number, and how many holdings they have.
    pub async fn holders(&self) -> Result<(Vec<Holder>, Vec<HoldingCount>), Problem> {
        let record = &self.app.0.record;
        let read =
            async { Ok::<_, RecordError>((record.holders().await?, record.holdings_by_holder().await?)) };
        read.await.map_err(|error| told("reading holders", &error))
    }

    /// A holder.
    pub async fn holder(&self, number: u32) -> Result<Holder, Problem> {
        let holders = self.app.0.record.holders().await.map_err(|error| told("reading holders", &error))?;
        holders.into_iter().find(|holder| holder.number == number).ok_or_else(Problem::not_found)
    }

    /// A page of a holder's holdings, the newest first.
    pub async fn holdings_of(&self, holder: u32, which: Which) -> Result<Vec<Holding>, Problem> {
        let record = &self.app.0.record;
        let read = async {
            let numbers = record.holdings_of(holder, which.skip(), LINES).await?;
            let mut holdings = record.holdings(numbers, None).await?;
            holdings.reverse();
            Ok::<_, RecordError>(holdings)
        };
        read.await.map_err(|error| told("reading holdings", &error))
    }

    /// A holding.
    pub async fn holding(&self, number: u32) -> Result<HoldingShown, Problem> {
        let record = &self.app.0.record;
        let read = async {
            let Some(holding) = record.holdings([number], None).await?.pop() else { return Ok(None) };
            let acts = record.acts_told(&holding.acts).await?;
            let holders = record.holders().await?;
            let holder = holders.into_iter().find(|holder| holder.number == holding.holder);
            Ok::<_, RecordError>(Some(HoldingShown { holding, holder, acts }))
        };
        let shown = read.await.map_err(|error| told("reading a holding", &error))?;
        shown.ok_or_else(Problem::not_found)
    }

    /// Who is affected: the whole answer, reckoned aside, so that a long one does not keep others waiting.
    pub async fn exposure(&self, question: Question, known: Option<Question>) -> Result<Report, Problem> {
        let failed = |error: RecordError| told("asking who is affected", &error);
        let record = &self.app.0.record;
        let index = self.app.0.exposures.of(record, &question.holders).await.map_err(failed)?;
        let reckoned = tokio::task::spawn_blocking(move || exposure::reckon(&index, question, known)).await;
        let mut report =
            reckoned.map_err(|error| Problem::failed("asking who is affected", &error))?.map_err(failed)?;
        let read = async {
            let numbers = (&report.answer.holdings.definite | &report.answer.holdings.possible).into_iter();
            report.holdings =
                record.holdings(numbers.take(exposure::DESCRIBED), report.question.known).await?;
            report.all_holders = record.holders().await?;
            Ok::<_, RecordError>(())
        };
        read.await.map_err(failed)?;
        Ok(report)
    }
}
