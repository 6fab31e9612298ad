//! Reading many items, several at a time: a bucket answers slowly and many at once, and of small files most of the
//! time is spent going to and fro between threads.

use crate::folder::{self, Place};
use crate::key::Key;
use crate::location::{At, Location};
use crate::pieces::PIECE;
use crate::reading::{self, Expected, Reading};
use futures::StreamExt;
use futures::stream;
use std::iter::Peekable;
use std::sync::Arc;

/// Files that are read in one go, if they are small.
const TOGETHER: usize = 64;

type Item = (Key, Expected);

pub(crate) async fn each<I>(
    location: &Location,
    items: I,
    at_a_time: usize,
    mut told: impl FnMut(Key, Reading) + Send,
) where
    I: IntoIterator<Item = Item>,
    I::IntoIter: Send,
{
    let together = matches!(location.at, At::Folder(_));
    let jobs = Jobs { items: items.into_iter().peekable(), together };
    let mut done = stream::iter(jobs).map(|job| read(location, job)).buffer_unordered(at_a_time.max(1));
    while let Some(readings) = done.next().await {
        for (key, reading) in readings {
            told(key, reading);
        }
    }
}

async fn read(location: &Location, job: Vec<Item>) -> Vec<(Key, Reading)> {
    if let (At::Folder(place), [_, _, ..]) = (&location.at, &job[..]) {
        return files(place, job).await;
    }
    let mut readings = Vec::with_capacity(job.len());
    for (key, expected) in job {
        let reading = reading::read(location, &key, &expected, |_| {}).await;
        readings.push((key, reading));
    }
    readings
}

async fn files(place: &Arc<Place>, job: Vec<Item>) -> Vec<(Key, Reading)> {
    let place = Arc::clone(place);
    let keys: Vec<_> = job.iter().map(|(key, _)| key.clone()).collect();
    let read = folder::blocking(move || {
        let read = |(key, expected)| reading::whole_file(&place, &key, &expected);
        Ok(job.into_iter().map(read).collect::<Vec<_>>())
    });
    match read.await {
        Ok(readings) => keys.into_iter().zip(readings).collect(),
        Err(trouble) => keys.into_iter().map(|key| (key, trouble.into())).collect(),
    }
}

/// Items that are read in one go: several small files, or a single item.
struct Jobs<I: Iterator<Item = Item>> {
    items: Peekable<I>,
    together: bool,
}

impl<I: Iterator<Item = Item>> Iterator for Jobs<I> {
    type Item = Vec<Item>;

    fn next(&mut self) -> Option<Vec<Item>> {
        let size = |expected: &Expected| expected.size.unwrap_or(PIECE);
        let first = self.items.next()?;
        let mut bytes = size(&first.1);
        let mut job = vec![first];
        while self.together && job.len() < TOGETHER {
            let small = |(_, expected): &Item| bytes.saturating_add(size(expected)) <= PIECE;
            let Some(next) = self.items.next_if(small) else { break };
            bytes += size(&next.1);
            job.push(next);
        }
        Some(job)
    }
}
