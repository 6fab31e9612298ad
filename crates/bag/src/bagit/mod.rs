//! The text files of a bag, written and read strictly (RFC 8493, 2.1 and 2.2).

pub(crate) mod declaration;
pub(crate) mod info;
pub(crate) mod manifest;
pub(crate) mod path;

/// Lines of a file of tags: they end with LF, CR or both (RFC 8493, 2.1.1), and the last one need not.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\r', '\n'])).unwrap_or(after);
        Some(line)
    })
}
