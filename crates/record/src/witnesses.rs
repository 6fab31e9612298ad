//! Witnesses: others who remember how far the log had come. Which ones count stands in a policy file in the data folder.

use crate::place::Place;
use crate::{Record, RecordError};
use std::fs::File;
use std::io::{ErrorKind, Read};
use tlog::{LogError, Policy, witness};

/// Name of the policy file in the data folder: C2SP tlog-policy, witnesses with the addresses at which they are asked.
pub const POLICY_FILE: &str = "log.policy";

/// Longest policy that is read, in bytes.
const LONGEST: u64 = 1 << 18;

/// What a witness said.
#[derive(Debug)]
pub struct Asked {
    /// Its name in the policy.
    pub name: String,
    /// Leaves that it has cosigned, or why not. [`LogError::is_alarm`] tells which answers are alarms.
    pub answer: Result<u64, LogError>,
}

impl Place {
    /// The policy of the log, if there is a file of it.
    pub fn policy(&self) -> Result<Option<Policy>, RecordError> {
        let path = self.data.join(POLICY_FILE);
        let mut bytes = Vec::new();
        let read = File::open(&path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes));
        match read {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(RecordError::at(&path, &error)),
            Ok(_) => Ok(Some(Policy::parse(&bytes)?)),
        }
    }
}

impl Record {
    /// Asks every witness of the policy that has an address to cosign the checkpoint on the shelf. Without a policy nobody
    /// is asked.
    pub async fn ask_witnesses(&self) -> Result<Vec<Asked>, RecordError> {
        let Some(policy) = self.place().policy()? else { return Ok(Vec::new()) };
        let mut asked = Vec::new();
        for known in policy.witnesses() {
            let Some(url) = &known.url else { continue };
            let answer = witness::ask(self.shelf(), self.log_key().verifier(), &known.key, url).await;
            asked.push(Asked {
                name: String::from_utf8_lossy(&known.name).into_owned(),
                answer: answer.map(|checkpoint| checkpoint.size()),
            });
        }
        Ok(asked)
    }
}
