use super::MAP;
use crate::identifiers::shape::Gate;
use crate::identifiers::{Identifier, Marks, Strength, Vectors, Verdict};

const MARKS: Marks = Marks::DOT.union(Marks::COMMA).union(Marks::SPACE).union(Marks::HYPHEN);

/// A pair with four decimals or more, which is a house, inside the box of the British Isles.
pub(crate) const COORDINATES: Identifier = Identifier {
    id: "uk-coordinates",
    title: "Coordinates",
    what: "Latitude and longitude of a place in the United Kingdom, to ten metres or better.",
    form: "Two numbers with four decimals or more, 49.8 to 60.9 and -8.7 to 1.8.",
    gate: Gate::new((11, 34), (0, 0), MARKS),
    check: |candidate| {
        let text = std::str::from_utf8(candidate.text).ok()?;
        let mut numbers = text.split([',', ' ']).filter(|piece| !piece.is_empty());
        let (latitude, longitude) = (numbers.next()?, numbers.next()?);
        Verdict::shape(is_latitude(latitude) && is_longitude(longitude) && numbers.next().is_none())
    },
    prior: 3.0,
    names: &[
        "coordinate",
        "coord",
        "lat long",
        "lat lon",
        "latlong",
        "gps",
        "gps coordinate",
        "lat lng",
        "geo",
    ],
    context: MAP,
    strength: Strength::Place,
    vectors: Vectors {
        good: &["51.50740, -0.12780", "51.5074,-0.1278"],
        bad: &["51.5, -0.1", "48.85661, 2.35222", "51.5074"],
    },
    source: "bounding box of the United Kingdom",
    ..Identifier::BASE
};

/// One of the pair, in a column of its own.
pub(crate) const LATITUDE: Identifier = Identifier {
    id: "uk-latitude",
    title: "Latitude",
    what: "Latitude of a place in the United Kingdom, in a column beside its longitude.",
    form: "A number with four decimals or more, 49.8 to 60.9. Only a header of its name tells.",
    gate: Gate::new((6, 17), (0, 0), Marks::DOT),
    check: |candidate| Verdict::shape(std::str::from_utf8(candidate.text).is_ok_and(is_latitude)),
    prior: -12.0,
    names: &["latitude", "lat"],
    strength: Strength::Place,
    vectors: Vectors { good: &["51.5074"], bad: &["51.5", "61.5074"] },
    source: "bounding box of the United Kingdom",
    ..Identifier::BASE
};

/// The other.
pub(crate) const LONGITUDE: Identifier = Identifier {
    id: "uk-longitude",
    title: "Longitude",
    what: "Longitude of a place in the United Kingdom, in a column beside its latitude.",
    form: "A number with four decimals or more, -8.7 to 1.8. Only a header of its name tells.",
    gate: Gate::new((5, 17), (0, 0), Marks::DOT.union(Marks::HYPHEN)),
    check: |candidate| Verdict::shape(std::str::from_utf8(candidate.text).is_ok_and(is_longitude)),
    prior: -12.0,
    names: &["longitude", "long", "lng", "lon"],
    strength: Strength::Place,
    vectors: Vectors { good: &["-0.1278", "1.20001"], bad: &["-0.1", "2.3522"] },
    source: "bounding box of the United Kingdom",
    ..Identifier::BASE
};

fn is_latitude(text: &str) -> bool {
    in_box(text, 49.8, 60.9)
}

fn is_longitude(text: &str) -> bool {
    in_box(text, -8.7, 1.8)
}

fn in_box(text: &str, least: f64, most: f64) -> bool {
    let decimals = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() >= 4);
    decimals && text.len() <= 20 && text.parse::<f64>().is_ok_and(|degrees| (least..=most).contains(&degrees))
}
