//! What is known about people, at two times: when it was true, and when it was known.

use super::chunk::Chunk;
use super::import::extract::tag_of;
use super::import::opened;
use crate::actor::narrow;
use crate::field::Field;
use crate::known::KnownAt;
use crate::{Record, RecordError, time};
use jiff::Timestamp;
use std::collections::BTreeSet;
use store::{Row, Snapshot};
use zeroize::Zeroizing;

/// That a value is known of somebody, without the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonValue {
    /// The number under which it is kept: the person's, or one that was merged into it.
    pub person: u32,
    /// What it is.
    pub field: Field,
    /// When it became true; none: not known.
    pub valid_from: Option<Timestamp>,
    /// When it ceased to be true; none: it did not, as far as is known.
    pub valid_until: Option<Timestamp>,
    /// The act that wrote it.
    pub act: u64,
}

/// Somebody as they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonShown {
    /// The number that stands for the person.
    pub person: u32,
    /// Numbers that are the same person.
    pub merged: Vec<u32>,
    /// Whether the person was erased: then nothing else is known.
    pub is_erased: bool,
    /// What is known, by field.
    pub values: Vec<PersonValue>,
    /// Extracts in which the person stands or stood.
    pub sources: Vec<Member>,
}

/// That somebody stands in an extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Name of the extract.
    pub source: String,
    /// Since when; none: not known.
    pub from: Option<Timestamp>,
    /// Until when; none: still.
    pub until: Option<Timestamp>,
}

/// A value as it was recorded at some time.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonVersion {
    /// What, and when it was true.
    pub value: PersonValue,
    /// The value.
    pub text: Zeroizing<String>,
    /// The act that replaced it.
    pub ended: Option<u64>,
}

impl std::fmt::Debug for PersonVersion {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PersonVersion({:?})", self.value)
    }
}

/// People who were found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Numbers of people, each once, the one that stands for them.
    pub people: Vec<u32>,
}

impl Record {
    /// People who have or had this number or name. Names are spelt out: `SMITH` finds Smith, not Smithson. A surname finds
    /// former surnames too.
    pub async fn find_people(&self, field: Field, text: &str) -> Result<Found, RecordError> {
        let fields: Vec<Field> = match field.id() {
            "surname" | "former-name" => {
                ["surname", "former-name"].iter().filter_map(|id| Field::named(id)).collect()
            }
            _ => vec![field],
        };
        let aliases = self.aliases(KnownAt::NOW).await?;
        let mut people = BTreeSet::new();
        for field in fields {
            let tag = tag_of(self.keys(), field, text).ok_or_else(|| RecordError::Refused {
                what: format!("people are not found by their {}", field.title().to_lowercase()),
                fix: "Give a number or a name, such as pay-number=123 or surname=Ashworth".into(),
            })?;
            let rows = self
                .store()
                .read(
                    "SELECT person FROM person_tag WHERE tag = $1 AND field = $2",
                    &[tag.into(), i64::from(field.bit()).into()],
                )
                .await?;
            for row in rows {
                people.insert(aliases.root(narrow(row.integer(0)?, "a person's number")?));
            }
        }
        Ok(Found { people: people.into_iter().collect() })
    }

    /// What is known about somebody, without the values: which fields were true at `valid` (none: at any time), as it was
    /// known.
    pub async fn person(
        &self,
        number: u32,
        valid: Option<Timestamp>,
        known: KnownAt,
    ) -> Result<PersonShown, RecordError> {
        let aliases = self.aliases(known).await?;
        let person = aliases.root(number);
        let merged = aliases.others(person);
        let mut shown =
            PersonShown { person, merged, is_erased: false, values: Vec::new(), sources: Vec::new() };
        let mut snapshot = self.store().snapshot().await?;
        let own = snapshot
            .read_one("SELECT act, ended FROM person WHERE number = $1", &[i64::from(person).into()])
            .await?
            .filter(|row| row.integer(0).is_ok_and(|act| act < known.bound()))
            .ok_or_else(|| RecordError::Unknown {
                what: format!("person {number}"),
                fix: "tipstaff people show --find pay-number=NUMBER finds people".into(),
            })?;
        shown.is_erased = own.optional_integer(1)?.is_some();
        for one in std::iter::once(person).chain(shown.merged.iter().copied()) {
            let rows = values_of(&mut snapshot, one, known, "valid_from, valid_until, act").await?;
            for row in rows {
                let value = value_of(one, &row)?;
                if valid.is_none_or(|at| value.is_true_at(at)) {
                    shown.values.push(value);
                }
            }
            let rows = snapshot
                .read(
                    &format!(
                        "SELECT source, valid_from, valid_until FROM person_source WHERE person = $2 AND {} \
                         ORDER BY source, valid_from",
                        KnownAt::condition(1)
                    ),
                    &[known.bound().into(), i64::from(one).into()],
                )
                .await?;
            for row in rows {
                let (from, until) = (instant(row.optional_integer(1)?)?, instant(row.optional_integer(2)?)?);
                shown.sources.push(Member { source: row.text(0)?.to_owned(), from, until });
            }
        }
        snapshot.end().await?;
        Ok(shown)
    }

    /// Every value that was ever recorded of somebody, the numbers merged into it included, in the order in which they were
    /// written. Whoever shows them writes that first: see [`Record::write_names_shown`].
    pub async fn history(&self, number: u32) -> Result<Vec<PersonVersion>, RecordError> {
        let aliases = self.aliases(KnownAt::NOW).await?;
        let person = aliases.root(number);
        let mut people = aliases.others(person);
        people.push(person);
        people.sort_unstable();
        let mut versions = Vec::new();
        for person in people {
            let chunk = Chunk::of([person]);
            let (statement, values) = chunk.keys();
            let keys = self.store().read(&statement, &values).await?;
            let sealers = chunk.opened(self, &keys)?;
            let rows = self
                .store()
                .read(
                    "SELECT field, valid_from, valid_until, act, number, value, ended FROM person_value \
                     WHERE person = $1 ORDER BY number",
                    &[i64::from(person).into()],
                )
                .await?;
            for row in rows {
                let value = value_of(person, &row)?;
                let ended = row.optional_integer(6)?.map(i64::cast_unsigned);
                let sealer = sealers
                    .get(&person)
                    .ok_or_else(|| RecordError::damaged(format!("person {person} has no key")))?;
                let text = opened(sealer, row.integer(4)?, row.bytes(5)?)?;
                versions.push(PersonVersion { value, text, ended });
            }
        }
        Ok(versions)
    }
}

impl PersonValue {
    /// Whether it was true then.
    pub fn is_true_at(&self, at: Timestamp) -> bool {
        self.valid_from.is_none_or(|from| from <= at) && self.valid_until.is_none_or(|until| at < until)
    }
}

async fn values_of(
    snapshot: &mut Snapshot,
    person: u32,
    known: KnownAt,
    columns: &str,
) -> Result<Vec<Row>, RecordError> {
    let statement = format!(
        "SELECT field, {columns} FROM person_value WHERE person = $2 AND {} ORDER BY field, valid_from",
        KnownAt::condition(1)
    );
    Ok(snapshot.read(&statement, &[known.bound().into(), i64::from(person).into()]).await?)
}

/// A row of `field, valid_from, valid_until, act`.
pub(super) fn value_of(person: u32, row: &Row) -> Result<PersonValue, RecordError> {
    let bit = row.integer(0)?;
    let field = u8::try_from(bit).ok().and_then(Field::of_bit);
    Ok(PersonValue {
        person,
        field: field.ok_or_else(|| RecordError::damaged("a field of a person is not known"))?,
        valid_from: instant(row.optional_integer(1)?)?,
        valid_until: instant(row.optional_integer(2)?)?,
        act: row.integer(3)?.cast_unsigned(),
    })
}

fn instant(stored: Option<i64>) -> Result<Option<Timestamp>, RecordError> {
    stored.map(time::stored).transpose()
}
