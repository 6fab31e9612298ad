//! Photos of people: kept sealed under the key of the person, so that erasing the person erases them.
//!
//! The photo of a time is found by its SHA-256, which is the person's value of the field `photo`: so photos change, are
//! imported and are compared like any other value, and nothing else has to carry them about.

use super::chunk::Chunk;
use crate::act::PhotosKept;
use crate::actor::{Actor, narrow};
use crate::keys::Keys;
use crate::ledger::{Recorded, hex};
use crate::{Record, RecordError, table};
use jiff::Timestamp;
use keyring::Cell;
use sha2::{Digest, Sha256};
use store::Value;
use zeroize::Zeroizing;

/// Most photos of one act.
pub const MOST_PHOTOS: usize = 1_000;
/// Largest photo, in bytes.
pub const LARGEST_PHOTO: usize = 2 << 20;

/// A photo to be kept.
pub struct NewPhoto {
    /// Number of the person.
    pub person: u32,
    /// A JPEG file.
    pub jpeg: Zeroizing<Vec<u8>>,
}

impl Record {
    /// Keeps photos. One that is kept for the person already is not kept twice; gives how many were new.
    pub async fn keep_photos(
        &self,
        by: &Actor,
        photos: &[NewPhoto],
        now: Timestamp,
    ) -> Result<(u64, Option<Recorded>), RecordError> {
        let too_much = |what: &str, limit: usize| RecordError::Limit {
            what: what.into(),
            limit: limit as u64,
            fix: "Keep fewer at once, or make it smaller".into(),
        };
        if photos.len() > MOST_PHOTOS {
            return Err(too_much("the photos of one act", MOST_PHOTOS));
        }
        if photos.iter().any(|photo| photo.jpeg.len() > LARGEST_PHOTO) {
            return Err(too_much("the bytes of a photo", LARGEST_PHOTO));
        }
        let mut people: Vec<u32> = photos.iter().map(|photo| photo.person).collect();
        people.sort_unstable();
        people.dedup();
        let chunk = Chunk::of(people);
        let mut writing = self.begin("keep photos", now).await?;
        let sealers = chunk.sealers(&mut writing).await?;
        let (condition, values) = chunk.condition("person");
        let known =
            writing.read(&format!("SELECT person, tag FROM person_photo WHERE {condition}"), &values).await?;
        let mut known = known
            .iter()
            .map(|row| Ok((narrow(row.integer(0)?, "a person's number")?, row.bytes(1)?.to_vec())))
            .collect::<Result<std::collections::HashSet<(u32, Vec<u8>)>, RecordError>>()?;
        let fresh: Vec<(&NewPhoto, Vec<u8>)> = photos
            .iter()
            .map(|photo| (photo, tag(self.keys(), photo.person, &photo_digest(&photo.jpeg))))
            .filter(|(photo, tag)| known.insert((photo.person, tag.clone())))
            .collect();
        if fresh.is_empty() {
            return Ok((0, None));
        }
        let first = writing.reserve(&table::PERSON_PHOTO, fresh.len()).await?;
        let mut rows: Vec<Vec<Value>> = Vec::with_capacity(fresh.len());
        for (row, (photo, tag)) in (first..).zip(&fresh) {
            let sealer = sealers.get(&photo.person).ok_or_else(|| RecordError::Unknown {
                what: format!("person {}", photo.person),
                fix: "Import the people first: tipstaff people import FILE".into(),
            })?;
            let bytes = sealer.seal(cell(row), &photo.jpeg)?;
            rows.push(vec![i64::from(photo.person).into(), tag.clone().into(), bytes.into()]);
        }
        let photos = rows.len() as u64;
        writing.insert(&table::PERSON_PHOTO, first, rows).await?;
        Ok((photos, Some(writing.commit(&PhotosKept { photos }, by, &[]).await?)))
    }

    /// The photo of this SHA-256 (hexadecimal digits), kept under one of these numbers of a person; none if it is not kept.
    /// Whoever shows it writes that first ([`Record::write_names_shown`]).
    pub async fn photo(
        &self,
        people: &[u32],
        sha256: &str,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, RecordError> {
        for person in people {
            let chunk = Chunk::of([*person]);
            let (keys, values) = chunk.keys();
            let keys = self.store().read(&keys, &values).await?;
            let sealers = chunk.opened(self, &keys)?;
            let rows = self
                .store()
                .read(
                    "SELECT number, photo FROM person_photo WHERE person = $1 AND tag = $2",
                    &[i64::from(*person).into(), tag(self.keys(), *person, sha256).into()],
                )
                .await?;
            if let (Some(row), Some(sealer)) = (rows.first(), sealers.get(person)) {
                let opened = sealer.open(cell(row.integer(0)?), row.bytes(1)?)?;
                return Ok(Some(opened));
            }
        }
        Ok(None)
    }
}

/// The value of the field `photo` that names this photo: its SHA-256, in hexadecimal digits.
pub fn photo_digest(jpeg: &[u8]) -> String {
    hex(&Sha256::digest(jpeg))
}

/// Two people with the same picture have different tags: the database does not tell who shares one.
fn tag(keys: &Keys, person: u32, sha256: &str) -> Vec<u8> {
    keys.tag("photo", &format!("{person}\n{}", sha256.trim().to_ascii_lowercase())).to_vec()
}

/// The place that a photo is sealed to.
fn cell(row: i64) -> Cell<'static> {
    Cell { table: table::PERSON_PHOTO.name, row, column: "photo" }
}
