//! Cases as they are known.

use super::CaseRole;
use crate::actor::narrow;
use crate::holding::stream;
use crate::time::stored;
use crate::{Record, RecordError, spelling, table};
use jiff::Timestamp;
use roaring::{RoaringBitmap, RoaringTreemap};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// How many cases there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CaseCounts {
    /// Cases.
    pub cases: u64,
    /// With a day in court to come.
    pub in_court: u64,
    /// People tied to them, counted once for each case and role.
    pub people: u64,
    /// Items tied to them.
    pub items: u64,
}

/// A case.
#[derive(Clone, PartialEq, Eq)]
pub struct Case {
    /// Its number here.
    pub number: u32,
    /// Unique reference number; shown like names.
    pub urn: Zeroizing<String>,
    /// The officer in the case, by number.
    pub officer: Option<u32>,
    /// Next day in court.
    pub court_date: Option<Timestamp>,
    /// People in it, by number.
    pub people: Vec<(u32, CaseRole)>,
    /// Items in it, by number.
    pub items: RoaringTreemap,
}

/// Never the reference, never people.
impl std::fmt::Debug for Case {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Case {} ({} people, {} items)", self.number, self.people.len(), self.items.len())
    }
}

impl Record {
    /// How many cases there are. `now` tells which days in court are to come.
    pub async fn case_counts(&self, now: Timestamp) -> Result<CaseCounts, RecordError> {
        let sql = "SELECT (SELECT COUNT(*) FROM force_case WHERE ended IS NULL), \
             (SELECT COUNT(*) FROM force_case WHERE ended IS NULL AND court_date >= $1), \
             (SELECT COUNT(*) FROM case_tie WHERE ended IS NULL AND kind = 'person'), \
             (SELECT COUNT(*) FROM case_tie WHERE ended IS NULL AND kind = 'item')";
        let rows = self.store().read(sql, &[now.as_microsecond().into()]).await?;
        let row = rows.first().ok_or_else(|| RecordError::damaged("cases cannot be counted"))?;
        let count = |column| Ok::<_, RecordError>(row.integer(column)?.cast_unsigned());
        Ok(CaseCounts { cases: count(0)?, in_court: count(1)?, people: count(2)?, items: count(3)? })
    }

    /// Number of the case that has this reference, however it is spelt.
    pub async fn case_number(&self, urn: &str) -> Result<Option<u32>, RecordError> {
        let tag = self.keys().tag("case", &spelling::number(urn));
        let sql = "SELECT case_number FROM force_case WHERE ended IS NULL AND tag = $1";
        let rows = self.store().read(sql, &[(&tag).into()]).await?;
        rows.first().map(|row| narrow(row.integer(0)?, "a case's number")).transpose()
    }

    /// All cases, by number.
    pub async fn cases(&self) -> Result<Vec<Case>, RecordError> {
        self.cases_where(|_, _| true).await
    }

    /// The cases that these people or items are in.
    pub async fn cases_touched(
        &self,
        people: &RoaringBitmap,
        items: &RoaringTreemap,
    ) -> Result<Vec<Case>, RecordError> {
        let touched = |officer: Option<u32>, case: &Ties| {
            officer.is_some_and(|officer| people.contains(officer))
                || case.people.iter().any(|(person, _)| people.contains(*person))
                || !case.items.is_disjoint(items)
        };
        self.cases_where(touched).await
    }

    async fn cases_where(
        &self,
        wanted: impl Fn(Option<u32>, &Ties) -> bool,
    ) -> Result<Vec<Case>, RecordError> {
        let mut snapshot = self.store().snapshot().await?;
        let mut ties: BTreeMap<u32, Ties> = BTreeMap::new();
        let sql = "SELECT case_number, kind, subject, role FROM case_tie WHERE ended IS NULL ORDER BY number";
        stream(&mut snapshot, sql, &[], |row| {
            let case = ties.entry(narrow(row.integer(0)?, "a case's number")?).or_default();
            match row.text(1)? {
                "item" => {
                    case.items.insert(row.integer(2)?.cast_unsigned());
                }
                "person" => {
                    let role = CaseRole::named(row.text(3)?);
                    let role = role.ok_or_else(|| RecordError::damaged("a role in a case is not known"))?;
                    case.people.push((narrow(row.integer(2)?, "a person's number")?, role));
                }
                _ => return Err(RecordError::damaged("a tie to a case is of no known kind")),
            }
            Ok(())
        })
        .await?;
        let mut cases = Vec::new();
        let sql = "SELECT number, case_number, urn, officer, court_date FROM force_case WHERE ended IS NULL \
             ORDER BY case_number";
        stream(&mut snapshot, sql, &[], |row| {
            let number = narrow(row.integer(1)?, "a case's number")?;
            let officer =
                row.optional_integer(3)?.map(|officer| narrow(officer, "an officer's number")).transpose()?;
            let ties = ties.remove(&number).unwrap_or_default();
            if wanted(officer, &ties) {
                cases.push(Case {
                    number,
                    urn: self.keys().open_value(&table::CASE, row.integer(0)?, "urn", row.bytes(2)?)?,
                    officer,
                    court_date: row.optional_integer(4)?.map(stored).transpose()?,
                    people: ties.people,
                    items: ties.items,
                });
            }
            Ok(())
        })
        .await?;
        snapshot.end().await?;
        Ok(cases)
    }
}

/// People and items of a case.
#[derive(Default)]
struct Ties {
    people: Vec<(u32, CaseRole)>,
    items: RoaringTreemap,
}
