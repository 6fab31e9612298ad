//! Photos of people were taken in.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Photos were kept, made anew from their pixels. Since when they are of use is in the import that names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PhotosKept {
    /// How many.
    pub photos: u64,
}

impl Act for PhotosKept {
    const KIND: &'static str = "photos-kept";
    const TITLE: &'static str = "Photos kept";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::DataProtection, Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::PERSON_PHOTO];

    fn sentence(&self) -> String {
        format!("{} kept, without what cameras write.", counted(self.photos, "photo was", "photos were"))
    }

    fn example() -> Self {
        Self { photos: 1_000 }
    }
}
