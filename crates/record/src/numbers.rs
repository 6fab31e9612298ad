//! Lists of numbers as people write them: `1-9276,9300`.

use crate::RecordError;
use roaring::{RoaringBitmap, RoaringTreemap};

/// Highest number of an item.
const MOST_ITEM: u64 = 1 << 48;
/// Most items that are entered at once.
const MOST_ITEMS: u64 = 100_000_000;

/// People by their numbers in the record.
pub fn people(list: &str) -> Result<RoaringBitmap, RecordError> {
    let mut people = RoaringBitmap::new();
    for (first, last) in ranges(list)? {
        let narrow = |number: u64| {
            u32::try_from(number).map_err(|_| RecordError::Refused {
                what: format!("{number} is no number of a person in the record"),
                fix: "Give the numbers that the record gave them, or their pay numbers".into(),
            })
        };
        people.insert_range(narrow(first)?..=narrow(last)?);
    }
    Ok(people)
}

/// Items by their numbers.
pub fn items(list: &str) -> Result<RoaringTreemap, RecordError> {
    let mut items = RoaringTreemap::new();
    for (first, last) in ranges(list)? {
        // A set of so many is only small while they stand close together, which numbers of items do.
        if last > MOST_ITEM || items.len().saturating_add(last - first) > MOST_ITEMS {
            return Err(RecordError::Refused {
                what: "there are more items than can be entered by hand".into(),
                fix: "Give numbers up to 2 to the power of 48, and at most 100 million of them".into(),
            });
        }
        items.insert_range(first..=last);
    }
    Ok(items)
}

/// `1230`, or `1200-1230`: at least and at most.
pub fn interval(count: &str) -> Result<(u64, u64), RecordError> {
    match ranges(count)?.as_slice() {
        [one] => Ok(*one),
        _ => Err(RecordError::Refused {
            what: "the count of unlisted people is no count".into(),
            fix: "Write 1230, or 1200-1230".into(),
        }),
    }
}

/// First and last of each range.
fn ranges(list: &str) -> Result<Vec<(u64, u64)>, RecordError> {
    let wrong = |part: &str| RecordError::Refused {
        what: format!("'{}' is no number and no range", part.chars().take(40).collect::<String>()),
        fix: "Write numbers and ranges with commas, such as 1-9276,9300".into(),
    };
    list.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (low, high) = part.split_once('-').unwrap_or((part, part));
            let low = low.trim().parse().map_err(|_| wrong(part))?;
            let high = high.trim().parse().map_err(|_| wrong(part))?;
            if low <= high { Ok((low, high)) } else { Err(wrong(part)) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lists_of_numbers_are_read_strictly() {
        assert_eq!(people("1-3, 7").unwrap().iter().collect::<Vec<_>>(), [1, 2, 3, 7]);
        assert_eq!(interval("1200-1230").unwrap(), (1200, 1230));
        for wrong in ["3-1", "x", "1--2", "4294967296", "-1"] {
            assert!(people(wrong).is_err(), "{wrong}");
        }
        assert!(items("0-200000000").is_err() && items("1,2").is_ok());
    }

    proptest! {
        #[test]
        fn what_is_written_as_a_list_is_read_back(numbers in prop::collection::btree_set(any::<u32>(), 0..50)) {
            let list: Vec<String> = numbers.iter().map(u32::to_string).collect();
            let read = people(&list.join(",")).unwrap();
            prop_assert_eq!(read.iter().collect::<Vec<_>>(), numbers.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn no_text_ends_the_program(text in "[0-9, x-]{0,40}") {
            let _ = (people(&text), items(&text), interval(&text));
        }
    }
}
