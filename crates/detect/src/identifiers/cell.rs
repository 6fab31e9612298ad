//! Trying a whole cell: the path that four million cells of one sheet take.

use super::fold::{Folded, LONGEST};
use super::shape::MARK_COUNT;
use super::{Candidate, Day, IDENTIFIERS, IdentifierIndex, IdentifierSet, Marks, Shape, Verdict};

/// Tries a whole cell as every kind of identifier, and tells `out` each whose shape it has. Allocates nothing.
pub fn cell(text: &str, today: Day, out: &mut impl FnMut(IdentifierIndex, Verdict)) {
    cell_among(text, today, IdentifierSet::ALL, out);
}

/// Like [`cell`], for the kinds in a set: once a column's kind is known, nothing else need be tried.
pub fn cell_among(
    text: &str,
    today: Day,
    among: IdentifierSet,
    out: &mut impl FnMut(IdentifierIndex, Verdict),
) {
    let bytes = text.trim_ascii().as_bytes();
    if bytes.len() > LONGEST {
        return;
    }
    let shape = Shape::of(bytes);
    // Words: the commonest cell of all. No identifier is made of letters and spaces alone.
    if shape.digits == 0 && !shape.marks.intersects(Marks::AT | Marks::COLON | Marks::FILLER) {
        return;
    }
    if shape.marks.contains(Marks::WIDE) {
        let Some(folded) = Folded::of(text) else { return };
        let bytes = folded.bytes().trim_ascii();
        attempt(bytes, Shape::of(bytes), today, true, among, &mut |index, verdict, _| out(index, verdict));
        return;
    }
    attempt(bytes, shape, today, true, among, &mut |index, verdict, _| out(index, verdict));
}

/// Tries a text, in ASCII and without space around it, as each of a set of kinds.
pub(crate) fn attempt(
    bytes: &[u8],
    shape: Shape,
    today: Day,
    whole: bool,
    among: IdentifierSet,
    out: &mut impl FnMut(IdentifierIndex, Verdict, &Candidate<'_>),
) {
    let possible = possible(shape) & among.0;
    if possible == 0 {
        return;
    }
    let mut room = [0; LONGEST];
    let Some(candidate) = Candidate::new(bytes, shape, today, whole, &mut room) else { return };
    let mut left = possible;
    while left != 0 {
        let index = IdentifierIndex(left.trailing_zeros() as u8);
        left &= left - 1;
        if let Some(verdict) = (index.identifier().check)(&candidate) {
            out(index, verdict, &candidate);
        }
    }
}

/// The kinds whose gate admits a shape, one bit each.
fn possible(shape: Shape) -> u64 {
    let digits = DIGITS.get(shape.digits as usize).copied().unwrap_or(ENDLESS.0);
    let letters = LETTERS.get(shape.letters as usize).copied().unwrap_or(ENDLESS.1);
    let mut possible = digits & letters;
    let mut marks = shape.marks.bits();
    while marks != 0 {
        possible &= MARKS[marks.trailing_zeros() as usize % MARK_COUNT];
        marks &= marks - 1;
    }
    possible
}

/// Counts up to which digits and letters are told apart.
const COUNTED: usize = 48;
/// For each number of digits, the kinds that may have it.
const DIGITS: [u64; COUNTED] = by_count(true);
/// For each number of letters, the kinds that may have it.
const LETTERS: [u64; COUNTED] = by_count(false);
/// Kinds that may have more digits, and more letters, than are counted.
const ENDLESS: (u64, u64) = (endless(true), endless(false));
/// For each mark, the kinds that may be written with it.
const MARKS: [u64; MARK_COUNT] = {
    let mut masks = [0; MARK_COUNT];
    let mut mark = 0;
    while mark < MARK_COUNT {
        let mut index = 0;
        while index < IDENTIFIERS.len() {
            if IDENTIFIERS[index].gate.marks.bits() >> mark & 1 == 1 {
                masks[mark] |= 1 << index;
            }
            index += 1;
        }
        mark += 1;
    }
    masks
};

const fn bounds(index: usize, digits: bool) -> (u8, u8) {
    let gate = &IDENTIFIERS[index].gate;
    if digits { gate.digits } else { gate.letters }
}

const fn by_count(digits: bool) -> [u64; COUNTED] {
    let mut masks = [0; COUNTED];
    let mut count = 0;
    while count < COUNTED {
        let mut index = 0;
        while index < IDENTIFIERS.len() {
            let (least, most) = bounds(index, digits);
            if least as usize <= count && count <= most as usize {
                masks[count] |= 1 << index;
            }
            index += 1;
        }
        count += 1;
    }
    masks
}

const fn endless(digits: bool) -> u64 {
    let mut mask = 0;
    let mut index = 0;
    while index < IDENTIFIERS.len() {
        if bounds(index, digits).1 as usize >= COUNTED {
            mask |= 1 << index;
        }
        index += 1;
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_masks_say_what_the_gates_say() {
        for text in
            ["9434765919", "2002/0073319Z", "a.b@c.example", "12", "AB12 CDE", "51.50740, -0.12780", ""]
        {
            let shape = Shape::of(text.as_bytes());
            for index in IdentifierIndex::all() {
                let masked = possible(shape) >> index.0 & 1 == 1;
                assert_eq!(masked, index.identifier().gate.admits(shape), "{text} {:?}", index.identifier());
            }
        }
    }
}
