//! `bag-info.txt`: labels and values for people (RFC 8493, 2.2.2).

use crate::BagError;

/// The most labels that are read.
const MOST: usize = 10_000;

/// A label and its value. A label may be there more than once.
pub type Info = (String, String);

/// Writes `bag-info.txt`. Labels hold no colon; neither holds the end of a line, nor begins or ends with a space.
pub fn write_info(info: &[Info]) -> Result<String, BagError> {
    let mut text = String::new();
    for (label, value) in info {
        let refused = |why| Err(BagError::Info { label: label.clone(), why });
        if label.is_empty() || label.contains([':', '\r', '\n']) {
            return refused("a label is not empty and has no colon and no end of a line");
        }
        if value.contains(['\r', '\n']) {
            return refused("a value is one line");
        }
        if label.trim() != label || value.trim() != value {
            return refused("spaces at the beginning or the end are lost when it is read");
        }
        text.extend([&**label, ": ", &**value, "\n"]);
    }
    Ok(text)
}

/// Reads `bag-info.txt`. A line that begins with a space goes on with the value above it.
pub fn parse_info(text: &str) -> Result<Vec<Info>, BagError> {
    let mut info: Vec<Info> = Vec::new();
    for (at, line) in super::lines(text).enumerate() {
        let wrong = |why| BagError::Line { file: "bag-info.txt".into(), line: at + 1, why };
        if line.starts_with([' ', '\t']) {
            let (_, value) =
                info.last_mut().ok_or_else(|| wrong("it goes on with a value, and there is none"))?;
            let more = line.trim();
            if !value.is_empty() && !more.is_empty() {
                value.push(' ');
            }
            value.push_str(more);
            continue;
        }
        let (label, value) = line.split_once(':').ok_or_else(|| wrong("it has no colon after its label"))?;
        let label = label.trim();
        if label.is_empty() {
            return Err(wrong("its label is empty"));
        }
        if info.len() == MOST {
            return Err(wrong("there are more than 10,000 labels"));
        }
        info.push((label.to_owned(), value.trim().to_owned()));
    }
    Ok(info)
}

/// The one value of a label, whatever its case; `Err` if it is there more than once.
pub(crate) fn only<'a>(info: &'a [Info], label: &str) -> Result<Option<&'a str>, ()> {
    let mut found =
        info.iter().filter(|(name, _)| name.eq_ignore_ascii_case(label)).map(|(_, value)| &**value);
    let first = found.next();
    if found.next().is_some() { Err(()) } else { Ok(first) }
}
