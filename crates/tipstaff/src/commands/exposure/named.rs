//! Who the people of an answer are, for who may see it.

use crate::exit::Failure;
use crate::open;
use record::{Exposure, Field, FieldSet, KnownAt, Record};
use zeroize::Zeroizing;

/// What is shown unless something else is asked: what tells people apart and finds their letter box.
pub const SHOWN: &str = "surname,forename,initials,full-name,rank,unit,service-number,pay-number";

/// What is known of somebody.
type Values = Vec<(Field, Zeroizing<String>)>;

/// Who the people of an answer are.
pub struct Named {
    /// What is shown of them.
    pub fields: FieldSet,
    /// The act that says so.
    pub act: u64,
    /// By number.
    pub people: Vec<(u32, Values)>,
}

impl Named {
    /// Reads what is known of them now: letters go to where people are now.
    pub async fn read(
        record: &Record,
        answer: &Exposure,
        fields: FieldSet,
        act: u64,
    ) -> Result<Self, Failure> {
        let all = &answer.people.definite | &answer.people.possible;
        let mut people = Vec::new();
        record
            .names(&all, fields, open::now(), KnownAt::NOW, |person, values| {
                people.push((person, values.to_vec()));
                Ok(())
            })
            .await?;
        people.sort_by_key(|(person, _)| *person);
        Ok(Self { fields, act, people })
    }

    /// What is known of somebody.
    pub fn of(&self, person: u32) -> &[(Field, Zeroizing<String>)] {
        let place = self.people.binary_search_by_key(&person, |(number, _)| *number);
        place.ok().and_then(|place| self.people.get(place)).map_or(&[], |(_, values)| values)
    }

    /// One of them.
    pub fn value(&self, person: u32, field: Field) -> &str {
        self.of(person).iter().find(|(known, _)| *known == field).map_or("", |(_, value)| value.as_str())
    }
}
