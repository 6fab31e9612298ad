//! Holdings of some holders in memory, for many questions.
//!
//! Sets of people stay in the bytes in which they are stored, looked at once. All versions are kept, so that "as it was
//! known then" can be asked too. [`ExposureIndex::refresh`] reads only what acts wrote since.

use super::ask::named;
use super::people::{Alias, Identities, aliases, erased};
use super::tally::{Concern, Tally, holds};
use super::{Exposure, HeldAbout, HoldersAsked, Question};
use crate::actor::narrow;
use crate::holding::{Known, Lifetime, Stored, fields_of, stream};
use crate::time::stored;
use crate::{FieldSet, Record, RecordError};
use roaring::RoaringBitmap;
use std::collections::HashMap;
use store::{Snapshot, Value};

/// Holdings of some holders, with whom they are about.
pub struct ExposureIndex {
    holders: HoldersAsked,
    /// When each act was recorded, by position.
    times: Vec<i64>,
    /// By number of the holding.
    versions: Vec<Version>,
    /// By number of the holding.
    subjects: Vec<SubjectsRow>,
    last_version: i64,
    last_subjects: i64,
    aliases: Vec<Alias>,
    erased: RoaringBitmap,
}

struct Version {
    row: i64,
    act: i64,
    ended: Option<i64>,
    holding: u32,
    holder: u32,
    fields: FieldSet,
    life: Lifetime,
}

struct SubjectsRow {
    row: i64,
    act: i64,
    ended: Option<i64>,
    holding: u32,
    stored: Stored,
}

impl std::fmt::Debug for ExposureIndex {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "ExposureIndex({} versions of holdings)", self.versions.len())
    }
}

impl ExposureIndex {
    /// Reads the holdings of these holders.
    pub async fn load(record: &Record, holders: HoldersAsked) -> Result<Self, RecordError> {
        // More holders than a statement names: all of them.
        let holders = if named(&holders, 0).is_some() { holders } else { HoldersAsked::All };
        let mut index = Self {
            holders,
            times: Vec::new(),
            versions: Vec::new(),
            subjects: Vec::new(),
            last_version: 0,
            last_subjects: 0,
            aliases: Vec::new(),
            erased: RoaringBitmap::new(),
        };
        index.refresh(record).await?;
        Ok(index)
    }

    /// How many acts are known here.
    pub fn acts(&self) -> u64 {
        self.times.len() as u64
    }

    /// About how much memory it takes, in bytes.
    pub fn bytes(&self) -> u64 {
        let rows = size_of_val(self.versions.as_slice())
            + size_of_val(self.subjects.as_slice())
            + size_of_val(self.times.as_slice());
        rows as u64 + self.subjects.iter().map(|subjects| subjects.stored.bytes()).sum::<u64>()
    }

    /// Reads what acts wrote since. After an error the index is as it was.
    pub async fn refresh(&mut self, record: &Record) -> Result<(), RecordError> {
        let mut snapshot = record.store().snapshot().await?;
        let acts = position(self.times.len());
        let times = self.read_times(&mut snapshot).await?;
        if times.is_empty() {
            return Ok(snapshot.end().await?);
        }
        let versions = self.read_versions(&mut snapshot).await?;
        let subjects = self.read_subjects(&mut snapshot).await?;
        let (mut ended_versions, mut ended_subjects) = (HashMap::new(), HashMap::new());
        // At the first reading rows bring their ends with them.
        if acts > 0 {
            ended_versions = read_ended(&mut snapshot, "holding", acts).await?;
            ended_subjects = read_ended(&mut snapshot, "subjects", acts).await?;
        }
        let aliases = aliases(&mut snapshot).await?;
        let erased = erased(&mut snapshot).await?;
        snapshot.end().await?;

        self.times.extend(times);
        for version in self.versions.iter_mut().filter(|version| version.ended.is_none()) {
            version.ended = ended_versions.get(&version.row).copied();
        }
        for subjects in self.subjects.iter_mut().filter(|subjects| subjects.ended.is_none()) {
            subjects.ended = ended_subjects.get(&subjects.row).copied();
        }
        self.last_version = versions.iter().map(|version| version.row).fold(self.last_version, i64::max);
        self.last_subjects = subjects.iter().map(|subjects| subjects.row).fold(self.last_subjects, i64::max);
        self.versions.extend(versions);
        self.subjects.extend(subjects);
        self.versions.sort_by_key(|version| version.holding);
        self.subjects.sort_by_key(|subjects| subjects.holding);
        (self.aliases, self.erased) = (aliases, erased);
        Ok(())
    }

    async fn read_times(&self, snapshot: &mut Snapshot) -> Result<Vec<i64>, RecordError> {
        let first = position(self.times.len());
        let mut times = Vec::new();
        let sql = "SELECT position, at FROM leaf WHERE position >= $1 ORDER BY position";
        stream(snapshot, sql, &[first.into()], |row| {
            let expected = first + position(times.len());
            if row.integer(0)? != expected {
                return Err(RecordError::damaged(format!("act {expected} is missing")));
            }
            times.push(row.integer(1)?);
            Ok(())
        })
        .await?;
        Ok(times)
    }

    async fn read_versions(&self, snapshot: &mut Snapshot) -> Result<Vec<Version>, RecordError> {
        let mut sql = String::from(
            "SELECT number, act, ended, holding, holder, fields, from_earliest, from_latest, until_earliest, until_latest \
             FROM holding WHERE number > $1",
        );
        let mut values: Vec<Value> = vec![self.last_version.into()];
        if let Some((list, holders)) = named(&self.holders, values.len()) {
            sql = format!("{sql} AND holder IN ({list})");
            values.extend(holders);
        }
        let mut versions = Vec::new();
        stream(snapshot, &sql, &values, |row| {
            versions.push(Version {
                row: row.integer(0)?,
                act: row.integer(1)?,
                ended: row.optional_integer(2)?,
                holding: narrow(row.integer(3)?, "a holding's number")?,
                holder: narrow(row.integer(4)?, "a holder's number")?,
                fields: fields_of(row.integer(5)?)?,
                life: Lifetime::read(row, 6)?,
            });
            Ok(())
        })
        .await?;
        Ok(versions)
    }

    async fn read_subjects(&self, snapshot: &mut Snapshot) -> Result<Vec<SubjectsRow>, RecordError> {
        let mut sql = String::from(
            "SELECT s.number, s.act, s.ended, s.holding, s.kind, s.definite, s.possible, s.low, s.high FROM subjects s",
        );
        let mut values: Vec<Value> = vec![self.last_subjects.into()];
        if let Some((list, holders)) = named(&self.holders, values.len()) {
            // A holding may have several versions, and each row of subjects is wanted once.
            sql = format!(
                "{sql} JOIN (SELECT DISTINCT holding FROM holding WHERE holder IN ({list})) h ON h.holding = s.holding"
            );
            values.extend(holders);
        }
        sql.push_str(" WHERE s.number > $1");
        let mut subjects = Vec::new();
        stream(snapshot, &sql, &values, |row| {
            subjects.push(SubjectsRow {
                row: row.integer(0)?,
                act: row.integer(1)?,
                ended: row.optional_integer(2)?,
                holding: narrow(row.integer(3)?, "a holding's number")?,
                stored: Stored::read(row, 4)?,
            });
            Ok(())
        })
        .await?;
        Ok(subjects)
    }

    /// Who was exposed. Only of holders that were loaded.
    pub fn ask(&self, question: &Question) -> Result<Exposure, RecordError> {
        let known = self.known(question)?;
        let mut tally = Tally::default();
        self.each(question, known, |concern, stored| tally.add(&concern, stored))?;
        Ok(tally.finish(&self.identities(known), known))
    }

    /// The holdings that are about a person, under any of the person's numbers, by number.
    pub fn held_about(&self, person: u32, question: &Question) -> Result<Vec<HeldAbout>, RecordError> {
        let known = self.known(question)?;
        let numbers = self.identities(known).numbers_of(person);
        let mut found = Vec::new();
        self.each(question, known, |concern, stored| {
            if let Some(person) = holds(stored, &numbers)? {
                let Concern { holding, holder, fields, certainty } = concern;
                found.push(HeldAbout { holding, holder, fields, certainty: person.min(certainty) });
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn known(&self, question: &Question) -> Result<Known, RecordError> {
        if !self.holders.cover(&question.holders) {
            return Err(RecordError::damaged("a question was asked about holders that were not loaded"));
        }
        let latest = question.known.map_or(i64::MAX, jiff::Timestamp::as_microsecond);
        let acts = self.times.partition_point(|at| *at <= latest);
        let at = acts.checked_sub(1).and_then(|last| self.times.get(last));
        Ok(Known { acts: position(acts), at: at.map(|at| stored(*at)).transpose()? })
    }

    fn identities(&self, known: Known) -> Identities {
        Identities::new(&self.aliases, &self.erased, known)
    }

    /// Each holding that a question is about, with its subjects as they were known.
    fn each(
        &self,
        question: &Question,
        known: Known,
        mut each: impl FnMut(Concern, &Stored) -> Result<(), RecordError>,
    ) -> Result<(), RecordError> {
        let counts =
            |act: i64, ended: Option<i64>| act < known.acts && ended.is_none_or(|ended| ended >= known.acts);
        let mut at = 0;
        for version in &self.versions {
            if !counts(version.act, version.ended) {
                continue;
            }
            let Some((fields, certainty)) = question.concerns(version.holder, version.fields, &version.life)
            else {
                continue;
            };
            // Both are in the order of holdings, so the subjects lie ahead.
            let rest = self.subjects.get(at..).unwrap_or_default();
            at += rest.partition_point(|subjects| subjects.holding < version.holding);
            let rest = self.subjects.get(at..).unwrap_or_default();
            let mut own = rest.iter().take_while(|subjects| subjects.holding == version.holding);
            let subjects = own.find(|subjects| counts(subjects.act, subjects.ended)).ok_or_else(|| {
                RecordError::damaged(format!("holding {} is about nobody", version.holding))
            })?;
            let (holding, holder) = (version.holding, version.holder);
            each(Concern { holding, holder, fields, certainty }, &subjects.stored)?;
        }
        Ok(())
    }
}

/// A count of acts as a position in the log.
fn position(acts: usize) -> i64 {
    i64::try_from(acts).unwrap_or(i64::MAX)
}

/// Rows that ended since that act, with the acts that ended them.
async fn read_ended(
    snapshot: &mut Snapshot,
    table: &str,
    since: i64,
) -> Result<HashMap<i64, i64>, RecordError> {
    let mut ended = HashMap::new();
    let sql = format!("SELECT number, ended FROM {table} WHERE ended IS NOT NULL AND ended >= $1");
    stream(snapshot, &sql, &[since.into()], |row| {
        ended.insert(row.integer(0)?, row.integer(1)?);
        Ok(())
    })
    .await?;
    Ok(ended)
}
