//! What the force knew: every value that was ever recorded.

use crate::{ShareError, Shares};
use record::{Field, FieldSet, Lookup};
use trace::{Force, Kind, Known};

/// How the values of a field are spelt and compared.
fn kind(field: Field) -> Kind {
    match field.id() {
        "surname" | "former-name" => Kind::Surname,
        "forename" | "initials" | "known-as" => Kind::Forenames,
        "full-name" => Kind::FullName,
        "photo" => Kind::Photo,
        _ if field.row().lookup == Lookup::Number => Kind::Number,
        _ => Kind::Other,
    }
}

impl Shares<'_> {
    /// Reads all of it.
    pub(crate) async fn force(&self) -> Result<Force, ShareError> {
        let all: FieldSet = Field::all().collect();
        let mut values = Vec::new();
        self.record
            .recorded_values(all, |value| {
                values.push(Known {
                    person: value.value.person,
                    field: value.value.field.bit(),
                    kind: kind(value.value.field),
                    text: value.text.as_str().to_owned(),
                    from: value.recorded,
                    until: value.replaced,
                });
            })
            .await?;
        Ok(Force::new(values))
    }
}
