//! Print agents of print services: they have no account here. What they send is signed with the key that the share was approved
//! for, and names a job by a number that nobody can guess.

use super::AskForKeys;
use super::read_cards::told;
use crate::problem::Problem;
use card_office::{Answered, CardError, Ended, Job};
use cards::job::{JobId, Refusal};
use tokio::sync::SemaphorePermit;

/// After how many seconds an agent that found no room asks again.
const AGAIN: u32 = 5;

impl AskForKeys {
    /// Answers a request for keys.
    pub async fn answer(&self, name: &str, bundle: &[u8]) -> Result<Answered, Problem> {
        let _place = self.place()?;
        let job = self.job(name).await?;
        let answered = self.app.card_office().answer(&job, bundle, self.app.now()).await;
        let answered = answered.map_err(|error| unsigned(&error))?;
        if let Answered::Refused(error) = &answered
            && is_unsigned(error)
        {
            return Err(no_such_job());
        }
        self.app.publish().await;
        Ok(answered)
    }

    /// Takes in the end of a job.
    pub async fn end(&self, name: &str, bundle: &[u8]) -> Result<Ended, Problem> {
        let _place = self.place()?;
        let job = self.job(name).await?;
        let ended = self.app.card_office().ended(&job, bundle, self.app.now()).await;
        let ended = ended.map_err(|error| unsigned(&error))?;
        self.app.publish().await;
        Ok(ended)
    }

    async fn job(&self, name: &str) -> Result<Job, Problem> {
        // A number of ours can be guessed, so it is none here.
        let id: JobId = name.parse().map_err(|_| no_such_job())?;
        match self.app.card_office().job(&id.to_string()).await {
            Ok(job) => Ok(job),
            Err(CardError::Unknown { .. }) => Err(no_such_job()),
            Err(error) => Err(told(&error)),
        }
    }

    fn place(&self) -> Result<SemaphorePermit<'_>, Problem> {
        let place = self.app.0.print_agents.try_acquire();
        place.map_err(|_| Problem::too_many("Too many print agents are asking at once", AGAIN))
    }
}

/// Whoever did not sign learns nothing: not even whether there is such a job.
fn no_such_job() -> Problem {
    Problem {
        what: "There is no such job, or this was not signed by its print agent".into(),
        fix: "Ask the force for the address, and use the keys that it enrolled".into(),
        ..Problem::not_found()
    }
}

fn unsigned(error: &CardError) -> Problem {
    if is_unsigned(error) { no_such_job() } else { told(error) }
}

fn is_unsigned(error: &CardError) -> bool {
    matches!(error, CardError::Job(_) | CardError::Refused(Refusal::Request(_)))
}
