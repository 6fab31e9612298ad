//! Paths as they stand in a manifest.
//!
//! RFC 8493, 2.1.3: LF, CR and `%` are written `%0A`, `%0D` and `%25`, and nothing else is encoded. Programs of BagIt 0.97 did
//! so with LF and CR only, and bagit-python 1.9.0 still reads `%25` as it stands: see [`plain_name`](crate::plain_name).

/// A path as a manifest writes it.
pub fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for letter in path.chars() {
        match letter {
            '%' => encoded.push_str("%25"),
            '\n' => encoded.push_str("%0A"),
            '\r' => encoded.push_str("%0D"),
            other => encoded.push(other),
        }
    }
    encoded
}

/// What [`encode_path`] wrote; `None` where a `%` begins nothing that RFC 8493 knows.
pub fn decode_path(written: &str) -> Option<String> {
    let mut pieces = written.split('%');
    let mut path = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.get(..2)?;
        path.push(match &*code.to_ascii_uppercase() {
            "25" => '%',
            "0A" => '\n',
            "0D" => '\r',
            _ => return None,
        });
        path.push_str(&piece[2..]);
    }
    Some(path)
}

/// The same of BagIt 0.97, where a `%` may stand for itself.
pub(crate) fn decode_path_097(written: &str) -> String {
    let mut path = written.to_owned();
    for (code, letter) in [("%0A", "\n"), ("%0a", "\n"), ("%0D", "\r"), ("%0d", "\r")] {
        path = path.replace(code, letter);
    }
    path
}
