//! One table under way: its columns are typed by its first rows, then every row is counted as it goes by.

use super::agreement;
use super::cell::{CellClass, Marks, classify};
use super::column::Column;
use super::field::Field;
use super::heading;
use super::key::{KeyPlan, Spelling, Values};
use super::memory::ClassMemory;
use super::named_headings;
use super::nature::{Judgement, judge};
use super::typing::{Typed, types};
use super::view::{MOST_PEOPLE, Views};
use super::voting;
use crate::people::hash::KeyedHash;
use crate::people::same::SeenContent;
use crate::people::told::ToldPeople;
use crate::roster::Asked;
use crate::scan::{Scanner, Shown};
use crate::{Day, IDENTIFIERS, IdentifierIndex, LocalNumbers, lists};
use inspect::Hiding;
use std::collections::{HashMap, HashSet};

/// Rows among which the heading is looked for.
const HEADING_ROWS: usize = 12;

/// Columns that are told apart: as many as a sheet of Excel has, and LibreOffice.
const MOST_COLUMNS: usize = 1 << 14;

/// Full rows that a heading can have above it, being one themselves.
const HEADING_LINES: usize = 2;

/// Rows below a heading that are searched for its words.
const BELOW: usize = 50;

/// What tables are examined with; one for a whole file.
pub(crate) struct Tools<'a, 'm> {
    pub(crate) today: Day,
    pub(crate) hash: KeyedHash,
    pub(crate) local: Option<&'m LocalNumbers>,
    pub(crate) roster: Option<&'a Asked<'a>>,
    pub(crate) scanner: &'a mut Scanner<'m>,
    pub(crate) seen: &'a mut SeenContent,
    pub(crate) told: &'a mut ToldPeople,
    pub(crate) memory: &'a mut ClassMemory,
    /// Records that are no rows: of lists inside single cells, of forms, of headings.
    pub(crate) lists: &'a mut Vec<CellRecord>,
}

/// Where a record that is no row comes from: each kind makes a table of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A list inside a cell or text.
    List,
    /// Labels with values beside them.
    Form,
    /// Names that head columns.
    Heading,
}

/// A record that is no row of its sheet.
#[derive(Debug)]
pub(crate) struct CellRecord {
    /// What hides the cells.
    pub(crate) hiding: Hiding,
    pub(crate) origin: Origin,
    pub(crate) fields: Vec<String>,
}

/// Records from which on a cell is a list: an address has two commas as well.
const LIST_RECORDS: usize = 3;

/// A row that is kept until the columns are typed.
#[derive(Debug, Clone)]
pub(crate) struct KeptRow {
    pub(crate) number: u32,
    pub(crate) hiding: Hiding,
    pub(crate) is_header: bool,
    pub(crate) cells: Vec<(u32, Hiding, String)>,
}

impl KeptRow {
    fn texts(&self) -> Vec<(u32, String)> {
        self.cells.iter().map(|(number, _, text)| (*number, text.clone())).collect()
    }
}

/// What is known of a table before its first row.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TableKind {
    /// What hides the part.
    pub(crate) hiding: Hiding,
    /// Copies (caches) are compared like what is hidden.
    pub(crate) is_copy: bool,
    /// Its columns are lists side by side: values of one row do not belong together.
    pub(crate) is_lists: bool,
}

/// A table, or the part of a sheet between two gaps.
pub(crate) struct TableSegment {
    kind: TableKind,
    /// Name of the sheet and file, for texts.
    place: String,
    pub(crate) columns: Vec<Column>,
    /// Place of each sheet column in the list of columns, plus one.
    places: Vec<u32>,
    /// For each column, cells whose text tells of somebody.
    telling: Vec<u64>,
    /// For each column, what its texts showed: identifiers certain and possible.
    in_text: Vec<Vec<(u64, u64)>>,
    plan: Option<KeyPlan>,
    pub(crate) views: Views,
    spelling: Spelling,
    /// Hashes of a row's values, with the view that each stands in.
    hashes: Vec<(usize, u64)>,
    own: Vec<u64>,
    /// Keys of the people of a row, under which they could be one.
    joins: Vec<u64>,
    pub(crate) rows: u64,
    /// It has more columns than are told apart.
    pub(crate) is_too_wide: bool,
}

impl TableSegment {
    pub(crate) fn new(kind: TableKind, place: &str) -> Self {
        Self {
            kind,
            place: place.to_owned(),
            columns: Vec::new(),
            places: Vec::new(),
            telling: Vec::new(),
            in_text: Vec::new(),
            plan: None,
            views: Views::default(),
            spelling: Spelling::default(),
            hashes: Vec::new(),
            own: Vec::new(),
            joins: Vec::new(),
            rows: 0,
            is_too_wide: false,
        }
    }

    /// Uses a plan that is known from the first time through.
    pub(crate) fn with_plan(mut self, plan: Option<KeyPlan>) -> Self {
        self.plan = plan;
        self
    }

    /// A row goes by.
    pub(crate) fn row<'t>(
        &mut self,
        number: u32,
        hiding: Hiding,
        cells: impl Iterator<Item = (u32, Hiding, &'t str)>,
        tools: &mut Tools<'_, '_>,
    ) {
        self.rows += 1;
        self.count(number, hiding, cells, tools);
    }

    /// Begins with the first rows: finds the heading, types the columns, and counts these rows.
    /// Where no row is a heading, `elsewhere` is: those of the rows beside these, by column.
    pub(crate) fn begin(
        &mut self,
        first: &[KeptRow],
        elsewhere: &[(u32, String)],
        tools: &mut Tools<'_, '_>,
    ) {
        self.rows += first.len() as u64;
        let header = find_header(first, tools.today);
        let titles = titles(first, header, tools.today);
        named_headings::tell(first, header.unwrap_or(0), self.kind.hiding, tools.today, tools.lists);
        if let Some(header) = header {
            for (number, _, text) in &first[header].cells {
                let place = self.place_of(*number);
                self.columns[place].set_header(text);
            }
        } else {
            let own: HashSet<u32> =
                first.iter().flat_map(|row| row.cells.iter().map(|(column, _, _)| *column)).collect();
            for (column, text) in elsewhere.iter().filter(|(column, _)| own.contains(column)) {
                let place = self.place_of(*column);
                self.columns[place].set_header(text);
            }
        }
        // Columns are typed on a copy: each row must be counted once, with the plan in hand.
        if self.plan.is_none() {
            let mut trial = Self::new(self.kind, &self.place);
            for column in &self.columns {
                let place = trial.place_of(column.number);
                trial.columns[place].set_header(&column.header);
            }
            for (index, row) in first.iter().enumerate() {
                if !titles[index] {
                    for (number, _, text) in &row.cells {
                        let place = trial.place_of(*number);
                        trial.observe(place, text, tools);
                    }
                }
            }
            let typed = trial.types(&HashMap::new());
            let mut plan = trial.plan_of(&typed);
            // The trial may have met columns in another order.
            plan.columns = trial.columns.iter().map(|column| column.number).collect();
            for number in plan.columns.clone() {
                self.place_of(number);
            }
            self.plan = Some(plan);
        } else if let Some(plan) = &self.plan {
            for number in plan.columns.clone() {
                self.place_of(number);
            }
        }
        for (index, row) in first.iter().enumerate() {
            let cells = row.cells.iter().map(|(number, hiding, text)| (*number, *hiding, text.as_str()));
            if titles[index] {
                self.count_heading(row.number, row.hiding, cells);
            } else {
                self.count(row.number, row.hiding, cells, tools);
            }
        }
    }

    /// A heading or title is content too, but no row about anybody.
    fn count_heading<'t>(
        &mut self,
        number: u32,
        row_hiding: Hiding,
        cells: impl Iterator<Item = (u32, Hiding, &'t str)>,
    ) {
        if number == 0 {
            // Names of fields that the format stores apart.
            return;
        }
        for (column, hiding, _) in cells {
            let place = self.place_of(column);
            let view = self.views.of(self.kind.hiding | row_hiding | hiding);
            self.views.all[view].heading(number, place);
        }
    }

    fn place_of(&mut self, number: u32) -> usize {
        let index = number as usize;
        if let Some(place) = self.places.get(index).filter(|place| **place > 0) {
            return *place as usize - 1;
        }
        if self.columns.len() >= MOST_COLUMNS {
            // No program shows so many. What they hold is counted, in the last of those that are told apart.
            self.is_too_wide = true;
            return self.columns.len() - 1;
        }
        if self.places.len() <= index {
            self.places.resize(index + 1, 0);
        }
        self.columns.push(Column::new(number));
        self.telling.push(0);
        self.in_text.push(Vec::new());
        self.places[index] = self.columns.len() as u32;
        self.columns.len() - 1
    }

    /// Puts a cell to every test and counts it in its column.
    fn observe(&mut self, place: usize, text: &str, tools: &mut Tools<'_, '_>) -> CellClass {
        let column = &mut self.columns[place];
        let class = tools.memory.class_of(text, tools.today, tools.local);
        column.observe(text, class, &tools.hash);
        if let Some(roster) = tools.roster
            && class.marks.contains(Marks::NAME_SHAPE)
            && roster.has_surname(text)
        {
            column.on_roster += 1;
        }
        if let Some(roster) = tools.roster {
            voting::ask(column, text, roster, &tools.hash);
        }
        let wants_scan = class.marks.contains(Marks::PHRASE)
            || class.marks.contains(Marks::TEXT) && class.passes | class.shapes == 0 && may_hold_number(text);
        if wants_scan {
            let shown = tools.scanner.scan(text, &column.header, &self.place);
            tools.told.cell(text, tools.scanner, tools.roster, &tools.hash);
            self.note(place, shown);
        }
        class
    }

    /// Holds numbers that say something of their owner against the rest of the row.
    fn agree(&mut self, numbers: &[(usize, IdentifierIndex)], values: &Values<'_>, today: Day) {
        for (place, index) in numbers {
            let others = values.texts.iter().enumerate().filter(|(other, _)| other != place);
            let others = others.map(|(_, text)| *text);
            if let Some(agrees) = agreement::agrees(*index, values.get(*place), others, today) {
                let counts = &mut self.columns[*place].agreeing;
                counts.0 += u64::from(agrees);
                counts.1 += 1;
            }
        }
    }

    fn note(&mut self, place: usize, shown: Shown) {
        if shown.is_empty() {
            return;
        }
        if shown.kinds() >= 2 {
            self.telling[place] += 1;
        }
        let counts = &mut self.in_text[place];
        if counts.is_empty() {
            counts.resize(IDENTIFIERS.len(), (0, 0));
        }
        for (kind, count) in counts.iter_mut().enumerate() {
            count.0 += shown.certain >> kind & 1;
            count.1 += shown.possible >> kind & 1;
        }
    }

    /// Counts a row.
    fn count<'t>(
        &mut self,
        number: u32,
        row_hiding: Hiding,
        cells: impl Iterator<Item = (u32, Hiding, &'t str)>,
        tools: &mut Tools<'_, '_>,
    ) {
        let row_hiding = self.kind.hiding | row_hiding;
        let mut values = Values { texts: Vec::new() };
        let mut touched = 0_u32;
        let mut personal = 0_u32;
        let mut owners: Vec<(usize, IdentifierIndex)> = Vec::new();
        self.hashes.clear();
        let compares =
            if row_hiding.is_seen() && !self.kind.is_copy { tools.seen.wants_rows() } else { true };
        for (column, hiding, text) in cells {
            let place = self.place_of(column);
            let class = self.observe(place, text, tools);
            owners.extend(agreement::telling(class.passes).map(|index| (place, index)));
            if text.len() > 40 {
                let records = lists::records(text);
                if records.len() >= LIST_RECORDS {
                    let hiding = row_hiding | hiding;
                    tools.lists.extend(records.into_iter().map(|record| CellRecord {
                        hiding,
                        origin: Origin::List,
                        fields: record.into_iter().map(ToOwned::to_owned).collect(),
                    }));
                }
            }
            let view = self.views.of(row_hiding | hiding);
            self.views.all[view].cell(number, place);
            touched |= 1 << view;
            if self.plan.as_ref().is_some_and(|plan| plan.personal.get(place).copied().unwrap_or(false)) {
                personal |= 1 << view;
            }
            if values.texts.len() <= place {
                values.texts.resize(place + 1, "");
            }
            values.texts[place] = text;
            if compares {
                self.hashes.push((view, tools.hash.of(&[text.trim().as_bytes()])));
            }
        }
        self.agree(&owners, &values, tools.today);
        self.compare(touched, tools);
        self.sample(touched, &values);
        if personal != 0 {
            self.key(personal, &values, tools);
        }
    }

    /// Keeps the row for comparison of what is hidden with what is seen.
    fn compare(&mut self, touched: u32, tools: &mut Tools<'_, '_>) {
        if self.hashes.is_empty() {
            return;
        }
        for place in bits(touched) {
            // Only what stands in the same view: a value in a hidden column is not seen because the rest of its row is.
            self.own.clear();
            self.own.extend(self.hashes.iter().filter(|(view, _)| *view == place).map(|(_, hash)| *hash));
            let view = &mut self.views.all[place];
            if view.hiding.is_seen() && !self.kind.is_copy {
                tools.seen.row(&self.own);
            } else if view.content.wants_rows() {
                if self.kind.is_lists {
                    view.content.lone_values(&self.own);
                } else {
                    view.content.row(&self.own);
                }
            }
        }
    }

    fn sample(&mut self, touched: u32, values: &Values<'_>) {
        for view in bits(touched) {
            let view = &mut self.views.all[view];
            if view.wants_sample() {
                view.samples.push(values.texts.iter().map(|text| text.chars().take(60).collect()).collect());
            }
        }
    }

    /// Counts the row's person in the views that show something about people.
    fn key(&mut self, personal: u32, values: &Values<'_>, tools: &mut Tools<'_, '_>) {
        let Some(plan) = &self.plan else { return };
        self.joins.clear();
        for which in 0..plan.people.len() {
            let Some(key) = plan.key(which, values, &mut self.spelling, &tools.hash) else { continue };
            let is_echo = key.join.is_some_and(|join| self.joins.contains(&join));
            if self.joins.len() < MOST_PEOPLE {
                self.joins.extend(key.join);
            }
            let candidates = tools.roster.map(|roster| {
                let name = plan.people[which].name(values);
                let can_ask = !name.surname.is_empty() || !name.number.is_empty() || !name.email.is_empty();
                can_ask.then(|| roster.candidates(&name))
            });
            let main = plan.main.get(which).copied().unwrap_or((key.basis, key.kind));
            for view in bits(personal) {
                let people = self.views.all[view].tally(which, main);
                people.row(key);
                if is_echo {
                    people.echo();
                }
                if let Some(Some(candidates)) = &candidates {
                    people.roster.row(candidates.clone());
                }
            }
        }
    }

    /// The table is over: final types, over all rows. Returns whether the rows were counted by the plan that these types
    /// make.
    /// `beside` are the fields of the rows beside these, by column.
    pub(crate) fn finish(&mut self, beside: &HashMap<u32, Field>) -> Finished {
        let typed = self.types(beside);
        let judgement = judge(&mut self.columns, &typed, &self.telling, |_| true);
        let mut plan = self.plan_of(&typed);
        plan.columns = self.columns.iter().map(|column| column.number).collect();
        let used = self.plan.take().unwrap_or_default();
        let is_as_counted = used.is_same_key(&plan);
        Finished { typed, judgement, plan, is_as_counted }
    }

    fn types(&mut self, beside: &HashMap<u32, Field>) -> Vec<Typed> {
        let mut typed = types(&mut self.columns, beside);
        voting::by_roster(&mut self.columns, &mut typed);
        typed
    }

    fn plan_of(&mut self, typed: &[Typed]) -> KeyPlan {
        let plan = KeyPlan::of(&mut self.columns, typed);
        if self.kind.is_lists { plan.of_lists(&self.columns) } else { plan }
    }

    /// Headings by column.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (u32, String)> + use<'_> {
        let headed = self.columns.iter().filter(|column| !column.header.is_empty());
        headed.map(|column| (column.number, column.header.clone()))
    }

    /// What each column is about, by these rows alone.
    pub(crate) fn fields(&mut self) -> Vec<(u32, Field)> {
        let typed = self.types(&HashMap::new());
        self.columns.iter().zip(typed).map(|(column, typed)| (column.number, typed.field)).collect()
    }

    /// What the table is to somebody who sees only these columns.
    pub(crate) fn judge_some(&mut self, finished: &Finished, cells: &[u64]) -> Judgement {
        let is_there = |place: usize| cells.get(place).copied().unwrap_or(0) > 0;
        judge(&mut self.columns, &finished.typed, &self.telling, is_there)
    }

    /// Identifiers that the texts of a column showed: kind, certain, possible.
    pub(crate) fn identifiers_in_text(&self, place: usize) -> impl Iterator<Item = (usize, u64, u64)> {
        self.in_text[place].iter().enumerate().map(|(kind, (certain, possible))| (kind, *certain, *possible))
    }

    /// The field of a column by its sheet number, when it is typed.
    pub(crate) fn telling_of(&self, place: usize) -> u64 {
        self.telling[place]
    }
}

/// What is known of a table at its end.
pub(crate) struct Finished {
    pub(crate) typed: Vec<Typed>,
    pub(crate) judgement: Judgement,
    pub(crate) plan: KeyPlan,
    pub(crate) is_as_counted: bool,
}

impl Finished {
    /// Whether a field is among the columns.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.typed.iter().any(|typed| typed.field == field)
    }
}

/// The heading among the first rows: a row that the format calls so, or the most likely one.
pub(crate) fn find_header(first: &[KeptRow], today: Day) -> Option<usize> {
    if let Some(place) = first.iter().take(HEADING_ROWS).position(|row| row.is_header) {
        return Some(place);
    }
    let places = places_of_values(first);
    let mut best: Option<(f32, usize)> = None;
    for place in 0..first.len().min(HEADING_ROWS) {
        let row = first[place].texts();
        // A single cell heads a single column only.
        if row.len() < 2 && first.get(place + 1).is_some_and(|next| next.cells.len() > 1) {
            continue;
        }
        let next = first.get(place + 1).map(KeptRow::texts);
        // What stands again above or further down is a value.
        let again = row.iter().filter(|(column, text)| {
            let rows = places.get(&(*column, text.as_str())).map(Vec::as_slice).unwrap_or_default();
            rows.iter().any(|other| *other != place && *other <= place + BELOW)
        });
        #[expect(clippy::cast_precision_loss, reason = "a few cells")]
        let bits = heading::bits(&row, next.as_deref(), today) - 6.0 * again.count() as f32;
        if bits > 0.0 && best.is_none_or(|(most, _)| bits > most + 2.0) {
            best = Some((bits, place));
        }
    }
    best.map(|(_, place)| place)
}

/// Which of the first rows are the heading, or titles and remarks above it.
///
/// Above a heading there can be a second line of it, or two. Rows as full as the heading that hold a number or a date, or
/// more of them than that, are rows of the table: somebody who writes the heading last hides nobody.
fn titles(first: &[KeptRow], header: Option<usize>, today: Day) -> Vec<bool> {
    let Some(header) = header else { return vec![false; first.len()] };
    let mut titles: Vec<bool> = (0..first.len()).map(|index| index <= header).collect();
    let is_full = |row: &KeptRow| row.cells.len() > 1 && row.cells.len() * 2 > first[header].cells.len();
    // A few rows in the words of headings are lines of this one; many are rows that hold such words: "Crime", "Roads".
    let mut full: Vec<usize> = (0..header).filter(|index| is_full(&first[*index])).collect();
    if full.len() <= HEADING_LINES {
        full.retain(|index| heading_bits(first, *index, today) <= 0.0);
    }
    let has_value = |index: usize| {
        first[index].cells.iter().any(|(_, _, text)| {
            let class = classify(text, today, None);
            class.passes | class.shapes != 0 || class.marks.contains(Marks::DATE)
        })
    };
    for index in full.iter().copied().filter(|index| full.len() > HEADING_LINES || has_value(*index)) {
        titles[index] = false;
    }
    titles
}

/// What speaks for one of the first rows being a heading.
fn heading_bits(first: &[KeptRow], index: usize, today: Day) -> f32 {
    let next = first.get(index + 1).map(KeptRow::texts);
    heading::bits(&first[index].texts(), next.as_deref(), today)
}

/// In which of the first rows each value stands, by its column. Short ones say nothing.
fn places_of_values(first: &[KeptRow]) -> HashMap<(u32, &str), Vec<usize>> {
    let mut places: HashMap<(u32, &str), Vec<usize>> = HashMap::new();
    for (place, row) in first.iter().enumerate().take(HEADING_ROWS + BELOW) {
        for (column, _, text) in row.cells.iter().filter(|(_, _, text)| text.len() > 2) {
            places.entry((*column, text.as_str())).or_default().push(place);
        }
    }
    places
}

/// Whether a short text may hold a number among words: enough digits, and letters beside them.
fn may_hold_number(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 5 && text.contains(' ') || text.contains('@')
}

fn bits(mut set: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        if set == 0 {
            return None;
        }
        let bit = set.trailing_zeros() as usize;
        set &= set - 1;
        Some(bit)
    })
}
