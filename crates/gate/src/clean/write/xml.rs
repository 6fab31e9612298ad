//! Text inside XML.

/// Appends a text. Characters that XML cannot hold were dropped before: [`crate::clean::value::visible`].
pub(super) fn text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        out.push_str(match after.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = after.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// The declaration that every part begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A number as XML Schema spells doubles: with an exponent where it would be long.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-6..1e16).contains(&size) { format!("{value}") } else { format!("{value:e}") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_short() {
        assert_eq!(super::number(2.75), "2.75");
        assert_eq!(super::number(-1.5e300), "-1.5e300");
        assert_eq!(super::number(0.0), "0");
    }

    #[test]
    fn markup_becomes_text() {
        let mut out = String::new();
        super::text("a<b> & \"c\" é", &mut out);
        assert_eq!(out, "a&lt;b&gt; &amp; &quot;c&quot; é");
    }
}
