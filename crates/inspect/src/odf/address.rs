//! Addresses of cells in ODF attributes (ODF 1.3 part 3, 19.596 and 18.3.6): `Answer.B2:Answer.B5`, `$'My sheet'.$A$1:.C9`.

use crate::cell::address::Area;

/// The areas of a list divided by spaces; names of sheets are left out.
pub(crate) fn areas(list: &str) -> Vec<Area> {
    let mut quoted = false;
    let pieces = list.split(move |letter| {
        quoted ^= letter == '\'';
        letter == ' ' && !quoted
    });
    pieces.filter_map(area).collect()
}

/// One range of cells or one cell.
pub(crate) fn area(text: &str) -> Option<Area> {
    let mut quoted = false;
    let colon = text.bytes().position(|byte| {
        quoted ^= byte == b'\'';
        byte == b':' && !quoted
    });
    match colon {
        Some(at) => Area::parse(&format!("{}:{}", cell(&text[..at]), cell(&text[at + 1..]))),
        None => Area::parse(cell(text)),
    }
}

/// What follows the name of the sheet.
fn cell(text: &str) -> &str {
    text.rsplit_once('.').map_or(text, |(_, cell)| cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(list: &str) -> Vec<String> {
        areas(list).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn sheets_before_the_cells_do_not_matter() {
        assert_eq!(spelled("Answer.B2:Answer.B5 Answer.D1"), ["B2:B5", "D1"]);
        assert_eq!(spelled("$'My. sheet: one'.$A$1:.C9"), ["A1:C9"]);
        assert_eq!(spelled("'file:///tmp/x.ods'#$Staff.A1:.E5"), ["A1:E5"]);
        assert_eq!(spelled("#REF! nonsense"), [""; 0]);
    }
}
