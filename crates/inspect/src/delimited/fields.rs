//! What a single field is to a program that opens the file.

/// Whether spreadsheet programs take a field for a formula when they open the file. Numbers with a sign are none.
pub(super) fn is_formula(field: &str) -> bool {
    let field = field.trim_start();
    let Some((sign, rest)) = field.split_at_checked(1) else { return false };
    let begins_like_one =
        |rest: &str| rest.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '(');
    match sign {
        "=" => !rest.trim().is_empty(),
        // A live link to a program, or a call of a function.
        "+" | "-" | "@" => {
            begins_like_one(rest) && (rest.contains('|') && rest.contains('!') || is_call(rest))
        }
        _ => false,
    }
}

/// Whether a field is a number, perhaps with a sign, a currency, a percent sign or groups of digits.
pub(super) fn is_count(field: &[u8]) -> bool {
    field.iter().any(u8::is_ascii_digit)
        && field.iter().all(|byte| {
            byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%' | b'-' | b'+' | b' ' | b'$' | 0x80..)
        })
}

/// `SUM(` at the start, or behind a sign.
fn is_call(text: &str) -> bool {
    let name = text.trim_end_matches(|letter| letter != '(').trim_end_matches('(');
    let name = name.rsplit(['+', '-', '*', '/']).next().unwrap_or_default();
    !name.is_empty()
        && name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_'))
}

#[cfg(test)]
mod tests {
    use super::is_formula;

    #[test]
    fn formulas_are_told_from_numbers_and_words() {
        for formula in [
            "=HYPERLINK(\"http://example.org\")",
            "=1+1",
            "=cmd|' /C calc'!A0",
            "@SUM(A1:A9)",
            "+cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "-SUM(1)",
        ] {
            assert!(is_formula(formula), "{formula}");
        }
        for other in
            ["-5", "+44 7700 900123", "+44 (0)20 7946 0000", "@handle", "=", "", "- none -", "a=b", "-(5)"]
        {
            assert!(!is_formula(other), "{other}");
        }
    }
}
