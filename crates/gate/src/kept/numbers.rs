//! Counts of people, and numbers of people on the roster as ranges: a whole force is one range.

use super::KeptError;
use detect::{Basis, Field, IdentifierFound, IdentifierIndex, People, RosterFound, Subjects};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

/// People on the largest roster that can be sealed, and so be checked with: without a limit a few bytes could claim four
/// thousand million.
const LARGEST_ROSTER: u64 = 10_000_000;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleForm {
    certain: u64,
    possible: u64,
    rows: u64,
    basis: Option<String>,
    roster: Option<RosterForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RosterForm {
    certain: u64,
    possible: u64,
    of: u64,
    /// First and last number of each run.
    people: Vec<(u32, u32)>,
    definite: Vec<(u32, u32)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubjectsForm {
    definite: Vec<(u32, u32)>,
    possible: Vec<(u32, u32)>,
    unlisted: (u64, u64),
    fields: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentifierForm {
    kind: String,
    certain: u64,
    possible: u64,
}

impl From<&People> for PeopleForm {
    fn from(people: &People) -> Self {
        Self {
            certain: people.certain,
            possible: people.possible,
            rows: people.rows,
            basis: people.basis.map(|basis| basis.id().to_owned()),
            roster: people.roster.as_ref().map(|roster| RosterForm {
                certain: roster.certain,
                possible: roster.possible,
                of: roster.of,
                people: runs(roster.people.iter()),
                definite: runs(roster.definite.iter()),
            }),
        }
    }
}

impl TryFrom<PeopleForm> for People {
    type Error = KeptError;

    fn try_from(form: PeopleForm) -> Result<Self, KeptError> {
        let unknown = KeptError::Unknown { what: "way of counting" };
        if form.certain.checked_add(form.possible).is_none() {
            return Err(KeptError::Contradiction { what: "more people than can be counted" });
        }
        Ok(Self {
            certain: form.certain,
            possible: form.possible,
            rows: form.rows,
            basis: form.basis.map(|id| Basis::of_id(&id).ok_or(unknown)).transpose()?,
            roster: form.roster.map(RosterFound::try_from).transpose()?,
        })
    }
}

impl TryFrom<RosterForm> for RosterFound {
    type Error = KeptError;

    fn try_from(form: RosterForm) -> Result<Self, KeptError> {
        let wrong = KeptError::Contradiction { what: "people who are not on the roster" };
        if form.of > LARGEST_ROSTER
            || form.certain.checked_add(form.possible).is_none_or(|most| most > form.of)
        {
            return Err(wrong);
        }
        let mut found =
            Self { certain: form.certain, possible: form.possible, of: form.of, ..Self::default() };
        // Numbers are those of whoever made the roster, and need not begin at 0; nobody has two.
        found.people = set(&form.people)?;
        found.definite = set(&form.definite)?;
        if found.people.len() > form.of || !found.definite.is_subset(&found.people) {
            return Err(wrong);
        }
        Ok(found)
    }
}

impl From<&Subjects> for SubjectsForm {
    fn from(subjects: &Subjects) -> Self {
        Self {
            definite: runs(subjects.definite.iter()),
            possible: runs(subjects.possible.iter()),
            unlisted: subjects.unlisted,
            fields: subjects.fields.iter().map(|id| (*id).to_owned()).collect(),
        }
    }
}

impl TryFrom<SubjectsForm> for Subjects {
    type Error = KeptError;

    fn try_from(form: SubjectsForm) -> Result<Self, KeptError> {
        let (definite, possible) = (set(&form.definite)?, set(&form.possible)?);
        if !definite.is_disjoint(&possible) || form.unlisted.0 > form.unlisted.1 {
            return Err(KeptError::Contradiction { what: "people who are and are not in the file" });
        }
        let field = |id: &String| {
            Field::of_id(id).map(Field::id).ok_or(KeptError::Unknown { what: "kind of column" })
        };
        let fields = form.fields.iter().map(field).collect::<Result<_, _>>()?;
        Ok(Self { definite, possible, unlisted: form.unlisted, fields })
    }
}

/// The numbers of these runs, which are in order and apart, as they are written: nobody is gone through twice.
fn set(runs: &[(u32, u32)]) -> Result<RoaringBitmap, KeptError> {
    let mut numbers = RoaringBitmap::new();
    let mut next = Some(0);
    for &(first, last) in runs {
        let is_in_order = next.is_some_and(|next| first >= next) && first <= last;
        if !is_in_order || numbers.len() + u64::from(last - first) >= LARGEST_ROSTER {
            return Err(KeptError::Contradiction { what: "people who are not on the roster" });
        }
        numbers.insert_range(first..=last);
        next = last.checked_add(1);
    }
    // Kept as ranges here too: what is written in a few bytes takes no more.
    numbers.optimize();
    Ok(numbers)
}

impl From<&IdentifierFound> for IdentifierForm {
    fn from(found: &IdentifierFound) -> Self {
        Self { kind: found.kind.identifier().id.to_owned(), certain: found.certain, possible: found.possible }
    }
}

impl TryFrom<IdentifierForm> for IdentifierFound {
    type Error = KeptError;

    fn try_from(form: IdentifierForm) -> Result<Self, KeptError> {
        let kind = IdentifierIndex::of(&form.kind).ok_or(KeptError::Unknown { what: "kind of number" })?;
        Ok(Self { kind, certain: form.certain, possible: form.possible })
    }
}

fn runs(numbers: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}
