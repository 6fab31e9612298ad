//! All rows of a file in its order, and whom each is about.

use crate::force::Force;
use crate::rows::TableRead;
use hashbrown::HashMap;
use marks::Subject;
use roaring::RoaringBitmap;

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) table: u32,
    pub(crate) row: u32,
}

/// Reference numbers in texts stand in no table; they come after all that do.
pub(crate) const TEXTS: u32 = u32::MAX;

/// Whose reference number a row bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) subject: Subject,
    /// Deliveries by place; more than one only where a recipient's numbers last.
    pub(crate) deliveries: Vec<usize>,
}

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) place: Place,
    /// The number of the person whom it is definitely about.
    pub(crate) person: Option<u32>,
    /// Whose reference number it bears, by place in [`FileRows::owners`].
    pub(crate) owner: Option<usize>,
}

/// Rows that are about somebody, in the order of the file.
#[derive(Default)]
pub(crate) struct FileRows {
    pub(crate) rows: Vec<Row>,
    pub(crate) owners: Vec<Owner>,
    /// By person: the rows, by place in `rows`.
    pub(crate) of_person: HashMap<u32, Vec<u32>>,
    /// By delivery: rows of its fictitious people and specimens, by place in `rows`.
    pub(crate) unreal: HashMap<usize, Vec<u32>>,
    /// Everybody whom a row is definitely about.
    pub(crate) people: RoaringBitmap,
}

impl FileRows {
    /// Brings together what names and numbers say and what reference numbers say; these come first, for they were ours.
    pub(crate) fn new(
        force: &Force,
        tables: &[TableRead<'_>],
        tokens: Vec<(Owner, Vec<Place>)>,
        photo_people: &RoaringBitmap,
    ) -> Self {
        let mut owner_of: HashMap<Place, usize> = HashMap::new();
        let mut owners = Vec::new();
        let mut in_texts = Vec::new();
        for (owner, places) in tokens {
            if places.is_empty() {
                in_texts.push(owners.len());
            }
            for place in places {
                // A row with two of our numbers was pasted together: the first one found is its own.
                owner_of.entry(place).or_insert(owners.len());
            }
            owners.push(owner);
        }
        let mut found = Self { people: photo_people.clone(), owners, ..Self::default() };
        for (table, read) in (0_u32..).zip(tables) {
            for (row, matched) in (0_u32..).zip(&read.matches) {
                let place = Place { table, row };
                let owner = owner_of.get(&place).copied();
                let by_token = owner.and_then(|owner| found.owners.get(owner)).map(|owner| owner.subject);
                let person = match by_token {
                    Some(Subject::Person(number)) => Some(number),
                    Some(_) => None,
                    None => matched.definite.map(|person| force.number(person)),
                };
                if person.is_some() || owner.is_some() {
                    found.add(Row { place, person, owner });
                }
            }
        }
        for (row, owner) in (0_u32..).zip(in_texts) {
            let person = match found.owners.get(owner).map(|owner| owner.subject) {
                Some(Subject::Person(number)) => Some(number),
                _ => None,
            };
            found.add(Row { place: Place { table: TEXTS, row }, person, owner: Some(owner) });
        }
        found
    }

    fn add(&mut self, row: Row) {
        if let Some(person) = row.person {
            self.people.insert(person);
            self.of_person.entry(person).or_default().push(self.rows.len() as u32);
        }
        if let Some(owner) = self.owner(&row).filter(|owner| !matches!(owner.subject, Subject::Person(_))) {
            for delivery in owner.deliveries.clone() {
                self.unreal.entry(delivery).or_default().push(self.rows.len() as u32);
            }
        }
        self.rows.push(row);
    }

    /// Whether it is known of a row whom it is about, or that it is about a fictitious person.
    pub(crate) fn is_settled(&self, table: u32, row: u32) -> bool {
        self.rows.binary_search_by_key(&Place { table, row }, |row| row.place).is_ok()
    }

    /// Whose reference number a row bears.
    pub(crate) fn owner(&self, row: &Row) -> Option<&Owner> {
        self.owners.get(row.owner?)
    }
}
