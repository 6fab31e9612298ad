//! Attributes that rows, cells and what stands in them are known to have, with values that look like what they should
//! be (ECMA-376 part 1, 18.3.1.73, 18.3.1.4, 18.3.1.40). Any other can hold anything, and is looked at for words.

use crate::cell::address;

/// Whether this is an attribute of a row.
pub(super) fn of_row(name: &[u8], value: &str) -> bool {
    let is_known = matches!(
        name,
        b"r" | b"spans"
            | b"s"
            | b"customFormat"
            | b"ht"
            | b"hidden"
            | b"customHeight"
            | b"outlineLevel"
            | b"collapsed"
            | b"thickTop"
            | b"thickBot"
            | b"ph"
    ) || name.ends_with(b":dyDescent");
    is_known && is_number_or_truth(value)
}

/// Whether this is an attribute of a cell that says nothing of its value.
pub(super) fn of_cell(name: &[u8], value: &str) -> bool {
    matches!(name, b"cm" | b"vm" | b"ph") && is_number_or_truth(value)
}

/// The same, or one that the reader of cells takes.
pub(super) fn of_whole_cell(name: &[u8], value: &str) -> bool {
    match name {
        b"r" => address::parse_cell(value.as_bytes()).is_some(),
        b"s" => is_number_or_truth(value),
        b"t" => matches!(value, "n" | "s" | "b" | "e" | "d" | "str" | "inlineStr"),
        _ => of_cell(name, value),
    }
}

/// Whether this is an attribute of a formula, a value or a text, or of the looks of a run of letters.
pub(super) fn of_content(name: &[u8], value: &str) -> bool {
    let is_known = matches!(
        name,
        b"t" | b"ref"
            | b"si"
            | b"ca"
            | b"aca"
            | b"bx"
            | b"dt2D"
            | b"dtr"
            | b"del1"
            | b"del2"
            | b"r1"
            | b"r2"
            | b"xml:space"
            | b"val"
            | b"rgb"
            | b"theme"
            | b"tint"
            | b"indexed"
            | b"auto"
            | b"sb"
            | b"eb"
            | b"fontId"
            | b"type"
            | b"alignment"
    );
    // No blank, as between words: a range, a number, a keyword.
    is_known && !value.contains([' ', '@', '\\'])
}

/// Whether a value is made of numbers, or is a truth value.
fn is_number_or_truth(value: &str) -> bool {
    let belongs =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b':' | b'-' | b'+' | b'E' | b'e' | b' ');
    value.bytes().all(belongs) || matches!(value, "true" | "false")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_known_and_words_are_not() {
        assert!(
            of_row(b"spans", "1:20 22:24") && of_row(b"x14ac:dyDescent", "0.25") && of_row(b"hidden", "true")
        );
        assert!(!of_row(b"spans", "Mary Ashworth") && !of_row(b"zz", "1"));
        assert!(of_cell(b"vm", "1") && !of_cell(b"r", "A1") && of_whole_cell(b"r", "A1"));
        assert!(of_whole_cell(b"t", "inlineStr") && !of_whole_cell(b"t", "Ashworth"));
        assert!(of_content(b"ref", "A1:A9") && of_content(b"rgb", "FF000000") && of_content(b"val", "none"));
        assert!(!of_content(b"val", "Mary Ashworth") && !of_content(b"x:t", "shared"));
    }
}
