//! What of a file becomes a table, and which columns it has.
//!
//! Lists of objects and lists of lists are tables. What an object in a row holds becomes columns (`post.unit`), and so do
//! short lists of plain values in it; a list of objects in it is a table of its own. Whatever is in no table is text.

use super::shape::{Branch, Shape};
use hashbrown::HashMap;

/// A plain list is no longer than this when its items stand in one row, or in one text.
const SHORT: u64 = 8;
/// Columns of a table. More than any program shows.
const MOST_COLUMNS: usize = 1 << 14;
/// Bytes of paths that planning handles in all: a long name can stand above many others.
const MOST_WORK: usize = 64 << 20;
/// Tables in tables: each costs a further way through the file.
const MOST_INNER: usize = 16;

/// Stands between the pieces of a path where no name can have it by accident; people see a dot.
pub(super) const STEP: char = '\u{1f}';
/// Marks the column for values whose name stood there before.
pub(super) const AGAIN: char = '\u{1e}';

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its path, for a person; empty for the file's own.
    pub(super) name: String,
    /// On which way through the file it is told.
    pub(super) way: usize,
    /// Headings, in order; empty where no column has a name.
    pub(super) headings: Vec<String>,
    /// Column of each path inside a row.
    pub(super) columns: HashMap<String, u32>,
    /// Whether rows have names of their own, which stand in the first column.
    pub(super) has_names: bool,
}

/// What is told of a file, and when.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) tables: Vec<Table>,
    /// The table whose rows are the items of a branch.
    by_branch: HashMap<u32, usize>,
    /// Ways through the file.
    pub(super) ways: usize,
    inner: usize,
    work: usize,
}

impl Plan {
    /// Makes the plan. A file of lines is one table; a single document is what it is.
    pub(super) fn new(shape: &Shape, is_lines: bool) -> Self {
        let mut plan = Self { ways: 1, ..Self::default() };
        if is_lines {
            plan.list(shape, Shape::ROOT, "", false);
        } else if let Some(item) = shape.branch(Shape::ROOT).and_then(|root| root.item) {
            plan.outside(shape, item, "", false);
        }
        plan
    }

    /// The table whose rows are the items of a branch.
    pub(super) fn table_of(&self, branch: u32) -> Option<usize> {
        self.by_branch.get(&branch).copied()
    }

    /// A branch in no row.
    fn outside(&mut self, shape: &Shape, number: u32, path: &str, is_inner: bool) {
        let Some(branch) = shape.branch(number).filter(|_| self.goes_on(path)) else { return };
        if branch.item.is_some() {
            self.list(shape, number, path, is_inner);
        }
        for (name, field) in &branch.fields {
            self.outside(shape, *field, &joined(path, name), is_inner);
        }
    }

    /// A branch with items. `is_inner` says that it lies in a list already, so that several of it can be open by turns.
    fn list(&mut self, shape: &Shape, number: u32, path: &str, is_inner: bool) {
        let Some((branch, item)) = with_item(shape, number) else { return };
        let Some(inside) = shape.branch(item) else { return };
        let is_plain = inside.objects == 0 && inside.arrays == 0;
        if is_plain && branch.longest <= SHORT && !branch.is_list && number != Shape::ROOT {
            return;
        }
        // Lists of lists of objects: the inner ones are the tables.
        let is_outer = inside.objects == 0
            && inside.item.and_then(|item| shape.branch(item)).is_some_and(|inner| inner.objects > 0);
        if is_outer && !branch.is_list {
            return self.outside(shape, item, path, true);
        }
        if is_inner && self.inner >= MOST_INNER {
            return;
        }
        let way = if is_inner {
            self.inner += 1;
            self.ways += 1;
            self.ways - 1
        } else {
            0
        };
        let place = self.tables.len();
        self.tables.push(Table { name: path.to_owned(), way, has_names: branch.is_list, ..Table::default() });
        self.by_branch.insert(number, place);
        if branch.is_list {
            self.column(place, String::new(), "key", 0);
        }
        let own = path.rsplit('.').next().unwrap_or_default().to_owned();
        self.inside(shape, item, &Row { table: place, path: path.to_owned(), own }, "", true);
        if let Some(table) = self.tables.get_mut(place)
            && table.headings.iter().all(|heading| heading.bytes().all(|byte| byte.is_ascii_digit()))
        {
            table.headings.clear();
        }
    }

    /// A branch in a row: columns, and tables of their own.
    fn inside(&mut self, shape: &Shape, number: u32, row: &Row, path: &str, is_row: bool) {
        let is_full = self.tables.get(row.table).is_none_or(|table| table.headings.len() >= MOST_COLUMNS);
        let Some(branch) = shape.branch(number).filter(|_| !is_full && self.goes_on(path)) else { return };
        if branch.plain > 0 || branch.empty > 0 && shape.is_bare(number) {
            let heading = if path.is_empty() { row.own.clone() } else { heading(path) };
            self.column(row.table, format!("{path}{STEP}"), &heading, branch.again);
        }
        if let Some((_, item)) = with_item(shape, number) {
            let longest = if branch.is_list { u64::MAX } else { branch.longest };
            let has_objects = shape.branch(item).is_some_and(|item| item.objects > 0);
            let is_wide = is_row && !has_objects && !branch.is_list;
            if is_wide || longest <= if has_objects { 1 } else { SHORT } {
                for index in 0..longest.min(MOST_COLUMNS as u64) {
                    self.inside(shape, item, row, &format!("{path}{STEP}[{index}]"), false);
                }
            } else {
                let name = joined(&row.path, &heading(path));
                self.list(shape, number, &name, true);
            }
        }
        for (name, field) in &branch.fields {
            self.inside(shape, *field, row, &format!("{path}{STEP}{name}"), false);
        }
    }

    /// Whether there is work left for one more path; what has no place in the plan is told as text.
    fn goes_on(&mut self, path: &str) -> bool {
        self.work += path.len() + 64;
        self.work <= MOST_WORK
    }

    fn column(&mut self, table: usize, path: String, heading: &str, again: u64) {
        let Some(table) = self.tables.get_mut(table) else { return };
        let mut add = |path: String, heading: String| {
            if table.headings.len() < MOST_COLUMNS && !table.columns.contains_key(&path) {
                table.columns.insert(path, table.headings.len() as u32);
                table.headings.push(heading);
            }
        };
        let second = format!("{path}{AGAIN}");
        add(path, heading.to_owned());
        if again > 0 {
            add(second, format!("{heading} (under the same name again)"));
        }
    }
}

/// The row under way.
struct Row {
    table: usize,
    /// Path of the table.
    path: String,
    /// Heading of a value that is the whole row.
    own: String,
}

fn with_item(shape: &Shape, number: u32) -> Option<(&Branch, u32)> {
    let branch = shape.branch(number)?;
    Some((branch, branch.item?))
}

/// A path with one more name.
fn joined(path: &str, name: &str) -> String {
    match (path.is_empty(), name.is_empty()) {
        (true, _) => name.to_owned(),
        (_, true) => path.to_owned(),
        _ => format!("{path}.{name}"),
    }
}

/// A path inside a row as a heading: names with dots between them, items by number from 1.
fn heading(path: &str) -> String {
    let mut words = String::new();
    for step in path.split(STEP).skip(1) {
        let index = step.strip_prefix('[').and_then(|step| step.strip_suffix(']'));
        if let Some(index) = index.and_then(|index| index.parse::<u64>().ok()) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&(index + 1).to_string());
        } else {
            if !words.is_empty() {
                words.push('.');
            }
            words.push_str(step);
        }
    }
    words
}
