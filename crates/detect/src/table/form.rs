//! Forms: labels with their values beside them ("Name: Tara Lomax, DOB: 3/4/1985"), one person below or beside the other.
//! Each becomes a row under the labels as headings, so that people in forms are counted by the same engine as those in
//! tables.

use super::cell::{CellClass, Marks, classify};
use super::field::{self, Field};
use super::segment::{CellRecord, KeptRow, Origin};
use crate::thresholds::{FORM_LABELS, FORM_ROWS};
use crate::{Day, IDENTIFIERS, Strength};
use inspect::Hiding;

/// Longest label, in characters, and the most labels of a form.
const LONGEST_LABEL: usize = 40;
const MOST_LABELS: usize = 60;

/// The forms of one sheet.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    /// Labels as headings are compared, in the order of the columns that they become.
    labels: Vec<String>,
    /// Ways of being hidden whose heading is told.
    headed: Vec<Hiding>,
    /// The form under way.
    values: Vec<String>,
    hiding: Hiding,
    signs: Signs,
    is_on: bool,
}

/// What the form under way holds.
#[derive(Debug, Default, Clone, Copy)]
struct Signs {
    has_name: bool,
    /// What people have and offices have not.
    has_trait: bool,
}

impl Forms {
    /// Whether the table under way is made of forms.
    pub(crate) fn are_there(&self) -> bool {
        self.is_on
    }

    /// The first rows of a table: decides whether they are forms, and takes them. `hiding` is that of the part.
    pub(crate) fn begin(&mut self, rows: &[KeptRow], hiding: Hiding, today: Day, out: &mut Vec<CellRecord>) {
        let mut labels: Vec<String> = Vec::new();
        let mut paired = 0;
        for row in rows {
            let cells = row.cells.iter().map(|(column, _, text)| (*column, text.as_str()));
            let pairs = pairs(cells, today);
            // A form's row begins with a label.
            let first = row.cells.first().map(|(column, _, _)| *column);
            paired += usize::from(pairs.first().is_some_and(|pair| Some(pair.column) == first));
            for pair in pairs {
                if labels.len() < MOST_LABELS && !labels.contains(&pair.label) {
                    labels.push(pair.label);
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a share of a few hundred rows")]
        let share = paired as f32 / rows.len().max(1) as f32;
        self.is_on = labels.len() >= FORM_LABELS && share >= FORM_ROWS;
        if !self.is_on {
            return;
        }
        for label in labels {
            if !self.labels.contains(&label) && self.labels.len() < MOST_LABELS {
                self.labels.push(label);
            }
        }
        for row in rows {
            let cells = row.cells.iter().map(|(column, hiding, text)| (*column, *hiding, text.as_str()));
            self.row(hiding | row.hiding, cells, today, out);
        }
    }

    /// A row of the table under way.
    pub(crate) fn row<'t>(
        &mut self,
        row_hiding: Hiding,
        cells: impl Iterator<Item = (u32, Hiding, &'t str)>,
        today: Day,
        out: &mut Vec<CellRecord>,
    ) {
        let mut hiding = row_hiding;
        let cells: Vec<(u32, &str)> = cells
            .map(|(column, own, text)| {
                hiding |= own;
                (column, text)
            })
            .collect();
        for pair in pairs(cells.into_iter(), today) {
            let Some(place) = self.labels.iter().position(|label| *label == pair.label) else { continue };
            // A label that stands there again begins the next form.
            if self.values.get(place).is_some_and(|value| !value.is_empty()) {
                self.end(out);
            }
            if self.values.len() <= place {
                self.values.resize(place + 1, String::new());
            }
            pair.value.clone_into(&mut self.values[place]);
            self.hiding |= hiding;
            self.signs.has_name |= pair.signs.has_name;
            self.signs.has_trait |= pair.signs.has_trait;
        }
    }

    /// The form under way is over. What names nobody, or an office with its telephone, is left out.
    pub(crate) fn end(&mut self, out: &mut Vec<CellRecord>) {
        let values = std::mem::take(&mut self.values);
        let (hiding, signs) = (std::mem::take(&mut self.hiding), std::mem::take(&mut self.signs));
        if !signs.has_name || !signs.has_trait {
            return;
        }
        if !self.headed.contains(&hiding) {
            self.headed.push(hiding);
            out.push(CellRecord { hiding, origin: Origin::Form, fields: self.labels.clone() });
        }
        out.push(CellRecord { hiding, origin: Origin::Form, fields: values });
    }

    /// The table is over.
    pub(crate) fn finish(&mut self, out: &mut Vec<CellRecord>) {
        self.end(out);
        self.is_on = false;
    }
}

/// A label and what stands beside it.
struct Pair<'t> {
    /// Column of the label.
    column: u32,
    label: String,
    value: &'t str,
    signs: Signs,
}

fn pairs<'t>(cells: impl Iterator<Item = (u32, &'t str)>, today: Day) -> Vec<Pair<'t>> {
    let mut pairs = Vec::new();
    let mut before: Option<(u32, Label)> = None;
    for (column, text) in cells {
        let label = label(text);
        if let Some((at, known)) = before.take() {
            let class = classify(text, today, None);
            let is_value = label.is_none() || known.is_involvement && class.marks.contains(Marks::WHOLE_NAME);
            if is_value && let Some(signs) = signs(&known, text, class) {
                pairs.push(Pair { column: at, label: known.heading, value: text, signs });
                continue;
            }
        }
        before = label.map(|label| (column, label));
    }
    pairs
}

struct Label {
    /// As headings are compared.
    heading: String,
    field: Field,
    /// "Victim", with a name beside it.
    is_involvement: bool,
}

/// What a label names: a field of a person, or a role in which somebody stands beside it.
fn label(text: &str) -> Option<Label> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_LABEL {
        return None;
    }
    let mut spelt = String::new();
    crate::spell(text, &mut spelt);
    let named = field::named(&spelt);
    let first = named.first().filter(|name| name.is_whole || text.ends_with(':'));
    if let Some(name) = first.filter(|name| name.field.is_personal()) {
        return Some(Label { heading: spelt, field: name.field, is_involvement: false });
    }
    let is_involvement = super::closed::value(text.trim_end_matches(':')).contains(Marks::INVOLVEMENT);
    is_involvement.then(|| Label { heading: format!("{spelt} name"), field: Field::FullName, is_involvement })
}

/// What a value says under its label; `None` when it is no value of such a label.
fn signs(label: &Label, text: &str, class: CellClass) -> Option<Signs> {
    let has = |marks: Marks| class.marks.intersects(marks);
    let is_name = has(Marks::NAME_SHAPE | Marks::SMALL | Marks::WHOLE_NAME) && !has(Marks::ORDINARY);
    if label.is_involvement && !(is_name && has(Marks::WHOLE_NAME | Marks::SEVERAL)) {
        return None;
    }
    let has_trait = match label.field {
        Field::Identifier(index) => {
            let identifier = IDENTIFIERS.get(index.place())?;
            let passes = (class.passes | class.shapes) >> index.place() & 1 == 1;
            identifier.id == "date-of-birth" && has(Marks::DATE)
                || identifier.strength == Strength::Person && passes && identifier.id != "email"
        }
        Field::ServiceNumber | Field::PayNumber | Field::WarrantNumber => {
            text.bytes().any(|byte| byte.is_ascii_digit())
        }
        Field::Sex => has(Marks::SEX),
        Field::Age => has(Marks::AGE),
        Field::Ethnicity => has(Marks::ETHNICITY),
        Field::Rank => has(Marks::RANK),
        Field::Address => has(Marks::STREET) && text.bytes().any(|byte| byte.is_ascii_digit()),
        _ => label.is_involvement || has(Marks::INVOLVEMENT),
    };
    let is_role = matches!(label.heading.as_str(), "complainant" | "aggrieved" | "nominal");
    let has_name = is_name && matches!(label.field, Field::Surname | Field::FullName);
    Some(Signs { has_name, has_trait: has_trait || has_name && is_role })
}
