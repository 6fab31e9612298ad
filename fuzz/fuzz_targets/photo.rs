//! Leaked photos against an original, and anything as an original: whatever the samples are, what comes out are numbers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use marks::photo::{Luma, Original, Strength};
use marks::{DeliveryKey, Subject};
use std::sync::LazyLock;
use tipstaff_fuzz::{look, seeds};

// Small: with the fuzzer's counters in it, each pixel takes twenty times as long.
const SIDE: u32 = 20;

fn drawn(width: u32, height: u32) -> Option<Luma> {
    let value = |x: u32, y: u32| 60 + (x * x + 3 * y * y) / 40 % 120 + (x * 7 + y * 13) % 9;
    let samples = (0..height).flat_map(|y| (0..width).map(move |x| value(x, y) as u8)).collect();
    Luma::new(width, height, samples).ok()
}

static ORIGINAL: LazyLock<Option<Original>> = LazyLock::new(|| Some(Original::new(&drawn(SIDE, SIDE)?)));

/// Width, then samples; the last row ends where they do.
fn of_bytes(data: &[u8]) -> Option<Luma> {
    let (width, samples) = data.split_first()?;
    let width = u32::from(*width) % SIDE + 1;
    let height = (samples.len() as u32 / width).min(SIDE + 5);
    Luma::new(width, height, samples.get(..(width * height) as usize)?.to_vec()).ok()
}

fn own() -> Vec<Vec<u8>> {
    let key = DeliveryKey::from_bytes(&[9; 32]).photo(Subject::Person(1));
    let whole = drawn(SIDE, SIDE).map(|photo| key.mark(&photo, Strength::Strong));
    [whole, drawn(12, 15), drawn(19, 25)]
        .into_iter()
        .flatten()
        .map(|photo| [&[photo.width() as u8 - 1], photo.samples()].concat())
        .collect()
}

fn make_seeds() {
    let own = own();
    seeds::if_asked(&[], seeds::as_it_is, &own.iter().map(Vec::as_slice).collect::<Vec<_>>());
}

fuzz_target!(init: make_seeds(), |data: &[u8]| {
    let (Some(photo), Some(original)) = (of_bytes(data), ORIGINAL.as_ref()) else { return };
    let key = DeliveryKey::from_bytes(&[9; 32]).photo(Subject::Person(1));
    look::soon(data.len(), || {
        let known = original.compare(&photo);
        let unknown = drawn(SIDE, SIDE).and_then(|drawn| Original::new(&photo).compare(&drawn));
        for difference in known.into_iter().chain(unknown) {
            let score = difference.score(&key);
            assert!(score.z.is_finite() && score.weight.is_finite() && score.weight >= 0.0);
            // By Cauchy and Schwarz: as many chips as there are, and no more.
            assert!(score.z.abs() < 1000.0);
        }
        let marked = key.mark(&photo, Strength::Light);
        assert!(marked.width() == photo.width() && marked.height() == photo.height());
    });
});
