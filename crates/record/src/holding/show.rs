//! Holdings, as they are known: listed, and one by one with the acts that explain them.

use super::known::{Known, counts, stream};
use super::{Lifetime, Stored, Subjects};
use crate::actor::narrow;
use crate::{FieldSet, HoldingOrder, Record, RecordError};
use jiff::Timestamp;
use store::{Row, Value};

/// Holdings that are asked for by one statement.
const AT_ONCE: usize = 500;

/// How many subjects a holding has, and of which kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubjectCount {
    /// `people`, `unlisted` or `items`.
    pub kind: &'static str,
    /// For certain, or at least.
    pub certain: u64,
    /// Perhaps besides.
    pub besides: u64,
}

/// A holding, as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Its number.
    pub number: u32,
    /// Number of the holder.
    pub holder: u32,
    /// What the holder has about each of the subjects.
    pub fields: FieldSet,
    /// When.
    pub life: Lifetime,
    /// SHA-256 of the file that was handed over.
    pub handed: Option<[u8; 32]>,
    /// How many it is about.
    pub subjects: SubjectCount,
    /// Positions of the acts that opened, corrected and closed it, in their order.
    pub acts: Vec<u64>,
}

/// Which holdings.
#[derive(Debug, Clone, Copy, Default)]
pub struct HoldingFilter {
    /// Only those of this holder.
    pub holder: Option<u32>,
    /// Only those that nobody knows to have ended.
    pub open: bool,
    /// As it was known then; none: as it is known now.
    pub known: Option<Timestamp>,
}

/// Columns of a holding with its subjects, for [`Head::read`].
pub(crate) const COLUMNS: &str = "h.holding, h.holder, h.fields, h.from_earliest, h.from_latest, h.until_earliest, \
     h.until_latest, h.handed, s.kind, s.definite, s.possible, s.low, s.high";

/// A row of [`COLUMNS`] without its acts.
pub(crate) struct Head {
    pub(crate) holding: u32,
    pub(crate) holder: u32,
    pub(crate) fields: FieldSet,
    pub(crate) life: Lifetime,
    pub(crate) handed: Option<[u8; 32]>,
    pub(crate) stored: Stored,
}

impl Head {
    pub(crate) fn read(row: &Row) -> Result<Self, RecordError> {
        let handed = row.optional_bytes(7)?.map(<[u8; 32]>::try_from).transpose();
        Ok(Self {
            holding: narrow(row.integer(0)?, "a holding's number")?,
            holder: narrow(row.integer(1)?, "a holder's number")?,
            fields: fields_of(row.integer(2)?)?,
            life: Lifetime::read(row, 3)?,
            handed: handed
                .map_err(|_| RecordError::damaged("a digest of what was handed over is no digest"))?,
            stored: Stored::read(row, 8)?,
        })
    }

    fn holding(&self, acts: Vec<u64>) -> Result<Holding, RecordError> {
        let subjects = self.stored.subjects()?;
        let kind = match &subjects {
            Subjects::People { .. } => "people",
            Subjects::Unlisted { .. } => "unlisted",
            Subjects::Items(_) => "items",
        };
        Ok(Holding {
            number: self.holding,
            holder: self.holder,
            fields: self.fields,
            life: self.life,
            handed: self.handed,
            subjects: SubjectCount { kind, certain: subjects.certain(), besides: subjects.besides() },
            acts,
        })
    }
}

/// Fields of a stored number.
pub(crate) fn fields_of(bits: i64) -> Result<FieldSet, RecordError> {
    FieldSet::from_bits(bits)
        .filter(|fields| !fields.is_empty())
        .ok_or_else(|| RecordError::damaged("a holding has a field that is not known"))
}

impl Record {
    /// Hands over each holding, by number, without its acts; memory does not grow with how many there are.
    pub async fn each_holding(
        &self,
        filter: HoldingFilter,
        mut each: impl FnMut(Holding) -> Result<(), RecordError>,
    ) -> Result<(), RecordError> {
        let mut snapshot = self.store().snapshot().await?;
        let known = Known::by(&mut snapshot, filter.known).await?;
        let mut values: Vec<Value> = vec![known.acts.into()];
        let mut sql = format!(
            "SELECT {COLUMNS} FROM holding h JOIN subjects s ON s.holding = h.holding WHERE {} AND {}",
            counts("h"),
            counts("s")
        );
        if let Some(holder) = filter.holder {
            sql.push_str(" AND h.holder = $2");
            values.push(i64::from(holder).into());
        }
        if filter.open {
            sql.push_str(" AND h.until_earliest IS NULL");
        }
        sql.push_str(" ORDER BY h.holding");
        stream(&mut snapshot, &sql, &values, |row| each(Head::read(row)?.holding(Vec::new())?)).await?;
        Ok(snapshot.end().await?)
    }

    /// Holdings by number, with their acts, in the order of their numbers. Those that are not known are left out.
    pub async fn holdings(
        &self,
        numbers: impl IntoIterator<Item = u32>,
        known: Option<Timestamp>,
    ) -> Result<Vec<Holding>, RecordError> {
        let mut snapshot = self.store().snapshot().await?;
        let known = Known::by(&mut snapshot, known).await?;
        let mut numbers: Vec<u32> = numbers.into_iter().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut found = Vec::with_capacity(numbers.len());
        for numbers in numbers.chunks(AT_ONCE) {
            let list: Vec<String> = (2..numbers.len() + 2).map(|index| format!("${index}")).collect();
            let list = list.join(", ");
            let values: Vec<Value> = std::iter::once(known.acts)
                .chain(numbers.iter().map(|number| i64::from(*number)))
                .map(Value::from)
                .collect();
            let sql = format!("SELECT holding, act FROM holding WHERE act < $1 AND holding IN ({list})");
            let mut acts = Vec::new();
            for row in snapshot.read(&sql, &values).await? {
                acts.push((row.integer(0)?, row.integer(1)?));
            }
            acts.sort_unstable();
            let sql = format!(
                "SELECT {COLUMNS} FROM holding h JOIN subjects s ON s.holding = h.holding \
                 WHERE {} AND {} AND h.holding IN ({list}) ORDER BY h.holding",
                counts("h"),
                counts("s")
            );
            stream(&mut snapshot, &sql, &values, |row| {
                let head = Head::read(row)?;
                let number = i64::from(head.holding);
                let from = acts.partition_point(|(holding, _)| *holding < number);
                let own = acts.iter().skip(from).take_while(|(holding, _)| *holding == number);
                found.push(head.holding(own.map(|(_, act)| act.cast_unsigned()).collect())?);
                Ok(())
            })
            .await?;
        }
        snapshot.end().await?;
        Ok(found)
    }

    /// A holding as somebody would enter it again, to correct a part of it.
    pub async fn holding_order(&self, holding: u32) -> Result<HoldingOrder, RecordError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM holding h JOIN subjects s ON s.holding = h.holding \
             WHERE h.ended IS NULL AND s.ended IS NULL AND h.holding = $1"
        );
        let rows = self.store().read(&sql, &[i64::from(holding).into()]).await?;
        let row = rows.first().ok_or_else(|| RecordError::Unknown {
            what: format!("holding {holding}"),
            fix: "tipstaff holding list shows all".into(),
        })?;
        let head = Head::read(row)?;
        Ok(HoldingOrder {
            holder: head.holder,
            fields: head.fields,
            subjects: head.stored.subjects()?,
            from: head.life.from()?,
            until: head.life.until()?,
            handed: head.handed,
            note: None,
        })
    }

    /// Keyed hash of what identifies a person who is on no list, such as a crime number with a part in it. The same text,
    /// however it is spaced or capitalised, has the same tag.
    pub fn unlisted_tag(&self, identifying: &str) -> super::UnlistedTag {
        super::UnlistedTag(self.keys().unlisted_tag(&crate::spelling::name(identifying)))
    }
}
