//! Photos of a delivery: each marked for this delivery and this person, named by the reference of its row, encoded anew.

use super::{Basis, DeliveredRow};
use crate::deliver::package::Package;
use crate::{Mark, ShareError, Shares};
use marks::photo::Strength;
use marks::{PhotoKey, Subject};
use record::Field;
use std::thread;
use zeroize::Zeroizing;

/// Photos that are in memory at once.
const AT_ONCE: usize = 64;
/// Quality of delivered photos: the mark survives it, and whoever prints them sees no difference.
const QUALITY: u8 = 90;
/// How strongly photos are marked; part of the recipe, so for ever.
pub(crate) const STRENGTH: Strength = Strength::Light;

/// A photo that is to be marked.
struct Waiting {
    name: String,
    key: Option<PhotoKey>,
    jpeg: Zeroizing<Vec<u8>>,
}

/// Name of the photo of a row.
pub(crate) fn name_of(reference: &str) -> String {
    format!("photos/{reference}.jpg")
}

impl Shares<'_> {
    /// Writes the photos of all rows that have one.
    pub(super) async fn photos(
        &self,
        basis: &Basis<'_>,
        rows: &[DeliveredRow],
        package: &mut Package,
    ) -> Result<(), ShareError> {
        let Some(photo) = Field::named("photo").filter(|photo| basis.share.fields.contains(*photo)) else {
            return Ok(());
        };
        let aliases = self.record.aliases(basis.known).await?;
        for rows in rows.chunks(AT_ONCE) {
            let mut waiting = Vec::with_capacity(rows.len());
            for row in rows {
                let (Some(digest), Subject::Person(person)) = (row.values.get(&photo), row.subject) else {
                    continue;
                };
                let mut numbers = vec![person];
                numbers.extend(aliases.others(person));
                // A value without a picture is what an import said of a file that nobody took in.
                let Some(jpeg) = self.record.photo(&numbers, digest).await? else { continue };
                let is_marked = basis.share.marks.has(Mark::Photo);
                let key = is_marked.then(|| basis.key.photo(row.subject));
                waiting.push(Waiting { name: name_of(&row.reference), key, jpeg });
            }
            for (name, jpeg) in marked(waiting)? {
                package.part(&name, |out| out.write_all(&jpeg).map_err(crate::form::unwritten))?;
            }
        }
        Ok(())
    }
}

/// Name in the archive, and a JPEG file.
type NamedPhoto = (String, Zeroizing<Vec<u8>>);

/// Marks and encodes on all cores, and gives the photos in their order.
fn marked(waiting: Vec<Waiting>) -> Result<Vec<NamedPhoto>, ShareError> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = waiting.len().div_ceil(cores).max(1);
    let mut pieces: Vec<Vec<Waiting>> = Vec::new();
    let mut waiting = waiting.into_iter();
    loop {
        let piece: Vec<Waiting> = waiting.by_ref().take(share).collect();
        if piece.is_empty() {
            break;
        }
        pieces.push(piece);
    }
    thread::scope(|scope| {
        let working: Vec<_> = pieces
            .into_iter()
            .map(|piece| scope.spawn(move || piece.into_iter().map(one).collect::<Result<Vec<_>, _>>()))
            .collect();
        let mut photos = Vec::new();
        for work in working {
            let done =
                work.join().map_err(|_| ShareError::Unwritten { what: "a photo could not be marked" })?;
            photos.extend(done?);
        }
        Ok(photos)
    })
}

fn one(photo: Waiting) -> Result<NamedPhoto, ShareError> {
    let unmade = |_| ShareError::Unwritten { what: "a photo could not be made anew" };
    let pixels = portraits::decoded(&photo.jpeg).map_err(unmade)?;
    let pixels = match &photo.key {
        Some(key) => key.mark_rgb(&pixels, STRENGTH),
        None => pixels,
    };
    Ok((photo.name, portraits::encoded(&pixels, QUALITY).map_err(unmade)?))
}
