//! What is asked.

use crate::FieldSet;
use crate::holding::{Certainty, Lifetime};
use crate::time::Window;
use jiff::Timestamp;

/// Whose holdings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldersAsked {
    /// Of everybody.
    All,
    /// Of these holders, by number.
    These(Vec<u32>),
}

impl HoldersAsked {
    /// Whether a holder is asked about.
    pub fn include(&self, holder: u32) -> bool {
        match self {
            Self::All => true,
            Self::These(holders) => holders.contains(&holder),
        }
    }

    /// Whether everybody whom the other asks about is asked about here.
    pub(crate) fn cover(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::These(_), Self::All) => false,
            (Self::These(_), Self::These(others)) => others.iter().all(|holder| self.include(*holder)),
        }
    }
}

/// Who was exposed at these holders within this window?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Whose holdings.
    pub holders: HoldersAsked,
    /// When.
    pub window: Window,
    /// Only these fields; none: all.
    pub fields: Option<FieldSet>,
    /// As it was known then; none: as it is known now.
    pub known: Option<Timestamp>,
}

impl Question {
    /// About everything that these holders had within a window, as it is known now.
    pub fn new(holders: HoldersAsked, window: Window) -> Self {
        Self { holders, window, fields: None, known: None }
    }

    /// The fields of a holding that are asked about, if the holding matters, and how sure its time is.
    pub(crate) fn concerns(
        &self,
        holder: u32,
        fields: FieldSet,
        life: &Lifetime,
    ) -> Option<(FieldSet, Certainty)> {
        if !self.holders.include(holder) {
            return None;
        }
        let fields = self.fields.map_or(fields, |asked| asked.intersection(fields));
        if fields.is_empty() {
            return None;
        }
        Some((fields, life.meets(self.window)?))
    }
}
