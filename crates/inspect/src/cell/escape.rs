//! Characters that XML cannot hold, as Excel writes them: `_x000D_` (ECMA-376 part 1, 22.9.2.19).

use std::borrow::Cow;

/// Undoes the escapes. A text that only looks escaped, as `_x005F_x000D_` does, comes out as its author meant it.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at + 6..].starts_with('_'));
        if let Some(letter) =
            code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32)
        {
            out.push(letter);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_are_undone_once() {
        assert_eq!(unescape("plain_text"), "plain_text");
        assert_eq!(unescape("_x0041_shworth"), "Ashworth");
        assert_eq!(unescape("_x005F_x0041_"), "_x0041_");
        assert_eq!(unescape("_xé_x00"), "_xé_x00");
    }
}
