//! Where to go after signing in: a page of ours, never another site.

/// The address, if it is a page here; else the first page. Browsers read `//host` and `/\host` as another site.
pub fn local(address: &str) -> &str {
    let is_plain = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains('\\')
        && !address.chars().any(char::is_control)
        && address.len() < 2_000;
    if is_plain && !address.starts_with("/sign-") && !address.starts_with("/welcome") { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for elsewhere in [
            "//evil.test",
            "/\\evil.test",
            "https://evil.test",
            "javascript:alert(1)",
            "",
            "/\t/evil.test",
            "/sign-out",
        ] {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
        assert_eq!(local("/releases/7?x=1"), "/releases/7?x=1");
    }
}
