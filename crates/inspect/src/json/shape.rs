//! What a file is made of: a tree of its names, with one branch for all items of an array. Bounded whatever the file says:
//! what finds no place in it is told as text later.

use super::events::{Container, Event};
use hashbrown::{HashMap, HashSet};

/// Branches of the tree, and bytes of all names in it.
const MOST_BRANCHES: usize = 1 << 14;
const MOST_NAMES: usize = 1 << 20;
/// Bytes of one name; a longer one has no branch.
const LONGEST_NAME: usize = 4096;

/// Names of one object that are compared with each other.
const MOST_COMPARED: usize = 1 << 22;

/// An object of more values than this, all of them objects, all of them arrays, is a list whose items have names
/// (`{"PC 1": {…}, "PC 2": {…}}`).
const FEW_NAMED: usize = 16;
/// The same where the names are numbers, as data frames are written, and for plain values, which tables have more of in one
/// row.
const FEW_NUMBERED: usize = 8;
const MANY_PLAIN: usize = 512;

/// A branch.
#[derive(Debug, Default)]
pub(super) struct Branch {
    /// Values without others in them.
    pub(super) plain: u64,
    /// Containers with nothing in them.
    pub(super) empty: u64,
    pub(super) objects: u64,
    pub(super) arrays: u64,
    /// Items of its longest array.
    pub(super) longest: u64,
    /// Times that its name stood in an object that had it before.
    pub(super) again: u64,
    /// What its objects hold, in the order in which the names were met.
    pub(super) fields: Vec<(Box<str>, u32)>,
    by_name: HashMap<Box<str>, u32>,
    /// What its arrays hold, or its objects that are lists.
    pub(super) item: Option<u32>,
    /// Whether its objects are lists.
    pub(super) is_list: bool,
}

/// The tree. Its root is the sequence of documents.
#[derive(Debug)]
pub(super) struct Shape {
    branches: Vec<Branch>,
    names: usize,
    open: Vec<Open>,
    /// Branch of the value that comes next, and whether it was named before.
    next: Option<u32>,
    /// Documents, and names that stood twice in one object.
    pub(super) documents: u64,
    pub(super) again: u64,
    /// An object has more names than are compared with each other.
    pub(super) is_too_wide: bool,
}

/// A container that is open.
#[derive(Debug)]
struct Open {
    branch: Option<u32>,
    kind: Container,
    items: u64,
    /// Names met in it, as hashes.
    names: HashSet<u64>,
}

impl Shape {
    pub(super) const ROOT: u32 = 0;

    pub(super) fn new() -> Self {
        Self {
            branches: vec![Branch::default()],
            names: 0,
            open: Vec::new(),
            next: None,
            documents: 0,
            again: 0,
            is_too_wide: false,
        }
    }

    /// Whether a branch is worth a place of its own though nothing but empty containers was met there: then its name is all
    /// that there is to tell.
    pub(super) fn is_bare(&self, number: u32) -> bool {
        self.branch(number).is_some_and(|branch| branch.item.is_none() && branch.fields.is_empty())
    }

    /// A branch by its number.
    pub(super) fn branch(&self, number: u32) -> Option<&Branch> {
        self.branches.get(number as usize)
    }

    /// The branch of a named value.
    pub(super) fn field(&self, branch: u32, name: &str) -> Option<u32> {
        let branch = self.branch(branch)?;
        if branch.is_list { branch.item } else { branch.by_name.get(name).copied() }
    }

    /// Takes an event.
    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Begin(kind) => {
                let branch = self.value();
                if let Some(branch) = branch.and_then(|branch| self.branches.get_mut(branch as usize)) {
                    match kind {
                        Container::Object => branch.objects += 1,
                        Container::Array => branch.arrays += 1,
                    }
                }
                self.open.push(Open { branch, kind: *kind, items: 0, names: HashSet::new() });
            }
            Event::Name(name) => self.name(name),
            Event::Value(_) => {
                if let Some(branch) = self.value().and_then(|branch| self.branches.get_mut(branch as usize)) {
                    branch.plain += 1;
                }
            }
            Event::End => self.end(),
            Event::Over => {}
        }
    }

    /// What was open when a fault was met never ends.
    pub(super) fn break_off(&mut self) {
        while !self.open.is_empty() {
            self.end();
        }
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if let Some(branch) = open.branch.and_then(|branch| self.branches.get_mut(branch as usize)) {
            branch.longest = branch.longest.max(open.items);
            if open.items == 0 {
                branch.empty += 1;
            }
        }
    }

    /// The branch of the value that begins.
    fn value(&mut self) -> Option<u32> {
        match self.open.last_mut() {
            None => {
                self.documents += 1;
                self.item_of(Self::ROOT)
            }
            Some(open) => {
                open.items += 1;
                match (open.kind, open.branch) {
                    (Container::Object, _) => self.next.take(),
                    (Container::Array, Some(branch)) => self.item_of(branch),
                    (Container::Array, None) => None,
                }
            }
        }
    }

    fn item_of(&mut self, branch: u32) -> Option<u32> {
        if let Some(item) = self.branch(branch)?.item {
            return Some(item);
        }
        let item = self.grow("")?;
        if let Some(branch) = self.branches.get_mut(branch as usize) {
            branch.item = Some(item);
        }
        Some(item)
    }

    fn grow(&mut self, name: &str) -> Option<u32> {
        if name.len() > LONGEST_NAME
            || self.branches.len() >= MOST_BRANCHES
            || self.names + name.len() > MOST_NAMES
        {
            return None;
        }
        self.names += name.len();
        self.branches.push(Branch::default());
        u32::try_from(self.branches.len() - 1).ok()
    }

    fn name(&mut self, name: &str) {
        let Some(open) = self.open.last_mut() else { return };
        let (owner, before) = (open.branch, open.names.len());
        let hash = std::hash::BuildHasher::hash_one(open.names.hasher(), name);
        let is_again = if before < MOST_COMPARED {
            !open.names.insert(hash)
        } else {
            self.is_too_wide = true;
            false
        };
        self.again += u64::from(is_again);
        self.next = owner.and_then(|owner| self.named(owner, name));
        if is_again && let Some(branch) = self.next.and_then(|next| self.branches.get_mut(next as usize)) {
            branch.again += 1;
        }
    }

    fn named(&mut self, owner: u32, name: &str) -> Option<u32> {
        if let Some(known) = self.field(owner, name) {
            return Some(known);
        }
        if self.is_list_now(owner) {
            self.make_list(owner);
            return self.item_of(owner);
        }
        let branch = self.grow(name)?;
        let owner = self.branches.get_mut(owner as usize)?;
        owner.fields.push((name.into(), branch));
        owner.by_name.insert(name.into(), branch);
        Some(branch)
    }

    /// Whether an object with one more name is a list.
    fn is_list_now(&self, owner: u32) -> bool {
        let Some(owner) = self.branch(owner) else { return false };
        let count = owner.fields.len();
        if owner.is_list || count < FEW_NUMBERED {
            return owner.is_list;
        }
        let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
        let is_numbered = count == FEW_NUMBERED && owner.fields.iter().all(|(name, _)| is_number(name));
        if !is_numbered && count != FEW_NAMED && count != MANY_PLAIN {
            return false;
        }
        let kinds = owner
            .fields
            .iter()
            .filter_map(|(_, field)| self.branch(*field))
            .map(|field| (field.plain > 0, field.objects > 0, field.arrays > 0));
        let mut kinds = kinds.collect::<Vec<_>>();
        kinds.dedup();
        match kinds.as_slice() {
            [(false, true, false) | (false, false, true)] => is_numbered || count >= FEW_NAMED,
            [(true, false, false)] => is_numbered || count >= MANY_PLAIN,
            _ => false,
        }
    }

    /// Makes the fields of an object the items of a list.
    fn make_list(&mut self, owner: u32) {
        let Some(item) = self.item_of(owner) else { return };
        let Some(branch) = self.branches.get_mut(owner as usize) else { return };
        branch.is_list = true;
        branch.by_name = HashMap::new();
        let fields = std::mem::take(&mut branch.fields);
        for (_, field) in fields {
            self.merge(item, field);
        }
    }

    /// Adds a branch to another one. No deeper than the file is.
    fn merge(&mut self, into: u32, from: u32) {
        let Some(from) = self.branches.get_mut(from as usize).map(std::mem::take) else { return };
        let Some(target) = self.branches.get_mut(into as usize) else { return };
        target.plain += from.plain;
        target.empty += from.empty;
        target.objects += from.objects;
        target.arrays += from.arrays;
        target.longest = target.longest.max(from.longest);
        target.again += from.again;
        if let Some(other) = from.item {
            match target.item {
                Some(item) => self.merge(item, other),
                None => target.item = Some(other),
            }
        }
        if from.is_list && self.branch(into).is_some_and(|target| !target.is_list) {
            self.make_list(into);
        }
        for (name, field) in from.fields {
            match self.field(into, &name) {
                Some(known) => self.merge(known, field),
                None => {
                    if let Some(target) = self.branches.get_mut(into as usize) {
                        target.by_name.insert(name.clone(), field);
                        target.fields.push((name, field));
                    }
                }
            }
        }
    }
}
