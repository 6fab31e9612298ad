//! Attributes of rows and cells, without the cost of a general parser: there are twelve million of them in a large
//! sheet.

/// Calls `take` with the name and raw value of each attribute; one with a prefix is none of ours. Returns `false` when a
/// value holds a reference, or when this is no plain list of attributes: then the general parser must look.
#[inline]
pub(super) fn each<'t>(raw: &'t str, mut take: impl FnMut(&'t [u8], &'t str)) -> bool {
    let bytes = raw.as_bytes();
    let mut at = 0;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        if at >= bytes.len() {
            return true;
        }
        let name_start = at;
        while bytes.get(at).is_some_and(|byte| *byte != b'=' && !byte.is_ascii_whitespace()) {
            at += 1;
        }
        let name = &bytes[name_start..at];
        if bytes.get(at) != Some(&b'=') {
            return false;
        }
        let Some(quote @ (b'"' | b'\'')) = bytes.get(at + 1).copied() else { return false };
        let value_start = at + 2;
        let mut end = value_start;
        while bytes.get(end).is_some_and(|byte| *byte != quote) {
            end += 1;
        }
        if end >= bytes.len() {
            return false;
        }
        let value = &raw[value_start..end];
        if value.contains('&') {
            return false;
        }
        if !name.contains(&b':') {
            take(name, value);
        }
        at = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::each;

    fn list(raw: &str) -> Option<Vec<(String, String)>> {
        let mut found = Vec::new();
        each(raw, |name, value| found.push((String::from_utf8_lossy(name).into_owned(), value.to_owned())))
            .then_some(found)
    }

    #[test]
    fn plain_attributes_are_read_and_others_are_left_to_the_general_parser() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            list(" r=\"A1\" s='5'  t=\"s\" xmlns:r=\"A9\" x:s='7'"),
            Some(vec![pair("r", "A1"), pair("s", "5"), pair("t", "s")])
        );
        assert_eq!(list(""), Some(vec![]));
        assert_eq!(list(" r=\"A&#49;\""), None);
        assert_eq!(list(" r = \"A1\""), None);
        assert_eq!(list(" r=\"A1"), None);
    }
}
