//! Designs of cards: those that come with Tipstaff, and those that the force brought.

use crate::{CardError, CardOffice};
use cards::face::{self, Field as Place, STAFF_PASS, Template, WARRANT_CARD};
use jiff::Timestamp;
use record::{Actor, CARD_DESIGN, CardDesignKept, Recorded};
use std::collections::BTreeSet;

/// Designs that come with Tipstaff, by name.
pub static DESIGNS: &[(&str, face::Design)] = &[("warrant-card", WARRANT_CARD), ("staff-pass", STAFF_PASS)];

/// Longest name, in letters.
const LONGEST_NAME: usize = 40;

/// Both faces of a card.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is called.
    pub name: String,
    /// The front.
    pub front: Template,
    /// The back.
    pub back: Template,
}

impl Design {
    fn parse(name: &str, front: &str, back: &str) -> Result<Self, CardError> {
        let (front, back) = (Template::parse(front)?, Template::parse(back)?);
        if front.orientation() != back.orientation() {
            return Err(CardError::NoSense {
                what: "one face of the design is upright, and the other is not".into(),
                fix: "Draw both the same way round",
            });
        }
        Ok(Self { name: name.to_owned(), front, back })
    }

    /// Texts that it has places for.
    pub fn texts(&self) -> BTreeSet<Place> {
        self.front.fields().iter().chain(self.back.fields()).copied().collect()
    }

    /// Whether it has a place for a photo.
    pub fn has_photo(&self) -> bool {
        self.front.has_photo() || self.back.has_photo()
    }

    /// The same without a place for a code.
    #[must_use]
    pub fn without_code(&self) -> Self {
        Self { name: self.name.clone(), front: self.front.without_code(), back: self.back.without_code() }
    }
}

impl CardOffice<'_> {
    /// Keeps a design of the force's own, or another one under its name.
    pub async fn keep_design(
        &self,
        by: &Actor,
        name: &str,
        front: &str,
        back: &str,
        now: Timestamp,
    ) -> Result<Recorded, CardError> {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        let is_ours = DESIGNS.iter().any(|(ours, _)| *ours == name);
        if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(is_plain) || is_ours {
            return Err(CardError::NoSense {
                what: "a design is called by letters, digits, dashes and dots, and not as one that comes with Tipstaff".into(),
                fix: "Choose another name, such as warrant-2027",
            });
        }
        Design::parse(name, front, back)?;
        let mut writing = self.record.begin("keep a design of cards", now).await?;
        let before = writing
            .read("SELECT number FROM card_design WHERE name = $1 AND ended IS NULL", &[name.into()])
            .await?;
        if let Some(row) = before.first() {
            writing.end(&CARD_DESIGN, &[row.integer(0)?]).await?;
        }
        let number = writing.reserve(&CARD_DESIGN, 1).await?;
        let front = writing.sealed(&CARD_DESIGN, number, "front", front)?;
        let back = writing.sealed(&CARD_DESIGN, number, "back", back)?;
        writing.insert(&CARD_DESIGN, number, vec![vec![name.into(), front.into(), back.into()]]).await?;
        Ok(writing.commit(&CardDesignKept { name: name.to_owned() }, by, &[]).await?)
    }

    /// The design of this name, as it is now.
    pub async fn design(&self, name: &str) -> Result<Design, CardError> {
        if let Some((_, design)) = DESIGNS.iter().find(|(ours, _)| *ours == name) {
            return Design::parse(name, design.front, design.back);
        }
        let rows = self
            .record
            .read(
                "SELECT number, front, back FROM card_design WHERE name = $1 AND ended IS NULL",
                &[name.into()],
            )
            .await?;
        let row = rows.first().ok_or_else(|| CardError::Unknown { what: format!("design {name}") })?;
        let opened = |column, at| {
            let sealed = row.bytes(at)?;
            Ok::<_, CardError>(self.record.opened(&CARD_DESIGN, row.integer(0)?, column, sealed)?)
        };
        Design::parse(name, &opened("front", 1)?, &opened("back", 2)?)
    }

    /// Names of all designs, those of the force's own last.
    pub async fn designs(&self) -> Result<Vec<String>, CardError> {
        let rows =
            self.record.read("SELECT name FROM card_design WHERE ended IS NULL ORDER BY name", &[]).await?;
        let mut names: Vec<String> = DESIGNS.iter().map(|(name, _)| (*name).to_owned()).collect();
        for row in &rows {
            names.push(row.text(0)?.to_owned());
        }
        Ok(names)
    }
}
