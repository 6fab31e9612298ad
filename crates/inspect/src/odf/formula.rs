//! What an expression says that its result does not (ODF 1.3 part 4, 5.3 and 5.8): words in quotation
//! marks, and references to other files.

/// Texts inside a formula that a person should see.
pub(crate) fn texts(formula: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = formula;
    while let Some(start) = rest.find(['"', '\'']) {
        let (quote, after) = rest[start..].split_at(1);
        let end = closing(after, quote).unwrap_or(after.len());
        let piece = &after[..end];
        let behind = after.get(end + 1..).unwrap_or_default();
        let says_something = match quote {
            "\"" => piece.chars().filter(|letter| letter.is_alphanumeric()).count() >= 3,
            // A quoted name before `#` is the address of another file; any other is a sheet of this one.
            _ => behind.starts_with('#') || piece.contains("://") || piece.contains(['\\', '[']),
        };
        if says_something {
            found.push(piece);
        }
        rest = behind;
    }
    found
}

/// Where a quoted text ends; a doubled quotation mark is part of it.
fn closing(text: &str, quote: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(quote)?;
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
        assert_eq!(texts("of:=SUM([.A1:.A9])"), [""; 0]);
        assert_eq!(texts("of:=SUM(['My sheet'.A1:.A9])"), [""; 0]);
        assert_eq!(texts("of:=IF([.B2]>3;\"Passed to Oxenholt\";\"\")"), ["Passed to Oxenholt"]);
        assert_eq!(texts("of:=['file:///home/x/staff.ods'#$Data.A1]"), ["file:///home/x/staff.ods"]);
        assert_eq!(
            texts("of:=DDE(\"soffice\";\"/home/x/staff.ods\";\"A1\")"),
            ["soffice", "/home/x/staff.ods"]
        );
        assert_eq!(texts("\"open end"), ["open end"]);
        assert_eq!(texts("\"say \"\"hello\"\" now\""), ["say \"\"hello\"\" now"]);
    }
}
