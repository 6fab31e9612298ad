//! Registration marks of vehicles, DVLA INF104. A mark names the keeper as surely as an address does.

mod current;
mod dateless;
mod northern_ireland;
mod prefix;
mod suffix;

pub(crate) use current::VEHICLE;
pub(crate) use dateless::VEHICLE_DATELESS;
pub(crate) use northern_ireland::VEHICLE_NI;
pub(crate) use prefix::VEHICLE_PREFIX;
pub(crate) use suffix::VEHICLE_SUFFIX;

use super::Candidate;

const NAMES: &[&str] = &[
    "vrm",
    "vrn",
    "vehicle registration",
    "vehicle registration number",
    "vehicle registration mark",
    "registration number",
    "registration mark",
    "registration plate",
    "registration",
    "reg",
    "reg no",
    "reg number",
    "number plate",
    "plate",
    "index",
    "index number",
    "vehicle reg",
    "vehicle index",
    "car reg",
    "licence plate",
    "index mark",
    "vehicle",
];
const CONTEXT: &[&str] = &[
    "vehicle",
    "car",
    "van",
    "lorry",
    "motorcycle",
    "driver",
    "keeper",
    "parked",
    "drove",
    "driving",
    "ford",
    "vauxhall",
    "bmw",
    "audi",
    "vw",
    "volkswagen",
    "mercede",
    "toyota",
    "nissan",
    "transit",
    "corsa",
    "astra",
    "golf",
    "fiesta",
    "anpr",
    "dvla",
    "insured",
    "motorbike",
    "taxi",
    "collision",
    "rtc",
];

/// Bits for a mark in capitals, as plates are written; small letters with gaps are more often words.
fn capitals(candidate: &Candidate<'_>, spaced: f32) -> f32 {
    match (candidate.is_upper(), candidate.shape.marks.is_empty()) {
        (true, true) => 0.0,
        (true, false) => spaced,
        (false, true) => -2.0,
        (false, false) => -5.0,
    }
}
