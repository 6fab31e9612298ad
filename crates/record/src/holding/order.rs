//! What somebody enters about a holding.

use super::{Beginning, Ending, Lifetime, Subjects};
use crate::ledger::Writing;
use crate::{FieldSet, RecordError};
use jiff::Timestamp;
use zeroize::Zeroizing;

/// Longest note, in characters.
const LONGEST_NOTE: usize = 4_000;

/// What somebody enters about a holding.
#[derive(Clone, PartialEq)]
pub struct HoldingOrder {
    /// Number of the holder.
    pub holder: u32,
    /// What the holder has about each of the subjects.
    pub fields: FieldSet,
    /// Whom or what it is about.
    pub subjects: Subjects,
    /// When it began.
    pub from: Beginning,
    /// When it ended, if it has.
    pub until: Option<Ending>,
    /// SHA-256 of the file that was handed over.
    pub handed: Option<[u8; 32]>,
    /// Why, in the words of who enters it; kept sealed.
    pub note: Option<Zeroizing<String>>,
}

/// Never the note.
impl std::fmt::Debug for HoldingOrder {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "HoldingOrder(holder {}, {}, {:?})", self.holder, self.fields, self.subjects)
    }
}

/// An order that was looked at.
pub(crate) struct Looked {
    pub(crate) holder: u32,
    pub(crate) fields: FieldSet,
    pub(crate) subjects: Subjects,
    pub(crate) life: Lifetime,
    pub(crate) handed: Option<[u8; 32]>,
    pub(crate) note: Option<Zeroizing<String>>,
}

impl HoldingOrder {
    /// Refuses what cannot be so. `people` is how many people were numbered so far.
    pub(crate) fn looked_at(self, people: u32, now: Timestamp) -> Result<Looked, RecordError> {
        if self.fields.is_empty() {
            return Err(refused(
                "the holding has no field",
                "Say what is known about them, such as surname,rank",
            ));
        }
        Ok(Looked {
            holder: self.holder,
            fields: self.fields,
            subjects: self.subjects.looked_at(people)?,
            life: Lifetime::new(self.from, self.until, now)?,
            handed: self.handed,
            note: self.note.map(looked_at_note).transpose()?.flatten(),
        })
    }
}

/// A note that is not too long; an empty one is none.
pub(crate) fn looked_at_note(note: Zeroizing<String>) -> Result<Option<Zeroizing<String>>, RecordError> {
    if note.trim().is_empty() {
        return Ok(None);
    }
    if note.chars().count() > LONGEST_NOTE {
        return Err(RecordError::Limit {
            what: "the characters of a note".into(),
            limit: LONGEST_NOTE as u64,
            fix: "Say it shorter, or keep the paper elsewhere and name it".into(),
        });
    }
    Ok(Some(note))
}

/// How many people were numbered so far, those erased since included: numbers have no gap and are never used again.
pub(crate) async fn people_numbered(writing: &mut Writing<'_>) -> Result<u32, RecordError> {
    let rows = writing.transaction().read("SELECT next FROM counter WHERE name = 'person'", &[]).await?;
    let next = rows.first().map_or(Ok(1), |row| row.integer(0))?;
    crate::actor::narrow(next - 1, "the number of people")
}

/// Whether there is a holder of this number.
pub(crate) async fn require_holder(writing: &mut Writing<'_>, holder: u32) -> Result<(), RecordError> {
    let rows = writing
        .transaction()
        .read("SELECT holder FROM holder WHERE ended IS NULL AND holder = $1", &[i64::from(holder).into()])
        .await?;
    if rows.is_empty() {
        return Err(RecordError::Unknown {
            what: format!("holder {holder}"),
            fix: "tipstaff holder list shows all".into(),
        });
    }
    Ok(())
}

pub(crate) fn refused(what: &str, fix: &str) -> RecordError {
    RecordError::Refused { what: what.into(), fix: fix.into() }
}
