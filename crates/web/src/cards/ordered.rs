//! What was typed into the form of an order, and the order that it asks for.

use crate::form::Form;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use crate::right::OrderCards;
use card_office::{CardOrder, KINDS, KindRow, Mode, SensitivePeople};
use jiff::civil::Date;
use share::People;

/// What stands in the form.
pub struct Asked {
    /// Name of the design.
    pub design: String,
    /// Kind of holder.
    pub kind: String,
    /// Last day.
    pub until: String,
    /// Who prints: `in-force`, or `share`.
    pub printed: String,
    /// Number of the share.
    pub share: String,
    /// The extract; empty: any.
    pub source: String,
    /// Pay numbers of those who get one; empty: everybody. Never kept longer than the form.
    pub only: String,
    /// Pay numbers of those at risk; never kept longer than the form.
    pub sensitive: String,
    /// Whether it was said that nobody is.
    pub nobody: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            design: String::new(),
            kind: KINDS.first().map(|row| row.id.to_owned()).unwrap_or_default(),
            until: String::new(),
            printed: String::new(),
            share: String::new(),
            source: String::new(),
            only: String::new(),
            sensitive: String::new(),
            nobody: false,
        }
    }
}

impl Asked {
    /// As it was sent.
    pub fn read(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            design: text("design"),
            kind: text("kind"),
            until: text("until"),
            printed: text("printed"),
            share: text("share"),
            source: text("source"),
            only: text("only"),
            sensitive: text("sensitive"),
            nobody: form.ticked("nobody"),
        }
    }

    /// The order that it asks for; the inner error is for the form.
    pub async fn order(&self, right: &OrderCards) -> Result<Result<CardOrder, Errors>, Problem> {
        let mut errors = Errors::none();
        let kind = KindRow::named(&self.kind);
        if kind.is_none() {
            errors.add("kind", "Choose who the cards are for");
        }
        if self.design.is_empty() {
            errors.add("design", "Choose a design");
        }
        let until = self.until.parse::<Date>().ok();
        if until.is_none() {
            errors.add("until", "Enter a day, such as 2029-12-31");
        }
        let share = self.share.parse::<u32>().ok();
        let mode = match (self.printed.as_str(), share) {
            ("in-force", _) => Some((Mode::InForce, None)),
            ("share", Some(share)) => Some((Mode::SealedJob, Some(share))),
            ("share", None) => {
                errors.add("share", "Choose the share under which the print service gets faces");
                None
            }
            _ => {
                errors.add("printed", "Choose who prints the cards");
                None
            }
        };
        if self.sensitive.is_empty() != self.nobody {
            errors.add(
                "sensitive",
                "Say who is at risk, or that the unit that knows was asked and nobody is; not both",
            );
        }
        let only = match right.people_of("only", &self.only).await? {
            Ok(people) => Some(people).filter(|_| !self.only.is_empty()),
            Err(error) => return Ok(Err(if errors.is_empty() { error } else { errors })),
        };
        let sensitive = match right.people_of("sensitive", &self.sensitive).await? {
            Ok(people) => people,
            Err(error) => return Ok(Err(if errors.is_empty() { error } else { errors })),
        };
        let (Some(kind), Some(last_day), Some((mode, share)), true) = (kind, until, mode, errors.is_empty())
        else {
            return Ok(Err(errors));
        };
        let people = People {
            source: Some(self.source.clone()).filter(|source| !source.is_empty()),
            having: Vec::new(),
            only: only.map(|people| people.into_iter().collect()),
            without: Vec::new(),
        };
        Ok(Ok(CardOrder {
            mode,
            share,
            design: self.design.clone(),
            kind,
            last_day,
            people: right.people(&people).await?,
            sensitive: if self.nobody { SensitivePeople::Nobody } else { SensitivePeople::These(sensitive) },
        }))
    }
}
