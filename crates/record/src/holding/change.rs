//! Opening, closing and correcting a holding.

use super::order::{Looked, looked_at_note, people_numbered, refused, require_holder};
use super::{Ending, HoldingOrder, Lifetime, Subjects};
use crate::act::{HoldingClosed, HoldingCorrected, HoldingOpened};
use crate::actor::{Actor, narrow};
use crate::ledger::{Recorded, Writing};
use crate::{FieldSet, Record, RecordError, table};
use jiff::Timestamp;
use store::Value;
use zeroize::Zeroizing;

impl Record {
    /// Enters a holding, also long after the fact; gives its number.
    pub async fn open_holding(
        &self,
        by: &Actor,
        order: HoldingOrder,
        now: Timestamp,
    ) -> Result<(u32, Recorded), RecordError> {
        let mut writing = self.begin("open a holding", now).await?;
        let (holding, looked) = open(&mut writing, order, now).await?;
        let act = HoldingOpened {
            holding,
            holder: looked.holder,
            fields: looked.fields.to_string(),
            subjects: looked.subjects.certain(),
            possible: looked.subjects.besides(),
        };
        Ok((holding, writing.commit(&act, by, &[]).await?))
    }

    /// The holder has the data no longer. What it had until then stays known.
    pub async fn close_holding(
        &self,
        by: &Actor,
        holding: u32,
        ending: Ending,
        note: Option<Zeroizing<String>>,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        let mut writing = self.begin("close a holding", now).await?;
        let (holder, ended) = close(&mut writing, holding, ending, now).await?;
        if let Some(note) = note.map(looked_at_note).transpose()?.flatten() {
            writing.note(&note).await?;
        }
        let act = HoldingClosed {
            holding,
            holder,
            ended_earliest: ended.earliest.to_string(),
            ended_latest: ended.latest.map(|latest| latest.to_string()),
        };
        writing.commit(&act, by, &[]).await
    }

    /// Says better what a holding was, from its beginning on. What was known before stays on record.
    pub async fn correct_holding(
        &self,
        by: &Actor,
        holding: u32,
        order: HoldingOrder,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        let mut writing = self.begin("correct a holding", now).await?;
        let version = Version::newest(&mut writing, holding).await?;
        let people = people_numbered(&mut writing).await?;
        let looked = order.looked_at(people, now)?;
        require_holder(&mut writing, looked.holder).await?;
        replace(&mut writing, holding, version.row, &looked).await?;
        if let Some(note) = &looked.note {
            writing.note(note).await?;
        }
        let act = HoldingCorrected {
            holding,
            holder: looked.holder,
            fields: looked.fields.to_string(),
            subjects: looked.subjects.certain(),
            possible: looked.subjects.besides(),
        };
        writing.commit(&act, by, &[]).await
    }
}

impl Writing<'_> {
    /// Opens a holding as part of an act that opens some; gives its number. A note of the order becomes one of the act.
    pub async fn open_holding(&mut self, order: HoldingOrder) -> Result<u32, RecordError> {
        let now = self.at();
        Ok(open(self, order, now).await?.0)
    }

    /// Ends a holding as part of an act that closes one.
    pub async fn close_holding(&mut self, holding: u32, ending: Ending) -> Result<(), RecordError> {
        let now = self.at();
        close(self, holding, ending, now).await?;
        Ok(())
    }

    /// Says better what a holding is about, from its beginning on, as part of an act that corrects some. Holder, times and
    /// what was handed over stay as they were.
    pub async fn restate_holding(
        &mut self,
        holding: u32,
        fields: FieldSet,
        subjects: Subjects,
    ) -> Result<(), RecordError> {
        let version = Version::newest(self, holding).await?;
        let people = people_numbered(self).await?;
        if fields.is_empty() {
            return Err(refused("the holding has no field", "Say what is known about them"));
        }
        let looked = Looked {
            holder: version.holder,
            fields,
            subjects: subjects.looked_at(people)?,
            life: version.life,
            handed: version.handed.as_deref().and_then(|digest| digest.try_into().ok()),
            note: None,
        };
        replace(self, holding, version.row, &looked).await
    }
}

/// Ends a holding; gives its holder, and when it ended as it is known.
async fn close(
    writing: &mut Writing<'_>,
    holding: u32,
    ending: Ending,
    now: Timestamp,
) -> Result<(u32, Ending), RecordError> {
    let version = Version::newest(writing, holding).await?;
    if version.life.until()?.is_some() {
        return Err(refused(
            &format!("holding {holding} is closed already"),
            "If its end is known better now: tipstaff holding correct",
        ));
    }
    let life = Lifetime::new(version.life.from()?, Some(ending), now)?;
    writing.end(&table::HOLDING, &[version.row]).await?;
    let values = holding_values(holding, version.holder, version.fields, &life, version.handed);
    writing.insert_one(&table::HOLDING, values).await?;
    let ended = life.until()?.ok_or_else(|| RecordError::damaged("a holding did not close"))?;
    Ok((version.holder, ended))
}

/// Writes a new holding and its note.
async fn open(
    writing: &mut Writing<'_>,
    order: HoldingOrder,
    now: Timestamp,
) -> Result<(u32, Looked), RecordError> {
    let people = people_numbered(writing).await?;
    let looked = order.looked_at(people, now)?;
    require_holder(writing, looked.holder).await?;
    let holding = write_holdings(writing, std::slice::from_ref(&looked)).await?;
    if let Some(note) = &looked.note {
        writing.note(note).await?;
    }
    Ok((holding, looked))
}

/// Ends what was said of a holding in this version, and writes what is said now.
async fn replace(
    writing: &mut Writing<'_>,
    holding: u32,
    version: i64,
    looked: &Looked,
) -> Result<(), RecordError> {
    let subjects = writing
        .transaction()
        .read(
            "SELECT number FROM subjects WHERE holding = $1 AND ended IS NULL",
            &[i64::from(holding).into()],
        )
        .await?;
    let subjects = subjects.iter().map(|row| row.integer(0)).collect::<Result<Vec<_>, _>>()?;
    writing.end(&table::HOLDING, &[version]).await?;
    writing.end(&table::SUBJECTS, &subjects).await?;
    write_rows(writing, holding, std::slice::from_ref(looked)).await
}

/// The newest version of a holding.
struct Version {
    row: i64,
    holder: u32,
    fields: i64,
    life: Lifetime,
    handed: Option<Vec<u8>>,
}

impl Version {
    async fn newest(writing: &mut Writing<'_>, holding: u32) -> Result<Self, RecordError> {
        let rows = writing
            .transaction()
            .read(
                "SELECT number, holder, fields, from_earliest, from_latest, until_earliest, until_latest, handed \
                 FROM holding WHERE holding = $1 AND ended IS NULL",
                &[i64::from(holding).into()],
            )
            .await?;
        let row = rows.first().ok_or_else(|| RecordError::Unknown {
            what: format!("holding {holding}"),
            fix: "tipstaff holding list shows all".into(),
        })?;
        Ok(Self {
            row: row.integer(0)?,
            holder: narrow(row.integer(1)?, "a holder's number")?,
            fields: row.integer(2)?,
            life: Lifetime::read(row, 3)?,
            handed: row.optional_bytes(7)?.map(<[u8]>::to_vec),
        })
    }
}

/// Writes new holdings; gives the number of the first, the others follow.
pub(crate) async fn write_holdings(
    writing: &mut Writing<'_>,
    holdings: &[Looked],
) -> Result<u32, RecordError> {
    let first = writing.take_numbers("holding numbers", holdings.len()).await?;
    let first = narrow(first, "a holding's number")?;
    write_rows(writing, first, holdings).await?;
    Ok(first)
}

/// Writes versions and subjects of holdings that are numbered from `first` on.
async fn write_rows(writing: &mut Writing<'_>, first: u32, holdings: &[Looked]) -> Result<(), RecordError> {
    let numbered = || (first..).zip(holdings);
    let versions = numbered()
        .map(|(number, looked)| {
            let handed = looked.handed.map(|digest| digest.to_vec());
            holding_values(number, looked.holder, looked.fields.bits(), &looked.life, handed)
        })
        .collect();
    let subjects = numbered()
        .map(|(number, looked)| {
            let mut values: Vec<Value> = vec![i64::from(number).into()];
            values.extend(looked.subjects.values()?);
            Ok(values)
        })
        .collect::<Result<_, RecordError>>()?;
    let row = writing.reserve(&table::HOLDING, holdings.len()).await?;
    writing.insert(&table::HOLDING, row, versions).await?;
    let row = writing.reserve(&table::SUBJECTS, holdings.len()).await?;
    writing.insert(&table::SUBJECTS, row, subjects).await
}

/// The columns of `holding` after `number`, `act` and `ended`.
fn holding_values(
    holding: u32,
    holder: u32,
    fields: i64,
    life: &Lifetime,
    handed: Option<Vec<u8>>,
) -> Vec<Value> {
    let mut values: Vec<Value> = vec![i64::from(holding).into(), i64::from(holder).into(), fields.into()];
    values.extend(life.values());
    values.push(handed.into());
    values
}
