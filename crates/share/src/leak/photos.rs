//! Photos that got out: whose they may be, and what of a delivery's mark is in them.

use super::recipes::Secrets;
use crate::{ShareError, Shares};
use marks::Subject;
use marks::evidence::PhotoScore;
use marks::photo::{Difference, Luma, Original, Rgb};
use portraits::Likeness;
use reading::Picture;
use record::{Field, FieldSet};
use std::collections::HashMap;
use std::sync::Mutex;
use std::thread;
use trace::{DeliveryId, Keys, Photo, PhotoMarks};
use zeroize::Zeroizing;

/// Originals that a picture is laid over, the likeliest first.
const TRIED: usize = 8;
/// Originals that are looked at more closely before.
const LOOKED_AT: usize = 400;
/// Least likeness of an original that is looked at, and of one that is tried, from -1 to 1.
const ALIKE: f32 = 0.4;
const CLOSELY_ALIKE: f32 = 0.7;
/// Least likeness of a picture and the original it was laid over, from -1 to 1: then it is a copy of it.
const COPY: f32 = 0.9;
/// How much more may be left of a picture than of the best match, and what is always noise: parts of what it shows.
const MORE_NOISE: f32 = 2.0;
const LEAST_NOISE: f32 = 0.001;
/// Originals that are decoded at once.
const AT_ONCE: usize = 256;

/// An original of the record.
struct Kept {
    person: u32,
    sha256: String,
    numbers: Vec<u32>,
    likeness: Likeness,
    recorded: i64,
    replaced: Option<i64>,
}

/// A photo that got out and whose it is.
struct Matched {
    person: u32,
    held: (i64, i64),
    difference: Difference,
}

/// Everything about the photos of a leak.
pub(crate) struct LeakedPhotos<'s> {
    secrets: &'s Secrets,
    matched: HashMap<u32, Vec<Matched>>,
    count: u32,
}

impl LeakedPhotos<'_> {
    /// As the engine wants them.
    pub(crate) fn found(&self) -> Vec<Photo> {
        (0..self.count)
            .map(|number| {
                let matched = self.matched.get(&number).map_or(&[][..], Vec::as_slice);
                Photo {
                    number,
                    people: matched.iter().map(|one| one.person).collect(),
                    held: matched.iter().map(|one| one.held).collect(),
                }
            })
            .collect()
    }
}

impl PhotoMarks for LeakedPhotos<'_> {
    fn statistics(&self, photo: u32, person: u32, deliveries: &[DeliveryId]) -> Vec<Option<PhotoScore>> {
        let matched = self.matched.get(&photo).and_then(|all| all.iter().find(|one| one.person == person));
        let score = |delivery: &DeliveryId| {
            let key = self.secrets.key(*delivery)?;
            Some(matched?.difference.score(&key.photo(Subject::Person(person))))
        };
        deliveries.iter().map(score).collect()
    }
}

impl Shares<'_> {
    /// Finds whose photos got out, from the pictures alone, and lays each over its original.
    pub(crate) async fn leaked_photos<'s>(
        &self,
        pictures: &[Picture],
        secrets: &'s Secrets,
        threads: usize,
    ) -> Result<LeakedPhotos<'s>, ShareError> {
        let count = u32::try_from(pictures.len())
            .map_err(|_| ShareError::TooLong { what: "the list of pictures", most: u32::MAX as usize })?;
        let mut photos = LeakedPhotos { secrets, matched: HashMap::new(), count };
        if pictures.is_empty() || secrets.deliveries().next().is_none() {
            return Ok(photos);
        }
        let copies: Vec<Option<Luma>> = pictures.iter().map(luma).collect();
        let likenesses: Vec<Option<Likeness>> =
            copies.iter().map(|copy| copy.as_ref().map(Likeness::of_copy)).collect();
        let originals = self.originals(threads).await?;
        let near = nearest(&originals, &likenesses, threads);
        // Each original is opened once, however many pictures may be copies of it.
        let mut wanted: HashMap<usize, Vec<u32>> = HashMap::new();
        for (number, near) in (0_u32..).zip(&near) {
            for original in near {
                wanted.entry(*original).or_default().push(number);
            }
        }
        let mut wanted: Vec<(usize, Vec<u32>)> = wanted.into_iter().collect();
        wanted.sort_unstable();
        for wanted in wanted.chunks(AT_ONCE) {
            let mut opened = Vec::with_capacity(wanted.len());
            for (original, numbers) in wanted {
                let Some(kept) = originals.get(*original) else { continue };
                if let Some(jpeg) = self.record.photo(&kept.numbers, &kept.sha256).await? {
                    opened.push((kept, jpeg, numbers));
                }
            }
            for (number, matched) in compared(&opened, &copies, threads) {
                photos.matched.entry(number).or_default().push(matched);
            }
        }
        for matched in photos.matched.values_mut() {
            // One picture is a copy of one photo; where a photo was kept for several people it may be any of them. What is
            // left of a copy is noise, and of another's face much more.
            let best = matched.iter().map(|one| one.difference.likeness()).fold(-1.0, f32::max);
            let most = (MORE_NOISE * (1.0 - best)).max(LEAST_NOISE);
            matched.retain(|one| 1.0 - one.difference.likeness() <= most);
            matched.sort_by_key(|one| one.person);
            matched.dedup_by_key(|one| one.person);
        }
        Ok(photos)
    }

    /// Every photo that the record keeps, by what it looks like from afar.
    async fn originals(&self, threads: usize) -> Result<Vec<Kept>, ShareError> {
        let Some(field) = Field::named("photo") else { return Ok(Vec::new()) };
        let mut named: Vec<(u32, Zeroizing<String>, i64, Option<i64>)> = Vec::new();
        let fields: FieldSet = [field].into_iter().collect();
        self.record
            .recorded_values(fields, |value| {
                named.push((value.value.person, value.text.clone(), value.recorded, value.replaced));
            })
            .await?;
        let aliases = self.record.aliases(record::KnownAt::NOW).await?;
        let mut originals = Vec::with_capacity(named.len());
        for named in named.chunks(AT_ONCE) {
            let mut opened = Vec::with_capacity(named.len());
            for (person, sha256, recorded, replaced) in named {
                let mut numbers = vec![*person];
                numbers.extend(aliases.others(*person));
                if let Some(jpeg) = self.record.photo(&numbers, sha256).await? {
                    opened.push((*person, sha256.to_string(), numbers, jpeg, *recorded, *replaced));
                }
            }
            originals.extend(in_parallel(
                &opened,
                threads,
                |(person, sha256, numbers, jpeg, recorded, replaced)| {
                    let pixels = portraits::decoded(jpeg).ok()?;
                    Some(Kept {
                        person: *person,
                        sha256: sha256.clone(),
                        numbers: numbers.clone(),
                        likeness: Likeness::of_original(&pixels.luma()),
                        recorded: *recorded,
                        replaced: *replaced,
                    })
                },
            ));
        }
        Ok(originals)
    }
}

fn luma(picture: &Picture) -> Option<Luma> {
    Some(Rgb::new(picture.width, picture.height, picture.rgb.clone()).ok()?.luma())
}

/// For each picture, the places of the originals that it may be a copy of.
fn nearest(originals: &[Kept], copies: &[Option<Likeness>], threads: usize) -> Vec<Vec<usize>> {
    let copies: Vec<&Option<Likeness>> = copies.iter().collect();
    in_parallel(&copies, threads, |copy| {
        let Some(copy) = copy else { return Some(Vec::new()) };
        let mut near: Vec<(usize, f32)> = originals
            .iter()
            .enumerate()
            .map(|(place, original)| (place, original.likeness.with(copy)))
            .filter(|(_, alike)| *alike >= ALIKE)
            .collect();
        near.sort_by(|one, other| other.1.total_cmp(&one.1));
        near.truncate(LOOKED_AT);
        for (place, alike) in &mut near {
            *alike = originals.get(*place).map_or(-1.0, |original| original.likeness.closely_with(copy));
        }
        near.retain(|(_, alike)| *alike >= CLOSELY_ALIKE);
        near.sort_by(|one, other| other.1.total_cmp(&one.1));
        near.truncate(TRIED);
        Some(near.into_iter().map(|(place, _)| place).collect())
    })
}

/// An original, its photo, and the numbers of pictures that may be copies of it.
type OpenedOriginal<'o> = (&'o Kept, Zeroizing<Vec<u8>>, &'o Vec<u32>);

/// Lays pictures over originals; gives the number of each picture that is a copy, and of what.
fn compared(opened: &[OpenedOriginal<'_>], copies: &[Option<Luma>], threads: usize) -> Vec<(u32, Matched)> {
    let matched = in_parallel(opened, threads, |(kept, jpeg, numbers)| {
        let original = Original::new(&portraits::decoded(jpeg).ok()?.luma());
        let mut matched = Vec::new();
        for number in *numbers {
            let copy = copies.get(*number as usize).and_then(Option::as_ref);
            let Some(difference) = copy.and_then(|copy| original.compare(copy)) else { continue };
            if difference.likeness() < COPY {
                continue;
            }
            let held = (kept.recorded, kept.replaced.unwrap_or(i64::MAX));
            matched.push((*number, Matched { person: kept.person, held, difference }));
        }
        Some(matched)
    });
    matched.into_iter().flatten().collect()
}

/// Does the same to each on several threads, and keeps the order.
fn in_parallel<I: Sync, O: Send>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I) -> Option<O> + Sync,
) -> Vec<O> {
    if threads <= 1 || items.len() < 2 {
        return items.iter().filter_map(work).collect();
    }
    let next = Mutex::new(items.iter().enumerate());
    let mut done: Vec<(usize, O)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut own = Vec::new();
                    loop {
                        let item = next.lock().ok().and_then(|mut next| next.next());
                        let Some((place, item)) = item else { break };
                        own.extend(work(item).map(|done| (place, done)));
                    }
                    own
                })
            })
            .collect();
        // A worker that panicked has lost its part: then everything is done again, here, and the panic is seen.
        let parts: Option<Vec<_>> = workers.into_iter().map(|worker| worker.join().ok()).collect();
        parts.map(|parts| parts.into_iter().flatten().collect())
    })
    .unwrap_or_else(|| {
        items.iter().enumerate().filter_map(|(place, item)| Some((place, work(item)?))).collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, done)| done).collect()
}
