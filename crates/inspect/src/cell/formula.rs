//! What a formula says that its result does not: words in quotation marks, and other files.

/// Texts inside a formula that a person should see: string constants with letters or long numbers, and references to
/// other workbooks. References to cells, names of functions and numbers are left out.
pub(crate) fn texts(formula: &str) -> Vec<&str> {
    let mut found = Vec::new();
    if formula.contains(' ') && has_bare_words(formula) {
        return vec![formula];
    }
    if !formula.contains(['"', '[', '\\']) {
        return found;
    }
    let mut rest = formula;
    while let Some(start) = rest.find(['"', '\'', '[']) {
        let quote = &rest[start..=start];
        let after = &rest[start + 1..];
        let end = match quote {
            "[" => after.find(']').map(|end| end + 1),
            _ => closing(after, quote),
        };
        let Some(end) = end else {
            found.push(rest);
            break;
        };
        let piece = &after[..end.min(after.len())];
        let piece = piece.trim_end_matches([']', '"', '\'']);
        let says_something = match quote {
            "\"" => piece.chars().filter(|letter| letter.is_alphanumeric()).count() >= 3,
            // A quoted sheet name is a reference; a bracket or backslash in it leads to another file.
            "'" => piece.contains(['[', '\\']),
            // `[1]` is the number of a link, told elsewhere; `[Column]` belongs to a table.
            _ => piece.contains(['.', '\\', '/']),
        };
        if says_something {
            found.push(piece);
        }
        rest = &after[end.min(after.len())..];
        if quote != "[" {
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    found
}

/// Whether two words stand one after the other outside of all quotation marks: that is no formula, or one that cuts
/// two names.
fn has_bare_words(formula: &str) -> bool {
    let mut outside = String::with_capacity(formula.len());
    let mut quote = None;
    for letter in formula.chars() {
        match (quote, letter) {
            (None, '"' | '\'') => quote = Some(letter),
            (None, '[') => quote = Some(']'),
            (None, letter) => outside.push(letter),
            (Some(end), letter) if end == letter => {
                quote = None;
                outside.push(end);
            }
            (Some(_), _) => {}
        }
    }
    // A column has three letters at most; a row has digits behind them.
    let is_word = |word: &str| word.chars().take_while(|letter| letter.is_alphabetic()).nth(3).is_some();
    let mut before = "";
    for word in outside.split_whitespace() {
        let last = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        if is_word(last) && is_word(word) {
            return true;
        }
        before = word;
    }
    false
}

/// Where a quoted text ends; a doubled quotation mark is part of it.
fn closing(text: &str, quote: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find(quote)?;
        if text[at + 1..].starts_with(quote) {
            from = at + 2;
        } else {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn constants_and_other_files_are_found_and_references_are_not() {
        assert_eq!(texts("SUM(A1:A9)"), [""; 0]);
        assert_eq!(texts("IF(A1=\"Ashworth\",\"Y\",\"\")"), ["Ashworth"]);
        assert_eq!(texts("VLOOKUP(A1,'C:\\HR\\[staff.xlsx]Data'!A:B,2)"), ["C:\\HR\\[staff.xlsx]Data"]);
        assert_eq!(texts("SUM(Table1[Amount])"), [""; 0]);
        assert_eq!(texts("\"say \"\"hello\"\" now\""), ["say \"\"hello\"\" now"]);
        assert_eq!(texts("\"open end"), ["\"open end"]);
        assert_eq!(texts("Mary Ashworth, Larne"), ["Mary Ashworth, Larne"]);
        assert_eq!(
            texts("IF( A1 >\n0, SUM( B:B ), 'Staff list'!A1 * Table1[Net pay]) + AAA1 BBB1:CCC9"),
            [""; 0]
        );
    }
}
