//! A workbook that is being read: what its parts need to know of one another.

use super::package::{Account, Package};
use super::rest::looks_like_xml;
use super::strings::SharedStrings;
use super::styles::Styles;
use super::workbook::Workbook;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::{Budget, Hiding, Scribe};
use std::collections::HashMap;
use std::io::Read as _;

/// What a part belongs to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Owner {
    /// For a person: "sheet 'Data'"; empty for the whole workbook.
    pub(crate) human: String,
    /// What hides it.
    pub(crate) hiding: Hiding,
    /// Its own part, once open.
    pub(crate) part: Option<u32>,
}

/// An open workbook.
pub(crate) struct Book<'z> {
    pub(crate) file: u32,
    pub(crate) package: &'z Package<'z>,
    pub(crate) workbook: Workbook,
    pub(crate) styles: Styles,
    pub(crate) strings: SharedStrings<'z>,
    owners: HashMap<usize, Owner>,
}

impl<'z> Book<'z> {
    pub(crate) fn new(
        file: u32,
        package: &'z Package<'z>,
        workbook: Workbook,
        styles: Styles,
        strings: SharedStrings<'z>,
    ) -> Self {
        Self { file, package, workbook, styles, strings, owners: HashMap::new() }
    }

    /// Name of a part as stored.
    pub(crate) fn path(&self, index: usize) -> &'z str {
        &self.package.zip.entries[index].name
    }

    /// Name of a part as programs look it up.
    pub(crate) fn key(&self, index: usize) -> &'z str {
        &self.package.zip.entries[index].key
    }

    /// Whether a part is XML, by its first bytes: what it claims to be does not matter. A part that is none is a stream of
    /// records, as in xlsb.
    pub(crate) fn is_xml(&self, index: usize, budget: &Budget) -> Read<bool> {
        is_xml(self.package, index, budget)
    }

    /// Everything that `index` refers to, and what that refers to, belongs to `owner`; what has an owner keeps it.
    pub(crate) fn own(&mut self, index: usize, owner: &Owner) {
        let package = self.package;
        let mut open = vec![index];
        while let Some(index) = open.pop() {
            if self.owners.contains_key(&index) {
                continue;
            }
            self.owners.insert(index, owner.clone());
            let relations =
                package.relations(self.key(index)).iter().filter(|relation| !relation.is_external);
            open.extend(relations.filter_map(|relation| package.zip.find(&relation.target)));
        }
    }

    /// What a part belongs to.
    pub(crate) fn owner(&self, index: usize) -> Owner {
        let mut owner = self.owners.get(&index).cloned().unwrap_or_default();
        if self.package.reached_as(index).is_none() {
            owner.hiding |= Hiding::ORPHAN;
        }
        owner
    }

    /// Parts for the texts of `index`, under the name of what it belongs to.
    pub(crate) fn parts(&self, index: usize) -> LazyParts {
        let owner = self.owner(index);
        LazyParts::new(self.file, self.path(index), &owner.human).inside(owner.part).hidden(owner.hiding)
    }

    /// Settles how a part was read: read or swept when it went well, unaccounted when only this part makes no sense.
    pub(crate) fn settle(
        &self,
        index: usize,
        account: Account,
        result: Read,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        settle(self.package, self.file, index, account, result, scribe)
    }

    /// The same for a part on which no cell depends.
    pub(crate) fn settle_beside(
        &self,
        index: usize,
        account: Account,
        result: Read,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        let Err(Stop::Part(why)) = result else { return self.settle(index, account, result, scribe) };
        self.package.account(index, Account::Lost);
        scribe.unaccounted_beside(self.file, self.path(index), (0, 0), &why)
    }
}

/// See [`Book::is_xml`]; for parts that are read before there is a book.
pub(crate) fn is_xml(package: &Package<'_>, index: usize, budget: &Budget) -> Read<bool> {
    let mut head = Vec::new();
    package.zip.unpack(index, budget)?.take(256).read_to_end(&mut head)?;
    // Nothing at all is neither: it is read as what most parts are.
    Ok(head.is_empty() || looks_like_xml(&head))
}

/// See [`Book::settle`]; for parts that are read before there is a book.
pub(crate) fn settle(
    package: &Package<'_>,
    file: u32,
    index: usize,
    account: Account,
    result: Read,
    scribe: &mut Scribe<'_>,
) -> Read {
    match result {
        Ok(()) => {
            package.account(index, account);
            Ok(())
        }
        Err(Stop::Part(why)) => {
            package.account(index, Account::Lost);
            scribe.unaccounted(file, &package.zip.entries[index].name, (0, 0), &why)
        }
        Err(stop) => Err(stop),
    }
}
