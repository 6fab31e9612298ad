//! Who is in a file, written down: sets of numbers in the portable format of Roaring, in base64.

use super::KeptError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use detect::{FIELDS, IDENTIFIERS, Subjects};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubjectsForm {
    definite: String,
    possible: String,
    unlisted: (u64, u64),
    fields: Vec<String>,
}

impl From<&Subjects> for SubjectsForm {
    fn from(subjects: &Subjects) -> Self {
        Self {
            definite: written(&subjects.definite),
            possible: written(&subjects.possible),
            unlisted: subjects.unlisted,
            fields: subjects.fields.iter().map(|field| (*field).to_owned()).collect(),
        }
    }
}

impl TryFrom<SubjectsForm> for Subjects {
    type Error = KeptError;

    fn try_from(form: SubjectsForm) -> Result<Self, KeptError> {
        let fields = form.fields.iter().map(|id| known(id).ok_or(KeptError::Unknown { what: "field" }));
        Ok(Self {
            definite: read(&form.definite)?,
            possible: read(&form.possible)?,
            unlisted: form.unlisted,
            fields: fields.collect::<Result<_, _>>()?,
        })
    }
}

fn written(people: &RoaringBitmap) -> String {
    let mut bytes = Vec::with_capacity(people.serialized_size());
    // Writing to memory cannot fail; what is cut short is refused when it is read.
    let _ = people.serialize_into(&mut bytes);
    BASE64.encode(bytes)
}

fn read(text: &str) -> Result<RoaringBitmap, KeptError> {
    let damaged = || KeptError::Damaged { line: 0, column: 0 };
    let bytes = BASE64.decode(text).map_err(|_| damaged())?;
    RoaringBitmap::deserialize_from(bytes.as_slice()).map_err(|_| damaged())
}

/// The identifier of a field or of a kind of number, as the tables have it.
fn known(id: &str) -> Option<&'static str> {
    let fields = FIELDS.iter().map(|row| row.id);
    let numbers = IDENTIFIERS.iter().map(|identifier| identifier.id);
    fields.chain(numbers).find(|known| *known == id)
}
