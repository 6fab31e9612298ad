//! Cases of an extract. The same extract again writes nothing.

use super::CaseRole;
use crate::act::CasesImported;
use crate::actor::Actor;
use crate::ledger::{Recorded, Writing, hex};
use crate::{Record, RecordError, spelling, table};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::Value;
use zeroize::Zeroizing;

/// Most rows of one extract.
const MOST: usize = 1_000_000;
/// Longest reference, in characters.
const LONGEST: usize = 100;
/// Cases that are looked up by one statement.
const AT_ONCE: usize = 500;

/// Somebody or something in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tie {
    /// A person of the record, by number, and what they are in the case.
    Person(u32, CaseRole),
    /// An item, by number.
    Item(u64),
}

/// A row of an extract: a case, and perhaps somebody or something in it. A case may have several rows.
#[derive(Clone)]
pub struct CaseRow {
    /// Number of the row, for errors.
    pub row: u64,
    /// Unique reference number.
    pub urn: Zeroizing<String>,
    /// The officer in the case, by number.
    pub officer: Option<u32>,
    /// Next day in court.
    pub court_date: Option<Timestamp>,
    /// Somebody or something in it.
    pub tie: Option<Tie>,
}

/// Never the reference.
impl std::fmt::Debug for CaseRow {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "CaseRow({}, {:?})", self.row, self.tie)
    }
}

/// What an extract brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CasesReport {
    /// Rows.
    pub rows: u64,
    /// Cases that were not known.
    pub added: u64,
    /// Cases of which officer or court date changed.
    pub changed: u64,
    /// People and items that were not tied to their case before.
    pub ties: u64,
    /// The act; none if nothing was new.
    pub recorded: Option<Recorded>,
}

/// What an extract says about a case.
struct Said {
    urn: Zeroizing<String>,
    officer: Option<u32>,
    court_date: Option<i64>,
    ties: Vec<Tie>,
}

/// What is on record about it.
struct OnRecord {
    row: i64,
    number: i64,
    officer: Option<i64>,
    court_date: Option<i64>,
}

impl Record {
    /// Takes in an extract of cases: all rows, or none. What it does not mention stays.
    pub async fn import_cases(
        &self,
        by: &Actor,
        file: [u8; 32],
        rows: &[CaseRow],
        now: Timestamp,
    ) -> Result<CasesReport, RecordError> {
        if rows.len() > MOST {
            return Err(RecordError::Limit {
                what: "the rows of one extract of cases".into(),
                limit: MOST as u64,
                fix: "Import several files".into(),
            });
        }
        let mut writing = self.begin("import cases", now).await?;
        let people = crate::holding::people_numbered(&mut writing).await?;
        let said = gathered(self, rows, people)?;
        let known = on_record(&mut writing, said.keys()).await?;
        let ties = ties_on_record(&mut writing, known.values().map(|case| case.number)).await?;

        let (mut ended, mut versions, mut new_ties) = (Vec::new(), Vec::new(), Vec::new());
        let added = said.keys().filter(|tag| !known.contains_key(*tag)).count();
        let mut next = if added > 0 { writing.take_numbers("case numbers", added).await? } else { 0 };
        for (tag, said) in &said {
            let officer = said.officer.map(i64::from);
            let number = if let Some(case) = known.get(tag) {
                // What an extract leaves empty it does not take away: extracts are of several systems.
                let officer = officer.or(case.officer);
                let court_date = said.court_date.or(case.court_date);
                if officer != case.officer || court_date != case.court_date {
                    ended.push(case.row);
                    versions.push((case.number, said, *tag, officer, court_date));
                }
                case.number
            } else {
                versions.push((next, said, *tag, officer, said.court_date));
                next += 1;
                next - 1
            };
            for tie in &said.ties {
                let values = tie_values(*tie)?;
                if !ties.contains(&(number, values)) {
                    new_ties.push((number, values));
                }
            }
        }
        let report = CasesReport {
            rows: rows.len() as u64,
            added: added as u64,
            changed: ended.len() as u64,
            ties: new_ties.len() as u64,
            recorded: None,
        };
        if versions.is_empty() && new_ties.is_empty() {
            return Ok(report);
        }
        writing.end(&table::CASE, &ended).await?;
        let first = writing.reserve(&table::CASE, versions.len()).await?;
        let sealed = (first..)
            .zip(versions)
            .map(|(row, (number, said, tag, officer, court_date))| {
                let urn = self.keys().seal(&table::CASE, row, "urn", said.urn.as_bytes())?;
                Ok(vec![number.into(), urn.into(), tag.into(), officer.into(), court_date.into()])
            })
            .collect::<Result<Vec<Vec<Value>>, RecordError>>()?;
        writing.insert(&table::CASE, first, sealed).await?;
        let first = writing.reserve(&table::CASE_TIE, new_ties.len()).await?;
        let ties = new_ties.into_iter().map(|(number, (kind, subject, role))| {
            vec![number.into(), kind.into(), subject.into(), role.into()]
        });
        writing.insert(&table::CASE_TIE, first, ties.collect()).await?;
        let act = CasesImported {
            file: hex(&file),
            rows: report.rows,
            added: report.added,
            changed: report.changed,
            ties: report.ties,
        };
        let recorded = writing.commit(&act, by, &[]).await?;
        Ok(CasesReport { recorded: Some(recorded), ..report })
    }
}

/// The columns of a tie: kind, subject, role.
type TieValues = (&'static str, i64, &'static str);

fn tie_values(tie: Tie) -> Result<TieValues, RecordError> {
    Ok(match tie {
        Tie::Person(person, role) => ("person", person.into(), role.row().id),
        Tie::Item(item) => {
            let item =
                i64::try_from(item).map_err(|_| RecordError::damaged("an item's number is out of range"))?;
            ("item", item, CaseRole::Exhibit.row().id)
        }
    })
}

/// What the rows say, case by case; in the order of tags, so that numbers do not tell the order of the extract.
fn gathered(record: &Record, rows: &[CaseRow], people: u32) -> Result<BTreeMap<[u8; 16], Said>, RecordError> {
    let mut cases: BTreeMap<[u8; 16], Said> = BTreeMap::new();
    for row in rows {
        let refused = |what: &str, fix: &str| RecordError::Refused {
            what: format!("row {}: {what}", row.row),
            fix: format!("{fix}. Nothing was imported"),
        };
        let spelt = spelling::number(&row.urn);
        if spelt.is_empty() || row.urn.chars().count() > LONGEST || row.urn.chars().any(char::is_control) {
            return Err(refused("there is no reference of a case", "Give each row the URN of its case"));
        }
        let in_tie = match row.tie {
            Some(Tie::Person(person, _)) => Some(person),
            _ => None,
        };
        if row.officer.into_iter().chain(in_tie).any(|person| person == 0 || person > people) {
            return Err(refused("it names a person who is not in the record", "Import the people first"));
        }
        if let Some(Tie::Person(_, role)) = row.tie
            && role.row().is_item
        {
            return Err(refused("a person is no exhibit", "Say victim, witness, suspect or officer"));
        }
        let tag = record.keys().tag("case", &spelt);
        let case = cases.entry(tag).or_insert_with(|| Said {
            urn: row.urn.clone(),
            officer: None,
            court_date: None,
            ties: Vec::new(),
        });
        let court_date = row.court_date.map(Timestamp::as_microsecond);
        let differ =
            |one: Option<i64>, other: Option<i64>| one.zip(other).is_some_and(|(one, other)| one != other);
        if differ(case.officer.map(i64::from), row.officer.map(i64::from))
            || differ(case.court_date, court_date)
        {
            return Err(refused(
                "an earlier row of the same case has another officer or another day in court",
                "Give all rows of a case the same ones, or leave them empty",
            ));
        }
        case.officer = case.officer.or(row.officer);
        case.court_date = case.court_date.or(court_date);
        case.ties.extend(row.tie.filter(|tie| !case.ties.contains(tie)));
    }
    Ok(cases)
}

/// The newest version of each case that has one of these tags.
async fn on_record(
    writing: &mut Writing<'_>,
    tags: impl Iterator<Item = &[u8; 16]>,
) -> Result<HashMap<[u8; 16], OnRecord>, RecordError> {
    let tags: Vec<&[u8; 16]> = tags.collect();
    let mut known = HashMap::new();
    for tags in tags.chunks(AT_ONCE) {
        let list: Vec<String> = (1..=tags.len()).map(|index| format!("${index}")).collect();
        let sql = format!(
            "SELECT tag, number, case_number, officer, court_date FROM force_case \
             WHERE ended IS NULL AND tag IN ({})",
            list.join(", ")
        );
        let values: Vec<Value> = tags.iter().map(|tag| Value::from(*tag)).collect();
        for row in writing.transaction().read(&sql, &values).await? {
            let tag =
                row.bytes(0)?.try_into().map_err(|_| RecordError::damaged("a tag has another length"))?;
            let case = OnRecord {
                row: row.integer(1)?,
                number: row.integer(2)?,
                officer: row.optional_integer(3)?,
                court_date: row.optional_integer(4)?,
            };
            known.insert(tag, case);
        }
    }
    Ok(known)
}

/// Who and what is tied to these cases.
async fn ties_on_record(
    writing: &mut Writing<'_>,
    cases: impl Iterator<Item = i64>,
) -> Result<HashSet<(i64, TieValues)>, RecordError> {
    let cases: Vec<i64> = cases.collect();
    let mut ties = HashSet::new();
    for cases in cases.chunks(AT_ONCE) {
        let list: Vec<String> = (1..=cases.len()).map(|index| format!("${index}")).collect();
        let sql = format!(
            "SELECT case_number, kind, subject, role FROM case_tie WHERE ended IS NULL AND case_number IN ({})",
            list.join(", ")
        );
        let values: Vec<Value> = cases.iter().copied().map(Value::from).collect();
        for row in writing.transaction().read(&sql, &values).await? {
            let role =
                CaseRole::named(row.text(3)?).ok_or_else(|| RecordError::damaged("a role is not known"))?;
            let kind = if row.text(1)? == "item" { "item" } else { "person" };
            ties.insert((row.integer(0)?, (kind, row.integer(2)?, role.row().id)));
        }
    }
    Ok(ties)
}
