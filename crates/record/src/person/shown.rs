//! Values of people are shown to somebody only after the log says so.

use crate::act::NamesShown;
use crate::actor::Actor;
use crate::ledger::{Recorded, Signer};
use crate::{FieldSet, Record, RecordError};
use jiff::Timestamp;

impl Record {
    /// Writes that so many people's values are about to be shown to `by`, and why. Who calls this shows nothing before it
    /// returns. `question` is what was asked, as [`NamesShown::question`] has it.
    pub async fn write_names_shown(
        &self,
        by: &Actor,
        signer: &Signer,
        (people, fields, question): (u64, FieldSet, &str),
        purpose: &str,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        let purpose = purpose.trim();
        if purpose.is_empty() {
            return Err(RecordError::Refused {
                what: "names are shown for a purpose only".into(),
                fix: "Say in a few words what for, with --purpose".into(),
            });
        }
        let mut writing = self.begin("show names", now).await?;
        writing.note(purpose).await?;
        let act = NamesShown { people, fields: fields.to_string(), question: question.to_owned() };
        writing.commit(&act, by, &[signer]).await
    }
}
