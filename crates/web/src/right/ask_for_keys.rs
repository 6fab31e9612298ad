//! Print agents of print services: they have no account here. What they send is signed with the key that the share was approved
//! for, and names a job by a number that nobody can guess.

use super::read_cards::told;
use super::{App, AskForKeys};
use crate::problem::Problem;
use axum::http::StatusCode;
use card_office::{Answered, CardError, Ended, Job};
use cards::job::{JobId, Refusal};
use tokio::sync::SemaphorePermit;

/// After how many seconds an agent that found no room asks again.
const AGAIN: u32 = 5;

/// A job that somebody asks about, with a place among those who are answered.
pub struct AskedJob<'r> {
    app: &'r App,
    job: Job,
    _place: SemaphorePermit<'r>,
}

impl AskForKeys {
    /// The job of this name. It is looked for before anything of a request is read: whoever knows none sends nothing here.
    pub async fn job(&self, name: &str) -> Result<AskedJob<'_>, Problem> {
        // A number of ours can be guessed, so it is none here.
        let id: JobId = name.parse().map_err(|_| no_such_job())?;
        let place = self.app.0.print_agents.try_acquire();
        let place =
            place.map_err(|_| Problem::too_many("Too many print agents are asking at once", AGAIN))?;
        match self.app.card_office().job(&id.to_string()).await {
            Ok(job) => Ok(AskedJob { app: &self.app, job, _place: place }),
            Err(error) => Err(told_agent(&error)),
        }
    }
}

impl AskedJob<'_> {
    /// Answers a request for keys.
    pub async fn answer(&self, bundle: &[u8]) -> Result<Answered, Problem> {
        let answered = self.app.card_office().answer(None, &self.job, bundle, self.app.now()).await;
        let answered = answered.map_err(|error| told_agent(&error))?;
        if let Answered::Refused(error) = &answered
            && is_unsigned(error)
        {
            return Err(no_such_job());
        }
        self.app.publish().await;
        Ok(answered)
    }

    /// Takes in the end of the job.
    pub async fn end(&self, bundle: &[u8]) -> Result<Ended, Problem> {
        let ended = self.app.card_office().ended(&self.job, bundle, self.app.now()).await;
        let ended = ended.map_err(|error| told_agent(&error))?;
        self.app.publish().await;
        Ok(ended)
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

fn told_agent(error: &CardError) -> Problem {
    if is_unsigned(error) || matches!(error, CardError::Unknown { .. }) {
        return no_such_job();
    }
    let problem = told(error);
    if problem.status != StatusCode::FORBIDDEN {
        return problem;
    }
    // It is answered in the name of whoever sealed the job, and they may not any more.
    Problem::conflict("The force cannot answer for this job just now", "Ask its card office")
}

fn is_unsigned(error: &CardError) -> bool {
    matches!(error, CardError::Job(_) | CardError::Refused(Refusal::Request(_)))
}
