//! An Office package: a zip archive whose parts refer to one another (ECMA-376 part 2).

use super::relations::{self, Relation, relations_of};
use crate::container::zip::ZipFile;
use crate::stop::{Read, Stop};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Budget, FileTail};
use std::cell::Cell;
use std::collections::HashMap;

/// How a part was accounted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Account {
    /// Not yet.
    Open,
    /// By a reader that knows it.
    Read,
    /// For its text only.
    Swept,
    /// Not understood; it stands under "unaccounted".
    Lost,
}

/// An open package.
pub(crate) struct Package<'z> {
    pub(crate) zip: ZipFile<'z>,
    defaults: HashMap<String, String>,
    overrides: HashMap<String, String>,
    /// Relationships by the key of the part that has them; the package's own under "".
    relations: HashMap<String, Vec<Relation>>,
    /// Places in these lists by the name under which the part refers to them.
    by_id: HashMap<String, HashMap<String, usize>>,
    /// Kind of the relationship by which each entry is reached.
    reached_as: Vec<Option<String>>,
    accounts: Vec<Cell<Account>>,
    /// Parts of the package's bookkeeping that could not be read.
    pub(crate) broken: Vec<(String, String)>,
    /// Texts in it that have no business there.
    pub(crate) stray: Vec<(String, Vec<String>)>,
}

impl<'z> Package<'z> {
    /// Reads content types and all relationships.
    pub(crate) fn open(zip: ZipFile<'z>, budget: &Budget) -> Read<Self> {
        let entries = zip.entries.len();
        let mut package = Self {
            zip,
            defaults: HashMap::new(),
            overrides: HashMap::new(),
            relations: HashMap::new(),
            by_id: HashMap::new(),
            reached_as: vec![None; entries],
            accounts: vec![Cell::new(Account::Open); entries],
            broken: Vec::new(),
            stray: Vec::new(),
        };
        package.read_content_types(budget)?;
        package.read_relations(budget)?;
        package.reach();
        for index in 0..entries {
            if package.zip.entries[index].directory {
                package.accounts[index].set(Account::Read);
            }
        }
        Ok(package)
    }

    fn read_content_types(&mut self, budget: &Budget) -> Read {
        struct Reader<'a, 'z>(&'a mut Package<'z>, &'a mut Vec<String>);
        impl Visitor for Reader<'_, '_> {
            fn start(&mut self, element: &Element<'_>, _: &Path) -> Read {
                let kind = element.attribute("ContentType").unwrap_or_default().into_owned();
                if let Some(ending) = element.attribute("Extension") {
                    self.0.defaults.insert(ending.to_lowercase(), kind);
                } else if let Some(part) = element.attribute("PartName") {
                    self.0.overrides.insert(crate::container::zip::key_of(&part), kind);
                }
                Ok(())
            }
            fn text(&mut self, text: &str, _: &Path) -> Read {
                self.1.extend((!text.trim().is_empty()).then(|| text.to_owned()));
                Ok(())
            }
        }
        let Some(index) = self.zip.find("[Content_Types].xml") else { return Ok(()) };
        let mut stray = Vec::new();
        let result = self
            .zip
            .whole(index, budget)
            .and_then(|bytes| walk(bytes.as_slice(), budget, &mut Reader(self, &mut stray)));
        self.stray.push((self.zip.entries[index].name.clone(), stray));
        self.settle(index, result)
    }

    fn read_relations(&mut self, budget: &Budget) -> Read {
        for index in 0..self.zip.entries.len() {
            let Some(owner) = owner_of(&self.zip.entries[index].key) else { continue };
            let mut stray = Vec::new();
            let result = self
                .zip
                .whole(index, budget)
                .and_then(|bytes| relations::read(&bytes, &owner, &mut stray, budget));
            self.stray.push((self.zip.entries[index].name.clone(), stray));
            let result = result.map(|found| {
                // Of two relationships of one name the first counts.
                let by_id = found.iter().enumerate().rev().map(|(place, found)| (found.id.clone(), place));
                self.by_id.insert(owner.clone(), by_id.collect());
                self.relations.insert(owner, found);
            });
            self.settle(index, result)?;
        }
        Ok(())
    }

    /// Marks a bookkeeping part as read, or remembers that it is broken.
    fn settle(&mut self, index: usize, result: Read) -> Read {
        match result {
            Ok(()) => self.account(index, Account::Read),
            Err(Stop::Part(why)) => {
                self.account(index, Account::Lost);
                self.broken.push((self.zip.entries[index].name.clone(), why));
            }
            Err(stop) => return Err(stop),
        }
        Ok(())
    }

    /// Follows all relationships from the package's own.
    fn reach(&mut self) {
        let mut open = vec![String::new()];
        while let Some(owner) = open.pop() {
            for relation in
                self.relations.get(&owner).into_iter().flatten().filter(|relation| !relation.is_external)
            {
                if let Some(index) = self.zip.find(&relation.target)
                    && self.reached_as[index].is_none()
                {
                    self.reached_as[index] = Some(relation.kind.clone());
                    open.push(relation.target.clone());
                }
            }
        }
    }

    /// Relationships of a part; of the package itself for "".
    pub(crate) fn relations(&self, part: &str) -> &[Relation] {
        self.relations.get(part).map_or(&[], Vec::as_slice)
    }

    /// All parts that have relationships.
    pub(crate) fn owners(&self) -> impl Iterator<Item = (&str, &[Relation])> {
        self.relations.iter().map(|(owner, relations)| (owner.as_str(), relations.as_slice()))
    }

    /// The part that a relationship of `owner` leads to.
    pub(crate) fn related(&self, owner: &str, id: &str) -> Option<usize> {
        let relation = self.relation(owner, id).filter(|relation| !relation.is_external)?;
        self.zip.find(&relation.target)
    }

    /// The relationship of `owner` under a name.
    pub(crate) fn relation(&self, owner: &str, id: &str) -> Option<&Relation> {
        let place = self.by_id.get(owner)?.get(id)?;
        self.relations(owner).get(*place)
    }

    /// The first part that `owner` refers to in this way.
    pub(crate) fn related_as(&self, owner: &str, kind: &str) -> Option<usize> {
        let relation =
            self.relations(owner).iter().find(|relation| relation.kind == kind && !relation.is_external)?;
        self.zip.find(&relation.target)
    }

    /// Kind of the relationship by which a part is reached from the package's root.
    pub(crate) fn reached_as(&self, index: usize) -> Option<&str> {
        self.reached_as[index].as_deref()
    }

    /// Content type of a part.
    pub(crate) fn content_type(&self, index: usize) -> &str {
        let key = &self.zip.entries[index].key;
        let ending = key.rsplit_once('.').map_or("", |(_, ending)| ending);
        self.overrides.get(key).or_else(|| self.defaults.get(ending)).map_or("", String::as_str)
    }

    /// Notes how a part was accounted for. What was once read stays read.
    pub(crate) fn account(&self, index: usize, account: Account) {
        if self.accounts[index].get() != Account::Read {
            self.accounts[index].set(account);
        }
    }

    /// Whether nobody has accounted for a part yet.
    pub(crate) fn is_open(&self, index: usize) -> bool {
        self.accounts[index].get() == Account::Open
    }

    /// Parts that nobody has accounted for yet.
    pub(crate) fn open_parts(&self) -> Vec<usize> {
        (0..self.accounts.len()).filter(|index| self.accounts[*index].get() == Account::Open).collect()
    }

    /// The balance.
    pub(crate) fn tail(&self) -> FileTail {
        let count = |account| self.accounts.iter().filter(|state| state.get() == account).count() as u64;
        FileTail {
            file: 0,
            pieces: self.accounts.len() as u64,
            read: count(Account::Read),
            swept: count(Account::Swept),
        }
    }
}

/// The part to which a `.rels` part belongs; `None` for other parts.
fn owner_of(key: &str) -> Option<String> {
    let name = key.strip_suffix(".rels")?;
    match name.rsplit_once("_rels/") {
        // A name with a further folder behind `_rels` belongs to nothing: no program looks there.
        Some((folder, part)) if (folder.is_empty() || folder.ends_with('/')) && !part.contains('/') => {
            let owner = format!("{folder}{part}");
            debug_assert_eq!(relations_of(&owner), key);
            Some(owner)
        }
        _ => None,
    }
}
