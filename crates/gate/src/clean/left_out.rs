//! What is not in a copy, and why: counted while the original is read.

use crate::Rule;
use crate::words::count;
use inspect::{Channel, Content, Hiding, PartHead, PartTail, TableTally, Visibility};
use serde::Serialize;
use std::collections::HashMap;

/// One kind of thing that is not in the copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Identifier of the rule that `check` knows it by, or of the channel where no rule is about it.
    pub id: &'static str,
    /// A few words for a person.
    pub what: &'static str,
    /// Why it matters, one sentence; empty where there is nothing to say.
    pub why: &'static str,
    /// Whether a person who opens the original sees it: a picture, a chart, a footer.
    pub seen: bool,
    /// How many there are.
    pub amount: u64,
    /// What is counted.
    pub unit: Unit,
    /// Values in them, where they are lines or tables.
    pub values: u64,
}

impl LeftOut {
    /// "hidden rows: 3 rows, 27 values. Why it matters".
    pub fn sentence(&self) -> String {
        let why = if self.why.is_empty() { String::new() } else { format!(". {}", self.why) };
        format!("{}: {}{why}", self.what, self.amount())
    }

    /// "3 rows, 27 values".
    fn amount(&self) -> String {
        let (one, many) = self.unit.words();
        let amount = count(self.amount, one, many);
        match (self.unit, self.values) {
            (Unit::Rows | Unit::Columns, 0) => format!("{amount} without values"),
            (_, 0) => amount,
            (_, values) => format!("{amount}, {}", count(values, "value", "values")),
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Whole sheets.
    Sheets,
    /// Rows, of a sheet or of a table that is kept elsewhere.
    Rows,
    /// Columns.
    Columns,
    /// Single values.
    Values,
    /// Pieces of text.
    Texts,
    /// Files inside the file, pictures among them.
    Files,
    /// Places that hold something without text.
    Places,
    /// Parts that no reader understood.
    Parts,
    /// Letters.
    Letters,
}

impl Unit {
    /// The word for one, and for many.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Sheets => ("sheet", "sheets"),
            Self::Rows => ("row", "rows"),
            Self::Columns => ("column", "columns"),
            Self::Values => ("value", "values"),
            Self::Texts => ("piece of text", "pieces of text"),
            Self::Files => ("file", "files"),
            Self::Places => ("place", "places"),
            Self::Parts => ("part", "parts"),
            Self::Letters => ("letter", "letters"),
        }
    }
}

/// Bookkeeping of the format, and what a copy does keep: not worth a line.
const UNSAID: &[Channel] = &[
    Channel::ViewSettings,
    Channel::Theme,
    Channel::Styles,
    Channel::Calculation,
    Channel::PackagePart,
    Channel::MergedRange,
    Channel::RichText,
    Channel::FileName,
    Channel::FileType,
];

/// Ways of hiding that every format tells in tables of their own beside the sheet.
const TOLD_BESIDE: Hiding =
    Hiding::UNDER_MERGE.union(Hiding::UNDER_SHAPE).union(Hiding::CONDITIONAL).union(Hiding::ONLY_FAR);

/// Results that a program shows and the file does not hold.
const STALE: &str = "stale-result";

/// What a part is counted as.
#[derive(Debug, Clone, Copy)]
struct Open {
    id: &'static str,
    what: &'static str,
    why: &'static str,
    seen: bool,
    content: Content,
    is_sheet: bool,
    has_text: bool,
}

/// Counts what is left out.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    open: HashMap<u32, Open>,
    lines: Vec<LeftOut>,
}

impl Tally {
    /// A part of the original begins that is not copied. What lies in a file inside the file is that file's.
    pub(crate) fn open(&mut self, head: &PartHead<'_>) {
        if head.file != 0 || UNSAID.contains(&head.channel) {
            return;
        }
        let is_sheet = head.channel == Channel::Sheet;
        let over = match head.channel {
            Channel::UnderMerge => Hiding::UNDER_MERGE,
            Channel::UnderShape => Hiding::UNDER_SHAPE,
            Channel::UnderCondition => Hiding::CONDITIONAL,
            _ => head.hiding,
        };
        let by_hiding = Rule::of_hiding(over).filter(|_| {
            is_sheet || over != head.hiding || head.channel.row().visibility == Visibility::Visible
        });
        let (id, what, why) = by_hiding.or_else(|| Rule::of_channel(head.channel)).map_or_else(
            || (head.channel.id(), head.channel.title(), ""),
            |rule| (rule.id, rule.title, rule.why),
        );
        let seen = head.visibility() == Visibility::Visible;
        // Why something hidden is a danger is said of what is hidden.
        let why = if seen { "" } else { why };
        let open = Open { id, what, why, seen, content: head.content, is_sheet, has_text: false };
        match head.content {
            Content::File => self.add(&open, 1, Unit::Files, 0),
            Content::Mark => self.add(&open, 1, Unit::Places, 0),
            Content::Text | Content::Table => {}
        }
        self.open.insert(head.id, open);
    }

    /// A piece of text of such a part.
    pub(crate) fn segment(&mut self, part: u32) {
        let Some(open) = self.open.get_mut(&part).filter(|open| open.content == Content::Text) else {
            return;
        };
        open.has_text = true;
        let open = *open;
        self.add(&open, 1, Unit::Texts, 0);
    }

    /// Such a part ends.
    pub(crate) fn close(&mut self, tail: &PartTail) {
        let Some(open) = self.open.remove(&tail.id) else { return };
        // A picture has a part for its texts, whether or not there are any.
        if open.content == Content::Text && !open.has_text {
            self.add(&open, 1, Unit::Places, 0);
        }
        let Some(table) = &tail.table else { return };
        if open.is_sheet {
            self.add(&open, 1, Unit::Sheets, table.cells);
        } else if table.rows > 0 {
            self.add(&open, table.rows, Unit::Rows, table.cells);
        }
    }

    /// A sheet that is copied ends: what of it is hidden.
    pub(crate) fn sheet(&mut self, table: &TableTally) {
        let mut told: Vec<(u64, u64)> = Vec::new();
        for line in table.hidden.iter().filter(|line| !TOLD_BESIDE.contains(line.why)) {
            // Lines that are hidden in two ways are hidden once.
            if Hiding::WHOLE_COLUMN.union(Hiding::WHOLE_ROW).contains(line.why) {
                if told.contains(&(line.marked, line.values)) {
                    continue;
                }
                told.push((line.marked, line.values));
            }
            let Some(rule) = Rule::of_hiding(line.why) else { continue };
            let (amount, unit) = if Hiding::WHOLE_ROW.contains(line.why) {
                (line.marked.max(line.rows), Unit::Rows)
            } else if Hiding::WHOLE_COLUMN.contains(line.why) {
                (line.marked, Unit::Columns)
            } else {
                (line.values, Unit::Values)
            };
            self.rule(rule, amount, unit, if unit == Unit::Values { 0 } else { line.values });
        }
    }

    /// Parts that no reader understood.
    pub(crate) fn gap(&mut self) {
        if let Some(rule) = Rule::of_id("unaccounted") {
            self.rule(rule, 1, Unit::Parts, 0);
        }
    }

    /// Sheets that show nothing, and have no place in text files.
    pub(crate) fn empty_sheets(&mut self, sheets: u64) {
        self.line("empty-sheet", "sheets without a visible value", "", true, sheets, Unit::Sheets, 0);
    }

    /// Sheets that were not asked for.
    pub(crate) fn other_sheets(&mut self, sheets: u64) {
        self.line("other-sheet", "sheets that were not asked for", "", true, sheets, Unit::Sheets, 0);
    }

    /// Formulas whose result is computed when the file is opened.
    pub(crate) fn stale(&mut self, formulas: u64) {
        let what = "results that are computed when the file is opened";
        let why = "The copy has the result that is stored, or none: save the original in its program, and copy it again.";
        self.line(STALE, what, why, true, formulas, Unit::Values, 0);
    }

    /// Whether there are such formulas.
    pub(crate) fn has_stale(&self) -> bool {
        self.lines.iter().any(|line| line.id == STALE)
    }

    /// Characters without a shape.
    pub(crate) fn letters(&mut self, letters: u64) {
        let why = "They can carry a message, or the mark of who got the file.";
        self.line("unseen-letters", "letters that have no shape", why, false, letters, Unit::Letters, 0);
    }

    fn rule(&mut self, rule: &'static Rule, amount: u64, unit: Unit, values: u64) {
        self.line(rule.id, rule.title, rule.why, false, amount, unit, values);
    }

    fn add(&mut self, open: &Open, amount: u64, unit: Unit, values: u64) {
        self.line(open.id, open.what, open.why, open.seen, amount, unit, values);
    }

    #[expect(clippy::too_many_arguments, reason = "a line of the list has that many columns")]
    fn line(
        &mut self,
        id: &'static str,
        what: &'static str,
        why: &'static str,
        seen: bool,
        amount: u64,
        unit: Unit,
        values: u64,
    ) {
        if amount == 0 {
            return;
        }
        let same = |line: &&mut LeftOut| line.id == id && line.unit == unit && line.seen == seen;
        match self.lines.iter_mut().find(same) {
            Some(line) => {
                line.amount = line.amount.saturating_add(amount);
                line.values = line.values.saturating_add(values);
            }
            None => self.lines.push(LeftOut { id, what, why, seen, amount, unit, values }),
        }
    }

    /// The list: what nobody sees first, whole sheets before single values.
    pub(crate) fn finish(mut self) -> Vec<LeftOut> {
        self.lines.sort_by_key(|line| (line.seen, line.unit));
        self.lines
    }
}
