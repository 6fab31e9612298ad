//! A delivery that somebody else packs: a sealed job of cards. Whether it may leave, who is in it, its number and the key of
//! its marks are decided here as for every delivery, so that it stands among them when a leak is traced.

use super::{Basis, Contents, draft_beside, write};
use crate::deliver::photos::STRENGTH;
use crate::register::Share;
use crate::{Mark, Marks, ShareError, Shares};
use jiff::{SignedDuration, Timestamp};
use marks::photo::Rgb;
use marks::{PhotoKey, Subject};
use record::{FieldSet, KnownAt, Subjects, Writing};
use roaring::RoaringBitmap;
use std::path::Path;
use tempfile::NamedTempFile;

/// A delivery that may be made, and was not yet.
pub struct Packing<'s>(Basis<'s>);

/// Identifier of the form of a sealed job of cards, which is no table.
pub const CARD_JOB_FORM: &str = "card-job";

/// What was packed.
#[derive(Debug, Clone, Copy)]
pub struct Packed {
    /// What is in it; no more than the share allows.
    pub fields: FieldSet,
    /// Identifier of its form.
    pub form: &'static str,
    /// SHA-256 of the list of its parts.
    pub content: [u8; 32],
    /// SHA-256 of the sealed file.
    pub sha256: [u8; 32],
    /// Size of the sealed file.
    pub bytes: u64,
}

/// The mark of one photo in one delivery.
pub struct PhotoMark(PhotoKey);

impl PhotoMark {
    /// The photo with the mark.
    pub fn on(&self, photo: &Rgb) -> Rgb {
        self.0.mark_rgb(photo, STRENGTH)
    }
}

/// Never the key.
impl std::fmt::Debug for PhotoMark {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("PhotoMark")
    }
}

impl<'s> Packing<'s> {
    /// The share.
    pub fn share(&self) -> &'s Share {
        self.0.share
    }

    /// Who is in it.
    pub fn people(&self) -> &RoaringBitmap {
        &self.0.people
    }

    /// What is known to it.
    pub fn known(&self) -> KnownAt {
        self.0.known
    }

    /// SHA-256 of the key of its marks.
    pub fn key_commitment(&self) -> [u8; 32] {
        self.0.key.commitment()
    }

    /// How the photo of a person is marked for this delivery; none: the share does not mark photos.
    pub fn photo_mark(&self, person: u32) -> Option<PhotoMark> {
        let is_marked = self.0.share.marks.has(Mark::Photo);
        is_marked.then(|| PhotoMark(self.0.key.photo(Subject::Person(person))))
    }

    /// Until when it has to be destroyed.
    pub fn destroy_by(&self) -> Result<Timestamp, ShareError> {
        destroy_by(self.0.share, self.0.now)
    }

    /// A draft in the folder of the target: only its owner reads it, and it goes when it is dropped.
    pub fn draft(&self, target: &Path) -> Result<NamedTempFile, ShareError> {
        draft_beside(target)
    }

    /// Puts it on record as part of an act, with a holding about everybody in it: `possible`, where whoever has the file
    /// cannot read it yet. Gives the numbers of the delivery and of the holding.
    pub async fn enter(
        &self,
        writing: &mut Writing<'_>,
        packed: &Packed,
        subjects: Subjects,
    ) -> Result<(u32, u32), ShareError> {
        let allowed = self.0.share.fields;
        if let Some(field) = packed.fields.iter().find(|field| !allowed.contains(*field)) {
            return Err(ShareError::NotAllowed { share: self.0.share.number, title: field.title() });
        }
        let photos = self.0.share.marks.has(Mark::Photo).then_some(Mark::Photo);
        let contents = Contents {
            fields: packed.fields,
            marks: Marks::of(photos.as_slice()),
            form: packed.form,
            content: packed.content,
            sha256: packed.sha256,
            bytes: packed.bytes,
            subjects,
        };
        write(writing, &self.0, contents, self.destroy_by()?).await
    }
}

impl std::fmt::Debug for Packing<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Packing").field("number", &self.0.number).finish_non_exhaustive()
    }
}

/// Until when a delivery of today has to be destroyed.
pub(super) fn destroy_by(share: &Share, now: Timestamp) -> Result<Timestamp, ShareError> {
    now.checked_add(SignedDuration::from_hours(24 * i64::from(share.keep_days)))
        .map_err(|_| ShareError::damaged("a time is out of range"))
}

impl Shares<'_> {
    /// Whether these of the share's people may be delivered now, to be packed by the caller.
    pub async fn packing<'s>(
        &self,
        share: &'s Share,
        only: &RoaringBitmap,
        now: Timestamp,
    ) -> Result<Packing<'s>, ShareError> {
        Ok(Packing(self.basis(share, Some(only), now).await?))
    }
}
