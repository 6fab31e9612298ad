//! Stopping a job of cards: one action.

use super::StopCardJob;
use super::read_cards::told;
use super::recording::actor;
use crate::problem::Problem;
use card_office::CardError;

impl StopCardJob {
    /// Stops it. One that was stopped or closed before stays as it is.
    pub async fn stop(&self, number: u32) -> Result<(), Problem> {
        let office = self.app.card_office();
        let job = office.job(&number.to_string()).await.map_err(|error| told(&error))?;
        match office.stop(actor(&self.caller)?, &job, self.app.now()).await {
            Ok(_) => {
                self.app.publish().await;
                Ok(())
            }
            Err(CardError::NothingToDo { .. }) => Ok(()),
            Err(error) => Err(told(&error)),
        }
    }
}
