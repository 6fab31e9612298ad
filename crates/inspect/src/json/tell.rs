//! One way through the file, on which everything in the plan for this way is told.

use super::document::Taker;
use super::events::{Container, Event, Value};
use super::plan::{AGAIN, Plan, STEP, Table};
use super::shape::Shape;
use crate::lazy::LazyParts;
use crate::stop::{LimitMet, Read};
use crate::{CellKind, Channel, Content, Hiding, Reason, RowBuffer, RowRole, Scribe};
use std::borrow::Cow;

/// Bytes of text that are gathered before they are told.
const GATHER: usize = 16 << 10;

/// Tells.
pub(super) struct Teller<'a, 's> {
    pub(super) shape: &'a Shape,
    pub(super) plan: &'a Plan,
    pub(super) parts: &'a mut LazyParts,
    pub(super) scribe: &'a mut Scribe<'s>,
    way: usize,
    tables: Vec<Told>,
    open: Vec<Open>,
    row: Option<usize>,
    buffer: RowBuffer,
    /// Columns of the row that hold something.
    filled: hashbrown::HashSet<u32>,
    /// Path inside the row.
    inside: String,
    /// Path from the start of the file, for people.
    path: String,
    name: String,
    lines: String,
    /// Zero bytes met.
    pub(super) zeros: u64,
}

/// A table under way.
#[derive(Debug, Default, Clone)]
struct Told {
    part: Option<u32>,
    rows: u32,
}

/// A container that is open.
#[derive(Debug)]
struct Open {
    branch: Option<u32>,
    kind: Container,
    /// The table whose rows its items are.
    table: Option<usize>,
    /// The table to which its values belong.
    owner: Option<usize>,
    items: u64,
    came: Came,
}

/// How a value was entered, and what is to be taken back when it is left.
#[derive(Debug, Clone, Copy)]
struct Came {
    branch: Option<u32>,
    owner: Option<usize>,
    begins_row: bool,
    path: usize,
    inside: usize,
}

impl<'a, 's> Teller<'a, 's> {
    pub(super) fn new(
        shape: &'a Shape,
        plan: &'a Plan,
        way: usize,
        parts: &'a mut LazyParts,
        scribe: &'a mut Scribe<'s>,
    ) -> Self {
        let root = Open {
            branch: Some(Shape::ROOT),
            kind: Container::Array,
            table: plan.table_of(Shape::ROOT),
            owner: None,
            items: 0,
            came: Came { branch: None, owner: None, begins_row: false, path: 0, inside: 0 },
        };
        Self {
            shape,
            plan,
            parts,
            scribe,
            way,
            tables: vec![Told::default(); plan.tables.len()],
            open: vec![root],
            row: None,
            buffer: RowBuffer::default(),
            filled: hashbrown::HashSet::new(),
            inside: String::new(),
            path: String::new(),
            name: String::new(),
            lines: String::new(),
            zeros: 0,
        }
    }

    /// Ends the way.
    pub(super) fn finish(mut self) -> Read<u64> {
        self.flush()?;
        for table in 0..self.tables.len() {
            self.close(table)?;
        }
        Ok(self.zeros)
    }

    fn is_told_now(&self, owner: Option<usize>) -> bool {
        owner.map_or(0, |table| self.plan.tables.get(table).map_or(0, |table| table.way)) == self.way
    }

    /// A value begins.
    fn enter(&mut self) -> Came {
        let (path, inside) = (self.path.len(), self.inside.len());
        let is_document = self.open.len() == 1;
        let Some(open) = self.open.last_mut() else {
            return Came { branch: None, owner: None, begins_row: false, path, inside };
        };
        let (table, owner) = (open.table, open.table.or(open.owner));
        let branch = match open.kind {
            Container::Object => open.branch.and_then(|branch| self.shape.field(branch, &self.name)),
            Container::Array => {
                open.items += 1;
                self.name = format!("[{}]", open.items - 1);
                open.branch.and_then(|branch| self.shape.branch(branch)?.item)
            }
        };
        let is_named = open.kind == Container::Object;
        if is_named && !self.path.is_empty() {
            self.path.push('.');
        }
        if !is_document || table.is_some() {
            self.path.push_str(&self.name);
        }
        let begins_row = table.is_some() && self.is_told_now(table);
        if begins_row {
            self.inside.clear();
            self.row = table;
            self.buffer.clear();
            self.filled.clear();
            let has_names =
                table.and_then(|table| self.plan.tables.get(table)).is_some_and(|table| table.has_names);
            if has_names && is_named {
                let name = std::mem::take(&mut self.name);
                let text = self.without_zeros(&name).into_owned();
                self.buffer.push(0, CellKind::Text, Hiding::empty(), &text);
                self.name = name;
            }
        } else if self.row.is_some() {
            self.inside.push(STEP);
            self.inside.push_str(&self.name);
        }
        Came { branch, owner, begins_row, path, inside }
    }

    /// A value ends.
    fn leave(&mut self, came: Came) -> Read {
        if came.begins_row {
            self.finish_row()?;
        }
        self.path.truncate(came.path);
        self.inside.truncate(came.inside);
        Ok(())
    }

    fn value(&mut self, value: Option<Value<'_>>) -> Read {
        let came = self.enter();
        self.told(value, came)?;
        self.leave(came)
    }

    /// Tells a value, or that a container is empty, at the place where it stands.
    fn told(&mut self, value: Option<Value<'_>>, came: Came) -> Read {
        if !self.is_told_now(came.owner) {
            return Ok(());
        }
        let (kind, text) = match value {
            Some(Value::Text(text)) => (CellKind::Text, Cow::Borrowed(text)),
            Some(Value::Number(text)) => (CellKind::Number, Cow::Borrowed(text)),
            Some(Value::Boolean(true)) => (CellKind::Boolean, Cow::Borrowed("TRUE")),
            Some(Value::Boolean(false)) => (CellKind::Boolean, Cow::Borrowed("FALSE")),
            Some(Value::Null) | None => (CellKind::Text, Cow::Borrowed("")),
        };
        let text = if text.contains('\0') { self.without_zeros(&text).into_owned().into() } else { text };
        let column = self.row.and_then(|table| self.plan.tables.get(table)).map(|table| self.column(table));
        match column {
            Some(Some(column)) if text.trim().is_empty() => {
                self.filled.insert(column);
                Ok(())
            }
            Some(Some(column)) => {
                self.filled.insert(column);
                self.buffer.push(column, kind, Hiding::empty(), &text);
                let most = self.scribe.budget().limits().row_bytes;
                if self.buffer.text_len() as u64 > most {
                    return Err(LimitMet(Reason::TooLarge).into());
                }
                Ok(())
            }
            _ => self.line(&text),
        }
    }

    /// The column of the place inside the row, where one is planned that is still empty.
    fn column(&self, table: &Table) -> Option<u32> {
        let mut path = format!("{}{STEP}", self.inside);
        let first = table.columns.get(&path).copied();
        if first.is_some_and(|first| !self.filled.contains(&first)) {
            return first;
        }
        path.push(AGAIN);
        table.columns.get(&path).copied().filter(|second| !self.filled.contains(second))
    }

    /// A value that stands in no table.
    fn line(&mut self, text: &str) -> Read {
        let path = std::mem::take(&mut self.path);
        let named = self.without_zeros(&path);
        let line = match (named.is_empty(), text.is_empty()) {
            (true, _) => text.to_owned(),
            (false, true) => format!("{named}:"),
            (false, false) => format!("{named}: {text}"),
        };
        self.lines.push_str(&line);
        self.lines.push('\n');
        self.path = path;
        if self.lines.len() > GATHER { self.flush() } else { Ok(()) }
    }

    /// Tells the text that was gathered.
    fn flush(&mut self) -> Read {
        if self.lines.trim().is_empty() {
            self.lines.clear();
            return Ok(());
        }
        let result = self.parts.say(Channel::PlainText, "", &self.path, self.lines.trim_end(), self.scribe);
        self.lines.clear();
        result
    }

    fn finish_row(&mut self) -> Read {
        let Some(table) = self.row.take() else { return Ok(()) };
        self.inside.clear();
        let part = self.part(table)?;
        self.buffer.sort();
        let Some(told) = self.tables.get_mut(table) else { return Ok(()) };
        told.rows = told.rows.saturating_add(1);
        self.scribe.row(part, told.rows, RowRole::Data, Hiding::empty(), &self.buffer)
    }

    /// The part of a table, begun at need with a row of headings.
    fn part(&mut self, table: usize) -> Read<u32> {
        if let Some(part) = self.tables.get(table).and_then(|told| told.part) {
            return Ok(part);
        }
        let plan = self.plan.tables.get(table);
        let name = plan.map_or("", |plan| plan.name.as_str());
        let human = if name.is_empty() { "table".to_owned() } else { format!("table '{name}'") };
        let spot = self.parts.spot(Channel::DelimitedTable, &human);
        let part = self.scribe.open(self.parts.file(), Content::Table, &spot)?;
        if !name.is_empty() {
            self.scribe.segment(part, "sheet name", "", name)?;
        }
        let mut rows = 0;
        if let Some(plan) = plan.filter(|plan| !plan.headings.is_empty()) {
            let mut headings = RowBuffer::default();
            for (column, heading) in
                plan.headings.iter().enumerate().filter(|(_, heading)| !heading.is_empty())
            {
                let kept: String = heading.chars().filter(|letter| *letter != '\0').collect();
                headings.push(column as u32, CellKind::Text, Hiding::empty(), &kept);
            }
            rows = 1;
            self.scribe.row(part, rows, RowRole::Data, Hiding::empty(), &headings)?;
        }
        if let Some(told) = self.tables.get_mut(table) {
            *told = Told { part: Some(part), rows };
        }
        Ok(part)
    }

    fn close(&mut self, table: usize) -> Read {
        match self.tables.get_mut(table).and_then(|told| told.part.take()) {
            Some(part) => self.scribe.close(part),
            None => Ok(()),
        }
    }

    fn begin(&mut self, kind: Container) -> Read {
        let came = self.enter();
        let is_list =
            came.branch.and_then(|branch| self.shape.branch(branch)).is_some_and(|branch| branch.is_list);
        let table = came.branch.filter(|_| kind == Container::Array || is_list);
        let table = table.and_then(|branch| self.plan.table_of(branch));
        // What was gathered of one object does not run into the next.
        if self.row.is_none() && kind == Container::Object {
            self.flush()?;
        }
        self.open.push(Open { branch: came.branch, kind, table, owner: came.owner, items: 0, came });
        Ok(())
    }

    fn end(&mut self) -> Read {
        // The bottom of the stack is the file itself.
        let Some(open) = self.open.pop_if(|_| true) else { return Ok(()) };
        if open.items == 0 && open.branch.is_none_or(|branch| self.shape.is_bare(branch)) {
            self.told(None, open.came)?;
        }
        if self.row.is_none() && open.kind == Container::Object {
            self.flush()?;
        }
        // Tables that lie side by side are told one after the other; the rows of others come by turns.
        if let Some(table) = open.table
            && self.way == 0
        {
            self.close(table)?;
        }
        self.leave(open.came)
    }

    fn without_zeros<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        if !text.contains('\0') {
            return Cow::Borrowed(text);
        }
        let kept: String = text.chars().filter(|letter| *letter != '\0').collect();
        self.zeros += (text.len() - kept.len()) as u64;
        Cow::Owned(kept)
    }
}

impl Taker for Teller<'_, '_> {
    fn take(&mut self, event: &Event<'_>) -> Read {
        match event {
            Event::Begin(kind) => self.begin(*kind),
            Event::Name(name) => {
                if let Some(open) = self.open.last_mut() {
                    open.items += 1;
                }
                (*name).clone_into(&mut self.name);
                Ok(())
            }
            Event::Value(value) => self.value(Some(*value)),
            Event::End => self.end(),
            Event::Over => Ok(()),
        }
    }

    fn break_off(&mut self) -> Read {
        while self.open.len() > 1 {
            self.end()?;
        }
        Ok(())
    }
}
