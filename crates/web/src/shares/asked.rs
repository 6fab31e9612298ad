//! What was typed into the form of a share, and the share that it asks for.

use crate::form::Form;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::right::ShareData;
use record::time::Moment;
use record::{Field, FieldSet};
use share::{Condition, MARKS, Marks, Order, People, Terms};

/// Names of the fields for conditions.
pub const CONDITIONS: [(&str, &str); 3] =
    [("having-field-1", "having-is-1"), ("having-field-2", "having-is-2"), ("having-field-3", "having-is-3")];

/// What stands in the form.
pub struct Asked {
    /// What it is called.
    pub name: String,
    /// Number of the holder.
    pub holder: String,
    /// What it is for.
    pub purpose: String,
    /// What allows it.
    pub basis: String,
    /// What may be delivered.
    pub fields: FieldSet,
    /// The extract; empty: any.
    pub source: String,
    /// Fields and the values that they must have.
    pub having: Vec<(String, String)>,
    /// Pay numbers of those who are left out; never kept longer than the form.
    pub without: String,
    /// Marks.
    pub marks: Marks,
    /// People who do not exist.
    pub fictitious: String,
    /// Days until it has to be destroyed.
    pub keep_days: String,
    /// Days between two deliveries.
    pub every_days: String,
    /// When nothing is delivered any more.
    pub expires: String,
    /// Why it is right although it singles people out.
    pub despite: String,
}

impl Default for Asked {
    fn default() -> Self {
        // A specimen row belongs to jobs of cards.
        let usual = |mark: &share::Mark| *mark != share::Mark::Specimen;
        let all: Vec<share::Mark> = MARKS.iter().map(|row| row.mark).filter(usual).collect();
        Self {
            name: String::new(),
            holder: String::new(),
            purpose: String::new(),
            basis: String::new(),
            fields: FieldSet::default(),
            source: String::new(),
            having: vec![(String::new(), String::new()); CONDITIONS.len()],
            without: String::new(),
            marks: Marks::of(&all),
            fictitious: "44".into(),
            keep_days: "30".into(),
            every_days: String::new(),
            expires: String::new(),
            despite: String::new(),
        }
    }
}

impl Asked {
    /// As it was sent.
    pub fn read(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        let marks: Vec<share::Mark> =
            MARKS.iter().filter(|row| form.all("mark").any(|id| id == row.id)).map(|row| row.mark).collect();
        Self {
            name: text("name"),
            holder: text("holder"),
            purpose: text("purpose"),
            basis: text("basis"),
            fields: form.all("field").filter_map(Field::named).collect(),
            source: text("source"),
            having: CONDITIONS.iter().map(|(field, is)| (text(field), text(is))).collect(),
            without: text("without"),
            marks: Marks::of(&marks),
            fictitious: text("fictitious"),
            keep_days: text("keep-days"),
            every_days: text("every-days"),
            expires: text("expires"),
            despite: text("despite"),
        }
    }

    /// The share that it asks for; the inner error is for the form.
    pub async fn order(&self, right: &ShareData) -> Result<Result<Order, Errors>, Problem> {
        let mut errors = Errors::none();
        let holder = self.holder.parse::<u32>().ok();
        if holder.is_none() {
            errors.add("holder", "Choose who gets it");
        }
        let needed = [
            ("name", &self.name, "Enter what the share is called"),
            ("purpose", &self.purpose, "Enter what it is for"),
            ("basis", &self.basis, "Enter what allows it"),
        ];
        for (field, text, words) in needed {
            if text.is_empty() {
                errors.add(field, words);
            }
        }
        if self.fields.is_empty() {
            errors.add("field", "Choose the fields that the work needs");
        }
        let fictitious = number(&self.fictitious, "fictitious", "Enter how many, such as 44", &mut errors);
        let keep_days = number(&self.keep_days, "keep-days", "Enter the days, such as 30", &mut errors);
        let every_days = match self.every_days.as_str() {
            "" => None,
            text => number(text, "every-days", "Enter the days, such as 7, or nothing", &mut errors),
        };
        let expires = if let Ok(moment) = Moment::parse(&self.expires) {
            Some(moment.first)
        } else {
            errors.add("expires", "Enter a day, such as 2027-06-30");
            None
        };
        let without = match right.people_of("without", &self.without).await? {
            Ok(people) => people,
            Err(error) => return Ok(Err(if errors.is_empty() { error } else { errors })),
        };
        let having = self.conditions(&mut errors);
        match (holder, fictitious, keep_days, expires) {
            (Some(holder), Some(fictitious), Some(keep_days), Some(expires)) if errors.is_empty() => {
                let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
                Ok(Ok(Order {
                    terms: Terms {
                        name: self.name.clone(),
                        purpose: self.purpose.clone(),
                        basis: self.basis.clone(),
                        people: People {
                            source: some(&self.source),
                            having,
                            only: None,
                            without: without.into_iter().collect(),
                        },
                        despite: some(&self.despite),
                    },
                    holder,
                    fields: self.fields,
                    marks: self.marks,
                    fictitious,
                    keep_days,
                    every_days,
                    expires,
                }))
            }
            _ => Ok(Err(errors)),
        }
    }

    fn conditions(&self, errors: &mut Errors) -> Vec<Condition> {
        let mut conditions = Vec::new();
        for ((field, is), (_, name)) in self.having.iter().zip(CONDITIONS) {
            let values: Vec<String> = is
                .split(';')
                .map(str::trim)
                .filter(|value| !value.is_empty())
                .map(ToOwned::to_owned)
                .collect();
            match (field.is_empty(), values.is_empty()) {
                (true, true) => {}
                (false, false) => conditions.push(Condition { field: field.clone(), is: values }),
                _ => errors.add(name, "Choose a field and enter its values, or leave both"),
            }
        }
        conditions
    }
}

fn number(text: &str, field: &'static str, words: &'static str, errors: &mut Errors) -> Option<u32> {
    let parsed = text.parse().ok();
    if parsed.is_none() {
        errors.add(field, words);
    }
    parsed
}
