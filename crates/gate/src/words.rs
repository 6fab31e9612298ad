//! Numbers and lists in words.

/// `9276` as `9,276`.
pub(crate) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "1 row", "9,276 rows".
pub(crate) fn count(value: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { many })
}

/// "812 bytes", "1.4 MB": sizes as file managers show them.
pub fn size(bytes: u64) -> String {
    const STEPS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")];
    for (step, unit) in STEPS {
        if bytes >= step {
            let tenths = bytes.saturating_mul(10) / step;
            return if tenths >= 100 {
                format!("{} {unit}", tenths / 10)
            } else {
                format!("{}.{} {unit}", tenths / 10, tenths % 10)
            };
        }
    }
    count(bytes, "byte", "bytes")
}

/// "9,276 people", "1,231 to 1,251 people".
pub(crate) fn span(least: u64, most: u64, one: &str, many: &str) -> String {
    if least == most {
        count(most, one, many)
    } else {
        format!("{} to {}", number(least), count(most, one, many))
    }
}

/// "a, b and c".
pub(crate) fn list(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(count(9276, "row", "rows"), "9,276 rows");
        assert_eq!(count(1, "row", "rows"), "1 row");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!((size(1), size(1_468_211)), ("1 byte".into(), "1.4 MB".into()));
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
